// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"
#include "ui/models/livetable.h"

namespace forefetch {

// How a table shows where a prefetch is: "▲" "used", "▽" "wasted: evicted", and why.
//
// Thread: any.
QString outcomeText(PrefetchState state);
QString outcomeTip(PrefetchState state); // "Served its first hit."
RowSign outcomeSign(PrefetchState state);

} // namespace forefetch
