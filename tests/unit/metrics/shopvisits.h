// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"
#include "core/time/random.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace forefetch {

// Visits to a shop, half of the sessions held back, with a planted effect on the hit ratio of the
// others: what the hold-back meter is tested and measured with.
//
//     ShopVisits shop(seed, 0.03);
//     shop.request();  shop.meter.sessions(Group::Treated)
//
// Pages by Zipf's law, fresh for two minutes after each fetch; visits of eight pages on average.
class ShopVisits
{
public:
    ShopVisits(std::uint64_t seed, double effect)
        : m_random(seed), m_effect(effect), m_visits(60), m_freshUntil(kPages)
    {
        double sum = 0;
        for (std::uint32_t i = 0; i < kPages; ++i)
            m_popularity.push_back(sum += 1.0 / (i + 1));
    }

    double now() const { return m_now; }

    void request()
    {
        m_now += m_random.exponential(1 / kPerSecond);
        Visit &visit = m_visits[m_random.below(m_visits.size())];
        if (visit.left == 0)
            begin(visit);
        --visit.left;
        const std::uint32_t page = choose(visit.common);
        bool hit = m_freshUntil[page] > m_now;
        if (!hit)
            m_freshUntil[page] = m_now + kFresh;
        m_missRatio += 0.005 * ((hit ? 0 : 1) - m_missRatio);
        // The effect is planted: so many of the misses are hits that it comes to it.
        treated += visit.heldBack ? 0 : 1;
        if (!hit && !visit.heldBack && m_random.uniform() < m_effect / m_missRatio) {
            hit = true;
            planted += 1;
        }
        DemandEnd end;
        end.result = hit ? DemandResult::Hit : DemandResult::Miss;
        end.status = 200;
        end.latency = fromSeconds(hit ? 0.0001 : m_random.exponential(0.05));
        meter.record(end, visit.heldBack, visit.id, {page, 1});
    }

    DemandMeter meter{Callers::OneThread};
    double treated = 0, planted = 0; // requests

private:
    static constexpr double kPerSecond = 20;
    static constexpr std::uint32_t kPages = 3000;
    static constexpr double kFresh = 120; // s

    struct Visit
    {
        SessionId id;
        bool heldBack = false;
        int left = 0;
        bool common = false; // keeps to the popular pages
    };

    void begin(Visit &visit)
    {
        visit.id = {m_begun++, 1};
        visit.heldBack = m_random.uniform() < 0.5;
        visit.left = 1 + static_cast<int>(m_random.exponential(7));
        visit.common = m_random.uniform() < 0.5;
    }
    std::uint32_t choose(bool common)
    {
        const double all = m_popularity[common ? 300 : kPages - 1];
        const auto at = std::ranges::lower_bound(m_popularity, m_random.uniform() * all);
        return static_cast<std::uint32_t>(at - m_popularity.begin());
    }

    Random m_random;
    double m_effect;
    std::vector<Visit> m_visits;
    std::vector<double> m_freshUntil;
    std::vector<double> m_popularity;
    double m_now = 0;
    double m_missRatio = 1;
    std::uint32_t m_begun = 0;
};

} // namespace forefetch
