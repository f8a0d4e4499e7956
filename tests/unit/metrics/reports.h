// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/isotime.h"
#include "core/metrics/report.h"

namespace forefetch {

inline DemandFigures plausibleDemand(std::uint64_t cacheable, std::uint64_t hits,
                                     std::uint64_t prefetched, LatencyFigures latency)
{
    DemandFigures f;
    f.cacheable = cacheable;
    f.hits = hits;
    f.hitsPrefetched = prefetched;
    f.late = cacheable / 50;
    f.misses = cacheable - hits - f.late;
    f.bypassed = 40;
    f.errors = 3;
    f.serverErrors = 5;
    f.requests = cacheable + f.bypassed + f.errors;
    f.originRequests = f.misses + f.bypassed;
    f.bytes = cacheable * 2'300;
    f.hitRatio = static_cast<double>(hits) / static_cast<double>(cacheable);
    f.latency = latency;
    return f;
}

// Sessions as uneven as people are, with these totals.
inline SessionSums plausibleSessions(std::uint64_t sessions, std::uint64_t cacheable,
                                     std::uint64_t hits, double p95)
{
    SessionSums s;
    const double n = static_cast<double>(cacheable) / static_cast<double>(sessions);
    const double h = static_cast<double>(hits) / static_cast<double>(sessions);
    for (std::uint64_t i = 0; i < sessions; ++i) {
        const double part = 0.5 + static_cast<double>(i) / static_cast<double>(sessions);
        const double luck = 0.8 + 0.4 * static_cast<double>(i % 7) / 6;
        s.cacheable2 += n * part * n * part;
        s.hits2 += h * part * luck * h * part * luck;
        s.product += n * part * h * part * luck;
    }
    s.sessions = sessions;
    s.cacheable = cacheable;
    s.hits = hits;
    s.p95 = p95;
    return s;
}

inline LedgerFigures plausibleLedger()
{
    using enum PrefetchState;
    LedgerFigures p;
    const auto set = [&p](PrefetchState state, std::uint64_t n) {
        p.in[static_cast<std::size_t>(state)] = n;
        p.scheduled += n;
    };
    set(Queued, 14);
    set(InFlight, 2);
    set(Ready, 61);
    set(Used, 1702);
    set(Late, 170);
    set(WastedExpired, 388);
    set(WastedEvicted, 96);
    set(WastedInvalidated, 7);
    set(Superseded, 122);
    set(ExpiredInQueue, 31);
    set(Discarded, 5);
    set(Failed, 4);
    set(Cancelled, 9);
    p.attempts = 2451;
    p.bytes = 5'912'345;
    p.leadTimeSum = 1702 * 1.37;
    return p;
}

inline Snapshot plausibleSnapshot()
{
    Snapshot s;
    s.takenAt = *parseIsoTime("2026-03-14T09:26:53.589Z");
    s.uptime = 312.4;
    s.source = "demo";
    s.revision = 3;
    s.settings[Param::SchedulerMinProbability] = 0.35;
    s.settings[Param::WorkersCount] = 4;
    s.settings[Param::CachePolicy] = 2;
    s.settings[Param::HoldbackShare] = 0.2;
    s.demand = plausibleDemand(8200, 4630, 1890, {1.24, 161, 212});
    s.demand.hitsAssumed = 4101;
    s.demandTreated = plausibleDemand(6540, 4045, 1890, {0.82, 148, 206});
    s.demandHeldBack = plausibleDemand(1660, 585, 0, {96.4, 171, 219});
    s.queue = {14, 1000, 2604, 2590, 811, 96, 0, 0};
    s.workers = {4, 2, 2451, 2390, 4, 31, 12, 3, 2463, 0, 0.998, 0.041, 0.098, 7.9};
    s.scheduler = {28'411, 2604, 19'002, 4310, 1907, 0, 588, 0, 0.0917};
    s.cache = {1422, 3'670'016, 67'108'864, 0.0547, 0.0021, 4630, 3570, 4711, 96, 3102, 91};
    s.prefetch = plausibleLedger();
    s.predictor = {"first-order", 212, 1893, 8243, 0, 8000, 3296, 6264, 0.412, 0.783, 412'672};
    s.guard = {"recovering", 0.45, 0.31, 12, 2, 1, 1, 1, 0, 0, 0, {}};
    s.tuner = {"advise", "replay", 41, 9, 7, 5, 1, {}, {}};
    using namespace std::chrono_literals;
    s.guard.events = {
        {1, {}, s.takenAt - 64s, GuardAction::RoutePaused,
         "/orders has asked to be left alone for 10 s", 10, 0},
        {2, {}, s.takenAt - 9s, GuardAction::Brake,
         "the origin's answers take 5.1 times as long as usual", 5.1, 2}};
    return s;
}

inline Report plausibleReport()
{
    Report report{.snapshot = plausibleSnapshot()};
    report.treated = plausibleSessions(412, 6240, 4001, 144);
    report.heldBack = plausibleSessions(104, 1590, 566, 172);
    report.title = "Demo shop · simulated traffic";
    report.gateway = "http://127.0.0.1:8080";
    report.target = "http://127.0.0.1:41234";
    report.seed = 1;
    const WallTime end = report.snapshot.takenAt;
    using namespace std::chrono_literals;
    report.changes = std::vector<ReportChange>{
        {end - 301s, {1, {}, Param::PrefetchEnabled, 0, 1, "user"}},
        {end - 120s, {2, {}, Param::SchedulerMinProbability, 0.3, 0.35, "user"}},
        {end - 95s, {3, {}, Param::WorkersCount, 2, 4, "user"}}};
    return report;
}

} // namespace forefetch
