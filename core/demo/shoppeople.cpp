// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shoppeople.h"

#include "core/request/ids.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr std::size_t kMaxOrdersBefore = 12;
constexpr std::uint64_t kOrdersPerAccount = 1000;

std::string hex(std::uint64_t value)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(16, '0');
    for (int i = 15; i >= 0; --i, value >>= 4)
        text[static_cast<std::size_t>(i)] = digits[value & 15];
    return text;
}

} // namespace

ShopSession *ShopPeople::find(std::string_view cookie)
{
    const auto found = m_sessions.find(std::string(cookie));
    return found == m_sessions.end() ? nullptr : &found->second;
}

std::string ShopPeople::begin(std::uint32_t account, std::vector<CartLine> cart)
{
    while (m_order.size() >= m_max) {
        m_sessions.erase(m_order.front());
        m_order.pop_front();
    }
    const std::uint64_t number = ++m_begun;
    std::string cookie = hex(mixBits(m_seed ^ mixBits(number))) + hex(mixBits(number + ~m_seed));
    m_sessions[cookie] = {account, std::move(cart)};
    m_order.push_back(cookie);
    return cookie;
}

void ShopPeople::end(std::string_view cookie)
{
    m_sessions.erase(std::string(cookie));
}

std::uint64_t ShopPeople::draw(std::uint32_t account, std::uint64_t what) const
{
    return mixBits(mixBits(m_seed * 31 + what) + account);
}

std::uint64_t ShopPeople::orderNumber(std::uint32_t account, std::size_t position) const
{
    return account * kOrdersPerAccount + position;
}

std::vector<ShopOrder> ShopPeople::orders(std::uint32_t account, const Catalogue &goods) const
{
    std::vector<ShopOrder> all;
    const std::size_t before = draw(account, 1) % (kMaxOrdersBefore + 1);
    for (std::size_t i = 0; i < before; ++i) {
        ShopOrder order{orderNumber(account, i), {}, "delivered"};
        const std::uint64_t lines = 1 + draw(account, 10 + i) % 4;
        for (std::uint64_t l = 0; l < lines; ++l) {
            const std::uint64_t d = draw(account, 100 + 10 * i + l);
            const auto rank = static_cast<std::uint32_t>((d >> 8) % goods.size());
            order.lines.push_back({goods.idOfRank(rank), static_cast<std::uint32_t>(1 + d % 3)});
        }
        all.push_back(std::move(order));
    }
    if (const auto placed = m_placed.find(account); placed != m_placed.end())
        all.insert(all.end(), placed->second.begin(), placed->second.end());
    return all;
}

bool ShopPeople::place(std::uint32_t account, std::vector<CartLine> lines, std::uint64_t &number)
{
    if (!m_placed.contains(account)) {
        if (m_placers.size() >= m_max) {
            m_placed.erase(m_placers.front());
            m_placers.pop_front();
        }
        m_placers.push_back(account);
    }
    std::vector<ShopOrder> &placed = m_placed[account];
    if (placed.size() >= kMaxPlacedOrders)
        return false;
    number = orderNumber(account, 100 + placed.size());
    placed.push_back({number, std::move(lines), "awaiting payment"});
    return true;
}

bool ShopPeople::pay(std::uint32_t account, std::uint64_t number)
{
    const auto placed = m_placed.find(account);
    if (placed == m_placed.end())
        return false;
    for (ShopOrder &order : placed->second) {
        if (order.number == number && order.status == "awaiting payment") {
            order.status = "paid";
            return true;
        }
    }
    return false;
}

bool ShopPeople::isPremium(std::uint32_t account) const
{
    return draw(account, 2) % 3 == 0;
}

} // namespace forefetch
