// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shopcall.h"
#include "core/request/target.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

// What the routes of the shop answer; shop.cpp has the frame around them.

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

json::object orderBody(const Catalogue &goods, const ShopOrder &order)
{
    json::object body;
    std::uint64_t total = 0;
    json::array lines;
    for (const CartLine &line : order.lines) {
        json::object entry = briefItem(goods, line.item);
        entry["quantity"] = line.quantity;
        const auto item = goods.item(line.item);
        total += item ? std::uint64_t{item->cents} * line.quantity : 0;
        lines.push_back(std::move(entry));
    }
    body["id"] = order.number;
    body["status"] = order.status;
    body["total"] = money(total);
    body["lines"] = std::move(lines);
    return body;
}

} // namespace

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

void Shop::login(Call &call)
{
    const auto input = call.input();
    const auto account =
        input ? wholeNumber(*input, "account", ShopPeople::kMaxAccount) : std::nullopt;
    const json::value *password = input ? input->if_contains("password") : nullptr;
    // Everyone's password is the same; what is shown here is the traffic.
    if (!account || *account == 0 || password == nullptr || *password != "let me in")
        return call.refuse(401, "no such account, or another password");
    std::vector<CartLine> cart;
    if (call.session != nullptr) {
        cart = std::move(call.session->cart);
        m_people.end(call.cookie); // a new cookie for the new rights (session fixation)
        call.session = nullptr;
    }
    const auto number = static_cast<std::uint32_t>(*account);
    call.extra.add("Set-Cookie",
                   "sid=" + m_people.begin(number, std::move(cart)) + "; Path=/; HttpOnly");
    call.json["account"] = number;
    call.json["tier"] = m_people.isPremium(number) ? "premium" : "free";
    call.json["links"] = {
        {"profile", "/api/profile"}, {"orders", "/api/orders"}, {"cart", "/api/cart"}};
}

void Shop::profile(Call &call)
{
    const std::uint32_t account = call.session->account;
    call.json["account"] = account;
    call.json["name"] = "user" + std::to_string(account);
    call.json["tier"] = m_people.isPremium(account) ? "premium" : "free";
    call.json["address"] = {{"city", "Springfield"}, {"number", 1 + account % 200}};
    call.json["links"] = {{"orders", "/api/orders"}, {"cart", "/api/cart"}};
}

void Shop::orders(Call &call)
{
    json::array list;
    for (const ShopOrder &order : m_people.orders(call.session->account, m_goods))
        list.push_back({{"id", order.number},
                        {"status", order.status},
                        {"items", order.lines.size()},
                        {"url", orderPath(order.number)}});
    call.json["orders"] = std::move(list);
}

void Shop::orderDetail(Call &call)
{
    for (const ShopOrder &order : m_people.orders(call.session->account, m_goods)) {
        if (order.number == call.id) {
            call.json = orderBody(m_goods, order);
            return;
        }
    }
    call.refuse(404, "there is no such order");
}

void Shop::showCart(Call &call)
{
    static const std::vector<CartLine> empty;
    const std::vector<CartLine> &cart = call.session != nullptr ? call.session->cart : empty;
    call.json = orderBody(m_goods, {0, cart, "open"});
    call.json.erase("id");
    call.json["links"] = {{"checkout", "/api/checkout"}};
}

void Shop::addToCart(Call &call)
{
    const auto input = call.input();
    const auto id = input ? wholeNumber(*input, "item", 0xffffffff) : std::nullopt;
    const auto quantity = input ? wholeNumber(*input, "quantity", 99) : std::nullopt;
    if (!id || !quantity || *quantity == 0 || !m_goods.item(static_cast<std::uint32_t>(*id)))
        return call.refuse(400, "name an item that we have and a quantity from 1 to 99");
    if (call.session == nullptr) {
        const std::string cookie = m_people.begin(0, {});
        call.session = m_people.find(cookie);
        call.extra.add("Set-Cookie", "sid=" + cookie + "; Path=/; HttpOnly");
    }
    if (call.session->cart.size() >= ShopPeople::kMaxCartLines)
        return call.refuse(409, "the cart is full");
    call.session->cart.push_back(
        {static_cast<std::uint32_t>(*id), static_cast<std::uint32_t>(*quantity)});
    showCart(call);
    call.status = 201;
}

void Shop::checkout(Call &call)
{
    std::uint64_t number = 0;
    if (call.session->cart.empty())
        return call.refuse(409, "the cart is empty");
    if (!m_people.place(call.session->account, call.session->cart, number))
        return call.refuse(409, "too many orders");
    call.session->cart.clear();
    call.status = 201;
    call.extra.add("Location", orderPath(number));
    call.json["order"] = number;
    call.json["links"] = {{"payment", "/api/payment"}, {"order", orderPath(number)}};
}

void Shop::payment(Call &call)
{
    const auto input = call.input();
    const auto number = input ? wholeNumber(*input, "order", ~0ULL) : std::nullopt;
    if (!number)
        return call.refuse(400, "name the order to pay for");
    if (!m_people.pay(call.session->account, *number))
        return call.refuse(409, "this order waits for no payment");
    call.json["order"] = *number;
    call.json["status"] = "paid";
    call.json["links"] = {{"order", orderPath(*number)}, {"orders", "/api/orders"}};
}

} // namespace forefetch
