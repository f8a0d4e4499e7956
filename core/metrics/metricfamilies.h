// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace forefetch {

enum class MetricType { Counter, Gauge, Summary };

// Which figure of the snapshot a sample shows.
struct MetricSample
{
    std::string_view figure; // "demand.misses"
    std::string_view labels; // "result=\"miss\""; empty: none
    std::string_view suffix; // behind the family's name, of a summary: "_sum"
};

// A family of OpenMetrics and its samples, as they are exported: their names are a contract.
struct MetricFamily
{
    std::string_view name;
    MetricType type;
    std::string_view unit; // "seconds": the name ends in it; empty: none
    double factor;         // from the figure's unit to this one
    std::string_view help; // empty: as the glossary has it
    std::span<const MetricSample> samples;
};

// For everybody; then those that are given for each of the two groups of sessions, whose figures
// are named "demand." here as well.
std::span<const MetricFamily> metricFamilies();
std::span<const MetricFamily> groupMetricFamilies();

// Hits on what no prefetch had brought: not in the snapshot, which has all hits and the other part.
inline constexpr std::string_view kDemandHits = "demand.hits_by_demand";

} // namespace forefetch
