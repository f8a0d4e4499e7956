// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules that apply to a session's latest requests are weighed first; only the best are made texts.
#include "core/predict/generaliser.h"

#include "core/predict/estimates.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <bit>

namespace forefetch {

namespace {

constexpr float kLeast = 0.02F; // P(next), and half of P(used), below it are not worth a text

// Of so many passes or more for each time that it was right, smoothed() is below kLeast.
constexpr unsigned kMostPasses = static_cast<unsigned>(1 / kLeast);

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
    std::make_heap(m_order.begin(), m_order.end());
    for (std::size_t i = 0; i < mostOffers && !m_order.empty() && out.size() < k; ++i) {
        append(m_offers[~static_cast<std::uint32_t>(m_order.front())], *recent, out);
        std::pop_heap(m_order.begin(), m_order.end());
        m_order.pop_back();
    }
}

void Generaliser::gather(const Recent &recent)
{
    // What is needed lies far apart: all of it is on its way before the first of it is looked at.
    std::array<const KnownTarget *, kHistory + 1> targets{};
    for (std::size_t steps = 1; steps <= recent.count; ++steps)
        m_known.prefetch(recent.back(steps - 1).resource);
    for (std::size_t steps = 1; steps <= recent.count; ++steps)
        targets[steps] = m_known.find(recent.back(steps - 1).resource);
    const auto each = [&](auto &&visit) {
        for (std::size_t steps = 1; steps <= recent.count; ++steps) {
            for (std::size_t way = 0; targets[steps] != nullptr && way < Viewpoints::kWays; ++way) {
                if (targets[steps]->names[way] != 0 && isLookedAt(way, steps))
                    visit(*targets[steps], way, steps);
            }
        }
    };
    each([this](const KnownTarget &target, std::size_t way, std::size_t) {
        m_rules.prefetch(target.routes[way]);
    });
    each([this](const KnownTarget &target, std::size_t way, std::size_t steps) {
        offer(target, way, steps);
    });
}

void Generaliser::offer(const KnownTarget &target, std::size_t way, std::size_t steps)
{
    const std::uint32_t hint = target.routes[way];
    const std::uint32_t route =
        m_rules.isAt(hint, target.names[way]) ? hint : m_rules.find(target.names[way], hint);
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
        if (later * kMostPasses <= left)
            continue; // both below kLeast
        const float pUsed = smoothed(later, left, rules[i].witnesses);
        const float pNext = smoothed(rules[i].right[steps - 1], left, rules[i].witnesses);
        if (pNext >= kLeast || pUsed >= 2 * kLeast) {
            m_rules.recipes().prefetch(rules[i].recipe);
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
    // Bits of what is not negative are in the order of the numbers. Among equals the first: a
    // nearer request, a more specific view.
    const float rank = offer.pNext + kUsedInRank * offer.pUsed;
    m_order.push_back(std::uint64_t{std::bit_cast<std::uint32_t>(rank)} << 32 |
                      static_cast<std::uint32_t>(~m_offers.size()));
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
    std::string_view text = m_rules.recipes().text(rule.recipe);
    std::uint32_t hash = m_rules.recipes().targetHash(rule.recipe);
    if (constant == RecipeTable::kNone) {
        const auto answer = [&](std::uint32_t place) {
            return offer.answer ? offer.answer->find(place, offer.index) : std::string_view();
        };
        std::string &made = m_texts[m_texted];
        if (!recipe::make(text, {&offer.target->parts, &offer.target->views.ways[offer.way], {}},
                          answer, made))
            return;
        text = made;
        hash = static_cast<std::uint32_t>(textHash(text, 0));
    }
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
