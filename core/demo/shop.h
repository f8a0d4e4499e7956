// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/catalogue.h"
#include "core/demo/shoppeople.h"
#include "core/request/request.h"
#include "core/time/clock.h"
#include "core/time/random.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace forefetch {

enum class ShopRoute : std::uint8_t {
    Catalogue,
    Search,
    Item,
    Reviews,
    Stock,
    Related,
    Login,
    Profile,
    Orders,
    OrderDetail,
    Cart,
    Checkout,
    Payment,
    Unknown,
};
inline constexpr std::size_t kShopRouteCount = 14;

// How a route behaves. The figures are those of an ordinary shop behind an ordinary database; the
// guide prints this table.
struct ShopRouteTraits
{
    ShopRoute route;
    std::string_view name;
    std::string_view path;         // "/api/items/{id}"
    std::string_view cacheControl; // of a 200
    bool isPrivate;                // needs a session that is signed in
    // Milliseconds that the origin takes: even between the two; one request in fifty up to four
    // times as long, as garbage collectors and cold pages have it.
    double fastest;
    double slowest;
};

std::span<const ShopRouteTraits> shopRoutes();
const ShopRouteTraits &traitsOf(ShopRoute route);

struct ShopAnswer
{
    ResponseHead head;
    std::string body; // of HEAD, too: it is the server's to leave it out
    ShopRoute route = ShopRoute::Unknown;
    Duration latency{}; // for the server to wait before it answers
};

// The demo's API without its sockets: a shop with a catalogue, search, items with reviews, stock
// and related ones, carts, accounts, orders, checkout and payment. Bodies are JSON and link to each
// other; responses say how long they are fresh, have an ETag, and are answered 304 where that fits.
//
//     Shop shop({.seed = 1});
//     ShopAnswer answer = shop.answer({"GET", "/api/catalogue", {}}, "", clock.now());
//
// The same seed and, of each client, the same requests in order give the same answers, but for the
// quantity in stock, which moves with time, and the latency, which is drawn afresh each time.
//
// Thread: its owner's.
class Shop
{
public:
    struct Options
    {
        std::uint64_t seed = 1;
        std::uint32_t items = 40'000;
        std::size_t maxSessions = 100'000;
        double latencyScale = 1; // 0 answers at once
    };

    Shop() : Shop(Options{}) {}
    explicit Shop(const Options &options);

    ShopAnswer answer(const RequestHead &request, std::string_view body, TimePoint now);
    const Catalogue &goods() const { return m_goods; }
    static ShopRoute routeOf(std::string_view target);

private:
    struct Call;

    void dispatch(Call &call);
    void catalogue(Call &call);
    void search(Call &call);
    void item(Call &call);
    void reviews(Call &call);
    void stock(Call &call);
    void related(Call &call);
    void login(Call &call);
    void profile(Call &call);
    void orders(Call &call);
    void orderDetail(Call &call);
    void showCart(Call &call);
    void addToCart(Call &call);
    void checkout(Call &call);
    void payment(Call &call);
    void finish(Call &call);
    Duration drawLatency(ShopRoute route);

    Options m_options;
    Catalogue m_goods;
    ShopPeople m_people;
    Random m_jitter;
};

} // namespace forefetch
