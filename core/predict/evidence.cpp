// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/evidence.h"

#include "core/predict/quickmath.h"

#include <algorithm>
#include <iterator>

namespace forefetch {

namespace {

constexpr float kDiscount = 0.75F;        // of Kneser and Ney, in observations
constexpr std::uint32_t kMostProbed = 64; // successors of a row that are looked up
constexpr std::uint32_t kPlaces = 2;      // likely places whose requests become candidates

constexpr std::size_t indexOf(Source source)
{
    return static_cast<std::size_t>(source);
}

std::uint64_t keyOf(Source kind, std::uint64_t a, std::uint64_t b = 0)
{
    const std::uint64_t key =
        mixBits(a * 0x9e3779b97f4a7c15ULL + mixBits(b + 0x51ULL * (indexOf(kind) + 1)));
    return key == 0 ? 1 : key;
}

// How much more likely than "never seen there", in logarithms; 0 where the row is empty.
FOREFETCH_WIDE void logRatio(const CandidateSet::Column &counts, float total, std::size_t size,
                             CandidateSet::Column &out)
{
    if (!(total > 0)) {
        std::fill_n(out.begin(), size, 0.0F);
        return;
    }
    const float scale = 1.0F / (total + 0.5F);
    const float unseen = quickLog(0.01F + 0.05F * scale);
    for (std::size_t c = 0; c < size; ++c)
        out[c] = quickLog((counts[c] + 0.05F) * scale + 0.01F) - unseen;
}

CandidateSet::Column &rowOf(CandidateSet &candidates, Feature feature)
{
    return candidates.x[static_cast<std::size_t>(feature)];
}

} // namespace

std::uint64_t Evidence::soonKey(std::uint64_t fingerprint)
{
    return keyOf(Source::Soon1, fingerprint);
}

std::uint64_t Evidence::inPlaceKey(std::uint32_t place)
{
    return keyOf(Source::Soon2, place);
}

void Evidence::keysOf(const Trail &trail, std::uint32_t client, const StateTable &states,
                      std::uint32_t maxOrder, std::array<std::uint64_t, kSources> &keys)
{
    keys.fill(0);
    constexpr std::uint32_t kFewest = 4; // for the skips
    const std::uint32_t known =
        std::min({trail.kept(), std::uint32_t(kMostOrder), std::max(maxOrder, kFewest)});
    std::uint64_t chain = 0;
    std::array<std::uint64_t, kMostOrder> last{};
    for (std::uint32_t back = 0; back < known && states.isValid(trail[back]); ++back) {
        last[back] = states.at(trail[back]).fingerprint;
        chain = keyOf(Source::Order1, last[back], chain);
        if (back < maxOrder)
            keys[indexOf(Source::Order1) + back] = chain;
    }
    if (last[0] == 0)
        return;
    if (last[1] != 0)
        keys[indexOf(Source::Lag2)] = keyOf(Source::Lag2, last[1]);
    if (last[2] != 0)
        keys[indexOf(Source::Lag3)] = keyOf(Source::Lag3, last[2]);
    keys[indexOf(Source::Client)] = keyOf(Source::Client, last[0], client + 1ULL);
    for (std::size_t back = 0; back < 4 && last[back] != 0; ++back)
        keys[indexOf(Source::Soon1) + back] = soonKey(last[back]);
    keys[indexOf(Source::Place)] = keyOf(Source::Place, states.at(trail[0]).place);
}

void Evidence::findRows(const Trail &trail, std::uint32_t client, const Knowledge &known)
{
    keysOf(trail, client, known.states, known.maxOrder, m_keys);
    for (const std::uint64_t key : m_keys) {
        if (key != 0)
            known.rows.prefetch(key);
    }
    m_matched = 0;
    for (std::size_t source = 0; source < kSources; ++source) {
        m_found[source] =
            m_keys[source] != 0 ? known.rows.find(m_keys[source]) : ContextRows::Successors{};
        m_totals[source] = m_found[source].total / known.weight;
        if (source < kMostOrder && source == m_matched && m_totals[source] > 0)
            ++m_matched;
    }
    for (std::size_t order = m_matched; order < kMostOrder; ++order) {
        m_found[order] = {};
        m_totals[order] = 0;
    }
}

bool Evidence::add(StateTable::Number number, const Knowledge &known, CandidateSet &candidates)
{
    if (!known.states.isValid(number))
        return false;
    const StateTable::State &state = known.states.at(number);
    if (!state.predictable || state.strikes >= 2)
        return false;
    return candidates.add(number, state.resource, state.place) >= 0;
}

void Evidence::addFirst(const ContextRows::Successors &row, std::uint32_t most,
                        const Knowledge &known, CandidateSet &candidates)
{
    for (std::uint32_t i = 0; i < row.size && i < most; ++i)
        add(row.to[i], known, candidates);
    if (row.newest != ContextRows::kNobody)
        add(row.newest, known, candidates);
}

// The best of every source, the most telling sources first.
void Evidence::choose(const Trail &trail, const Knowledge &known, CandidateSet &candidates)
{
    for (std::size_t order = m_matched; order >= 2; --order)
        addFirst(m_found[order - 1], 5, known, candidates);
    addFirst(row(Source::Order1), 12, known, candidates);
    addFirst(row(Source::Client), 5, known, candidates);
    addFirst(row(Source::Soon1), 8, known, candidates);
    addFirst(row(Source::Lag2), 5, known, candidates);
    addFirst(row(Source::Soon2), 5, known, candidates);
    addFirst(row(Source::Lag3), 3, known, candidates);
    for (std::uint32_t back = 0; back < 6 && back < trail.kept(); ++back)
        add(trail[back], known, candidates);
    const ContextRows::Successors &placesNext = row(Source::Place);
    for (std::uint32_t i = 0; i < placesNext.size && i < kPlaces; ++i)
        addFirst(known.rows.find(inPlaceKey(placesNext.to[i])), 6, known, candidates);
    addFirst(row(Source::Soon3), 4, known, candidates);
    addFirst(known.rows.find(kPopularKey), 8, known, candidates);
}

void Evidence::readStates(const Knowledge &known, const CandidateSet &candidates)
{
    constexpr float kLongAgo = 1e4F;
    const float scale = 1.0F / known.weight;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        if (candidates.state[c] == StateTable::kNone) {
            m_requests[c] = m_surprises[c] = m_repeats[c] = 0;
            m_age[c] = kLongAgo;
            continue;
        }
        const StateTable::State &state = known.states.at(candidates.state[c]);
        m_requests[c] = state.requests * scale;
        m_surprises[c] = state.surprises * scale;
        m_repeats[c] = state.repeats * scale;
        m_age[c] = static_cast<float>(known.observation - state.lastAt);
    }
}

