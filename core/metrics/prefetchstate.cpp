// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The states of a prefetch, their names and order, and the ratios made of their counts.
#include "core/metrics/ledger.h"

#include <numeric>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, kPrefetchStateCount> kNames = {
    "queued",     "in_flight",        "ready",          "used",
    "late",       "wasted_expired",   "wasted_evicted", "wasted_invalidated",
    "superseded", "expired_in_queue", "discarded",      "declined",
    "failed",     "cancelled",
};

constexpr std::uint32_t bit(PrefetchState s)
{
    return 1U << static_cast<unsigned>(s);
}

// Which states may follow each open one; nothing follows a terminal one.
constexpr std::uint32_t followers(PrefetchState from)
{
    using enum PrefetchState;
    switch (from) {
    case Queued:
        return bit(InFlight) | bit(Superseded) | bit(ExpiredInQueue) | bit(Cancelled);
    case InFlight:
        return bit(Ready) | bit(Late) | bit(Discarded) | bit(Declined) | bit(Failed) |
               bit(Cancelled);
    case Ready:
        return bit(Used) | bit(WastedExpired) | bit(WastedEvicted) | bit(WastedInvalidated);
    default:
        return 0;
    }
}

double ratio(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

std::string_view nameOf(PrefetchState state)
{
    return kNames[static_cast<std::size_t>(state)];
}

bool isTerminal(PrefetchState state)
{
    return followers(state) == 0;
}

bool canFollow(PrefetchState from, PrefetchState to)
{
    return (followers(from) & bit(to)) != 0;
}

bool LedgerFigures::balances() const
{
    return scheduled == std::accumulate(in.begin(), in.end(), std::uint64_t{0});
}

std::uint64_t LedgerFigures::wasted() const
{
    using enum PrefetchState;
    return (*this)[WastedExpired] + (*this)[WastedEvicted] + (*this)[WastedInvalidated];
}

double LedgerFigures::precision() const
{
    const std::uint64_t served = (*this)[PrefetchState::Used] + (*this)[PrefetchState::Late];
    return ratio(served, served + wasted());
}

double LedgerFigures::wasteRatio() const
{
    const std::uint64_t served = (*this)[PrefetchState::Used] + (*this)[PrefetchState::Late];
    return ratio(wasted(), served + wasted());
}

double LedgerFigures::timeliness() const
{
    const std::uint64_t used = (*this)[PrefetchState::Used];
    return ratio(used, used + (*this)[PrefetchState::Late]);
}

double LedgerFigures::leadTime() const
{
    const std::uint64_t used = (*this)[PrefetchState::Used];
    return used == 0 ? 0.0 : leadTimeSum / static_cast<double>(used);
}

} // namespace forefetch
