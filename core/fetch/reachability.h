// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/origin.h"
#include "core/result.h"
#include "core/time/clock.h"

namespace forefetch {

// Whether something accepts connections there: a mistyped target is told at the start, not by a
// client's 502. The error names the origin and what failed.
//
// Thread: any; waits.
Result<void> reach(const Origin &origin, Duration timeout);

} // namespace forefetch
