// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules that apply to a session's latest requests are weighed first; only the best are made texts.
#include "core/predict/generaliser.h"

#include "core/predict/estimates.h"
#include "core/request/texthash.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr float kLeast = 0.02F; // P(next), and half of P(used), below it are not worth a text

constexpr std::size_t kMostOffers = 512;

// A P(used) counts a little beside P(next), for order among the improbable.
constexpr float kUsedInRank = 0.1F;

} // namespace

void Generaliser::predict(SessionId session, std::size_t k, std::vector<BoundCandidate> &out)
{
    out.clear();
    m_texted = 0;
    const Recent *recent = m_sessions.find(session);
    if (recent == nullptr || k == 0)
        return;
    if (m_texts.size() < k) { // before there is a view of any
        m_texts.resize(k);
        m_hashes.resize(k);
        m_constants.resize(k);
    }
    const std::size_t mostOffers =
        std::max<std::size_t>(24, 3 * k); // several rules make the same text
    m_offers.clear();
    m_order.clear();
    gather(*recent);
    gatherFromAnswers(*recent);
    const std::size_t best = std::min(mostOffers, m_order.size());
    // Among equals the first: a nearer request, a more specific view.
    std::partial_sort(m_order.begin(), m_order.begin() + static_cast<std::ptrdiff_t>(best),
                      m_order.end(), [](const auto &a, const auto &b) {
                          return a.first != b.first ? a.first > b.first : a.second < b.second;
                      });
    for (std::size_t i = 0; i < best && out.size() < k; ++i)
        append(m_offers[m_order[i].second], *recent, out);
}

void Generaliser::gather(const Recent &recent)
{
    for (std::size_t steps = 1; steps <= recent.count; ++steps) {
        const KnownTarget *target = m_known.find(recent.back(steps - 1).resource);
        if (target == nullptr || target->parts.text().empty())
            continue;
        for (std::size_t way = 0; way < Viewpoints::kWays; ++way) {
            if (isLookedAt(way, steps) && target->views.ways[way].exists())
                offer(*target, way, steps);
        }
    }
}

void Generaliser::offer(const KnownTarget &target, std::size_t way, std::size_t steps)
{
    const std::uint32_t route = m_rules.find(target.views.ways[way].route, target.routes[way]);
    if (route == RouteRules::kNone)
        return;
    const auto rules = m_rules.of(route);
    const unsigned passes = m_rules.passes(route);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        // Of the times that it had not come by now.
        const unsigned later = rules[i].rightFrom(steps - 1);
        if (later == 0)
            continue;
        const unsigned before = rules[i].rightInAll() - later;
        const unsigned left = std::max(passes, before + later) - before;
        const float pUsed = smoothed(later, left, rules[i].witnesses);
        const float pNext = smoothed(rules[i].right[steps - 1], left, rules[i].witnesses);
        if (pNext >= kLeast || pUsed >= 2 * kLeast) {
            consider({pNext, pUsed, route, static_cast<std::uint32_t>(i), &target,
                      static_cast<std::uint8_t>(way), static_cast<std::uint8_t>(steps), 0,
                      nullptr});
        }
    }
}

void Generaliser::consider(const Offer &offer)
{
    if (m_offers.size() >= kMostOffers)
        return;
    m_order.emplace_back(offer.pNext + kUsedInRank * offer.pUsed,
                         static_cast<std::uint32_t>(m_offers.size()));
    m_offers.push_back(offer);
}

// The same text by another rule: the better estimate holds.
void Generaliser::merge(const Offer &offer, BoundCandidate &into)
{
    into.pNext = std::max(into.pNext, offer.pNext);
    into.pUsed = std::max(into.pUsed, offer.pUsed);
}

void Generaliser::append(const Offer &offer, const Recent &recent, std::vector<BoundCandidate> &out)
{
    const RouteRules::Rule &rule = m_rules.of(offer.route)[offer.rule];
    // A recipe without values makes the same text each time.
    const std::uint32_t constant =
        m_rules.recipes().isConstant(rule.recipe) ? rule.recipe : RecipeTable::kNone;
    for (std::size_t i = 0; i < m_texted && constant != RecipeTable::kNone; ++i) {
        if (m_constants[i] == constant)
            return merge(offer, out[i]);
    }
    std::string &text = m_texts[m_texted];
    const auto answer = [&](std::uint32_t place) {
        return offer.answer ? offer.answer->find(place, offer.index) : std::string_view();
    };
    if (!recipe::make(m_rules.recipes().text(rule.recipe),
                      {&offer.target->parts, &offer.target->views.ways[offer.way], {}}, answer,
                      text))
        return;
    const auto hash = static_cast<std::uint32_t>(textHash(text, 0));
    if (offer.answer ? recent.hasAsked(hash)
                     : offer.steps > 1 && recent.hasSince(hash, offer.steps - 1))
        return;
    // Constants of recipes were looked at when they were learnt; values come unseen.
    if ((offer.answer || offer.target->risky || m_deeds.any()) && acts(text))
        return;
    for (std::size_t i = 0; i < m_texted; ++i) {
        if (m_hashes[i] == hash)
            return merge(offer, out[i]);
    }
    m_constants[m_texted] = constant;
    m_hashes[m_texted++] = hash;
    out.push_back({text, offer.pNext, std::max(offer.pNext, offer.pUsed), rule.rightInAll(),
                   m_rules.passes(offer.route), offer.route, offer.rule});
}

} // namespace forefetch