void Evidence::countAll(float weight, CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    const float scale = 1.0F / weight;
    for (std::size_t source = 0; source < indexOf(Source::Place); ++source) {
        CandidateSet::Column &counts = m_counts[source];
        std::fill_n(counts.begin(), size, 0.0F);
        const ContextRows::Successors &row = m_found[source];
        for (std::uint32_t i = 0; i < row.size && i < kMostProbed; ++i) {
            const int c = candidates.find(row.to[i]);
            if (c >= 0)
                counts[static_cast<std::size_t>(c)] = row.count[i] * scale;
        }
    }
}

// Interpolated absolute discounting over the orders (Kneser and Ney 1995), from the share
// of all surprises up: how often a request came where it had never come before says how likely it
// is to do so again.
FOREFETCH_WIDE void Evidence::interpolate(const Knowledge &known, CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    CandidateSet::Column &p = rowOf(candidates, Feature::Interpolated);
    CandidateSet::Column &popularity = rowOf(candidates, Feature::Popularity);
    const auto all = static_cast<float>(known.requests);
    const float share = 1.0F / (static_cast<float>(known.surprises) +
                                kDiscount * static_cast<float>(known.states.size()) + 1);
    const float scaleOfAll = 1.0F / (all + 1);
    for (std::size_t c = 0; c < size; ++c) {
        p[c] = (m_surprises[c] + 0.1F) * share;
        popularity[c] = 0.3F * quickLog((m_requests[c] + 0.5F) * scaleOfAll);
    }
    for (std::size_t order = 0; order < m_matched; ++order) {
        const float scale = 1.0F / m_totals[order];
        const float rest =
            std::min(kDiscount * static_cast<float>(m_found[order].size) * scale, 1.0F);
        const CandidateSet::Column &counts = m_counts[order];
        for (std::size_t c = 0; c < size; ++c)
            p[c] = atLeast(counts[c] - kDiscount, 0.0F) * scale + rest * p[c];
    }
    for (std::size_t c = 0; c < size; ++c)
        p[c] = quickLog(p[c] + 1e-6F);
}

