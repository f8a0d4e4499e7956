// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shopcall.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

// What the shop answers about its goods: the same for everybody.

namespace forefetch {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 12> kPhrases = {"Does what it should.",
                                                       "Arrived quickly.",
                                                       "The colour is not as in the picture.",
                                                       "I bought a second one.",
                                                       "Solid.",
                                                       "Too expensive for what it is.",
                                                       "My cat likes it.",
                                                       "The manual could be better.",
                                                       "Exactly as described.",
                                                       "Broke after a month.",
                                                       "Good value.",
                                                       "Would buy again."};

std::uint32_t pagesFor(std::size_t count, std::uint32_t size)
{
    return std::max<std::uint32_t>(1, static_cast<std::uint32_t>((count + size - 1) / size));
}

json::array listOf(const Catalogue &goods, std::span<const std::uint32_t> ids)
{
    json::array list;
    for (const std::uint32_t id : ids)
        list.push_back(briefItem(goods, id));
    return list;
}

} // namespace

void Shop::catalogue(Call &call)
{
    const auto page = call.page();
    const std::string name = call.param("category");
    const auto names = m_goods.categories();
    const auto found = std::find(names.begin(), names.end(), name);
    std::optional<std::uint32_t> category;
    if (found != names.end())
        category = static_cast<std::uint32_t>(found - names.begin());
    const std::uint32_t pages = m_goods.pageCount(category);
    if (!page || *page > pages || (!name.empty() && !category))
        return call.refuse(404, "there is no such page");
    Params params;
    if (category) {
        call.json["category"] = name;
        params.emplace_back("category", name);
    } else {
        json::array all;
        for (const std::string_view each : names)
            all.push_back({{"name", each},
                           {"url", targetOf("/api/catalogue", {{"category", std::string(each)}})}});
        call.json["categories"] = std::move(all);
    }
    linkPages(call.json, "/api/catalogue", std::move(params), *page, pages);
    call.json["items"] = listOf(m_goods, m_goods.page(category, *page - 1));
}

void Shop::search(Call &call)
{
    const auto page = call.page();
    const std::string query = call.param("q");
    const std::vector<std::uint32_t> found = m_goods.search(query);
    const std::uint32_t pages = pagesFor(found.size(), Catalogue::kPageSize);
    if (!page || *page > pages)
        return call.refuse(404, "there is no such page");
    call.json["query"] = query;
    call.json["found"] = found.size();
    linkPages(call.json, "/api/search", {{"q", query}}, *page, pages);
    const std::span<const std::uint32_t> all(found);
    const std::size_t first = std::size_t{*page - 1} * Catalogue::kPageSize;
    const std::size_t count = std::min<std::size_t>(Catalogue::kPageSize, all.size() - first);
    call.json["items"] = listOf(m_goods, all.subspan(first, count));
}

void Shop::item(Call &call)
{
    const auto item = m_goods.item(static_cast<std::uint32_t>(call.id));
    if (!item)
        return call.refuse(404, "there is no such item");
    const std::string path = itemPath(item->id);
    const std::string_view category = m_goods.categories()[item->category];
    call.json = briefItem(m_goods, item->id);
    call.json["description"] = m_goods.description(item->id);
    call.json["rating"] = item->rating;
    call.json["reviews"] = item->reviews;
    call.json["category"] = {
        {"name", category},
        {"url", targetOf("/api/catalogue", {{"category", std::string(category)}})}};
    call.json["links"] = {
        {"stock", path + "/stock"}, {"reviews", path + "/reviews"}, {"related", path + "/related"}};
}

void Shop::reviews(Call &call)
{
    const auto item = m_goods.item(static_cast<std::uint32_t>(call.id));
    const auto page = call.page();
    const std::uint32_t pages = item ? pagesFor(item->reviews, Catalogue::kReviewPageSize) : 0;
    if (!item || !page || *page > pages)
        return call.refuse(404, "there are no such reviews");
    call.json["item"] = item->id;
    call.json["count"] = item->reviews;
    linkPages(call.json, itemPath(item->id) + "/reviews", {}, *page, pages);
    json::array list;
    const std::uint32_t first = (*page - 1) * Catalogue::kReviewPageSize;
    for (std::uint32_t i = first; i < std::min(item->reviews, first + Catalogue::kReviewPageSize);
         ++i) {
        const std::uint64_t d = m_goods.draw(item->id, 10'000 + i);
        std::string text(kPhrases[d % kPhrases.size()]);
        text.append(" ").append(kPhrases[(d >> 16) % kPhrases.size()]);
        list.push_back({{"by", "user" + std::to_string((d >> 32) % ShopPeople::kMaxAccount)},
                        {"stars", 1 + (d >> 8) % 5},
                        {"text", text}});
    }
    call.json["reviews"] = std::move(list);
}

void Shop::stock(Call &call)
{
    const auto item = m_goods.item(static_cast<std::uint32_t>(call.id));
    if (!item)
        return call.refuse(404, "there is no such item");
    // The quantity moves every five seconds; whether it can be ordered never does.
    const auto step =
        static_cast<std::uint64_t>(call.now.time_since_epoch() / std::chrono::seconds(5));
    call.json["item"] = item->id;
    call.json["orderable"] = true;
    call.json["quantity"] = 3 + m_goods.draw(item->id, 1'000'000 + step) % 40;
}

void Shop::related(Call &call)
{
    const auto item = m_goods.item(static_cast<std::uint32_t>(call.id));
    if (!item)
        return call.refuse(404, "there is no such item");
    call.json["item"] = item->id;
    call.json["items"] = listOf(m_goods, m_goods.related(item->id));
}

} // namespace forefetch
