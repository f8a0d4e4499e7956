// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chunkedvector.h"
#include "core/predict/recipetable.h"
#include "core/predict/runpool.h"
#include "core/request/slotindex.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What is known to follow each route: a route has a few rules, and a rule is a recipe for the text
// of a request with counts of how often it was right. All counts are shares of the times that the
// route was followed by anything; when those are many, everything is halved, so that what has
// ceased to be true fades; where a half-life is set, also whenever so many observations have gone
// by.
//
//     const auto slot = rules.touch(view.route);
//     if (rules.passed(slot, client))                  // a request with this route was followed
//         rules.right(slot, tag, 0, witness);          // by what this recipe makes of it
//     for (const RouteRules::Rule &rule : rules.of(slot)) …
//
// One client's share: where others have spoken too, a client that is ahead of all others together
// is no longer counted, so that nobody can decide alone what others get (as in ContextRows).
//
// Bounded: a route keeps its best rules; routes that are seen least give way (CLOCK).
//
// Thread: its owner's.
class RouteRules
{
public:
    static constexpr std::uint32_t kNone = SlotIndex::kNone;
    static constexpr std::size_t kRules = 12; // of a route
    static constexpr std::size_t kPlaces = 8; // that a rule counts apart
    static constexpr std::uint16_t kMostPassed = 240;
    static constexpr std::uint8_t kAlone = 8; // how far one client may be ahead of all others

    struct Rule
    {
        std::uint32_t tag = 0; // see tagOf
        std::uint32_t recipe = RecipeTable::kNone;
        // Of structural rules: by how many requests later; of those over answers: by the place in
        // the list.
        std::array<std::uint8_t, kPlaces> right{};
        std::uint16_t witness = 0;  // the values by which it was right the last time
        std::uint8_t witnesses = 0; // how often those were others than the time before
        bool constant = false;      // its recipe has no instructions
        unsigned rightInAll() const { return rightFrom(0); }
        // At that place and all behind it: eight bytes added up side by side.
        unsigned rightFrom(std::size_t place) const
        {
            constexpr std::uint64_t halves = 0x00ff00ff00ff00ffULL;
            std::uint64_t bytes = 0;
            static_assert(std::endian::native == std::endian::little);
            std::memcpy(&bytes, right.data(), sizeof bytes);
            bytes >>= 8 * place;
            bytes = (bytes & halves) + ((bytes >> 8) & halves);
            return static_cast<unsigned>((bytes * 0x0001000100010001ULL) >> 48);
        }
    };

    // A route from elsewhere, see generaliserfile.h.
    struct SavedRule
    {
        std::string recipe;
        std::array<std::uint8_t, kPlaces> right{};
        std::uint16_t witness = 0;
        std::uint8_t witnesses = 0;
    };
    struct SavedRoute
    {
        std::uint64_t name = 0;
        std::uint16_t passed = 0; // below kMostPassed
        bool others = false;
        std::string_view words;
        std::vector<SavedRule> rules;
    };

    explicit RouteRules(std::size_t budget) : m_budget(budget) {} // bytes

    // What tells the recipes of a route from each other; odd. Of a recipe without instructions it
    // is that of the target that it makes.
    static std::uint32_t tagOf(std::uint64_t fingerprint)
    {
        return static_cast<std::uint32_t>(fingerprint) | 1;
    }
    static std::uint32_t tagOf(std::string_view text)
    {
        return tagOf(StateTable::fingerprintOf(text));
    }

    // Counts fade to half in so many observations; 0: by being many alone.
    void setHalfLife(double observations) { m_halfLife = observations; }
    void observed(); // one more observation

    // Adds what was counted elsewhere, as if it had been counted here.
    void restore(const SavedRoute &route);
    void clear();

