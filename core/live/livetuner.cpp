// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/livetuner.h"

#include "core/tune/cpubudget.h"

#include <chrono>

#include <sys/resource.h>

namespace forefetch {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 200ms; // whether a window is over

double cpuTimeOfThread()
{
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    const auto in = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return in(used.ru_utime) + in(used.ru_stime);
}

WindowTunerOptions optionsOf(std::uint64_t seed, TunerOptions tuner,
                             const std::atomic<bool> &ends)
{
    WindowTunerOptions options;
    options.tuner = tuner;
    options.seed = seed;
    options.isCancelled = [&ends] { return ends.load(std::memory_order_relaxed); };
    options.cpuTime = cpuTimeOfThread;
    return options;
}

} // namespace

LiveTuner::LiveTuner(Pipeline &pipeline, const Clock &clock, std::uint64_t seed,
                     TunerOptions options)
    : m_clock(clock), m_tuner(pipeline, clock, optionsOf(seed, options, m_ends))
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
    CpuBudget budget(kCpuShare);
    while (!m_ends) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, kLook, [this] { return m_isTold; });
            m_isTold = false;
        }
        m_tuner.obey();
        if (m_ends || !budget.allows(m_clock.now()) || !m_tuner.isDue())
            continue;
        m_tuner.endWindow();
        budget.spent(m_tuner.view()->cpu, m_clock.now());
    }
}

} // namespace forefetch
