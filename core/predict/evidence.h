// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/candidateset.h"
#include "core/predict/contextrows.h"
#include "core/predict/mixer.h"
#include "core/predict/statetable.h"
#include "core/predict/trail.h"
#include "core/predict/usedmodel.h"
#include "core/request/prediction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace forefetch {

// Which rows of counts speak of the next request of a session.
enum class Source : std::uint8_t {
    Order1, // what came after its last request
    Order2, // ... after its last two, in this order; and so on
    Order3,
    Order4,
    Order5,
    Order6,
    Order7,
    Order8,
    Lag2, // two after the request before the last
    Lag3,
    Client, // after the last request, of this client alone
    Soon1,  // within the next few after the last request
    Soon2,  // ... after the one before it
    Soon3,
    Soon4,
    Place, // places (folders, endpoints) after the last request's place
};
inline constexpr std::size_t kSources = 16;
inline constexpr std::size_t kMostOrder = 8;

// What is said of one candidate, a row of CandidateSet::x each. Zero means "says nothing".
enum class Feature : std::uint8_t {
    Interpolated, // log of Kneser-Ney's probability over all orders
    Order1,       // log-ratios of a source against "once, not seen"
    Order2,
    Order3, // the longest order that matched, from three on
    Lag2,
    Lag3,
    Client,
    Soon,        // within the next few of the last request
    SoonEarlier, // ... of the three before it, summed
    RepeatRate,  // the session requested it before: how often that happens to it
    FreshRate,   // it did not: how often that happens to it
    Requested,   // 1: the session requested it before
    TimesRequested,
    IsLast,
    Distance,       // log of how many requests ago
    NewestOfOrder1, // 1: came the last time
    NewestOfOrder2,
    NewestOfClient,
    Recency, // log of how long ago anybody requested it
    Popularity,
    FollowedHere, // 1: came after the last request when the session made that before
    IsBeforeLast,
    SamePlace,
    PlaceAfterPlace,
    ShareOfPlace, // of the requests in its place
    Bound,        // log-odds of a learnt binding that names it
    IsUnknown,    // 1: no state is known of it, a binding alone names it
};

// The kind of evidence that a feature is.
EvidenceKind kindOf(Feature feature);

// Gathers the candidates for a session's next request and what every source says of them.
//
//     evidence.gather(trail, client, {states, rows, 4, ...}, bound, candidates);
//     evidence.situation()    // for the mixer
//     evidence.usedFeatures(candidates, expected, columns)
//
// Thread: one, the model thread.
class Evidence
{
public:
    struct Knowledge
    {
        const StateTable &states;
        const ContextRows &rows;
        std::uint32_t maxOrder;
        std::uint32_t observation; // the model's count of them
        double requests;           // that are predictable, in observations
        double surprises;          // of these, those that had never come after the one before
        float weight;              // what one observation counts now, in the rows and states
    };

    // A request that a learnt binding names (see Generaliser); the id is invalid and the state none
    // where it was never seen.
    struct Bound
    {
        StateTable::Number state = StateTable::kNone;
        std::uint64_t fingerprint = 0; // of its text, where there is no state
        ResourceId resource;
        std::uint32_t place = 0;
        float pNext = 0;
        float pUsed = 0;
        int candidate = -1; // its place among the candidates; set by gather()
    };

    void gather(const Trail &trail, std::uint32_t client, const Knowledge &known,
                std::span<Bound> bound, CandidateSet &candidates);

    // Keys of the sources of the session that was gathered last; 0: it has no such context.
    const std::array<std::uint64_t, kSources> &keys() const { return m_keys; }
    static void keysOf(const Trail &trail, std::uint32_t client, const StateTable &states,
                       std::uint32_t maxOrder, std::array<std::uint64_t, kSources> &keys);
    static std::uint64_t soonKey(std::uint64_t fingerprint);
    static std::uint64_t inPlaceKey(std::uint32_t place); // the requests of a place
    static constexpr std::uint64_t kPopularKey = 0x70ULL; // all that is predictable

    Mixer::Situation situation() const { return m_situation; }
    static constexpr Mixer::Sets kSituations = {(kMostOrder + 1) * 8, 24, 128};
    std::uint8_t usedSituation() const { return m_situation.second; }

    // After the mixer has filled candidates.pNext; `expected`: requests within the horizon.
    void usedFeatures(const CandidateSet &candidates, float expected,
                      UsedModel::Columns &out) const;

    const ContextRows::Successors &row(Source source) const { return m_found[std::size_t(source)]; }
    std::uint32_t matchedOrder() const { return m_matched; }
    float countOf(std::size_t source, std::size_t candidate) const
    {
        return m_counts[source][candidate];
    }

    float totalOf(std::size_t source) const { return m_totals[source]; } // in observations

    static std::span<const float> startingWeights();

private:
    bool add(StateTable::Number number, const Knowledge &known, CandidateSet &candidates);
    void addFirst(const ContextRows::Successors &row, std::uint32_t most, const Knowledge &known,
                  CandidateSet &candidates);
    void addBound(std::span<Bound> bound, const Knowledge &known, CandidateSet &candidates);
    void bindings(std::span<const Bound> bound, CandidateSet &candidates);
    void findRows(const Trail &trail, std::uint32_t client, const Knowledge &known);
    void choose(const Trail &trail, const Knowledge &known, CandidateSet &candidates);
    void readStates(const Knowledge &known, const CandidateSet &candidates);
    void countAll(float weight, CandidateSet &candidates);
    void interpolate(const Knowledge &known, CandidateSet &candidates);
    void ratios(CandidateSet &candidates);
    void session(const Trail &trail, CandidateSet &candidates);
    void describeRepetition(const CandidateSet::Column &times, const CandidateSet::Column &distance,
                            CandidateSet &candidates);
    void places(const Trail &trail, const Knowledge &known, CandidateSet &candidates);
    void describe(const Trail &trail, const Knowledge &known);

    std::array<std::uint64_t, kSources> m_keys{};
    std::array<ContextRows::Successors, kSources> m_found;
    std::array<float, kSources> m_totals{}; // in observations
    std::uint32_t m_matched = 0;
    Mixer::Situation m_situation;
    alignas(32) std::array<CandidateSet::Column, kSources> m_counts;
    // Of the candidates' states: times requested, how often that came as news, how often again.
    alignas(32) CandidateSet::Column m_requests;
    alignas(32) CandidateSet::Column m_surprises;
    alignas(32) CandidateSet::Column m_repeats;
    alignas(32) CandidateSet::Column m_age;       // requests since the last one of it
    alignas(32) CandidateSet::Column m_boundUsed; // log-odds of P(used) by a binding
    alignas(32) CandidateSet::Column m_soonAny;   // chance by all of Soon1 … Soon4
};

} // namespace forefetch
