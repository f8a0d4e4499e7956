// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"

#include <string>
#include <string_view>

namespace forefetch {

// What a scrape may ask for; the first is the older of the two and everybody reads it.
inline constexpr const char *kPrometheusTextType = "text/plain; version=0.0.4; charset=utf-8";
inline constexpr const char *kOpenMetricsType =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";

// The figures of toOpenMetrics() in Prometheus' text format 0.0.4, with the same names and labels:
// a counter's family is named with its "_total", what OpenMetrics knows as info and stateset are
// gauges, and there are neither units nor an end.
//
//     # HELP forefetch_requests_total Requests of clients by how they ended.
//     # TYPE forefetch_requests_total counter
//     forefetch_requests_total{result="hit_prefetched"} 4711
//
// Thread: any.
std::string toPrometheusText(const Snapshot &snapshot);

// Whether an Accept field (RFC 9110, 12.5.1) wants OpenMetrics at least as much as plain text.
bool wantsOpenMetrics(std::string_view accept);

} // namespace forefetch
