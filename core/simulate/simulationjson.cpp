// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/isotime.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/settingsjson.h"
#include "core/simulate/simulationdocument.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <cstdio>

namespace forefetch {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostRoutes = 50;

json::array intervalJson(const Interval &interval)
{
    return {interval.low, interval.high};
}

// With the sum over all states, so that a reader sees at once that nothing got lost.
json::object outcomesJson(const LedgerFigures &figures)
{
    json::object object;
    std::uint64_t sum = 0;
    object["scheduled"] = figures.scheduled;
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i) {
        object[nameOf(static_cast<PrefetchState>(i))] = figures.in[i];
        sum += figures.in[i];
    }
    object["balances"] = sum == figures.scheduled;
    return object;
}

void addFigures(json::object &o, const SimulationRun &run, Duration span)
{
    const Snapshot &s = run.snapshot;
    const DemandFigures &d = s.demand;
    o["requests"] = d.requests;
    o["cacheable"] = d.cacheable;
    o["hits"] = d.hits;
    o["hits_prefetched"] = d.hitsPrefetched;
    o["misses"] = d.misses;
    o["late"] = d.late;
    o["bypassed"] = d.bypassed;
    o["errors"] = d.errors;
    o["origin_requests"] = d.originRequests;
    o["hit_ratio"] = d.hitRatio;
    o["extra_load"] = s.extraLoad();
    o["waste_ratio"] = s.prefetch.wasteRatio();
    o["precision"] = s.prefetch.precision();
    o["coverage"] = s.coverage();
    o["timeliness"] = s.prefetch.timeliness();
    o["latency_ms"] = {{"mean", run.meanWait()},
                       {"p50", d.latency.p50},
                       {"p95", d.latency.p95},
                       {"p99", d.latency.p99}};
    o["prefetches_sent"] = s.prefetch.attempts;
    o["prefetched_bytes"] = s.prefetch.bytes;
    o["outcomes"] = outcomesJson(s.prefetch);
    o["requests_per_s"] = span > Duration{} ? static_cast<double>(d.requests) / seconds(span) : 0.0;
}

json::object variantJson(const Variant &variant, const SimulationDocument &document)
{
    const YardstickSet &yardsticks = document.result.yardsticks[variant.yardsticks];
    json::object o;
    o["settings"] = settingsJson(variant.settings);
    json::object &swept = o["swept"].emplace_object();
    for (const SweepAxis &axis : document.plan.axes)
        swept[info(axis.param).id] = settingJson(axis.param, variant.settings[axis.param]);
    addFigures(o, variant.run, document.trace.span());
    o["hit_ratio_interval"] = intervalJson(variant.hitRatio);
    o["extra_load_interval"] = intervalJson(variant.extraLoad);
    o["waste_ratio_interval"] = intervalJson(variant.wasteRatio);
    o["gain"] = {
        {"hit_ratio", variant.gain.value}, {"low", variant.gain.low}, {"high", variant.gain.high}};
    o["on_frontier"] = variant.isOnFrontier;
    json::object &beside = o["beside"].emplace_object();
    for (std::size_t y = 0; y < kYardstickCount; ++y)
        beside[nameOf(static_cast<Yardstick>(y))] = yardsticks.runs[y].snapshot.demand.hitRatio;
    return o;
}

json::object baselinesJson(const SimulationDocument &document)
{
    json::object o;
    if (document.result.yardsticks.empty())
        return o;
    const YardstickSet &set = document.result.yardsticks.front();
    for (std::size_t y = 0; y < kYardstickCount; ++y) {
        json::object &one = o[nameOf(static_cast<Yardstick>(y))].emplace_object();
        addFigures(one, set.runs[y], document.trace.span());
        one["hit_ratio_interval"] = intervalJson(set.hitRatios[y]);
    }
    return o;
}

json::object recommendedJson(const SimulationDocument &document)
{
    const Recommendation &recommended = document.result.recommended;
    json::object o;
    o["prefetch"] = recommended.variant.has_value();
    o["settings"] = settingsJson(recommended.settings);
    o["reason"] = json::string_view(recommended.reason);
    return o;
}

json::array routesJson(const std::vector<RouteGain> &routes)
{
    json::array all;
    for (std::size_t i = 0; i < std::min(routes.size(), kMostRoutes); ++i) {
        const RouteGain &r = routes[i];
        json::object o;
        o["route"] = json::string_view(r.route);
        o["sent"] = r.tally.attempts;
        o["used"] = r.tally.used;
        o["late"] = r.tally.late;
        o["wasted"] = r.tally.wasted;
        o["share_of_served"] = r.shareOfServed;
        all.push_back(std::move(o));
    }
    return all;
}

std::string_view nameOf(LatencySource source)
{
    return source == LatencySource::Trace   ? "trace"
           : source == LatencySource::Given ? "given"
                                            : "assumed";
}

void addTrace(json::object &o, const SimulationDocument &document)
{
    const RecordedTrace &trace = document.trace;
    o["trace"] = json::string_view(document.name);
    o["requests"] = trace.steps.size();
    o["sessions"] = trace.sessions;
    o["span_s"] = seconds(trace.span());
    o["began_at"] = json::string_view(isoTime(trace.beganAt));
    char fingerprint[17];
    std::snprintf(fingerprint, sizeof fingerprint, "%016llx",
                  static_cast<unsigned long long>(trace.fingerprint()));
    o["fingerprint"] = fingerprint;
    o["import"] = {{"lines", trace.import.lines},
                   {"used", trace.import.used},
                   {"rejected", trace.import.rejected}};
    o["origin_latency"] = json::string_view(nameOf(trace.latency));
    json::array &leftOut = o["left_out"].emplace_array();
    for (const std::string &what : trace.leftOut())
        leftOut.push_back(json::value(json::string_view(what)));
}

// Only of what was made to go wrong, in seconds from the trace's beginning.
void addFaults(json::object &o, const std::vector<PlannedFault> &faults)
{
    if (faults.empty())
        return;
    json::array &all = o["faults"].emplace_array();
    for (const PlannedFault &fault : faults)
        all.push_back({{"name", json::string_view(scenarioOf(fault.fault).name)},
                       {"begin_s", seconds(fault.schedule.begin)},
                       {"length_s", seconds(fault.schedule.length)},
                       {"every_s", seconds(fault.schedule.every)}});
}

} // namespace

std::string simulationJson(const SimulationDocument &document)
{
    json::object o;
    o["schema"] = 1;
    o["source"] = "simulate";
    addTrace(o, document);
    o["seed"] = document.plan.seed;
    addFaults(o, document.plan.faults);
    o["complete"] = document.result.complete;
    json::array &runs = o["runs"].emplace_array();
    for (const Variant &variant : document.result.variants)
        runs.push_back(variantJson(variant, document));
    o["baselines"] = baselinesJson(document);
    o["recommended"] = recommendedJson(document);
    o["routes"] = routesJson(document.result.routes);
    return jsonText(o);
}

} // namespace forefetch
