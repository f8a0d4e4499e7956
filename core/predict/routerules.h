// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/recipetable.h"
#include "core/request/slotindex.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
//         rules.right(slot, hash, 0, witness);         // by what this recipe makes of it
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
        std::uint32_t tag = 0; // the low half of the recipe's hash
        std::uint32_t recipe = RecipeTable::kNone;
        // Of structural rules: by how many requests later; of those over answers: by the place in
        // the list.
        std::array<std::uint8_t, kPlaces> right{};
        std::uint16_t witness = 0;  // the values by which it was right the last time
        std::uint8_t witnesses = 0; // how often those were others than the time before
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

    explicit RouteRules(std::size_t maxRoutes) : m_max(maxRoutes) {}

    static std::uint64_t recipeHash(std::string_view recipe)
    {
        return RecipeTable::hashOf(recipe) | 1;
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
        const char *const route = reinterpret_cast<const char *>(&m_routes[hint]);
        for (std::size_t line = 0; line < sizeof(Route); line += 64)
            __builtin_prefetch(route + line);
    }
    bool isAt(std::uint32_t slot, std::uint64_t route) const
    {
        return slot < m_routes.size() && m_routes[slot].name == route;
    }

    // False where the client has had its share: then nothing is to be counted of this request.
    // Client 0 is nobody, and never capped.
    bool passed(std::uint32_t slot, std::uint16_t client);
    // False when the rule is not there; then add() it.
    bool right(std::uint32_t slot, std::uint64_t hash, std::size_t place, std::uint16_t witness);
    void add(std::uint32_t slot, std::string_view recipe, std::uint64_t hash, std::size_t place,
             std::uint16_t witness);

    std::span<const Rule> of(std::uint32_t slot) const
    {
        return {m_routes[slot].rules.data(), m_routes[slot].size};
    }
    bool isNew(std::uint32_t slot) const
    {
        return m_routes[slot].passed == 0 && m_routes[slot].size == 0;
    }
    unsigned passes(std::uint32_t slot) const { return m_routes[slot].passed; }
    // Have several clients been counted?
    bool hasOthers(std::uint32_t slot) const { return m_routes[slot].others != 0; }
    std::uint64_t name(std::uint32_t slot) const { return m_routes[slot].name; }
    const RecipeTable &recipes() const { return m_recipes; }

    // The route in words, for display; kept with it.
    const std::string &words(std::uint32_t slot) const { return m_words[slot]; }
    void setWords(std::uint32_t slot, std::string words);

    std::size_t routes() const { return m_index.size(); }
    std::uint32_t slots() const { return static_cast<std::uint32_t>(m_routes.size()); }
    void setMaxRoutes(std::size_t most);
    std::size_t bytes() const;
    // What a route costs at most, its recipes included, for dividing a budget.
    static constexpr std::size_t kBytesARoute = 640;

private:
    struct Route
    {
        std::uint64_t name = 0; // 0: free
        std::uint16_t passed = 0;
        std::uint16_t client = 0; // the heaviest one, by majority vote
        std::uint8_t lead = 0;    // how far it is ahead of all others together
        std::uint8_t size = 0;
        std::uint8_t chances : 7 = 0;
        std::uint8_t others : 1 = 0; // somebody else was counted too
        std::uint8_t age = 0;        // the half-life in which it was used last
        std::array<Rule, kRules> rules{};
    };
    static_assert(sizeof(Route) == 16 + kRules * sizeof(Rule));

    void evictOne();
    void erase(std::uint32_t slot);
    void halve(Route &route) { scale(route, 1, 2); }
    void scale(Route &route, unsigned part, unsigned of);
    void fade(Route &route);
    bool isOverCap(Route &route, std::uint16_t client);
    void addRule(Route &route, const SavedRule &saved, bool half);
    static std::uint64_t hashOf(std::uint64_t route) { return route >> 1; }

    std::vector<Route> m_routes;
    std::vector<std::string> m_words;
    std::vector<std::uint32_t> m_free;
    SlotIndex m_index;
    RecipeTable m_recipes;
    std::size_t m_max;
    std::size_t m_wordBytes = 0;
    std::uint32_t m_hand = 0;
    double m_halfLife = 0;   // observations
    double m_sinceFaded = 0; // observations
    std::uint8_t m_age = 0;  // half-lives gone by, modulo 256
};

} // namespace forefetch
