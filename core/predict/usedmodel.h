// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/calibrationmap.h"
#include "core/predict/candidateset.h"
#include "core/request/ids.h"
#include "core/time/clock.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace forefetch {

// P(used): that a request comes in this session within the horizon. A logistic regression over what
// is known of a candidate, learnt online. The truth comes late, so a sample of the predictions is
// kept until it is known: the request came (used), or the horizon passed (not).
//
//     used.estimate(columns, candidates.size(), set, candidates.pUsed);
//     used.watch(session, resource, features, set, length, now);    // some of them
//     used.came(session, resource, length, now);                    // each request
//     used.settle(4, now, lengthOf);                                // a few of those that wait
//
// What is predicted step after step is watched step after step: if only its first time were, the
// sample would be of long waits, and what came would be told to be rarer than it is. And what came
// is learnt when its horizon is over, like what did not: learnt at once, the first minute would
// know of nothing but successes.
//
// Bounded: at most kMostWatched wait at once; while so many wait, none is added.
//
// Thread: one, the model thread.
class UsedModel
{
public:
    static constexpr std::size_t kFeatures = 12;
    static constexpr std::size_t kMostWatched = 8192;
    using Features = std::array<float, kFeatures>;
    // Of all candidates: a row a feature.
    using Columns = std::array<CandidateSet::Column, kFeatures>;

    explicit UsedModel(std::size_t sets);

    void setHorizon(std::uint32_t requests, Duration time);
    std::uint32_t horizonRequests() const { return m_requests; }
    Duration horizonTime() const { return m_time; }

    // Of the first `size` candidates at once.
    void estimate(const Columns &features, std::size_t size, std::uint8_t set,
                  CandidateSet::Column &out) const;
    bool wantsMore() const { return m_watched.size() - m_free.size() < kMostWatched; }
    // `length`: requests of the session so far, the one that the prediction follows included.
    void watch(SessionId session, ResourceId resource, const Features &features, std::uint8_t set,
               std::uint32_t length, TimePoint now);
    // A request of the session came, its `length`th.
    void came(SessionId session, ResourceId resource, std::uint32_t length, TimePoint now);
    // Looks at up to `most` of those that wait and ends what is past its horizon; lengthOf(session)
    // is the session's length, or kGone.
    static constexpr std::uint32_t kGone = ~std::uint32_t(0);
    template <typename LengthOf>
    void settle(std::size_t most, TimePoint now, LengthOf &&lengthOf)
    {
        for (std::size_t i = 0; i < most && !m_watched.empty(); ++i) {
            m_next = m_next + 1 < m_watched.size() ? m_next + 1 : 0;
            Watched &w = m_watched[m_next];
            if (!w.resource.valid())
                continue;
            const std::uint32_t length = lengthOf(w.session);
            if (length == kGone || length >= w.until || now - w.at > m_time)
                end(m_next);
        }
    }
    void forgetWatched();

    // As in Mixer.
    std::vector<float> learnt() const;
    bool setLearnt(std::span<const float> values);
    CalibrationMap &map() { return m_map; }
    const CalibrationMap &map() const { return m_map; }
    std::size_t bytes() const;

private:
    struct Watched
    {
        SessionId session;
        ResourceId resource; // invalid: a free place
        TimePoint at{};
        std::uint32_t until = 0;     // length of the session
        std::uint32_t older = kNone; // of the same request in the same session, that waits too
        std::uint8_t set = 0;
        bool used = false;  // it came in time
        bool isOut = false; // it came: waits for the end of its horizon, in no chain any more
        Features features{};
    };

    static constexpr std::uint32_t kNone = ~std::uint32_t(0);

    Features weightsOf(std::uint8_t set) const;
    void learn(const Features &features, std::uint8_t set, bool used);
    void unlink(std::uint32_t place);
    void end(std::size_t place);
    static std::uint64_t keyOf(SessionId session, ResourceId resource)
    {
        return mixBits(session.packed() * 0x9e3779b97f4a7c15ULL + resource.packed());
    }

    std::vector<float> m_weights; // shared, then a set each
    std::vector<float> m_squares;
    std::vector<Watched> m_watched;
    std::vector<std::uint32_t> m_free;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_waiting; // the newest of each
    std::size_t m_next = 0;
    CalibrationMap m_map;
    std::uint32_t m_requests = 10;
    Duration m_time = std::chrono::seconds(60);
};

} // namespace forefetch
