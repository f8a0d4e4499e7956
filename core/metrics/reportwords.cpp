// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/reportwords.h"

#include "core/metrics/isotime.h"
#include "core/metrics/quantity.h"
#include "core/request/redact.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

using enum PrefetchState;

constexpr std::array kUseful{Used, Late};
constexpr std::array kWasted{WastedExpired, WastedEvicted, WastedInvalidated};
constexpr std::array kOpen{Queued, InFlight, Ready};
constexpr std::array kNeverStored{Superseded, ExpiredInQueue, Discarded,
                                  Declined,   Failed,         Cancelled};
constexpr std::array<OutcomeGroup, 4> kGroups{{
    {"Useful", "▲", "useful", kUseful},
    {"Wasted", "▽", "wasted", kWasted},
    {"Still open", "○", "open", kOpen},
    {"Ended before the cache", "×", "ended", kNeverStored},
}};

// Where an address ends within a text.
std::size_t endOfAddress(std::string_view text, std::size_t from)
{
    return std::min(text.find_first_of(" \t\r\n\"'<>|`", from), text.size());
}

// All after "://" of one address, without user and password.
std::string_view withoutUser(std::string_view rest)
{
    const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
    const std::size_t user = rest.substr(0, path).rfind('@');
    return user == std::string_view::npos ? rest : rest.substr(user + 1);
}

std::string latencyText(std::uint64_t requests, double ms)
{
    return requests == 0 ? "–" : millisecondsText(ms);
}

// Latency of the two groups; nothing of one of them is known as a number without requests.
ComparedRow latencyRow(const char *label, const std::array<std::uint64_t, 2> &requests,
                       const std::array<double, 2> &ms)
{
    ComparedRow row{label, latencyText(requests[0], ms[0]), latencyText(requests[1], ms[1]), "–"};
    const double difference = ms[0] - ms[1];
    if (requests[0] > 0 && requests[1] > 0)
        row.difference = (difference < 0 ? "−" : "+") + millisecondsText(std::abs(difference));
    return row;
}

std::string errorShare(const DemandFigures &figures)
{
    return figures.requests == 0 ? "–"
                                 : percentText(static_cast<double>(figures.errors) /
                                               static_cast<double>(figures.requests));
}

std::string ratioText(std::uint64_t of, double ratio)
{
    return of == 0 ? "–" : percentText(ratio);
}

std::string hitDifference(const Comparison &c)
{
    const std::string text =
        signedPercents(c.difference) + " ± " + decimalText(100 * c.halfWidth, 1) + " points (95 %)";
    const bool sure =
        std::abs(c.difference) > c.halfWidth && (!c.isBySession || c.sessions >= kLeastSessions);
    return sure ? text : text + ", not yet distinguishable";
}

KeyFigure hitFigure(const Snapshot &s)
{
    const DemandFigures &d = s.demand;
    return {"Hit ratio", d.cacheable == 0 ? "–" : percentText(d.hitRatio),
            groupedText(d.hits) + " of " + groupedText(d.cacheable) + " cacheable requests; " +
                groupedText(d.hitsPrefetched) + " by prefetching"};
}

KeyFigure wasteFigure(const LedgerFigures &p)
{
    const std::uint64_t ended = p[Used] + p[Late] + p.wasted();
    return {"Waste", ended == 0 ? "–" : percentText(p.wasteRatio()),
            groupedText(p.wasted()) + " of " + groupedText(ended) +
                " prefetches whose worth is known"};
}

KeyFigure timelinessFigure(const LedgerFigures &p)
{
    const bool any = p[Used] + p[Late] > 0;
    return {"In time", any ? percentText(p.timeliness()) : "–",
            groupedText(p[Used]) + " used, " + groupedText(p[Late]) + " late" +
                (p[Used] > 0 ? "; stored " + spanText(p.leadTime()) + " before use" : "")};
}

std::string faultsText(const Snapshot &snapshot)
{
    std::string text;
    for (const FaultNote &fault : snapshot.faults) {
        const auto length = fault.ended.value_or(snapshot.takenAt) - fault.began;
        text += (text.empty() ? "" : ", ") + fault.name + " for " +
                spanText(static_cast<double>(length.count()) / 1000);
    }
    return text;
}

} // namespace

std::string shownText(std::string_view text)
{
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = text.find("://"); found != std::string_view::npos;
         found = text.find("://", at)) {
        const std::size_t rest = found + 3;
        const std::size_t end = endOfAddress(text, rest);
        out += text.substr(at, rest - at);
        out += withoutUser(text.substr(rest, end - rest));
        at = end;
    }
    return redacted(out.append(text.substr(at)));
}

