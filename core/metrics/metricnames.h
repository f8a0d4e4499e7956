// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace forefetch {

// What the figures of a snapshot are called in OpenMetrics: a contract with dashboards and alerts.
// The rows of one family stand together. The unit is the end of the family's name.

enum class MetricType { Counter, Gauge, Summary };

struct MetricName
{
    std::string_view family; // "forefetch_requests"
    MetricType type;
    std::string_view figure; // "demand.misses"
    std::string_view labels; // "result=\"miss\""
    std::string_view suffix; // "_total", of counters; "_sum" and "_count" of summaries
    std::string_view help;   // empty: the glossary's words
};

// Of everybody, of the queue, the workers …
std::span<const MetricName> metricNames();
// Of the sessions held back and of the others: their figures are named "demand." here as well, and
// every sample has the label `group` besides.
std::span<const MetricName> groupMetricNames();

// Hits on what no prefetch had brought. The snapshot has all hits and those that one had.
inline constexpr std::string_view kHitsByDemand = "demand.hits_by_demand";

} // namespace forefetch
