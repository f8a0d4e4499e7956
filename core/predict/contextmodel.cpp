// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/contextmodel.h"

#include "core/predict/strongest.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace forefetch {

namespace {

constexpr float kDiscount = 0.75F;

} // namespace

ContextModel::ContextModel(Blend blend, Interner &interner, std::size_t maxMemory,
                           std::size_t maxSessions)
    : m_blend(blend), m_states(interner, maxMemory / 8), m_rows(maxMemory / 8 * 6),
      m_trails(SessionTable<Trail>::within(maxMemory / 8, maxSessions)), m_maxSessions(maxSessions)
{
    publish();
}

std::string_view ContextModel::name() const
{
    switch (m_blend) {
    case Blend::AllOrder:
        return "all-order";
    case Blend::Ppm:
        return "ppm";
    case Blend::KneserNey:
        break;
    }
    return "kneser-ney";
}

void ContextModel::setOptions(const PredictorOptions &options)
{
    m_options = options;
    m_options.maxOrder = std::clamp<std::uint32_t>(options.maxOrder, 1, kMostOrder);
}

void ContextModel::setMaxMemory(std::size_t bytes)
{
    m_states.setBudget(bytes / 8);
    m_rows.setBudget(bytes / 8 * 6);
    m_trails.setMaxSessions(SessionTable<Trail>::within(bytes / 8, m_maxSessions));
    publish();
}

// Rows of the contexts that were seen, from order 0 up without a gap.
void ContextModel::findRows(const Trail &trail)
{
    Keys keys;
    Evidence::keysOf(trail, 0, m_states, m_options.maxOrder, keys);
    m_found[0] = m_rows.find(Evidence::kPopularKey);
    m_matched = 1;
    for (std::size_t order = 1; order <= kMostOrder && keys[order - 1] != 0; ++order) {
        const ContextRows::Successors row = m_rows.find(keys[order - 1]);
        if (!(row.total > 0) || row.size == 0)
            break;
        m_found[m_matched++] = row;
    }
}

int ContextModel::add(StateTable::Number number)
{
    if (!m_states.isValid(number))
        return -1;
    const StateTable::State &state = m_states.at(number);
    if (!state.predictable || state.strikes >= 2)
        return -1;
    return m_candidates.add(number, state.resource, state.place);
}

void ContextModel::gather()
{
    m_candidates.clear();
    for (std::size_t order = m_matched; order-- > 0;) {
        for (std::uint32_t i = 0; i < m_found[order].size; ++i) {
            const std::size_t before = m_candidates.size();
            add(m_found[order].to[i]);
            if (m_candidates.size() > before)
                m_orderOf[before] = static_cast<std::uint8_t>(order);
        }
    }
    switch (m_blend) {
    case Blend::AllOrder:
        return blendAllOrder();
    case Blend::Ppm:
        return blendPpm();
    case Blend::KneserNey:
        return blendKneserNey();
    }
}

// What a shorter context adds ranks behind: it shares one observation's worth of belief.
void ContextModel::blendAllOrder()
{
    float rest = 1;
    for (std::size_t order = m_matched; order-- > 0;) {
        const ContextRows::Successors &row = m_found[order];
        if (!(row.total > 0))
            continue;
        for (std::size_t c = 0; c < m_candidates.size(); ++c) {
            if (m_orderOf[c] == order)
                m_candidates.pNext[c] = rest * row.countOf(m_candidates.state[c]) / row.total;
        }
        rest /= row.total + 1;
    }
}

void ContextModel::blendPpm()
{
    float escape = 1;
    std::fill_n(m_candidates.pNext.begin(), m_candidates.size(), 0.0F);
    for (std::size_t order = m_matched; order-- > 0;) {
        const ContextRows::Successors &row = m_found[order];
        float total = 0; // of what no longer context has promised anything
        std::uint32_t distinct = 0;
        for (std::uint32_t i = 0; i < row.size; ++i) {
            const int c = m_candidates.find(row.to[i]);
            if (c >= 0 && m_orderOf[static_cast<std::size_t>(c)] > order)
                continue;
            total += row.count[i];
            ++distinct;
        }
        if (!(total > 0))
            continue;
        for (std::size_t c = 0; c < m_candidates.size(); ++c) {
            if (m_orderOf[c] == order)
                m_candidates.pNext[c] =
                    escape * (2 * row.countOf(m_candidates.state[c]) - 1) / (2 * total);
        }
        escape *= static_cast<float>(distinct) / (2 * total);
    }
}

