// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/livetuner.h"

#include <chrono>

namespace forefetch {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 200ms; // whether a window is over

WindowTunerOptions optionsOf(std::uint64_t seed, const std::atomic<bool> &ends)
{
    WindowTunerOptions options;
    options.seed = seed;
    options.isCancelled = [&ends] { return ends.load(std::memory_order_relaxed); };
    return options;
}

} // namespace

LiveTuner::LiveTuner(Pipeline &pipeline, const Clock &clock, std::uint64_t seed)
    : m_tuner(pipeline, clock, optionsOf(seed, m_ends))
{
}

LiveTuner::~LiveTuner()
{
    stop();
}

void LiveTuner::start()
{
    m_ends = false;
    m_thread = std::thread([this] { run(); });
}

void LiveTuner::stop()
{
    if (!m_thread.joinable())
        return;
    m_ends = true;
    {
        const std::lock_guard lock(m_mutex);
        m_isTold = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void LiveTuner::tell(void (WindowTuner::*command)())
{
    (m_tuner.*command)();
    {
        const std::lock_guard lock(m_mutex);
        m_isTold = true;
    }
    m_wake.notify_one();
}

void LiveTuner::run()
{
    using Steady = std::chrono::steady_clock;
    Steady::time_point next = Steady::now();
    while (!m_ends) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, kLook, [this] { return m_isTold; });
            m_isTold = false;
        }
        m_tuner.obey();
        if (m_ends || Steady::now() < next || !m_tuner.isDue())
            continue;
        m_tuner.endWindow();
        next = Steady::now() + std::chrono::duration_cast<Steady::duration>(
                                   std::chrono::duration<double>(m_tuner.view()->cpu / kCpuShare));
    }
}

} // namespace forefetch
