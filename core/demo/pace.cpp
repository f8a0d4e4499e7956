// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/pace.h"

#include "core/demo/visitor.h"

#include <algorithm>

namespace forefetch {

Pace::Pace(std::uint64_t seed, Shop::Options options, std::uint32_t visits) : m_visits(visits)
{
    Shop shop(options);
    TimePoint now{};
    for (std::uint32_t slot = 0; slot < visits; ++slot) {
        // Visitors who never come: their slots lie beyond all that are used.
        Visitor visitor({seed, 1'000'000 + slot, 0, 500'000 + slot});
        double latency = 0;
        while (const auto request = visitor.next()) {
            m_steps.push_back({static_cast<float>(request->thought),
                               static_cast<float>(seconds(request->gap)),
                               static_cast<float>(latency)});
            const ShopAnswer answer = shop.answer(visitor.head(*request), request->body, now);
            visitor.answered(answer.head.status, answer.head.headers, answer.body);
            latency = seconds(answer.latency);
            now += answer.latency;
        }
    }
}

double Pace::busySeconds(double unit) const
{
    double sum = 0;
    for (const Step &step : m_steps)
        sum += step.thought > 0 ? std::max<double>(step.latency, step.thought * unit)
                                : double{step.latency} + step.gap;
    return sum;
}

double Pace::rateAt(unsigned users, double unit) const
{
    const double all = busySeconds(unit) + m_visits * kBetweenVisits * unit;
    return users * static_cast<double>(m_steps.size()) / std::max(all, 1e-9);
}

double Pace::pausingShare(double unit) const
{
    const double pause = m_visits * kBetweenVisits * unit;
    return pause / std::max(busySeconds(unit) + pause, 1e-9);
}

double Pace::unitFor(unsigned users, double requestsPerSecond) const
{
    if (rateAt(users, 0) <= requestsPerSecond)
        return 0;
    double low = 0, high = 1;
    while (rateAt(users, high) > requestsPerSecond && high < 1e7)
        high *= 2;
    for (int i = 0; i < 50; ++i) {
        const double middle = (low + high) / 2;
        (rateAt(users, middle) > requestsPerSecond ? low : high) = middle;
    }
    return high;
}

} // namespace forefetch
