// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/reliability.h"
#include "core/request/prediction.h"
#include "core/time/clock.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace forefetch {

// What "used" means to P(used): requested in the session within so many requests and so long.
struct Horizon
{
    std::uint32_t requests = 10;
    Duration time = std::chrono::seconds(60);
    friend bool operator==(const Horizon &, const Horizon &) = default;
};

// What a model said after one request of a session, and what has come of it since: the first ten
// predictions, until their horizon is over.
//
//     forecast.begin(exchange.at, predictions);
//     forecast.scoreNext(exchange.resource, next);      // at the session's next GET
//     forecast.came(exchange.resource, exchange.at, horizon);   // at each of its requests
//     if (forecast.isOver(horizon)) forecast.settle(used);
//
// Thread: a value.
class OpenForecast
{
public:
    static constexpr std::size_t kMost = 10;

    void begin(TimePoint at, std::span<const Prediction> predictions)
    {
        m_at = at;
        m_requests = 0;
        m_came = 0;
        m_size = static_cast<std::uint8_t>(std::min(predictions.size(), kMost));
        for (std::size_t i = 0; i < m_size; ++i) {
            m_resources[i] = predictions[i].resource;
            m_pNext[i] = predictions[i].pNext;
            m_pUsed[i] = predictions[i].pUsed;
        }
    }
    // Whether each was the very next one.
    void scoreNext(ResourceId resource, Reliability &next) const
    {
        for (std::size_t i = 0; i < m_size; ++i)
            next.add(m_pNext[i], m_resources[i] == resource);
    }
    // One more request of the session.
    void came(ResourceId resource, TimePoint at, const Horizon &horizon)
    {
        ++m_requests;
        if (at - m_at > horizon.time || m_requests > horizon.requests)
            return;
        for (std::size_t i = 0; i < m_size; ++i)
            m_came =
                static_cast<std::uint16_t>(m_came | (m_resources[i] == resource ? 1U : 0U) << i);
    }
    std::uint32_t requests() const { return m_requests; } // of the session since
    TimePoint at() const { return m_at; }
    std::size_t size() const { return m_size; }
    bool isOver(const Horizon &horizon) const { return m_requests >= horizon.requests; }
    void settle(Reliability &used) const
    {
        for (std::size_t i = 0; i < m_size; ++i)
            used.add(m_pUsed[i], (m_came >> i & 1U) != 0);
    }

private:
    TimePoint m_at{};
    std::array<ResourceId, kMost> m_resources{};
    std::array<float, kMost> m_pNext{};
    std::array<float, kMost> m_pUsed{};
    std::uint32_t m_requests = 0;
    std::uint16_t m_came = 0; // a bit each
    std::uint8_t m_size = 0;
};

} // namespace forefetch
