// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/slotindex.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// Each recipe once, however many rules make use of it; gone with its last rule.
//
//     const auto slot = recipes.acquire(text, RecipeTable::hashOf(text));
//     recipes.text(slot);
//     recipes.release(slot);
//
// Thread: its owner's.
class RecipeTable
{
public:
    static constexpr std::uint32_t kNone = SlotIndex::kNone;
    static std::uint64_t hashOf(std::string_view text) { return textHash(text, 0x51ed270b7fULL); }

    // One more rule that uses it.
    std::uint32_t acquire(std::string_view text, std::uint64_t hash)
    {
        std::uint32_t slot =
            m_index.find(hash, [&](std::uint32_t at) { return m_recipes[at].text == text; });
        if (slot == kNone) {
            if (m_free.empty()) {
                m_free.push_back(static_cast<std::uint32_t>(m_recipes.size()));
                m_recipes.emplace_back();
            }
            slot = m_free.back();
            m_free.pop_back();
            m_recipes[slot].text.assign(text);
            m_recipes[slot].hash = hash;
            m_recipes[slot].constant =
                std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
            if (m_recipes[slot].constant)
                m_recipes[slot].target = static_cast<std::uint32_t>(textHash(text, 0));
            m_textBytes += m_recipes[slot].text.size();
            m_index.insert(hash, slot);
        }
        ++m_recipes[slot].users;
        return slot;
    }

    void release(std::uint32_t slot)
    {
        Recipe &recipe = m_recipes[slot];
        if (--recipe.users > 0)
            return;
        m_index.erase(recipe.hash, slot);
        m_textBytes -= recipe.text.size();
        recipe.text.clear();
        recipe.text.shrink_to_fit();
        m_free.push_back(slot);
    }

    void prefetch(std::uint32_t slot) const { __builtin_prefetch(&m_recipes[slot]); }
    // Has it no instructions, only text?
    bool isConstant(std::uint32_t slot) const { return m_recipes[slot].constant; }
    // Of one without: the hash of the target that it makes, which is its text (KnownTarget::hash).
    std::uint32_t targetHash(std::uint32_t slot) const { return m_recipes[slot].target; }
    std::string_view text(std::uint32_t slot) const { return m_recipes[slot].text; }
    std::size_t size() const { return m_index.size(); }
    std::size_t bytes() const
    {
        return m_recipes.capacity() * sizeof(Recipe) + m_textBytes + m_index.bytes() +
               m_free.capacity() * sizeof(std::uint32_t);
    }

private:
    struct Recipe
    {
        std::string text;
        std::uint64_t hash = 0;
        std::uint32_t users = 0;
        std::uint32_t target = 0; // see targetHash
        bool constant = false;
    };
    std::vector<Recipe> m_recipes;
    std::vector<std::uint32_t> m_free;
    SlotIndex m_index;
    std::size_t m_textBytes = 0;
};

} // namespace forefetch
