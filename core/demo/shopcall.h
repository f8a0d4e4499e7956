// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/shop.h"
#include "core/request/target.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace forefetch {

// One request on its way through the shop: what was asked, by whom, and the answer as it grows.
//
// Thread: the shop's.
struct Shop::Call
{
    const RequestHead &request;
    std::string_view body;
    TimePoint now;
    ShopRoute route = ShopRoute::Unknown;
    std::uint64_t id = 0; // the number in the path, where the route has one
    std::string_view cookie;
    ShopSession *session = nullptr;

    int status = 200;
    boost::json::object json;
    Headers extra;

    bool isGet() const { return request.method == "GET" || request.method == "HEAD"; }
    bool isSignedIn() const { return session != nullptr && session->account != 0; }
    std::string param(std::string_view name) const;
    // The parameter "page", from 1; nothing when it is no such number.
    std::optional<std::uint32_t> page() const;
    // The request's body as a JSON object; nothing when it is none.
    std::optional<boost::json::object> input() const;
    void refuse(int code, std::string_view why);
};

// An item in a list: its name, price and where to find it.
boost::json::object briefItem(const Catalogue &goods, std::uint32_t id);
// "previous" and "next" for page `page` of `pages` of a list at `path`, whose other parameters are
// in `params`.
void linkPages(boost::json::object &to, std::string_view path, Params params, std::uint32_t page,
               std::uint32_t pages);
// A whole number from a JSON object; nothing when it is not there or out of range.
std::optional<std::uint64_t> wholeNumber(const boost::json::object &from, std::string_view name,
                                         std::uint64_t most);
std::string itemPath(std::uint64_t id);
std::string orderPath(std::uint64_t number);
double money(std::uint64_t cents);

} // namespace forefetch
