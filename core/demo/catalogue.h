// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

struct CatalogueItem
{
    std::uint32_t id = 0;
    std::uint32_t category = 0;
    std::string name;
    std::uint32_t cents = 0;
    std::uint32_t reviews = 0; // how many there are
    double rating = 0;
};

// What the demo shop sells: every property of an item is computed from its number and a seed, so
// that tens of thousands of items take no memory to speak of and are the same in every run.
//
//     Catalogue goods(1, 40'000);
//     for (std::uint32_t id : goods.page(std::nullopt, 0)) goods.item(id)->name ...
//
// Numbers are scattered over a range larger than the stock, as they are in shops: from one item's
// number nobody can tell the next.
//
// Thread: any (immutable).
class Catalogue
{
public:
    static constexpr std::uint32_t kPageSize = 20;
    static constexpr std::uint32_t kReviewPageSize = 10;

    explicit Catalogue(std::uint64_t seed, std::uint32_t items = 40'000);

    // The words of which names are made: "red lamp" is of the category "lamp".
    static std::span<const std::string_view> categories();
    static std::span<const std::string_view> adjectives();
    std::uint32_t size() const { return m_size; }
    // Nothing when the shop has no item of that number.
    std::optional<CatalogueItem> item(std::uint32_t id) const;
    std::string description(std::uint32_t id) const;

    // The item of that sales rank, below size().
    std::uint32_t idOfRank(std::uint32_t rank) const;
    // The best-selling first, of one category or of all.
    std::vector<std::uint32_t> page(std::optional<std::uint32_t> category,
                                    std::uint32_t page) const;
    std::uint32_t pageCount(std::optional<std::uint32_t> category) const;
    // Items whose name has every word of the query, best-selling first.
    std::vector<std::uint32_t> search(std::string_view query) const;
    std::vector<std::uint32_t> related(std::uint32_t id) const;
    // A number that depends on the item, `what` and the seed alone.
    std::uint64_t draw(std::uint32_t id, std::uint64_t what) const;

private:
    std::uint32_t rankOfId(std::uint32_t id) const; // m_size or more: none

    std::uint64_t m_seed;
    std::uint32_t m_size;
    // Ranks by adjective and category, for the search.
    std::vector<std::vector<std::uint32_t>> m_named;
};

} // namespace forefetch