    // Finds the route or begins it. `hint`: where it was the last time.
    std::uint32_t touch(std::uint64_t route, std::uint32_t hint);
    std::uint32_t find(std::uint64_t route, std::uint32_t hint) const;
    // Brings a route nearer that may be at `hint`.
    void prefetch(std::uint32_t hint) const
    {
        if (hint >= m_routes.size())
            return;
        __builtin_prefetch(&m_routes[hint]);
    }
    // The same of its rules, once it is there itself.
    void prefetchRules(std::uint32_t hint) const
    {
        if (hint >= m_routes.size() || m_routes[hint].size == 0)
            return;
        const Rule *const rules = m_pool.at(m_routes[hint].run());
        __builtin_prefetch(rules);
        __builtin_prefetch(rules + m_routes[hint].size - 1);
    }
    bool isAt(std::uint32_t slot, std::uint64_t route) const
    {
        return slot < m_routes.size() && m_routes[slot].name == route;
    }

    // False where the client has had its share: then nothing is to be counted of this request.
    // Client 0 is nobody, and never capped.
    bool passed(std::uint32_t slot, std::uint16_t client);
    // False when the rule is not there; then add() it.
    bool right(std::uint32_t slot, std::uint32_t tag, std::size_t place, std::uint16_t witness);
    void add(std::uint32_t slot, std::string_view recipe, std::size_t place, std::uint16_t witness);

    std::span<const Rule> of(std::uint32_t slot) const
    {
        return {m_pool.at(m_routes[slot].run()), m_routes[slot].size};
    }
    unsigned passes(std::uint32_t slot) const { return m_routes[slot].passed; }
    // Have several clients been counted?
    bool hasOthers(std::uint32_t slot) const { return m_routes[slot].others != 0; }
    std::uint64_t name(std::uint32_t slot) const { return m_routes[slot].name; }
    const RecipeTable &recipes() const { return m_recipes; }

    // The route in words, for display; kept with it. Worth their memory once it has a rule.
    std::string_view words(std::uint32_t slot) const
    {
        return m_words[slot] ? std::string_view(m_words[slot].get()) : std::string_view();
    }
    void setWords(std::uint32_t slot, std::string_view text);

    std::size_t routes() const { return m_index.size(); }
    std::size_t rules() const; // of all of them; looks at each
    std::uint32_t slots() const { return static_cast<std::uint32_t>(m_routes.size()); }
    void setBudget(std::size_t bytes);
    std::size_t bytes() const;

private:
    struct Route
    {
        std::uint64_t name = 0; // 0: free
        std::uint32_t rulesAt = 0;
        std::uint16_t passed = 0;
        std::uint16_t client = 0; // the heaviest one, by majority vote
        std::uint8_t lead = 0;    // how far it is ahead of all others together
        std::uint8_t size : 4 = 0;
        std::uint8_t sizeClass : 4 = 0;
        std::uint8_t chances : 7 = 0;
        std::uint8_t others : 1 = 0; // somebody else was counted too
        std::uint8_t age = 0;        // the half-life in which it was used last

        RunPool<Rule>::Run run() const { return {rulesAt, sizeClass}; }
        void setRun(RunPool<Rule>::Run run)
        {
            rulesAt = run.at;
            sizeClass = run.sizeClass & 0xfU;
        }
    };
    void extend(Route &route);
    static_assert(sizeof(Route) == 24 && sizeof(Rule) == 20 && RunPool<Rule>::kMost == kRules);
    std::span<Rule> rulesOf(Route &route) { return {m_pool.at(route.run()), route.size}; }

    void copy(const RouteRules &other, std::uint32_t slot);
    void makeRoom();
    void evictOne();
    void erase(std::uint32_t slot);
    void halve(Route &route) { scale(route, 1, 2); }
    void scale(Route &route, unsigned part, unsigned of);
    void fade(Route &route);
    bool isOverCap(Route &route, std::uint16_t client);
    void addRule(Route &route, const SavedRule &saved, bool half);
    static std::uint64_t hashOf(std::uint64_t route) { return route >> 1; }

    ChunkedVector<Route> m_routes;
    ChunkedVector<std::unique_ptr<char[]>> m_words;
    std::vector<std::uint32_t> m_free;
    RunPool<Rule> m_pool;
    SlotIndex m_index;
    RecipeTable m_recipes;
    std::size_t m_budget;
    std::size_t m_wordBytes = 0;
    std::uint32_t m_hand = 0;
    double m_halfLife = 0;   // observations
    double m_sinceFaded = 0; // observations
    std::uint8_t m_age = 0;  // half-lives gone by, modulo 256
};

} // namespace forefetch
