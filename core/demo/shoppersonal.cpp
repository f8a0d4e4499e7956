// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shopcall.h"

#include <boost/json/array.hpp>

// What the shop answers to one person: accounts, carts, orders.

namespace forefetch {

namespace json = boost::json;

namespace {

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
