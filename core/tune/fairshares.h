// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/schedule/declinedroutes.h"
#include "core/time/clock.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// Keeps one route, or one session, from taking all prefetches while others wait for theirs: a route
// may have half of what was scheduled in the last five to ten seconds (which is what is queued, in
// flight or has just been sent), a session an eighth, and always an equal part and a few more.
//
// Half, because most APIs have one route that matters most; an eighth, because a crawler is one
// session and a busy person is never that much of a busy API. Nothing is withheld that nobody else
// wants: with one session alone its equal part is everything, and the caller asks only while
// prefetches wait in the queue, so no worker is ever idle for it.
//
//     if (queue.isEmpty() || shares.allow(session, route, now)) { schedule(); }
//     shares.scheduled(session, route, now);
//
// Sessions share 1,024 places. Thread: its owner's.
class FairShares
{
public:
    static constexpr double kRouteShare = 0.5;
    static constexpr double kSessionShare = 0.125;
    static constexpr double kFew = 4; // prefetches that everybody may have

    bool allow(SessionId session, RouteSlot route, TimePoint now);
    void scheduled(SessionId session, RouteSlot route, TimePoint now);

private:
    static constexpr std::size_t kSessions = 1024;
    static constexpr Duration kHalf = std::chrono::seconds(5);

    // Counts of this half of the window and the one before.
    class Counts
    {
    public:
        explicit Counts(std::size_t places) : m_present(places), m_before(places) {}
        void add(std::size_t place);
        bool allow(std::size_t place, double share) const;
        void turn(bool both);

    private:
        std::vector<std::uint32_t> m_present, m_before;
        std::uint64_t m_presentSum = 0, m_beforeSum = 0;
        std::uint32_t m_active = 0; // places with any
    };

    static std::size_t placeOf(SessionId session) { return session.index % kSessions; }
    void turn(TimePoint now);

    Counts m_sessions{kSessions};
    Counts m_routes{kRouteSlots};
    std::int64_t m_half = -1;
};

} // namespace forefetch
