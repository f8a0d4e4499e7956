// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chunkedvector.h"
#include "core/predict/heapsize.h"
#include "core/predict/statetable.h"
#include "core/request/slotindex.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace forefetch {

// Each recipe once, however many rules make use of it; gone with its last rule.
//
//     const auto slot = recipes.acquire(text);
//     recipes.text(slot);
//     recipes.release(slot);
//
// Thread: its owner's.
class RecipeTable
{
public:
    static constexpr std::uint32_t kNone = SlotIndex::kNone;
    // One more rule that uses it.
    std::uint32_t acquire(std::string_view text)
    {
        const std::uint64_t hash = StateTable::fingerprintOf(text);
        std::uint32_t slot =
            m_index.find(hash, [&](std::uint32_t at) { return this->text(at) == text; });
        if (slot == kNone) {
            slot = m_free;
            if (slot != kNone) {
                m_free = m_recipes[slot].users;
                m_recipes[slot].users = 0;
            } else {
                slot = static_cast<std::uint32_t>(m_recipes.size());
                m_recipes.emplace_back();
            }
            fill(m_recipes[slot], text, hash);
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
        m_index.erase(StateTable::fingerprintOf(text(slot)), slot);
        m_textBytes -= heapSize(recipe.size);
        recipe.text.reset();
        recipe.users = m_free;
        m_free = slot;
    }

    void prefetch(std::uint32_t slot) const { __builtin_prefetch(&m_recipes[slot]); }
    // Has it no instructions, only text?
    bool isConstant(std::uint32_t slot) const { return m_recipes[slot].constant; }
    // Of its text, which in one without is the target that it makes (StateTable::fingerprintOf).
    std::uint64_t fingerprint(std::uint32_t slot) const { return m_recipes[slot].fingerprint; }
    std::string_view text(std::uint32_t slot) const
    {
        return {m_recipes[slot].text.get(), m_recipes[slot].size};
    }
    std::size_t size() const { return m_index.size(); }
    std::size_t bytes() const { return m_recipes.bytes() + m_textBytes + m_index.bytes(); }

private:
    struct Recipe
    {
        std::unique_ptr<char[]> text;
        std::uint64_t fingerprint = 0; // of the text
        std::uint32_t users = 0;       // in a free one: the next free one
        std::uint16_t size = 0;        // of the text
        bool constant = false;
    };

    void fill(Recipe &recipe, std::string_view text, std::uint64_t hash)
    {
        recipe.text = std::make_unique_for_overwrite<char[]>(text.size());
        std::copy(text.begin(), text.end(), recipe.text.get());
        recipe.size = static_cast<std::uint16_t>(text.size());
        recipe.constant =
            std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
        recipe.fingerprint = hash;
        m_textBytes += heapSize(text.size());
    }

    ChunkedVector<Recipe> m_recipes;
    std::uint32_t m_free = kNone;
    SlotIndex m_index;
    std::size_t m_textBytes = 0;
};

} // namespace forefetch
