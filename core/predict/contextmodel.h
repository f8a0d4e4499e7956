// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/candidateset.h"
#include "core/predict/contextrows.h"
#include "core/predict/evidence.h"
#include "core/predict/predictor.h"
#include "core/predict/publishedfigures.h"
#include "core/predict/sessiontable.h"
#include "core/predict/statetable.h"
#include "core/predict/trail.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace forefetch {

// The classical models of the last few requests (predictor.max_order), as yardsticks beside the
// mixture; they differ in how contexts of several lengths are blended:
//
//  - AllOrder: the longest context that was seen decides alone (all-Kth-order Markov, Pitkow and
//    Pirolli 1999); what it does not fill comes from the next shorter one;
//  - Ppm: method D with exclusion (Howard 1993): what a context does not promise to its own
//    successors escapes to the next shorter one;
//  - KneserNey: interpolated absolute discounting (Kneser and Ney 1995), a shorter context counts
//    only what was new to the longer one.
//
// P(used) is estimated as P(next), a lower bound.
//
//     ContextModel model(ContextModel::Blend::KneserNey, interner, 64 << 20);
//
// Thread: one, the model thread; figures() is for any.
class ContextModel final : public Predictor
{
public:
    enum class Blend : std::uint8_t { AllOrder, Ppm, KneserNey };

    ContextModel(Blend blend, Interner &interner, std::size_t maxMemory,
                 std::size_t maxSessions = 100'000);

    std::string_view name() const override;
    void setOptions(const PredictorOptions &options) override;
    void observe(const Exchange &exchange) override;
    void answered(const Exchange &exchange) override;
    void predict(SessionId session, std::size_t k, std::vector<Prediction> &out) override;
    void fit(std::span<const std::vector<ResourceId>> sessions) override;
    void forget(SessionId session) override { m_trails.forget(session); }
    void setMaxMemory(std::size_t bytes) override;
    PredictorFigures figures() const override { return m_published.figures(name()); }
    void strongest(std::size_t most, std::vector<Transition> &out) const override;
    Result<void> save(std::ostream &out, const Interner &interner) const override;
    Result<void> load(std::istream &in, Interner &interner) override;

private:
    using Keys = std::array<std::uint64_t, kSources>;

    void step(SessionId session, StateTable::Number came, bool predictable, TimePoint at);
    void learn(const Trail &trail, StateTable::Number came, bool predictable);
    void findRows(const Trail &trail);
    void gather();
    int add(StateTable::Number number);
    void blendAllOrder();
    void blendPpm();
    void blendKneserNey();
    void rank(std::size_t k);
    void publish();

    Blend m_blend;
    StateTable m_states;
    ContextRows m_rows;
    SessionTable<Trail> m_trails;
    std::size_t m_maxSessions;
    PredictorOptions m_options;
    // Of the session that was looked at last: rows from order 0 up, and the candidates.
    std::array<ContextRows::Successors, kMostOrder + 1> m_found;
    std::size_t m_matched = 0; // rows in use
    CandidateSet m_candidates;
    std::array<std::uint8_t, CandidateSet::kMost> m_order;
    std::array<std::uint8_t, CandidateSet::kMost> m_orderOf; // context that named it
    std::size_t m_ranked = 0;
    PublishedFigures m_published;
};

} // namespace forefetch
