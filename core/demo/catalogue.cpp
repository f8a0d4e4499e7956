// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/catalogue.h"

#include "core/request/headers.h"
#include "core/request/ids.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 40> kCategories = {
    "lamp",   "chair",  "table",  "shelf",   "sofa",   "carpet",  "mirror",   "clock",
    "vase",   "kettle", "pan",    "knife",   "plate",  "mug",     "toaster",  "blender",
    "drill",  "saw",    "hammer", "wrench",  "rake",   "hose",    "tent",     "backpack",
    "bottle", "torch",  "helmet", "bicycle", "skates", "ball",    "racket",   "drum",
    "guitar", "violin", "camera", "lens",    "tripod", "headset", "keyboard", "monitor"};
constexpr std::array<std::string_view, 50> kAdjectives = {
    "red",      "blue",    "green",  "black",   "white",   "small",  "large",   "slim",    "wide",
    "tall",     "round",   "square", "folding", "classic", "modern", "vintage", "rustic",  "nordic",
    "urban",    "royal",   "wooden", "steel",   "copper",  "brass",  "glass",   "ceramic", "bamboo",
    "leather",  "cotton",  "linen",  "light",   "heavy",   "quiet",  "bright",  "soft",    "sturdy",
    "portable", "compact", "double", "twin",    "premium", "budget", "junior",  "senior",  "summer",
    "winter",   "outdoor", "indoor", "smart",   "plain"};
constexpr auto kCategoryCount = static_cast<std::uint32_t>(kCategories.size());
constexpr auto kAdjectiveCount = static_cast<std::uint32_t>(kAdjectives.size());

// Item numbers: rank × kStep + kShift modulo a prime, undone by the inverse of kStep.
constexpr std::uint64_t kPrime = 999'983;
constexpr std::uint64_t kStep = 481'787;
constexpr std::uint64_t kShift = 120'011;

constexpr std::uint64_t powerModulo(std::uint64_t factor, std::uint64_t exponent)
{
    std::uint64_t result = 1;
    for (; exponent > 0; exponent /= 2, factor = factor * factor % kPrime) {
        if (exponent % 2 == 1)
            result = result * factor % kPrime;
    }
    return result;
}
constexpr std::uint64_t kUndo = powerModulo(kStep, kPrime - 2); // Fermat
static_assert(kStep * kUndo % kPrime == 1);

enum Draw : std::uint64_t { DrawAdjective = 1, DrawPrice, DrawReviews, DrawRating, DrawRelated };

} // namespace

Catalogue::Catalogue(std::uint64_t seed, std::uint32_t items)
    : m_seed(seed),
      m_size(std::clamp<std::uint32_t>(items, kCategoryCount, static_cast<std::uint32_t>(kPrime))),
      m_named(std::size_t{kAdjectiveCount} * kCategoryCount)
{
    for (std::uint32_t rank = 0; rank < m_size; ++rank) {
        const std::uint64_t adjective = draw(idOfRank(rank), DrawAdjective) % kAdjectiveCount;
        m_named[adjective * kCategoryCount + rank % kCategoryCount].push_back(rank);
    }
}

std::span<const std::string_view> Catalogue::categories()
{
    return kCategories;
}

std::span<const std::string_view> Catalogue::adjectives()
{
    return kAdjectives;
}

std::uint32_t Catalogue::idOfRank(std::uint32_t rank) const
{
    return static_cast<std::uint32_t>((rank * kStep + kShift) % kPrime);
}

std::uint32_t Catalogue::rankOfId(std::uint32_t id) const
{
    if (id >= kPrime)
        return m_size;
    return static_cast<std::uint32_t>((id + kPrime - kShift) % kPrime * kUndo % kPrime);
}

std::uint64_t Catalogue::draw(std::uint32_t id, std::uint64_t what) const
{
    return mixBits(mixBits(m_seed + what * 0x9e3779b97f4a7c15ULL) + id);
}

