// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/recordedtrace.h"
#include "core/time/random.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

// The tuner's scenarios: what happens half-way.
enum class TunerEvent { None, Drift, Noise, SmallCache };
inline constexpr std::array kTunerEvents = {TunerEvent::None, TunerEvent::Drift, TunerEvent::Noise,
                                            TunerEvent::SmallCache};

struct TunerScenario
{
    bool isLow = false; // the base hit ratio
    TunerEvent event = TunerEvent::None;

    std::string name() const
    {
        constexpr std::array kNames = {"stationary", "drift", "noise", "small cache"};
        return std::string(isLow ? "low, " : "high, ") + kNames[static_cast<std::size_t>(event)];
    }
};

// 40 clients walk a chain of five successors a URL; a share of the steps, the noise, goes anywhere.
class TunerWalk
{
public:
    TunerWalk(const TunerScenario &scenario, std::uint64_t seed)
        : m_random(seed), m_urls(scenario.isLow ? 12'000 : 1'500), m_at(kClients)
    {
        drift();
    }

    void drift() // to other transitions
    {
        m_chain.resize(m_urls);
        for (auto &next : m_chain) {
            for (auto &url : next)
                url = anywhere();
        }
    }
    void setNoise(double noise) { m_noise = noise; }

    TraceEvent next()
    {
        m_now += m_random.exponential(1.0 / 100);
        const auto client = static_cast<std::uint32_t>(m_random.below(kClients));
        std::uint32_t &url = m_at[client];
        if (m_random.uniform() < m_noise) {
            url = anywhere();
        } else {
            std::size_t branch = 0;
            while (branch < 4 && m_random.uniform() < 0.5)
                ++branch;
            url = m_chain[url][branch];
        }
        m_target = "/items/" + std::to_string(url);
        TraceEvent event;
        event.method = "GET";
        event.target = m_target;
        event.session = {client, 1};
        event.exactTime = true;
        event.at = WallTime(std::chrono::milliseconds(
            1'700'000'000'000 + static_cast<std::int64_t>(1000 * m_now)));
        event.status = 200;
        event.bytes = 8192;
        event.duration = std::chrono::milliseconds(60);
        return event;
    }

private:
    static constexpr std::uint32_t kClients = 40;

    std::uint32_t anywhere() { return static_cast<std::uint32_t>(m_random.below(m_urls)); }

    Random m_random;
    std::uint32_t m_urls;
    std::vector<std::array<std::uint32_t, 5>> m_chain;
    std::vector<std::uint32_t> m_at;
    double m_noise = 0.05;
    double m_now = 0; // s
    std::string m_target;
};

inline std::unique_ptr<RecordedTrace> tunerTrace(const TunerScenario &scenario, std::uint64_t seed,
                                                 std::size_t requests)
{
    TunerWalk walk(scenario, seed);
    TraceRecorder recorder;
    for (std::size_t i = 0; i < requests; ++i) {
        if (i == requests / 2 && scenario.event == TunerEvent::Drift)
            walk.drift();
        if (i == requests / 2 && scenario.event == TunerEvent::Noise)
            walk.setNoise(0.6);
        recorder.add(walk.next());
    }
    return recorder.finish({});
}

} // namespace forefetch
