// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <string>

namespace forefetch {

// An answer of the admin API that goes on until the client leaves: asked for news four times a
// second, but not while the client does not take what there was.
//
// Thread: its server thread's.
class AdminStream
{
public:
    virtual ~AdminStream() = default;
    virtual const char *contentType() const = 0;
    // What is new, as it goes over the wire; empty when nothing is.
    virtual std::string news(TimePoint now) = 0;
};

} // namespace forefetch
