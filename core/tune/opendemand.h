// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/declinedroutes.h"
#include "core/time/clock.h"

#include <array>
#include <cstdint>

namespace forefetch {

// Names a demand request at the origin; 0: it is not watched.
using DemandTicket = std::uint64_t;

// The latest demand requests that the origin has not answered yet: one that answers no more is
// noticed by the age of what it owes, long before anything times out. The last 256 are watched, as
// a sample of what there is.
//
//     DemandTicket t = open.begin(kind, now);
//     open.visit([&](KindSlot kind, TimePoint since) { return isLong(now - since); });
//     open.end(t)                              // true: was not counted as overdue
//
// Thread: its owner's.
class OpenDemand
{
public:
    DemandTicket begin(KindSlot kind, TimePoint at)
    {
        m_places[++m_newest % kKept] = {at, kind, State::Open};
        return m_newest;
    }

    bool end(DemandTicket ticket)
    {
        if (ticket == 0 || m_newest - ticket >= kKept)
            return true; // overwritten: it says at its end what it has to say
        Place &place = m_places[ticket % kKept];
        const bool fresh = place.state == State::Open;
        place.state = State::Ended;
        return fresh;
    }

    // `isOverdue` is asked about each that is open and has not been found overdue before.
    template <typename IsOverdue>
    void visit(const IsOverdue &isOverdue)
    {
        for (; m_oldest <= m_newest; ++m_oldest) { // skips what has ended, once and for all
            if (m_newest - m_oldest < kKept && m_places[m_oldest % kKept].state == State::Open)
                break;
        }
        for (DemandTicket t = m_oldest; t <= m_newest; ++t) {
            Place &place = m_places[t % kKept];
            if (place.state == State::Open && isOverdue(place.kind, place.at))
                place.state = State::Overdue;
        }
    }

private:
    static constexpr std::uint64_t kKept = 256;
    enum class State : std::uint8_t { Ended, Open, Overdue };
    struct Place
    {
        TimePoint at{};
        KindSlot kind = 0;
        State state = State::Ended;
    };

    std::array<Place, kKept> m_places{};
    DemandTicket m_newest = 0;
    DemandTicket m_oldest = 1; // nothing before it is open
};

} // namespace forefetch
