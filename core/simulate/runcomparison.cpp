// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/runcomparison.h"

#include "core/metrics/jsontext.h"
#include "core/metrics/snapshotjson.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cmath>
#include <optional>

namespace forefetch {

namespace {

namespace json = boost::json;

constexpr double kNormal95 = 1.959964;

double asNumber(const json::value *value)
{
    return value && value->is_number() ? value->to_number<double>() : 0;
}

std::string asText(const json::value &value)
{
    if (const json::string *text = value.if_string())
        return std::string(std::string_view(*text));
    return value.is_double() ? numberText(value.get_double()) : json::serialize(value);
}

// --- Snapshots ------------------------------------------------------------------------------

ComparedFigure proportion(std::string name, std::uint64_t hitsA, std::uint64_t nA,
                          std::uint64_t hitsB, std::uint64_t nB)
{
    ComparedFigure f{std::move(name)};
    const auto share = [](std::uint64_t hits, std::uint64_t n) {
        return n == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(n);
    };
    f.a = share(hitsA, nA);
    f.b = share(hitsB, nB);
    f.nA = nA;
    f.nB = nB;
    f.hasInterval = nA > 0 && nB > 0;
    // One hit and one miss are added to each.
    const double pA = share(hitsA + 1, nA + 2);
    const double pB = share(hitsB + 1, nB + 2);
    const double error = std::sqrt(pA * (1 - pA) / static_cast<double>(nA + 2) +
                                   pB * (1 - pB) / static_cast<double>(nB + 2));
    f.low = pB - pA - kNormal95 * error;
    f.high = pB - pA + kNormal95 * error;
    return f;
}

ComparedFigure load(const Snapshot &a, const Snapshot &b)
{
    ComparedFigure f{"prefetch.extra_load", a.extraLoad(), b.extraLoad()};
    f.nA = a.prefetch.attempts;
    f.nB = b.prefetch.attempts;
    const auto variance = [](const Snapshot &s) {
        const auto n = static_cast<double>(s.prefetch.attempts + 1);
        const double ratio = s.extraLoad();
        return ratio > 0 ? ratio * ratio / n : 0;
    };
    const double error = std::sqrt(variance(a) + variance(b));
    f.hasInterval = a.demand.requests > 0 && b.demand.requests > 0;
    f.low = f.delta() - kNormal95 * error;
    f.high = f.delta() + kNormal95 * error;
    return f;
}

std::vector<ComparedFigure> differencesOf(const Snapshot &a, const Snapshot &b)
{
    const auto served = [](const Snapshot &s) {
        return s.prefetch[PrefetchState::Used] + s.prefetch[PrefetchState::Late];
    };
    const auto used = [](const Snapshot &s) { return s.prefetch[PrefetchState::Used]; };
    std::vector<ComparedFigure> all;
    all.push_back(proportion("demand.hit_ratio", a.demand.hits, a.demand.cacheable, b.demand.hits,
                             b.demand.cacheable));
    all.push_back(proportion("prefetch.precision", served(a), served(a) + a.prefetch.wasted(),
                             served(b), served(b) + b.prefetch.wasted()));
    all.push_back(proportion("prefetch.waste_ratio", a.prefetch.wasted(),
                             served(a) + a.prefetch.wasted(), b.prefetch.wasted(),
                             served(b) + b.prefetch.wasted()));
    all.push_back(proportion("prefetch.timeliness", used(a), served(a), used(b), served(b)));
    all.push_back(proportion("prefetch.coverage", served(a), served(a) + a.demand.misses, served(b),
                             served(b) + b.demand.misses));
    all.push_back(load(a, b));
    for (const auto &[name, member] : {std::pair("demand.latency_ms.p50", &LatencyFigures::p50),
                                       std::pair("demand.latency_ms.p95", &LatencyFigures::p95),
                                       std::pair("demand.latency_ms.p99", &LatencyFigures::p99)})
        all.push_back({name, a.demand.latency.*member, b.demand.latency.*member, a.demand.requests,
                       b.demand.requests});
    return all;
}

Result<RunComparison> compareSnapshots(std::string_view textA, std::string_view textB)
{
    const Result<Snapshot> a = snapshotFromJson(textA);
    if (!a)
        return Error{a.error().code, "the first: " + a.error().text};
    const Result<Snapshot> b = snapshotFromJson(textB);
    if (!b)
        return Error{b.error().code, "the second: " + b.error().text};
    RunComparison c{"snapshot"};
    if (a->source != b->source)
        c.inputDifferences.push_back("one is of " + a->source + ", the other of " + b->source);
    if (a->demand.requests != b->demand.requests)
        c.inputDifferences.push_back(std::to_string(a->demand.requests) + " requests against " +
                                     std::to_string(b->demand.requests));
    c.differences = differencesOf(*a, *b);
    for (const ParamInfo &row : parameterTable()) {
        if (a->settings[row.param] != b->settings[row.param])
            c.settingsChanged.push_back({std::string(row.id),
                                         formatValue(row.param, a->settings[row.param]),
                                         formatValue(row.param, b->settings[row.param])});
    }
    return c;
}

// --- Simulations ----------------------------------------------------------------------------

const json::array &runsOf(const json::object &document)
{
    static const json::array none;
    const json::value *runs = document.if_contains("runs");
    return runs && runs->is_array() ? runs->get_array() : none;
}

json::value memberOf(const json::object &object, std::string_view name)
{
    const json::value *value = object.if_contains(name);
    return value ? *value : json::value();
}

std::string pointOf(const json::object &run)
{
    std::string text;
    if (const json::value *swept = run.if_contains("swept"); swept && swept->is_object()) {
        for (const json::key_value_pair &one : swept->get_object())
            text += std::string(std::string_view(one.key())) + "=" + asText(one.value()) + " ";
    }
    return text;
}

// The standard error behind a 95 % interval.
std::optional<double> errorOf(const json::object &run, std::string_view name)
{
    const json::value interval = memberOf(run, std::string(name) + "_interval");
    if (!interval.is_array() || interval.get_array().size() != 2)
        return {};
    return (asNumber(&interval.get_array()[1]) - asNumber(&interval.get_array()[0])) /
           (2 * kNormal95);
}

std::optional<double> gainError(const json::object &run)
{
    const json::value gain = memberOf(run, "gain");
    if (!gain.is_object())
        return {};
    return (asNumber(gain.get_object().if_contains("high")) -
            asNumber(gain.get_object().if_contains("low"))) /
           (2 * kNormal95);
}

// Both were measured against the same run without prefetching, over the same sessions: then their
// gains differ by what their hit ratios do, and are known much better.
bool haveOneBaseline(const json::object &a, const json::object &b)
{
    const json::value besideA = memberOf(a, "beside");
    const json::value besideB = memberOf(b, "beside");
    return besideA.is_object() && besideA == besideB && gainError(a) && gainError(b);
}

ComparedFigure estimate(const json::object &a, const json::object &b, const std::string &point,
                        std::string_view name)
{
    ComparedFigure f{point + std::string(name), asNumber(a.if_contains(name)),
                     asNumber(b.if_contains(name))};
    f.nA = static_cast<std::uint64_t>(asNumber(a.if_contains("cacheable")));
    f.nB = static_cast<std::uint64_t>(asNumber(b.if_contains("cacheable")));
    const bool byGain = name == "hit_ratio" && haveOneBaseline(a, b);
    const std::optional<double> errorA = byGain ? gainError(a) : errorOf(a, name);
    const std::optional<double> errorB = byGain ? gainError(b) : errorOf(b, name);
    f.hasInterval = errorA && errorB;
    if (f.hasInterval) {
        const double half = kNormal95 * std::sqrt(*errorA * *errorA + *errorB * *errorB);
        f.low = f.delta() - half;
        f.high = f.delta() + half;
    }
    return f;
}

void compareSettings(const json::object &a, const json::object &b, RunComparison &c)
{
    const json::value settingsA = memberOf(a, "settings");
    const json::value settingsB = memberOf(b, "settings");
    if (!settingsA.is_object() || !settingsB.is_object())
        return;
    for (const json::key_value_pair &one : settingsA.get_object()) {
        const json::value other = memberOf(settingsB.get_object(), one.key());
        if (!other.is_null() && other != one.value())
            c.settingsChanged.push_back(
                {std::string(std::string_view(one.key())), asText(one.value()), asText(other)});
    }
}

RunComparison compareSimulations(const json::object &a, const json::object &b)
{
    RunComparison c{"simulation"};
    for (const std::string_view name :
         {"requests", "sessions", "span_s", "began_at", "fingerprint", "origin_latency", "seed"}) {
        const json::value ofA = memberOf(a, name);
        const json::value ofB = memberOf(b, name);
        if (ofA != ofB)
            c.inputDifferences.push_back(std::string(name) + ": " + asText(ofA) + " against " +
                                         asText(ofB));
    }
    bool first = true;
    for (const json::value &runA : runsOf(a)) {
        for (const json::value &runB : runsOf(b)) {
            if (!runA.is_object() || !runB.is_object() ||
                memberOf(runA.get_object(), "swept") != memberOf(runB.get_object(), "swept"))
                continue;
            if (std::exchange(first, false))
                compareSettings(runA.get_object(), runB.get_object(), c);
            for (const std::string_view name : {"hit_ratio", "extra_load", "waste_ratio"})
                c.differences.push_back(estimate(runA.get_object(), runB.get_object(),
                                                 pointOf(runA.get_object()), name));
            break;
        }
    }
    if (c.differences.empty())
        c.inputDifferences.emplace_back("no run of the one was swept to a point of the other");
    return c;
}

bool isSimulation(const json::value &document)
{
    return document.is_object() && document.get_object().contains("runs");
}

} // namespace

Result<RunComparison> compareRuns(std::string_view a, std::string_view b)
{
    const std::array<Result<json::value>, 2> documents = {parseJson(a), parseJson(b)};
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (!documents[i])
            return Error{documents[i].error().code,
                         (i == 0 ? "the first: " : "the second: ") + documents[i].error().text};
    }
    if (isSimulation(*documents[0]) != isSimulation(*documents[1]))
        return invalid("one is a snapshot and the other the result of a sweep; compare two of a "
                       "kind");
    if (isSimulation(*documents[0]))
        return compareSimulations(documents[0]->get_object(), documents[1]->get_object());
    return compareSnapshots(a, b);
}

} // namespace forefetch
