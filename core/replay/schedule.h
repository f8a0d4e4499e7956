// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// How fast a trace is replayed: so many times its own time, or as fast as answers come.
//
//     Result<ReplaySpeed> speed = ReplaySpeed::parse("10x");
struct ReplaySpeed
{
    static constexpr double kSlowest = 0.01;
    static constexpr double kFastest = 1e6;

    double factor = 1; // 0: as fast as it goes

    // "1x", "0.5x", "10" or "max".
    static Result<ReplaySpeed> parse(std::string_view text);
    std::string text() const;
    bool isMax() const { return factor == 0; }
};

// When each request of a trace is due. The schedule knows nothing of answers: that is what makes
// the replay an open loop (Schroeder, Wierman, Harchol-Balter: Open Versus Closed, NSDI 2006). A
// cap on the rate moves requests back, never forth, and no burst makes up for what was moved.
//
//     ReplaySchedule schedule({10}, 0);
//     schedule.due(1h) == 6min
//
// Thread: the owner's.
class ReplaySchedule
{
public:
    // `maxRate`: requests/s; 0: no cap.
    ReplaySchedule(ReplaySpeed speed, double maxRate);

    // Since the beginning of the replay, of the request that is so long after the trace's first;
    // to be asked once for each that is to be sent, in order.
    Duration due(Duration sinceFirst);
    // At full speed with no cap there is no moment at which a request is due.
    bool hasTimes() const { return !m_speed.isMax() || m_gap > Duration::zero(); }
    // How many the cap has moved back, and by how much at most.
    std::uint64_t moved() const { return m_moved; }
    Duration movedMost() const { return m_movedMost; }

private:
    ReplaySpeed m_speed;
    Duration m_gap{}; // the least between two
    Duration m_earliest{};
    std::uint64_t m_moved = 0;
    Duration m_movedMost{};
};

} // namespace forefetch
