// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulation.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace forefetch {

// Does jobs on threads while the caller's thread looks after progress and cancelling.
//
//     Crew crew(0, goOn);                  // a thread for each core
//     crew.requestsInAll = 1000;
//     crew.run(jobs.size(), [&](std::size_t i) { jobs[i](); });
//
// Thread: the owner's; isCancelled and requestsDone are for the jobs.
class Crew
{
public:
    Crew(unsigned threads, std::function<bool(const SimulationProgress &)> goOn);

    // Calls job(0) … job(count − 1), begun in this order, and returns when all have ended; once
    // `goOn` has said no, those that were not begun are left out.
    void run(std::size_t count, const std::function<void(std::size_t)> &job);
    // The same whatever `goOn` has said.
    void finish(std::size_t count, const std::function<void(std::size_t)> &job);
    bool isCancelled() const { return m_cancelled.load(std::memory_order_relaxed); }

    std::atomic<std::uint64_t> requestsDone{0};
    std::uint64_t requestsInAll = 0;

private:
    void work(std::size_t count, const std::function<void(std::size_t)> &job, bool untilCancelled);
    void look();

    unsigned m_threads;
    std::function<bool(const SimulationProgress &)> m_goOn;
    std::atomic<bool> m_cancelled{false};
};

} // namespace forefetch
