// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "core/trace/ownedevent.h"
#include "core/trace/tracereader.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace forefetch {

// The requests of a trace with the time since the first of them. Those of a log of whole seconds
// that stand at one moment are spread evenly over their second (or, in a log whose lines go back in
// time, until the next moment), as the simulator does it: a client that asks everything at the
// stroke of the second is nobody's client.
//
//     TraceFeed feed(reader);
//     Duration since;
//     while (feed.next(event, since)) ...
//
// Memory: the requests of one moment, kMostTogether at most. Thread: the owner's.
class TraceFeed
{
public:
    static constexpr std::size_t kMostTogether = 65'536;

    // The reader outlives it.
    explicit TraceFeed(TraceReader &reader) : m_reader(reader) {}

    // The event's texts last until the next call.
    bool next(TraceEvent &event, Duration &sinceFirst);

private:
    bool gather();
    bool read(OwnedEvent &event);

    TraceReader &m_reader;
    std::optional<WallTime> m_first;
    std::vector<OwnedEvent> m_together; // the first m_count; their memory is used again
    std::size_t m_count = 0;
    std::size_t m_at = 0;
    Duration m_step{};  // between two of them
    OwnedEvent m_ahead; // the first at the next moment
    bool m_hasAhead = false;
    Duration m_latest{};
};

} // namespace forefetch
