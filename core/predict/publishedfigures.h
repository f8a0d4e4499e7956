// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forefetch {

// A model's figures, counted in its own thread and read in any.
//
//     m_published.scored(rank);         // the request that came was the rank-th prediction; or
//     m_published.scored(kNotPredicted);
//     m_published.publish(states, transitions, bytes);
//     return m_published.figures(name());
//
// Thread: figures(): any. The rest: one, the model thread.
class PublishedFigures
{
public:
    static constexpr std::size_t kNotPredicted = ~std::size_t(0);
    static constexpr std::size_t kScored = 5; // predictions

    void observed() { addOne(m_observations); }
    void scored(std::size_t rank)
    {
        addOne(m_scored);
        if (rank < kScored)
            addOne(m_firstFive);
        if (rank == 0)
            addOne(m_first);
    }
    void publish(std::size_t states, std::size_t transitions, std::size_t bytes)
    {
        m_states.store(states, std::memory_order_relaxed);
        m_transitions.store(transitions, std::memory_order_relaxed);
        m_memory.store(bytes, std::memory_order_relaxed);
    }

    PredictorFigures figures(std::string_view model) const
    {
        constexpr auto relaxed = std::memory_order_relaxed;
        PredictorFigures figures;
        figures.model = model;
        figures.states = m_states.load(relaxed);
        figures.transitions = m_transitions.load(relaxed);
        figures.observations = m_observations.load(relaxed);
        figures.memory = m_memory.load(relaxed);
        // The parts before the whole, so that no ratio read in between exceeds 1.
        figures.first = m_first.load(std::memory_order_acquire);
        figures.firstFive = m_firstFive.load(std::memory_order_acquire);
        figures.scored = m_scored.load(relaxed);
        figures.first = std::min(figures.first, figures.scored);
        figures.firstFive = std::min(figures.firstFive, figures.scored);
        if (figures.scored > 0) {
            const auto scored = static_cast<double>(figures.scored);
            figures.accuracyAt1 = static_cast<double>(figures.first) / scored;
            figures.hitAt5 = static_cast<double>(figures.firstFive) / scored;
        }
        return figures;
    }

private:
    // Only the model thread writes, so a relaxed load and store is enough and costs no locked
    // instruction.
    static void addOne(std::atomic<std::uint64_t> &counter)
    {
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    std::atomic<std::uint64_t> m_states{0};
    std::atomic<std::uint64_t> m_transitions{0};
    std::atomic<std::uint64_t> m_observations{0};
    std::atomic<std::uint64_t> m_scored{0};
    std::atomic<std::uint64_t> m_first{0}; // the first prediction came
    std::atomic<std::uint64_t> m_firstFive{0};
    std::atomic<std::uint64_t> m_memory{0};
};

// What an answer says about fetching the resource beforehand (strikes out of two). What depends on
// who asks or on the moment says nothing: 401, 403, 407, 408, 425, 429, and 499 (nginx: the client
// went away). An upgrade (101) cannot be had beforehand.
unsigned strikesAfter(int status, unsigned before);

} // namespace forefetch
