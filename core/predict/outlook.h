// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/candidateset.h"
#include "core/predict/mixer.h"
#include "core/predict/statetable.h"
#include "core/request/ids.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// What was said of a session's next request, kept until it comes: what was predicted then is what
// is learnt from. Features of the candidates are kept in half their bits (the upper ones, rounded).
// The mean that they are weighed against is that of the rounded ones: else what was certain, and
// came, would still be learnt from, by the rounding.
//
//     outlook.keep(session, candidates, situation, none);
//     const int c = outlook.find(state);      // when the request has come
//     mixer.learn({outlook.featuresOf(c), outlook.mean, outlook.none, c < 0}, outlook.situation);
//
// Thread: one, the model thread.
struct Outlook
{
    static constexpr std::size_t kMostBound = 10; // requests that bindings name: the first ones

    SessionId session; // invalid: nothing is kept
    Mixer::Situation situation;
    std::uint32_t size = 0;
    float none = 1;
    Mixer::Features mean;
    alignas(32) CandidateSet::Column pNext;
    std::array<StateTable::Number, CandidateSet::kMost> state;
    std::array<std::uint64_t, kMostBound> fingerprint; // of those without a state
    std::array<std::array<std::uint16_t, CandidateSet::kMost>, Mixer::kFeatures> x;

    void keep(SessionId of, const CandidateSet &candidates, Mixer::Situation at, float pNone);
    // -1: it is not among them.
    int find(StateTable::Number number) const
    {
        for (std::uint32_t c = 0; c < size; ++c) {
            if (state[c] == number && number != StateTable::kNone)
                return static_cast<int>(c);
        }
        return -1;
    }
    int findUnknown(std::uint64_t text) const
    {
        for (std::uint32_t c = 0; c < size && c < kMostBound; ++c) {
            if (state[c] == StateTable::kNone && fingerprint[c] == text)
                return static_cast<int>(c);
        }
        return -1;
    }
    Mixer::Features featuresOf(int candidate) const
    {
        Mixer::Features all{};
        for (std::size_t f = 0; f < all.size() && candidate >= 0; ++f)
            all[f] = std::bit_cast<float>(std::uint32_t(x[f][static_cast<std::size_t>(candidate)])
                                          << 16);
        return all;
    }
};

} // namespace forefetch
