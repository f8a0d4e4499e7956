// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/routerules.h"

#include "core/predict/heapsize.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::uint8_t kChances = 3;
constexpr std::size_t kFewest = 16; // routes

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
    makeRoom();
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

// One for one, as the places of those that go are reused and not given back; two while their rules
// have become more than there is room for.
void RouteRules::makeRoom()
{
    const std::size_t now = bytes();
    if (now >= m_budget && m_index.size() > kFewest)
        evictOne();
    if (now >= m_budget + m_budget / 16 && m_index.size() > kFewest)
        evictOne();
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
    for (const Rule &rule : rulesOf(route))
        m_recipes.release(rule.recipe);
    RunPool<Rule>::Run run = route.run();
    m_pool.release(run);
    m_index.erase(hashOf(route.name), slot);
    route = {};
    setWords(slot, {});
    m_free.push_back(slot);
}

void RouteRules::scale(Route &route, unsigned part, unsigned of)
{
    route.passed = static_cast<std::uint16_t>(route.passed * part / of);
    route.lead = static_cast<std::uint8_t>(route.lead * part / of);
    const std::span<Rule> rules = rulesOf(route);
    std::size_t kept = 0;
    for (Rule &rule : rules) {
        for (std::uint8_t &count : rule.right)
            count = static_cast<std::uint8_t>(count * part / of);
        if (rule.rightInAll() > 0)
            std::swap(rules[kept++], rule);
        else
            m_recipes.release(rule.recipe);
    }
    route.size = kept & 0xfU;
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

bool RouteRules::right(std::uint32_t slot, std::uint32_t tag, std::size_t place,
                       std::uint16_t witness)
{
    for (Rule &rule : rulesOf(m_routes[slot])) {
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

// A place for one more rule, at the end.
void RouteRules::extend(Route &route)
{
    RunPool<Rule>::Run run = route.run();
    if (route.size == run.capacity()) {
        m_pool.enlarge(run);
        route.setRun(run);
    }
    ++route.size;
}

void RouteRules::add(std::uint32_t slot, std::string_view recipe, std::size_t place,
                     std::uint16_t witness)
{
    Route &route = m_routes[slot];
    std::size_t at = route.size;
    if (at < kRules) {
        extend(route);
    } else {
        const std::span<Rule> rules = rulesOf(route);
        // The least useful gives way; one that was right again and again loses some of it first.
        at = 0;
        for (std::size_t i = 1; i < kRules; ++i) {
            if (rules[i].rightInAll() < rules[at].rightInAll())
                at = i;
        }
        if (rules[at].rightInAll() > 1) {
            for (std::uint8_t &count : rules[at].right)
                count = static_cast<std::uint8_t>(count - count / 4 - (count == 1 ? 1 : 0));
            return;
        }
        m_recipes.release(rules[at].recipe);
        const auto gone = rules.begin() + static_cast<std::ptrdiff_t>(at);
        std::rotate(gone, gone + 1, rules.end());
        at = kRules - 1; // so that among equals the oldest goes next
    }
    Rule &rule = rulesOf(route)[at];
    rule = {};
    rule.tag = tagOf(recipe);
    rule.recipe = m_recipes.acquire(recipe);
    rule.constant = m_recipes.isConstant(rule.recipe);
    rule.right[place] = 1;
    rule.witness = witness;
    rule.witnesses = 1;
}

void RouteRules::setWords(std::uint32_t slot, std::string_view text)
{
    std::unique_ptr<char[]> &kept = m_words[slot];
    m_wordBytes -= kept ? heapSize(words(slot).size() + 1) : 0;
    kept.reset();
    if (text.empty())
        return;
    kept = std::make_unique<char[]>(text.size() + 1); // with a zero at the end
    std::copy(text.begin(), text.end(), kept.get());
    m_wordBytes += heapSize(text.size() + 1);
}

void RouteRules::addRule(Route &route, const SavedRule &saved, bool half)
{
    Rule rule;
    rule.tag = tagOf(saved.recipe);
    rule.witness = saved.witness;
    rule.witnesses = saved.witnesses;
    for (std::size_t i = 0; i < kPlaces; ++i)
        rule.right[i] = static_cast<std::uint8_t>(saved.right[i] / (half ? 2 : 1));
    if (rule.rightInAll() == 0)
        return;
    const std::span<Rule> rules = rulesOf(route);
    std::size_t at = 0, least = 0;
    for (; at < rules.size() && rules[at].tag != rule.tag; ++at)
        least = rules[at].rightInAll() < rules[least].rightInAll() ? at : least;
    if (at < rules.size()) { // known here too
        Rule &known = rules[at];
        for (std::size_t i = 0; i < kPlaces; ++i)
            known.right[i] =
                static_cast<std::uint8_t>(std::min(255, known.right[i] + rule.right[i]));
        known.witnesses =
            static_cast<std::uint8_t>(std::min(255, known.witnesses + rule.witnesses));
        return;
    }
    if (at == kRules) {
        if (rules[least].rightInAll() >= rule.rightInAll())
            return;
        m_recipes.release(rules[least].recipe);
        at = least;
    } else {
        extend(route);
    }
    rule.recipe = m_recipes.acquire(saved.recipe);
    rule.constant = m_recipes.isConstant(rule.recipe);
    rulesOf(route)[at] = rule;
}

void RouteRules::restore(const SavedRoute &saved)
{
    const std::uint32_t slot = touch(saved.name, kNone);
    Route &route = m_routes[slot];
    if (words(slot).empty())
        setWords(slot, saved.words);
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
    RouteRules fresh(m_budget);
    fresh.m_halfLife = m_halfLife;
    *this = std::move(fresh);
}

// Where it is less than there is, what stays is laid anew: memory is held in large pieces.
void RouteRules::setBudget(std::size_t bytes)
{
    m_budget = bytes;
    const std::size_t now = this->bytes();
    if (now <= bytes)
        return;
    const std::size_t keep = std::max(kFewest, m_index.size() / 8 * (bytes * 8 / now));
    while (m_index.size() > keep)
        evictOne();
    RouteRules fresh(bytes);
    fresh.m_halfLife = m_halfLife;
    fresh.m_sinceFaded = m_sinceFaded;
    fresh.m_age = m_age;
    for (std::uint32_t slot = 0; slot < slots(); ++slot) {
        if (m_routes[slot].name != 0)
            fresh.copy(*this, slot);
    }
    *this = std::move(fresh);
}

void RouteRules::copy(const RouteRules &other, std::uint32_t slot)
{
    const std::uint32_t at = touch(other.name(slot), kNone);
    Route &route = m_routes[at];
    route = other.m_routes[slot];
    route.size = 0;
    route.setRun({});
    for (const Rule &rule : other.of(slot)) {
        extend(route);
        rulesOf(route).back() = rule;
        rulesOf(route).back().recipe = m_recipes.acquire(other.m_recipes.text(rule.recipe));
    }
    setWords(at, other.words(slot));
}

std::size_t RouteRules::rules() const
{
    std::size_t sum = 0;
    for (std::uint32_t slot = 0; slot < slots(); ++slot)
        sum += of(slot).size();
    return sum;
}

std::size_t RouteRules::bytes() const
{
    return m_routes.bytes() + m_words.bytes() + m_wordBytes +
           m_free.capacity() * sizeof(std::uint32_t) + m_index.bytes() + m_pool.bytes() +
           m_recipes.bytes();
}

} // namespace forefetch
