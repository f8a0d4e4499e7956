// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/routerules.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::uint8_t kChances = 3;

void countUp(std::uint8_t &count)
{
    count = static_cast<std::uint8_t>(std::min(255, count + 1));
}

} // namespace

std::uint32_t RouteRules::find(std::uint64_t route, std::uint32_t hint) const
{
    if (isAt(hint, route))
        return hint;
    return m_index.find(hashOf(route),
                        [&](std::uint32_t at) { return m_routes[at].name == route; });
}

std::uint32_t RouteRules::touch(std::uint64_t route, std::uint32_t hint)
{
    std::uint32_t slot = find(route, hint);
    if (slot != kNone) {
        Route &known = m_routes[slot];
        if (known.chances < kChances)
            ++known.chances;
        if (known.age != m_age)
            fade(known);
        return slot;
    }
    if (m_index.size() >= m_max)
        evictOne();
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_routes.size()));
        m_routes.emplace_back();
        m_words.emplace_back();
    }
    slot = m_free.back();
    m_free.pop_back();
    m_routes[slot].name = route;
    m_routes[slot].age = m_age;
    m_index.insert(hashOf(route), slot);
    return slot;
}

void RouteRules::evictOne()
{
    while (true) {
        m_hand = m_hand + 1 < m_routes.size() ? m_hand + 1 : 0;
        Route &route = m_routes[m_hand];
        if (route.name == 0)
            continue;
        if (route.chances == 0)
            return erase(m_hand);
        --route.chances;
    }
}

void RouteRules::erase(std::uint32_t slot)
{
    Route &route = m_routes[slot];
    for (std::size_t i = 0; i < route.size; ++i)
        m_recipes.release(route.rules[i].recipe);
    m_index.erase(hashOf(route.name), slot);
    route = {};
    m_wordBytes -= m_words[slot].size();
    m_words[slot] = {};
    m_free.push_back(slot);
}

void RouteRules::scale(Route &route, unsigned part, unsigned of)
{
    route.passed = static_cast<std::uint16_t>(route.passed * part / of);
    route.lead = static_cast<std::uint8_t>(route.lead * part / of);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < route.size; ++i) {
        Rule &rule = route.rules[i];
        for (std::uint8_t &count : rule.right)
            count = static_cast<std::uint8_t>(count * part / of);
        if (rule.rightInAll() > 0)
            std::swap(route.rules[kept++], rule);
        else
            m_recipes.release(rule.recipe);
    }
    std::fill(route.rules.begin() + static_cast<std::ptrdiff_t>(kept), route.rules.end(), Rule{});
    route.size = static_cast<std::uint8_t>(kept);
}

void RouteRules::observed()
{
    if (!(m_halfLife > 0) || ++m_sinceFaded < m_halfLife)
        return;
    m_sinceFaded = 0;
    ++m_age;
}

// Once for each half-life since it was used: nobody asks for what it says in between, and shares do
// not change by it.
void RouteRules::fade(Route &route)
{
    const unsigned gone = std::min<unsigned>(8, static_cast<std::uint8_t>(m_age - route.age));
    route.age = m_age;
    scale(route, 1, 1U << gone);
}

// A majority vote (Boyer and Moore 1981), as in ContextRows.
bool RouteRules::isOverCap(Route &route, std::uint16_t client)
{
    if (client == 0)
        return false;
    if (route.lead == 0)
        route.client = client;
    if (route.client == client) {
        if (route.others != 0 && route.lead >= kAlone)
            return true;
        countUp(route.lead);
        return false;
    }
    // What one client said while it was alone must not outweigh for ever what others say.
    if (route.others == 0 && route.lead > kAlone)
        scale(route, kAlone, route.lead);
    route.others = 1;
    route.lead = static_cast<std::uint8_t>(route.lead - (route.lead > 0 ? 1 : 0));
    return false;
}

bool RouteRules::passed(std::uint32_t slot, std::uint16_t client)
{
    Route &route = m_routes[slot];
    if (isOverCap(route, client))
        return false;
    if (++route.passed >= kMostPassed)
        halve(route);
    return true;
}

bool RouteRules::right(std::uint32_t slot, std::uint64_t hash, std::size_t place,
                       std::uint16_t witness)
{
    Route &route = m_routes[slot];
    const auto tag = static_cast<std::uint32_t>(hash);
    for (std::size_t i = 0; i < route.size; ++i) {
        Rule &rule = route.rules[i];
        if (rule.tag != tag)
            continue;
        countUp(rule.right[place]);
        if (rule.witness != witness) {
            rule.witness = witness;
            countUp(rule.witnesses);
        }
        return true;
    }
    return false;
}

