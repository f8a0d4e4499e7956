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
// ceased to be true fades.
//
//     const auto slot = rules.touch(view.route);
//     rules.passed(slot);                              // a request with this route was followed
//     rules.right(slot, recipe, hash, 0, witness);     // by what this recipe makes of it
//     for (const RouteRules::Rule &rule : rules.of(slot)) …
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

    explicit RouteRules(std::size_t maxRoutes) : m_max(maxRoutes) {}

    // Finds the route or begins it. `hint`: where it was the last time.
    std::uint32_t touch(std::uint64_t route, std::uint32_t hint);
    std::uint32_t find(std::uint64_t route, std::uint32_t hint) const;
    bool isAt(std::uint32_t slot, std::uint64_t route) const
    {
        return slot < m_routes.size() && m_routes[slot].name == route;
    }

    void passed(std::uint32_t slot);
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
        std::uint8_t size = 0;
        std::uint8_t chances = 0;
        std::array<Rule, kRules> rules{};
    };

    void evictOne();
    void erase(std::uint32_t slot);
    void halve(Route &route);
    static std::uint64_t hashOf(std::uint64_t route) { return route >> 1; }

    std::vector<Route> m_routes;
    std::vector<std::string> m_words;
    std::vector<std::uint32_t> m_free;
    SlotIndex m_index;
    RecipeTable m_recipes;
    std::size_t m_max;
    std::size_t m_wordBytes = 0;
    std::uint32_t m_hand = 0;
};

} // namespace forefetch
