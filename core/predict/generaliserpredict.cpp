// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules that apply to a session's latest requests are weighed first; only the best are made texts.
#include "core/predict/generaliser.h"

#include "core/predict/estimates.h"
#include "core/predict/statetable.h"

#include <algorithm>
#include <bit>

namespace forefetch {

namespace {

constexpr float kLeast = 0.02F; // P(next), and half of P(used), below it are not worth a text

// Of so many passes or more for each time that it was right, smoothed() is below kLeast.
constexpr unsigned kMostPasses = static_cast<unsigned>(1 / kLeast);

constexpr std::size_t kMostOffers = 254; // so that their numbers fit a byte

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
    }
    const std::size_t mostOffers =
        std::max<std::size_t>(24, 3 * k); // several rules make the same text
    m_offers.clear();
    m_tags.clear();
    m_constants.fill(0);
    gather(*recent);
    const Answered *const answered = m_answered.size() > 0 ? m_answered.find(session) : nullptr;
    if (answered)
        gatherFromAnswers(*answered, *recent);
    rank();
    for (std::size_t i = 0; i < mostOffers && !m_order.empty() && out.size() < k; ++i) {
        append(m_offers[~static_cast<std::uint32_t>(m_order.front())], *recent, answered, out);
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
    each([this](const KnownTarget &target, std::size_t way, std::size_t) {
        m_rules.prefetchRules(target.routes[way]);
    });
    each([&](const KnownTarget &target, std::size_t way, std::size_t steps) {
        offer(recent, target, way, steps);
    });
}

void Generaliser::offer(const Recent &recent, const KnownTarget &target, std::size_t way,
                        std::size_t steps)
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
        const Smoothing smoothing(left, rules[i].witnesses);
        const float pUsed = smoothing.of(later);
        const float pNext = smoothing.of(rules[i].right[steps - 1]);
        if (pNext < kLeast && pUsed < 2 * kLeast)
            continue;
        const Offer offer{pNext,
                          pUsed,
                          route,
                          static_cast<std::uint32_t>(i),
                          &target,
                          static_cast<std::uint8_t>(way),
                          static_cast<std::uint8_t>(steps),
                          0,
                          nullptr};
        if (rules[i].constant && ((steps > 1 && recent.hasSince(rules[i].tag, steps - 1)) ||
                                  isOffered(offer, rules[i].tag)))
            continue;
        m_rules.recipes().prefetch(rules[i].recipe);
        consider(offer);
    }
}

// A recipe without values makes the same text each time, by whichever rule: then the better
// estimate holds, and the offer stands where it did.
bool Generaliser::isOffered(const Offer &offer, std::uint32_t tag)
{
    std::size_t at = tag % m_constants.size();
    while (m_constants[at] != 0 && m_tags[m_constants[at] - 1U] != tag)
        at = (at + 1) % m_constants.size();
    if (m_constants[at] != 0) {
        Offer &known = m_offers[m_constants[at] - 1U];
        known.pNext = std::max(known.pNext, offer.pNext);
        known.pUsed = std::max(known.pUsed, offer.pUsed);
        return true;
    }
    if (m_offers.size() < kMostOffers)
        m_constants[at] = static_cast<std::uint8_t>(m_offers.size() + 1);
    m_tags.resize(m_offers.size());
    m_tags.push_back(tag);
    return false;
}

void Generaliser::consider(const Offer &offer)
{
    if (m_offers.size() < kMostOffers)
        m_offers.push_back(offer);
}

// Bits of what is not negative are in the order of the numbers. Among equals the first: a nearer
// request, a more specific view.
void Generaliser::rank()
{
    m_order.clear();
    for (const Offer &offer : m_offers) {
        const float rank = offer.pNext + kUsedInRank * offer.pUsed;
        m_order.push_back(std::uint64_t{std::bit_cast<std::uint32_t>(rank)} << 32 |
                          static_cast<std::uint32_t>(~m_order.size()));
    }
    std::make_heap(m_order.begin(), m_order.end());
}

void Generaliser::append(const Offer &offer, const Recent &recent, const Answered *answered,
                         std::vector<BoundCandidate> &out)
{
    const RouteRules::Rule &rule = m_rules.of(offer.route)[offer.rule];
    std::string_view text = m_rules.recipes().text(rule.recipe);
    std::uint64_t fingerprint = m_rules.recipes().fingerprint(rule.recipe);
    if (!rule.constant) {
        const auto answer = [&](std::uint32_t place) {
            return offer.answer ? offer.answer->find(place, offer.index) : std::string_view();
        };
        std::string &made = m_texts[m_texted];
        if (!recipe::make(text, offer.target->source(offer.way), answer, made))
            return;
        text = made;
        fingerprint = StateTable::fingerprintOf(text);
    }
    const std::uint32_t hash = RouteRules::tagOf(fingerprint);
    if (offer.answer ? answered->hasAsked(hash)
                     : offer.steps > 1 && !rule.constant && recent.hasSince(hash, offer.steps - 1))
        return;
    // Constants of recipes were looked at when they were learnt; values come unseen.
    if ((offer.answer || offer.target->risky || m_deeds.any()) && acts(text))
        return;
    for (std::size_t i = 0; i < m_texted; ++i) {
        if (m_hashes[i] == hash) { // the better estimate holds
            out[i].pNext = std::max(out[i].pNext, offer.pNext);
            out[i].pUsed = std::max(out[i].pUsed, offer.pUsed);
            return;
        }
    }
    m_hashes[m_texted++] = hash;
    out.push_back({text, fingerprint, offer.pNext, std::max(offer.pNext, offer.pUsed),
                   rule.rightInAll(), m_rules.passes(offer.route), offer.route, offer.rule});
}

} // namespace forefetch
