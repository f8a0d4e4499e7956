// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/cachecontrol.h"

namespace forefetch {

// What a response says to a shared cache like this one: CDN-Cache-Control where it is there and
// can be read, else Cache-Control (RFC 9213, 2.2). The targeted field stands for all that
// Cache-Control, Expires and Pragma say.
//
// It is a Structured Fields dictionary (RFC 8941, 3.2) and is read as strictly as that asks for: an
// empty one, one that cannot be parsed, and one that gives a known directive a value of the wrong
// type is ignored as a whole.
//
//     Cache-Control: no-store
//     CDN-Cache-Control: max-age=60            fresh for a minute
//     CDN-Cache-Control: max-age="60"          ignored: a string is no number
//
// Thread: any (pure).
CacheControl controlForShared(const Headers &response);

} // namespace forefetch
