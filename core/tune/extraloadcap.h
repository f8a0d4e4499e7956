// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace forefetch {

// How many events there were in the last ten seconds, in fixed memory: counts by stretches of a
// tenth of a second. A stretch lies across the edge of the window most of the time, so a reading
// is a bound: atMost counts it, atLeast does not.
//
// Thread: add: any, one atomic word; the readings: one at a time.
class RecentCount
{
public:
    static constexpr Duration kWindow = std::chrono::seconds(10);
    static constexpr Duration kStretch = std::chrono::milliseconds(100);

    void add(TimePoint at);
    std::uint64_t atLeast(TimePoint now) const { return sum(now, 1); }
    std::uint64_t atMost(TimePoint now) const { return sum(now, 0); }
    // When atMost() becomes smaller if nothing is added; kNever when it is 0.
    TimePoint nextDrop(TimePoint now) const;

private:
    static constexpr std::int64_t kStretches = kWindow / kStretch;
    static constexpr std::size_t kSlots = 128; // more than a window has stretches
    static constexpr int kCountBits = 24;

    static std::int64_t stretchOf(TimePoint at) { return at.time_since_epoch() / kStretch; }
    std::uint64_t countOf(std::int64_t stretch) const;
    std::uint64_t sum(TimePoint now, std::int64_t skipped) const;

    std::array<std::atomic<std::uint64_t>, kSlots> m_slots{}; // stretch << kCountBits | count
    mutable std::int64_t m_summedFor = -1;                    // the stretch of the last reading
    mutable std::uint64_t m_summed = 0; // of the whole stretches before it, without the oldest
};

// The cap on what prefetching adds to the origin's load (guard.max_extra_load), kept at every
// single send, retries included:
//
//     sent in the last 10 s, this one included ≤ max(1, cap × demand of the last 10 s)
//
// Demand is what would have been sent without prefetching: the demand requests sent, and the used
// and the late prefetches, each of which stands for one request that was not. As each of the three
// is one demand request, the bound holds all the more when every demand request is counted. With a
// cap of 0 nothing is sent. What lies across the edge of the window counts as sent and not as
// demand, so the bound is never exceeded, and may be missed by 1 %.
//
//     if (cap.admits(now, 1.0)) { cap.sent(now); send(); }
//     else waitUntil(cap.opensAt(now));            // or until there is more demand
//
// Thread: demand: any; all else one at a time.
class ExtraLoadCap
{
public:
    void demand(TimePoint at) { m_demand.add(at); }
    void sent(TimePoint now) { m_sent.add(now); }

    // One more, now?
    bool admits(TimePoint now, double cap) const;
    // When it may be worth asking again, without more demand; kNever with nothing to wait for.
    TimePoint opensAt(TimePoint now) const { return m_sent.nextDrop(now); }
    // Sent / demand of the last 10 s; 0 without demand.
    double extraLoad(TimePoint now) const;
    // Sent a second, over the last 10 s.
    double rate(TimePoint now) const
    {
        return static_cast<double>(m_sent.atMost(now)) / seconds(RecentCount::kWindow);
    }
    double demandRate(TimePoint now) const
    {
        return static_cast<double>(m_demand.atLeast(now)) / seconds(RecentCount::kWindow);
    }

private:
    RecentCount m_demand;
    RecentCount m_sent;
};

} // namespace forefetch
