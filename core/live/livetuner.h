// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/windowtuner.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace forefetch {

// The tuner of a running loop: a thread of its own that waits for windows of traffic to end and
// decides after each, within a share of one core. A window that took long is followed by a pause
// that brings the share down.
//
//     LiveTuner tuner(pipeline, clock, 1);
//     tuner.start();
//     ... tuner.view()->suggestion ...  tuner.apply();
//     tuner.stop();
//
// Thread: start and stop: its owner's; the rest: any.
class LiveTuner
{
public:
    static constexpr double kCpuShare = 0.05; // of one core

    LiveTuner(Pipeline &pipeline, const Clock &clock, std::uint64_t seed,
              TunerOptions options = {});
    ~LiveTuner();

    void start();
    void stop(); // within the time of a thousand replayed requests

    std::shared_ptr<const TunerView> view() const { return m_tuner.view(); }
    TunerFigures figures() const { return m_tuner.figures(); }
    std::uint64_t requests() const { return m_tuner.requests(); }
    // Somebody looks at what would be at other thresholds: it is reckoned even while the tuner is
    // off.
    void setWatched(bool watched) { m_tuner.setWatched(watched); }
    void apply() { tell(&WindowTuner::apply); }
    void dismiss() { tell(&WindowTuner::dismiss); }
    void restoreAnchor() { tell(&WindowTuner::restoreAnchor); }
    void resume() { tell(&WindowTuner::resume); }

private:
    void tell(void (WindowTuner::*command)());
    void run();

    const Clock &m_clock;
    std::atomic<bool> m_ends{false};
    WindowTuner m_tuner;
    std::mutex m_mutex; // guards m_isTold
    std::condition_variable m_wake;
    bool m_isTold = false;
    std::thread m_thread;
};

} // namespace forefetch