FOREFETCH_WIDE void Evidence::ratios(CandidateSet &candidates)
{
    const std::size_t size = candidates.size();
    const auto fill = [&](Source source, Feature feature) {
        logRatio(m_counts[indexOf(source)], m_totals[indexOf(source)], size,
                 rowOf(candidates, feature));
    };
    fill(Source::Order1, Feature::Order1);
    fill(Source::Order2, Feature::Order2);
    const std::size_t longest = std::max<std::size_t>(m_matched, 3) - 1;
    logRatio(m_counts[longest], m_totals[longest], size, rowOf(candidates, Feature::Order3));
    fill(Source::Lag2, Feature::Lag2);
    fill(Source::Lag3, Feature::Lag3);
    fill(Source::Client, Feature::Client);
    fill(Source::Soon1, Feature::Soon);
    CandidateSet::Column &earlier = rowOf(candidates, Feature::SoonEarlier);
    std::fill_n(earlier.begin(), size, 0.0F);
    std::fill_n(m_soonAny.begin(), size, 1.0F);
    for (std::size_t s = indexOf(Source::Soon1); s <= indexOf(Source::Soon4); ++s) {
        if (!(m_totals[s] > 0))
            continue;
        const float scale = 1.0F / (m_totals[s] + 1);
        const float isEarlier = s != indexOf(Source::Soon1) ? 1.0F : 0.0F;
        const CandidateSet::Column &counts = m_counts[s];
        alignas(32) CandidateSet::Column chance;
        for (std::size_t c = 0; c < size; ++c)
            chance[c] = atMost(counts[c] * scale, 0.99F);
        for (std::size_t c = 0; c < size; ++c) {
            earlier[c] += isEarlier * chance[c];
            m_soonAny[c] *= 1.0F - chance[c];
        }
    }
    for (std::size_t c = 0; c < size; ++c) {
        earlier[c] = quickLog(1.0F + 50.0F * earlier[c]);
        m_soonAny[c] = atMost(1.0F - m_soonAny[c], 0.98F);
    }
    const auto markNewest = [&](Source source, Feature feature) {
        CandidateSet::Column &mark = rowOf(candidates, feature);
        std::fill_n(mark.begin(), size, 0.0F);
        const int c = candidates.find(row(source).newest);
        if (row(source).newest != ContextRows::kNobody && c >= 0)
            mark[static_cast<std::size_t>(c)] = 1.0F;
    };
    markNewest(Source::Order1, Feature::NewestOfOrder1);
    markNewest(Source::Order2, Feature::NewestOfOrder2);
    markNewest(Source::Client, Feature::NewestOfClient);
}

void Evidence::gather(const Trail &trail, std::uint32_t client, const Knowledge &known,
                      std::span<Bound> bound, CandidateSet &candidates)
{
    candidates.clear();
    findRows(trail, client, known);
    addBound(bound, known, candidates);
    choose(trail, known, candidates);
    readStates(known, candidates);
    countAll(known.weight, candidates);
    interpolate(known, candidates);
    ratios(candidates);
    session(trail, candidates);
    places(trail, known, candidates);
    bindings(bound, candidates);
    describe(trail, known);
}

} // namespace forefetch