void ContextModel::blendKneserNey()
{
    std::fill_n(m_candidates.pNext.begin(), m_candidates.size(),
                1.0F / (static_cast<float>(m_states.size()) + 1));
    for (std::size_t order = 0; order < m_matched; ++order) {
        const ContextRows::Successors &row = m_found[order];
        if (!(row.total > 0))
            continue;
        const float rest = std::min(kDiscount * static_cast<float>(row.size) / row.total, 1.0F);
        for (std::size_t c = 0; c < m_candidates.size(); ++c) {
            const float count = row.countOf(m_candidates.state[c]);
            m_candidates.pNext[c] =
                std::max(count - kDiscount, 0.0F) / row.total + rest * m_candidates.pNext[c];
        }
    }
}

void ContextModel::rank(std::size_t k)
{
    const std::size_t size = m_candidates.size();
    m_ranked = std::min(k, size);
    std::iota(m_order.begin(), m_order.begin() + size, std::uint8_t(0));
    std::partial_sort(m_order.begin(), m_order.begin() + m_ranked, m_order.begin() + size,
                      [this](std::uint8_t a, std::uint8_t b) {
                          const CandidateSet::Column &p = m_candidates.pNext;
                          return p[a] != p[b] ? p[a] > p[b] : a < b;
                      });
}

void ContextModel::predict(SessionId session, std::size_t k, std::vector<Prediction> &out)
{
    out.clear();
    const Trail nothing{};
    const Trail *const found = std::as_const(m_trails).find(session);
    const Trail &trail = found ? *found : nothing;
    findRows(trail);
    gather();
    rank(k);
    for (std::size_t i = 0; i < m_ranked; ++i) {
        const std::size_t c = m_order[i];
        const ContextRows::Successors &row = m_found[m_orderOf[c]];
        PredictionCause cause;
        if (trail.kept() > 0 && m_states.isValid(trail[0]))
            cause.context = m_states.at(trail[0]).resource;
        cause.count = static_cast<std::uint32_t>(row.countOf(m_candidates.state[c]));
        cause.total = static_cast<std::uint32_t>(row.total);
        cause.order = m_orderOf[c];
        const float p = std::min(m_candidates.pNext[c], 1.0F);
        out.push_back({m_candidates.resource[c], p, p, cause});
    }
}

void ContextModel::learn(const Trail &trail, StateTable::Number came, bool predictable)
{
    Keys keys;
    Evidence::keysOf(trail, 0, m_states, m_options.maxOrder, keys);
    // All-order counts in every context; the others stop where the request was no news.
    bool news = true;
    for (std::size_t order = kMostOrder; order > 0; --order) {
        if (keys[order - 1] == 0)
            continue;
        if (!predictable) {
            m_rows.addTotal(keys[order - 1], 1);
        } else if (news || m_blend == Blend::AllOrder) {
            news = news && m_rows.find(keys[order - 1]).countOf(came) == 0;
            m_rows.add(keys[order - 1], came, 1);
        }
    }
    if (predictable && (news || m_blend == Blend::AllOrder))
        m_rows.add(Evidence::kPopularKey, came, 1);
}

void ContextModel::step(SessionId session, StateTable::Number came, bool predictable, TimePoint at)
{
    Trail &trail = m_trails.touch(session);
    if (came != StateTable::kNone) {
        if (predictable)
            m_states.at(came).predictable = true;
        if (trail.length > 0)
            learn(trail, came, predictable);
    }
    trail.append(came, at);
    m_published.observed();
}

void ContextModel::observe(const Exchange &exchange)
{
    if (!exchange.resource.valid() || !exchange.session.valid())
        return;
    const bool predictable = exchange.method == Method::Get || exchange.method == Method::Head;
    const Trail &trail = m_trails.touch(exchange.session);
    if (trail.length > 0 && predictable) {
        findRows(trail);
        gather();
        rank(PublishedFigures::kScored);
        std::size_t at = 0;
        while (at < m_ranked && m_candidates.resource[m_order[at]] != exchange.resource)
            ++at;
        m_published.scored(at < m_ranked ? at : PublishedFigures::kNotPredicted);
    }
    step(exchange.session, m_states.touch(exchange.resource, predictable), predictable,
         exchange.at);
    publish();
}

void ContextModel::answered(const Exchange &exchange)
{
    m_states.answered(exchange);
}

void ContextModel::fit(std::span<const std::vector<ResourceId>> sessions)
{
    const SessionId nobody{~std::uint32_t(0), 1};
    for (const std::vector<ResourceId> &requests : sessions) {
        m_trails.forget(nobody);
        for (const ResourceId resource : requests) {
            if (resource.valid())
                step(nobody, m_states.touch(resource, true), true, {});
        }
    }
    m_trails.forget(nobody);
    publish();
}

void ContextModel::strongest(std::size_t most, std::vector<Transition> &out) const
{
    strongestOf(m_states, m_rows, 1, most, out);
}

void ContextModel::publish()
{
    m_published.publish(m_states.size(), m_rows.transitions(),
                        m_states.bytes() + m_rows.bytes() + m_trails.bytes());
}

} // namespace forefetch
