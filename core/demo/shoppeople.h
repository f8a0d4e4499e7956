// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/catalogue.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace forefetch {

struct CartLine
{
    std::uint32_t item = 0;
    std::uint32_t quantity = 0;
};

struct ShopOrder
{
    std::uint64_t number = 0;
    std::vector<CartLine> lines;
    std::string status; // "delivered", "awaiting payment", "paid"
};

// Someone who has been given a session cookie: a guest with a cart, or an account signed in.
struct ShopSession
{
    std::uint32_t account = 0; // 0: a guest
    std::vector<CartLine> cart;
};

// What the shop remembers of people: sessions by cookie, and the orders that accounts placed since
// the start. Both are bounded; the oldest goes when one is full.
//
// Thread: its owner's.
class ShopPeople
{
public:
    static constexpr std::uint32_t kMaxAccount = 1'000'000;
    static constexpr std::size_t kMaxCartLines = 50;
    static constexpr std::size_t kMaxPlacedOrders = 50;

    ShopPeople(std::uint64_t seed, std::size_t maxSessions) : m_seed(seed), m_max(maxSessions) {}

    // Null when there is no such session (any more).
    ShopSession *find(std::string_view cookie);
    // The new session's cookie.
    std::string begin(std::uint32_t account, std::vector<CartLine> cart);
    void end(std::string_view cookie);
    std::size_t sessions() const { return m_sessions.size(); }

    // Those an account had before the demo began, oldest first, then those placed since.
    std::vector<ShopOrder> orders(std::uint32_t account, const Catalogue &goods) const;
    // False when the account has placed too many.
    bool place(std::uint32_t account, std::vector<CartLine> lines, std::uint64_t &number);
    // False when the account has no such order, or it waits for no payment.
    bool pay(std::uint32_t account, std::uint64_t number);
    bool isPremium(std::uint32_t account) const;

private:
    std::uint64_t draw(std::uint32_t account, std::uint64_t what) const;
    std::uint64_t orderNumber(std::uint32_t account, std::size_t position) const;

    std::uint64_t m_seed;
    std::size_t m_max;
    std::uint64_t m_begun = 0;
    std::unordered_map<std::string, ShopSession> m_sessions;
    std::deque<std::string> m_order; // of the sessions' beginnings; may name some that ended
    std::unordered_map<std::uint32_t, std::vector<ShopOrder>> m_placed;
    std::deque<std::uint32_t> m_placers; // in the order of their first order
};

} // namespace forefetch
