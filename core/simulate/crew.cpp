// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/crew.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(50);

} // namespace

Crew::Crew(unsigned threads, std::function<bool(const SimulationProgress &)> goOn)
    : m_threads(std::max(1U, threads ? threads : std::thread::hardware_concurrency())),
      m_goOn(std::move(goOn))
{
}

void Crew::run(std::size_t count, const std::function<void(std::size_t)> &job)
{
    work(count, job, true);
}

void Crew::finish(std::size_t count, const std::function<void(std::size_t)> &job)
{
    work(count, job, false);
}

void Crew::work(std::size_t count, const std::function<void(std::size_t)> &job, bool untilCancelled)
{
    std::atomic<std::size_t> next{0};
    std::mutex mutex; // guards `left`
    std::condition_variable ended;
    std::size_t left = std::min<std::size_t>(m_threads, count);
    std::vector<std::thread> threads;
    for (std::size_t i = 0, n = left; i < n; ++i) {
        threads.emplace_back([&] {
            for (std::size_t at = next++; at < count; at = next++) {
                if (untilCancelled && isCancelled())
                    break;
                job(at);
            }
            const std::lock_guard lock(mutex);
            --left;
            ended.notify_one();
        });
    }
    for (bool done = false; !done;) {
        std::unique_lock lock(mutex);
        done = ended.wait_for(lock, kLookEvery, [&] { return left == 0; });
        lock.unlock();
        look();
    }
    for (std::thread &thread : threads)
        thread.join();
}

void Crew::look()
{
    if (!m_goOn({requestsDone.load(std::memory_order_relaxed), requestsInAll}))
        m_cancelled.store(true, std::memory_order_relaxed);
}

} // namespace forefetch
