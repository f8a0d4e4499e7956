// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/outlook.h"

#include "core/predict/quickmath.h"

#include <algorithm>

namespace forefetch {

FOREFETCH_WIDE void Outlook::keep(SessionId of, const CandidateSet &candidates, Mixer::Situation at,
                                  float pNone)
{
    session = of;
    situation = at;
    size = static_cast<std::uint32_t>(candidates.size());
    none = pNone;
    pNext = candidates.pNext;
    state = candidates.state;
    std::copy_n(candidates.fingerprint.begin(), kMostBound, fingerprint.begin());
    constexpr std::size_t kLanes = CandidateSet::kLanes;
    alignas(32) CandidateSet::Column rounded;
    for (std::size_t f = 0; f < x.size(); ++f) {
        const CandidateSet::Column &exact = candidates.x[f];
        for (std::size_t c = 0; c < candidates.padded(); ++c) {
            const std::uint32_t bits = std::bit_cast<std::uint32_t>(exact[c]) + 0x8000U;
            rounded[c] = std::bit_cast<float>(bits & 0xffff0000U);
            x[f][c] = static_cast<std::uint16_t>(bits >> 16);
        }
        std::array<float, kLanes> sum{};
        for (std::size_t c = 0; c < candidates.padded(); c += kLanes) {
            for (std::size_t i = 0; i < kLanes; ++i)
                sum[i] += pNext[c + i] * rounded[c + i];
        }
        mean[f] = CandidateSet::sumOf(sum);
    }
}

} // namespace forefetch
