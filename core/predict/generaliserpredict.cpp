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

constexpr float kLeast = 0.01F; // P(next) and P(used) below it are not worth a text
constexpr std::size_t kMostOffers = 128;

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
    gather(*recent);
    const auto better = [](const Offer &a, const Offer &b) {
        return a.pNext + 0.1F * a.pUsed > b.pNext + 0.1F * b.pUsed;
    };
    std::sort(m_offers.begin(), m_offers.end(), better);
    for (const Offer &each : m_offers)
        append(each, *recent, k, out);
}

void Generaliser::gather(const Recent &recent)
{
    m_offers.clear();
    for (std::size_t steps = 1; steps <= recent.count; ++steps) {
        const KnownTarget *target = m_known.find(recent.back(steps - 1).resource);
        if (target == nullptr || target->parts.text().empty())
            continue;
        for (std::size_t way = 0; way < Viewpoints::kWays; ++way) {
            if (target->views.ways[way].exists())
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
        const auto &right = rules[i].right;
        unsigned before = 0; // it had come by now
        unsigned later = 0;
        for (std::size_t n = 0; n < RouteRules::kPlaces; ++n)
            (n + 1 < steps ? before : later) += right[n];
        const unsigned left = std::max(passes, before + later) - before;
        const float pNext = smoothed(right[steps - 1], left, rules[i].witnesses);
        const float pUsed = smoothed(later, left, rules[i].witnesses);
        if ((pNext >= kLeast || pUsed >= 2 * kLeast) && m_offers.size() < kMostOffers) {
            m_offers.push_back({pNext, pUsed, route, static_cast<std::uint32_t>(i), &target,
                                static_cast<std::uint8_t>(way), static_cast<std::uint8_t>(steps)});
        }
    }
}

bool Generaliser::append(const Offer &offer, const Recent &recent, std::size_t k,
                         std::vector<BoundCandidate> &out)
{
    if (out.size() >= k)
        return false;
    const RouteRules::Rule &rule = m_rules.of(offer.route)[offer.rule];
    std::string &text = m_texts[m_texted];
    const auto noAnswer = [](std::uint32_t) { return std::string_view(); };
    if (!recipe::make(m_rules.recipes().text(rule.recipe),
                      {&offer.target->parts, &offer.target->views.ways[offer.way], {}}, noAnswer,
                      text))
        return false;
    const auto hash = static_cast<std::uint32_t>(textHash(text, 0));
    if (offer.steps > 1 && recent.hasSince(hash, offer.steps - 1))
        return false;
    for (std::size_t i = 0; i < m_texted; ++i) {
        if (m_hashes[i] != hash)
            continue;
        out[i].pNext = std::max(out[i].pNext, offer.pNext);
        out[i].pUsed = std::max(out[i].pUsed, offer.pUsed);
        return true;
    }
    m_hashes[m_texted++] = hash;
    out.push_back({text, offer.pNext, std::max(offer.pNext, offer.pUsed),
                   rule.right[offer.steps - 1U], m_rules.passes(offer.route), offer.route,
                   offer.rule});
    return true;
}

} // namespace forefetch