std::vector<KeyFigure> keyFigures(const Report &report)
{
    const Snapshot &s = report.snapshot;
    const DemandFigures &d = s.demand;
    const LedgerFigures &p = s.prefetch;
    const bool avoidable = p[Used] + p[Late] + d.misses > 0;
    return {hitFigure(s),
            {"Latency, p95", latencyText(d.requests, d.latency.p95),
             "to the first byte; median " + latencyText(d.requests, d.latency.p50)},
            {"Extra load", percentText(s.extraLoad()),
             groupedText(p.attempts) + " prefetch requests beside " +
                 groupedText(d.originRequests) + " for demand"},
            wasteFigure(p),
            {"Coverage", avoidable ? percentText(s.coverage()) : "–",
             "of the misses that there would have been were taken away"},
            timelinessFigure(p)};
}

bool hasControlGroup(const Snapshot &s)
{
    return s.demandHeldBack.requests > 0;
}

std::vector<ComparedRow> comparedRows(const Report &report)
{
    const Comparison c = compare(report.snapshot, report.treated, report.heldBack);
    const std::string difference = c.isKnown ? hitDifference(c) : "–";
    if (c.isBySession) {
        const SessionSums &with = report.treated, &without = report.heldBack;
        return {{"Hit ratio", ratioText(with.cacheable, c.treated),
                 ratioText(without.cacheable, c.heldBack), difference},
                latencyRow("Latency, p95", {with.cacheable, without.cacheable},
                           {with.p95, without.p95}),
                {"Sessions", groupedText(with.sessions), groupedText(without.sessions), {}},
                {"Cacheable requests",
                 groupedText(with.cacheable),
                 groupedText(without.cacheable),
                 {}}};
    }
    const DemandFigures &with = report.snapshot.demandTreated;
    const DemandFigures &without = report.snapshot.demandHeldBack;
    const std::array requests{with.requests, without.requests};
    return {
        {"Hit ratio", ratioText(with.cacheable, with.hitRatio),
         ratioText(without.cacheable, without.hitRatio), difference},
        latencyRow("Latency, median", requests, {with.latency.p50, without.latency.p50}),
        latencyRow("Latency, p95", requests, {with.latency.p95, without.latency.p95}),
        latencyRow("Latency, p99", requests, {with.latency.p99, without.latency.p99}),
        {"Errors", errorShare(with), errorShare(without), {}},
        {"Cacheable requests", groupedText(with.cacheable), groupedText(without.cacheable), {}}};
}

std::string settingText(Param param, double value)
{
    const std::string_view unit = info(param).unit;
    return formatValue(param, value) + (unit.empty() ? "" : " " + std::string(unit));
}

std::vector<SettingRow> settingRows(const SettingsValues &values)
{
    std::vector<SettingRow> rows;
    for (const ParamInfo &row : parameterTable())
        rows.push_back({&row, settingText(row.param, values[row.param]),
                        settingText(row.param, row.standard), values[row.param] != row.standard});
    return rows;
}

std::span<const OutcomeGroup> outcomeGroups()
{
    return kGroups;
}

std::uint64_t countOf(const OutcomeGroup &group, const LedgerFigures &figures)
{
    std::uint64_t sum = 0;
    for (const PrefetchState state : group.states)
        sum += figures[state];
    return sum;
}

std::string stateText(PrefetchState state)
{
    std::string text(nameOf(state));
    if (text.starts_with("wasted_"))
        return "wasted (" + text.substr(7) + ")";
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string titleOf(const Report &report)
{
    return report.title.empty() ? report.snapshot.source : report.title;
}

std::string momentText(WallTime at)
{
    std::string text = isoTime(at); // 2026-01-31T12:00:00.000Z
    text.replace(text.find('T'), 1, " ");
    return text.substr(0, text.find('.')) + " UTC";
}

std::vector<KeyFigure> provenance(const Report &report)
{
    const Snapshot &s = report.snapshot;
    std::vector<KeyFigure> rows{{"Taken", momentText(s.takenAt), {}},
                                {"Duration", spanText(s.uptime), {}},
                                {"Source", s.source, {}}};
    if (!report.target.empty())
        rows.push_back({"API", shownText(report.target), {}});
    if (!report.gateway.empty())
        rows.push_back({"Gateway", shownText(report.gateway), {}});
    rows.push_back({"Model", s.predictor.model, {}});
    if (report.seed)
        rows.push_back({"Seed", std::to_string(*report.seed), {}});
    if (!report.snapshot.faults.empty())
        rows.push_back({"Faults on purpose", faultsText(report.snapshot), {}});
    rows.push_back({"Written by", "Forefetch " FOREFETCH_VERSION, {}});
    return rows;
}

std::vector<ReportChange> datedChanges(std::span<const SettingsChange> changes, TimePoint now,
                                       WallTime wallNow)
{
    std::vector<ReportChange> out;
    for (const SettingsChange &change : changes)
        out.push_back(
            {wallNow - std::chrono::duration_cast<std::chrono::milliseconds>(now - change.at),
             change});
    return out;
}

} // namespace forefetch
