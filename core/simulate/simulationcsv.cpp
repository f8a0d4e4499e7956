// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/jsontext.h"
#include "core/simulate/simulationdocument.h"

#include <array>

namespace forefetch {

namespace {

// Every value is a number or a word of the table: nothing needs quotes.
std::string figures(const SimulationRun &run)
{
    const Snapshot &s = run.snapshot;
    const DemandFigures &d = s.demand;
    const LedgerFigures &p = s.prefetch;
    std::string line;
    for (const std::uint64_t count : {d.requests, d.cacheable, d.hits, d.hitsPrefetched, d.misses,
                                      d.late, d.bypassed, d.errors, d.originRequests})
        line += ',' + std::to_string(count);
    for (const double ratio :
         {d.hitRatio, s.extraLoad(), p.wasteRatio(), p.precision(), s.coverage(), p.timeliness(),
          run.meanWait(), d.latency.p50, d.latency.p95, d.latency.p99})
        line += ',' + numberText(ratio);
    line += ',' + std::to_string(p.attempts) + ',' + std::to_string(p.scheduled);
    for (const std::uint64_t count : p.in)
        line += ',' + std::to_string(count);
    return line;
}

std::string head(const SimulationPlan &plan)
{
    std::string line = "run";
    for (const SweepAxis &axis : plan.axes)
        line += ',' + std::string(info(axis.param).id);
    line += ",requests,cacheable,hits,hits_prefetched,misses,late,bypassed,errors,origin_requests,"
            "hit_ratio,extra_load,waste_ratio,precision,coverage,timeliness,latency_ms_mean,"
            "latency_ms_p50,latency_ms_p95,latency_ms_p99,prefetches_sent,scheduled";
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i)
        line += ",prefetch_" + std::string(nameOf(static_cast<PrefetchState>(i)));
    return line + ",hit_ratio_low,hit_ratio_high,gain,gain_low,gain_high,recommended\r\n";
}

} // namespace

std::string simulationCsv(const SimulationDocument &document)
{
    const SimulationResult &result = document.result;
    const SimulationPlan &plan = document.plan;
    std::string out = head(plan);
    for (std::size_t y = 0; y < kYardstickCount && !result.yardsticks.empty(); ++y) {
        const YardstickSet &set = result.yardsticks.front();
        out += nameOf(static_cast<Yardstick>(y));
        out.append(plan.axes.size(), ',');
        out += figures(set.runs[y]) + ',' + numberText(set.hitRatios[y].low) + ',' +
               numberText(set.hitRatios[y].high) + ",,,,\r\n";
    }
    for (std::size_t i = 0; i < result.variants.size(); ++i) {
        const Variant &v = result.variants[i];
        out += std::to_string(i + 1);
        for (const SweepAxis &axis : plan.axes)
            out += ',' + formatValue(axis.param, v.settings[axis.param]);
        out += figures(v.run);
        for (const double value :
             {v.hitRatio.low, v.hitRatio.high, v.gain.value, v.gain.low, v.gain.high})
            out += ',' + numberText(value);
        out += result.recommended.variant == i ? ",1\r\n" : ",0\r\n";
    }
    return out;
}

} // namespace forefetch