void RouteRules::add(std::uint32_t slot, std::string_view recipe, std::uint64_t hash,
                     std::size_t place, std::uint16_t witness)
{
    Route &route = m_routes[slot];
    std::size_t at = route.size;
    if (at < kRules) {
        ++route.size;
    } else {
        // The least useful gives way; one that was right again and again loses some of it first.
        at = 0;
        for (std::size_t i = 1; i < kRules; ++i) {
            if (route.rules[i].rightInAll() < route.rules[at].rightInAll())
                at = i;
        }
        if (route.rules[at].rightInAll() > 1) {
            for (std::uint8_t &count : route.rules[at].right)
                count = static_cast<std::uint8_t>(count - count / 4 - (count == 1 ? 1 : 0));
            return;
        }
        m_recipes.release(route.rules[at].recipe);
        std::rotate(route.rules.begin() + static_cast<std::ptrdiff_t>(at),
                    route.rules.begin() + static_cast<std::ptrdiff_t>(at) + 1, route.rules.end());
        at = kRules - 1; // so that among equals the oldest goes next
    }
    Rule &rule = route.rules[at];
    rule = {};
    rule.tag = static_cast<std::uint32_t>(hash);
    rule.recipe = m_recipes.acquire(recipe, hash);
    rule.right[place] = 1;
    rule.witness = witness;
    rule.witnesses = 1;
}

void RouteRules::setWords(std::uint32_t slot, std::string words)
{
    m_wordBytes += words.size();
    m_wordBytes -= m_words[slot].size();
    m_words[slot] = std::move(words);
}

void RouteRules::addRule(Route &route, const SavedRule &saved, bool half)
{
    const std::uint64_t hash = recipeHash(saved.recipe);
    Rule rule;
    rule.tag = static_cast<std::uint32_t>(hash);
    rule.witness = saved.witness;
    rule.witnesses = saved.witnesses;
    for (std::size_t i = 0; i < kPlaces; ++i)
        rule.right[i] = static_cast<std::uint8_t>(saved.right[i] / (half ? 2 : 1));
    if (rule.rightInAll() == 0)
        return;
    std::size_t at = 0, least = 0;
    for (; at < route.size && route.rules[at].tag != rule.tag; ++at)
        least = route.rules[at].rightInAll() < route.rules[least].rightInAll() ? at : least;
    if (at < route.size) { // known here too
        Rule &known = route.rules[at];
        for (std::size_t i = 0; i < kPlaces; ++i)
            known.right[i] =
                static_cast<std::uint8_t>(std::min(255, known.right[i] + rule.right[i]));
        known.witnesses =
            static_cast<std::uint8_t>(std::min(255, known.witnesses + rule.witnesses));
        return;
    }
    if (at == kRules) {
        if (route.rules[least].rightInAll() >= rule.rightInAll())
            return;
        m_recipes.release(route.rules[least].recipe);
        at = least;
    } else {
        ++route.size;
    }
    rule.recipe = m_recipes.acquire(saved.recipe, hash);
    route.rules[at] = rule;
}

void RouteRules::restore(const SavedRoute &saved)
{
    const std::uint32_t slot = touch(saved.name, kNone);
    Route &route = m_routes[slot];
    if (m_words[slot].empty())
        setWords(slot, std::string(saved.words));
    const bool half = route.passed + saved.passed >= kMostPassed;
    if (half)
        halve(route);
    route.passed = static_cast<std::uint16_t>(route.passed + saved.passed / (half ? 2 : 1));
    route.others |= saved.others ? 1 : 0;
    for (const SavedRule &rule : saved.rules)
        addRule(route, rule, half);
}

void RouteRules::clear()
{
    RouteRules fresh(m_max);
    fresh.m_halfLife = m_halfLife;
    *this = std::move(fresh);
}

void RouteRules::setMaxRoutes(std::size_t most)
{
    m_max = std::max<std::size_t>(most, 16);
    while (m_index.size() > m_max)
        evictOne();
}

std::size_t RouteRules::bytes() const
{
    return m_routes.capacity() * sizeof(Route) + m_words.capacity() * sizeof(std::string) +
           m_wordBytes + m_free.capacity() * sizeof(std::uint32_t) + m_index.bytes() +
           m_recipes.bytes();
}

} // namespace forefetch