std::optional<CatalogueItem> Catalogue::item(std::uint32_t id) const
{
    const std::uint32_t rank = rankOfId(id);
    if (rank >= m_size)
        return std::nullopt;
    CatalogueItem item;
    item.id = id;
    item.category = rank % kCategoryCount;
    item.name = std::string(kAdjectives[draw(id, DrawAdjective) % kAdjectiveCount])
                    .append(" ")
                    .append(kCategories[item.category]);
    item.cents = 199 + static_cast<std::uint32_t>(draw(id, DrawPrice) % 30'000);
    // Most have few reviews, some have many: the product of two draws.
    const std::uint64_t reviews = draw(id, DrawReviews);
    item.reviews = static_cast<std::uint32_t>((reviews % 11) * ((reviews >> 32) % 9));
    item.rating = 2.5 + static_cast<double>(draw(id, DrawRating) % 26) / 10;
    return item;
}

std::string Catalogue::description(std::uint32_t id) const
{
    // A paragraph of 40 to 120 words.
    const std::uint64_t words = 40 + draw(id, 100) % 81;
    std::string text = "A";
    for (std::uint64_t i = 0; i < words; ++i) {
        const std::uint64_t d = draw(id, 101 + i);
        text.append(" ").append(i % 3 == 2 ? kCategories[d % kCategoryCount]
                                           : kAdjectives[d % kAdjectiveCount]);
    }
    return text.append(".");
}

std::vector<std::uint32_t> Catalogue::page(std::optional<std::uint32_t> category,
                                           std::uint32_t page) const
{
    std::vector<std::uint32_t> ids;
    const std::uint64_t step = category ? kCategoryCount : 1;
    std::uint64_t rank = std::uint64_t{page} * kPageSize * step + category.value_or(0);
    for (; rank < m_size && ids.size() < kPageSize; rank += step)
        ids.push_back(idOfRank(static_cast<std::uint32_t>(rank)));
    return ids;
}

std::uint32_t Catalogue::pageCount(std::optional<std::uint32_t> category) const
{
    std::uint32_t count = m_size;
    if (category)
        count = m_size / kCategoryCount + (*category < m_size % kCategoryCount ? 1 : 0);
    return (count + kPageSize - 1) / kPageSize;
}

std::vector<std::uint32_t> Catalogue::search(std::string_view query) const
{
    // A name has one adjective and one noun; a word that is neither matches nothing.
    std::optional<std::uint32_t> adjective, noun;
    bool any = false;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find(' '), query.size());
        const std::string_view word = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (word.empty())
            continue;
        const auto same = [word](std::string_view w) { return equalsIgnoringCase(w, word); };
        const auto a = std::find_if(kAdjectives.begin(), kAdjectives.end(), same);
        const auto n = std::find_if(kCategories.begin(), kCategories.end(), same);
        std::optional<std::uint32_t> &slot = a != kAdjectives.end() ? adjective : noun;
        const auto found = static_cast<std::uint32_t>(
            a != kAdjectives.end() ? a - kAdjectives.begin() : n - kCategories.begin());
        const bool known = a != kAdjectives.end() || n != kCategories.end();
        if (!known || (slot && *slot != found))
            return {};
        slot = found;
        any = true;
    }
    std::vector<std::uint32_t> ranks;
    for (std::uint32_t a = 0; any && a < kAdjectiveCount; ++a) {
        for (std::uint32_t n = 0; n < kCategoryCount; ++n) {
            if ((adjective && *adjective != a) || (noun && *noun != n))
                continue;
            const auto &list = m_named[std::size_t{a} * kCategoryCount + n];
            ranks.insert(ranks.end(), list.begin(), list.end());
        }
    }
    std::sort(ranks.begin(), ranks.end());
    for (std::uint32_t &rank : ranks)
        rank = idOfRank(rank);
    return ranks;
}

std::vector<std::uint32_t> Catalogue::related(std::uint32_t id) const
{
    std::vector<std::uint32_t> ids;
    const std::uint32_t rank = rankOfId(id);
    const std::uint32_t inCategory = m_size / kCategoryCount;
    if (rank >= m_size || inCategory < 2)
        return ids;
    for (std::uint64_t i = 0; i < 6; ++i) {
        // The smaller of two draws leans towards what sells well.
        const std::uint64_t d = draw(id, DrawRelated + 1000 * (i + 1));
        const auto k = static_cast<std::uint32_t>(
            std::min((d & 0xffffffff) % inCategory, (d >> 32) % inCategory));
        const std::uint32_t other = idOfRank(k * kCategoryCount + rank % kCategoryCount);
        if (other != id && std::find(ids.begin(), ids.end(), other) == ids.end())
            ids.push_back(other);
    }
    return ids;
}

} // namespace forefetch
