// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/exchange.h"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace forefetch {

// The thread that owns the model: fed by every thread that serves demand, through a bounded ring.
// A full ring drops the observation and says so; demand never waits for a prediction. A burst of
// exchanges costs its feeders one wake-up (see kNap), not one each.
//
//     ModelThread model([&](const Exchange &e) { pipeline.learn(e); },
//                       [&] { pipeline.countDropped(); });
//     pipeline.setModelFeed([&](const Exchange &e) { model.feed(e); });
//     model.start();
//     ...
//     model.stop();     // learns what was fed before, the first 8,192 that still wait
//
// Thread: start, stop: the owner's. feed: any. `learn` is called in the model's, `dropped` in that
// of who feeds or stops.
class ModelThread
{
public:
    static constexpr std::size_t kRing = 65'536; // exchanges
    // While more of them wait, newcomers wait without their bodies, which are large.
    static constexpr std::size_t kMostBodies = 256;
    // An end does not wait for more than these; of a full ring it would take seconds.
    static constexpr std::size_t kLastOnes = 8'192;

    ModelThread(std::function<void(const Exchange &)> learn, std::function<void()> dropped,
                std::size_t ring = kRing);
    ~ModelThread();
    ModelThread(const ModelThread &) = delete;
    ModelThread &operator=(const ModelThread &) = delete;

    void start();
    void stop();
    bool isRunning() const { return m_thread.joinable(); }
    // False when it was dropped.
    bool feed(const Exchange &exchange);
    std::size_t waiting() const;

private:
    void run();
    std::size_t halfFull() const { return std::max<std::size_t>(1, m_places / 2); }

    std::function<void(const Exchange &)> m_learn;
    std::function<void()> m_dropped;
    const std::size_t m_places;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_news;
    std::vector<Exchange> m_ring; // of m_places, as far as they have ever been needed
    std::size_t m_first = 0;
    std::size_t m_count = 0;
    bool m_sleeping = false;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace forefetch
