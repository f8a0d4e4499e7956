// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shopcall.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace forefetch {

namespace json = boost::json;

std::string Shop::Call::param(std::string_view name) const
{
    for (auto &[key, value] : paramsOf(request.target)) {
        if (key == name)
            return value;
    }
    return {};
}

std::optional<std::uint32_t> Shop::Call::page() const
{
    const std::string text = param("page");
    if (text.empty())
        return 1;
    if (text.size() > 6 || text.front() == '0' ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return static_cast<std::uint32_t>(std::stoul(text));
}

std::optional<json::object> Shop::Call::input() const
{
    boost::system::error_code error;
    json::value value = json::parse(body, error);
    if (error || !value.is_object())
        return std::nullopt;
    return std::move(value.get_object());
}

void Shop::Call::refuse(int code, std::string_view why)
{
    status = code;
    json.clear();
    json["error"] = why;
}

std::string itemPath(std::uint64_t id)
{
    return "/api/items/" + std::to_string(id);
}

std::string orderPath(std::uint64_t number)
{
    return "/api/orders/" + std::to_string(number);
}

double money(std::uint64_t cents)
{
    return static_cast<double>(cents) / 100;
}

json::object briefItem(const Catalogue &goods, std::uint32_t id)
{
    json::object entry;
    entry["id"] = id;
    if (const auto item = goods.item(id)) {
        entry["name"] = item->name;
        entry["price"] = money(item->cents);
    }
    entry["url"] = itemPath(id);
    return entry;
}

void linkPages(json::object &to, std::string_view path, Params params, std::uint32_t page,
               std::uint32_t pages)
{
    to["page"] = page;
    to["pages"] = pages;
    const auto link = [&](std::uint32_t number) {
        Params all = params;
        all.emplace_back("page", std::to_string(number));
        return targetOf(path, all);
    };
    if (page > 1)
        to["previous"] = link(page - 1);
    if (page < pages)
        to["next"] = link(page + 1);
}

std::optional<std::uint64_t> wholeNumber(const json::object &from, std::string_view name,
                                         std::uint64_t most)
{
    const json::value *value = from.if_contains(name);
    if (value == nullptr || !value->is_int64() || value->get_int64() < 0)
        return std::nullopt;
    const auto number = static_cast<std::uint64_t>(value->get_int64());
    return number <= most ? std::optional(number) : std::nullopt;
}

} // namespace forefetch
