// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"
#include "core/time/clock.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace forefetch {

// What the pool of workers counts. One thread writes (without a locked instruction), any reads.
//
//     meter.attempts.add(1);
//     meter.fill(figures, clock.now());
class WorkerMeter
{
public:
    class Counter
    {
    public:
        void add(std::uint64_t n)
        {
            m_value.store(m_value.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
        }
        void set(std::uint64_t n) { m_value.store(n, std::memory_order_relaxed); }
        std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

    private:
        std::atomic<std::uint64_t> m_value{0};
    };

    Counter processed;
    Counter succeeded;
    Counter failed;
    Counter expired;
    Counter retries;
    Counter backoffs;
    Counter attempts;
    Counter consecutiveErrors;
    Counter started;   // requests that left the queue for a fetch
    Counter waitTime;  // ns in the queue, over all started
    Counter fetches;   // attempts that ended
    Counter fetchTime; // ns at the origin, over those

    // A prefetch was answered or given up: what throughput counts.
    void finished(TimePoint now);
    // All but count and busy.
    void fill(WorkerFigures &figures, TimePoint now) const;

private:
    // A fixed ring over the last seconds; a slot says which stretch of time it counts.
    static constexpr Duration kStretch = std::chrono::milliseconds(500);
    static constexpr std::int64_t kStretches = 10; // that throughput looks back over
    static constexpr std::size_t kSlots = 16;
    struct Slot
    {
        std::atomic<std::int64_t> stretch{-1};
        std::atomic<std::uint32_t> count{0};
    };

    double throughput(TimePoint now) const;

    std::array<Slot, kSlots> m_slots;
    std::atomic<Duration::rep> m_first{-1}; // when the first was finished
};

} // namespace forefetch
