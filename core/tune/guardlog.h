// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/guardfigures.h"
#include "core/time/clock.h"

#include <array>
#include <string>
#include <vector>

namespace forefetch {

// The guard's diary: the newest interventions on a fixed ring, and how many there were of each
// kind.
//
//     log.add(GuardAction::Brake, clock.now(), "answers take 5 times as long as usual", 5, 2);
//
// Thread: its owner's.
class GuardLog
{
public:
    static constexpr std::size_t kKept = 256;

    explicit GuardLog(const Clock &clock) : m_clock(clock), m_events(kKept) {}

    void add(GuardAction action, TimePoint at, std::string reason, double measured, double limit);
    std::uint64_t count(GuardAction action) const
    {
        return m_counts[static_cast<std::size_t>(action)];
    }
    // Counts of each kind, and the newest events, oldest first.
    void fill(GuardFigures &figures, std::size_t most) const;

private:
    const Clock &m_clock;
    std::vector<GuardEvent> m_events;
    std::array<std::uint64_t, kGuardActions> m_counts{};
    std::uint64_t m_newest = 0;
};

} // namespace forefetch
