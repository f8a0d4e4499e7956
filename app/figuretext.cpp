// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figuretext.h"

#include "app/durations.h"
#include "core/metrics/quantity.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>

namespace forefetch {

namespace {

[[gnu::format(printf, 1, 2)]] std::string formatted(const char *format, ...)
{
    std::array<char, 256> text{};
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text.data(), text.size(), format, arguments);
    va_end(arguments);
    return text.data();
}

double ratio(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string row(const char *name, const std::string &value, const std::string &more = {})
{
    return formatted("%-16s%12s", name, value.c_str()) + (more.empty() ? "" : "   " + more) + "\n";
}

std::string demandRows(const Snapshot &s)
{
    const DemandFigures &d = s.demand;
    return row("requests", groupedText(d.requests),
               groupedText(d.cacheable) + " cacheable, " + groupedText(d.errors) + " errors") +
           row("hit ratio", percentText(d.hitRatio),
               groupedText(d.hits) + " hits, " + groupedText(d.hitsPrefetched) + " prefetched") +
           row("latency", formatted("%.2f ms", d.latency.p50),
               formatted("median; p95 %.2f, p99 %.2f ms", d.latency.p95, d.latency.p99)) +
           row("origin", groupedText(d.originRequests + s.prefetch.attempts),
               groupedText(d.originRequests) + " for demand, " + groupedText(s.prefetch.attempts) +
                   " to prefetch");
}

std::string holdBackRow(const Snapshot &s)
{
    if (s.demandHeldBack.cacheable == 0 || s.demandTreated.cacheable == 0)
        return {};
    return row("held back", percentText(s.demandHeldBack.hitRatio),
               "hit ratio of " + groupedText(s.demandHeldBack.cacheable) +
                   " requests without prefetching; " + percentText(s.demandTreated.hitRatio) +
                   " with it");
}

} // namespace

std::string identityText(const LedgerFigures &prefetch)
{
    std::string text;
    for (std::size_t i = 0; i < kPrefetchStateCount; ++i) {
        if (prefetch.in[i] == 0)
            continue;
        std::string name(nameOf(static_cast<PrefetchState>(i)));
        std::ranges::replace(name, '_', ' ');
        text += (text.empty() ? "" : " + ") + name + " " + groupedText(prefetch.in[i]);
    }
    return "scheduled " + groupedText(prefetch.scheduled) + " = " + (text.empty() ? "0" : text) +
           (prefetch.balances() ? "" : "   (does NOT balance)") + "\n";
}

std::string statusText(const Snapshot &before, const Snapshot &now)
{
    const double span = std::max(now.uptime - before.uptime, 1e-3);
    const auto rate = [span](std::uint64_t from, std::uint64_t to) {
        return static_cast<double>(to - std::min(from, to)) / span;
    };
    const std::uint64_t cacheable = now.demand.cacheable - before.demand.cacheable;
    const double hits = ratio(now.demand.hits - before.demand.hits, cacheable);
    const double prefetched =
        ratio(now.demand.hitsPrefetched - before.demand.hitsPrefetched, cacheable);
    return clockText(now.uptime) +
           formatted("  %.0f req/s  hits %.1f%% (%.1f%% prefetched)  p50 %.1f ms",
                     rate(before.demand.requests, now.demand.requests), 100 * hits,
                     100 * prefetched, now.demand.latency.p50) +
           formatted("  queue %llu/%llu  workers %llu/%llu  prefetch %.1f/s  waste %.0f%%",
                     static_cast<unsigned long long>(now.queue.size),
                     static_cast<unsigned long long>(now.queue.maxSize),
                     static_cast<unsigned long long>(now.workers.busy),
                     static_cast<unsigned long long>(now.workers.count),
                     rate(before.prefetch.attempts, now.prefetch.attempts),
                     100 * now.prefetch.wasteRatio());
}

std::string summaryText(const Snapshot &s)
{
    const LedgerFigures &p = s.prefetch;
    return s.source + " ran for " + clockText(s.uptime) + "\n" + demandRows(s) + holdBackRow(s) +
           row("prefetches", groupedText(p.scheduled),
               groupedText(p[PrefetchState::Used]) + " used, " +
                   groupedText(p[PrefetchState::Late]) + " late, " + groupedText(p.wasted()) +
                   " wasted") +
           row("precision", percentText(p.precision()),
               "of those that ended in the cache or were waited for") +
           row("coverage", percentText(s.coverage()), "of the misses there would have been") +
           row("extra load", percentText(s.extraLoad()), "prefetches to what demand would send") +
           identityText(p);
}

} // namespace forefetch
