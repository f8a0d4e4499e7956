// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"

#include <string>

namespace forefetch {

// Whether each sample carries the moment of the snapshot. A scrape has none, for it is of now; a
// file that is read later needs it (promtool tsdb create-blocks-from openmetrics).
enum class Stamps { None, OfSnapshot };

// Every figure of a snapshot as OpenMetrics 1.0 text: base units, no label from a URL, all settings
// as gauges, `# EOF` at the end. Media type: application/openmetrics-text; version=1.0.0.
//
//     # TYPE forefetch_requests counter
//     # HELP forefetch_requests Requests of clients by how they ended.
//     forefetch_requests_total{result="hit_prefetched"} 4711
//
// Figures that others add up to are not there twice: all requests are the sum over `result`.
// Thread: any.
std::string toOpenMetrics(const Snapshot &snapshot, Stamps stamps = Stamps::None);

} // namespace forefetch
