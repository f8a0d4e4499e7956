// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shop.h"

#include "core/demo/shopcall.h"
#include "core/request/partition.h"
#include "core/request/texthash.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>

namespace forefetch {

namespace {

using R = ShopRoute;

constexpr std::string_view kPrivateMinute = "private, max-age=60";
constexpr std::string_view kNoStore = "no-store";

constexpr std::array<ShopRouteTraits, kShopRouteCount> kRoutes = {{
    {R::Catalogue, "catalogue", "/api/catalogue", "public, max-age=300", false, 40, 80},
    {R::Search, "search", "/api/search", "public, max-age=60", false, 80, 200},
    {R::Item, "item", "/api/items/{id}", "public, max-age=60", false, 20, 50},
    {R::Reviews, "reviews", "/api/items/{id}/reviews", "public, max-age=120", false, 60, 120},
    {R::Stock, "stock", "/api/items/{id}/stock", "public, max-age=5", false, 10, 20},
    {R::Related, "related", "/api/items/{id}/related", "public, max-age=300", false, 50, 110},
    {R::Login, "login", "/api/login", kNoStore, false, 90, 160},
    {R::Profile, "profile", "/api/profile", kPrivateMinute, true, 20, 45},
    {R::Orders, "orders", "/api/orders", "private, max-age=30", true, 50, 120},
    {R::OrderDetail, "order", "/api/orders/{id}", kPrivateMinute, true, 30, 70},
    {R::Cart, "cart", "/api/cart", kNoStore, false, 15, 40},
    {R::Checkout, "checkout", "/api/checkout", kNoStore, true, 100, 250},
    {R::Payment, "payment", "/api/payment", kNoStore, true, 300, 900},
    {R::Unknown, "unknown", "", kNoStore, false, 5, 10},
}};

constexpr std::string_view kItems = "/api/items/";
constexpr std::string_view kOrders = "/api/orders/";

std::optional<std::uint64_t> digits(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

struct Place
{
    ShopRoute route = ShopRoute::Unknown;
    std::uint64_t id = 0;
};

Place placeOf(std::string_view target)
{
    const std::string_view path = pathOf(target);
    for (const ShopRouteTraits &traits : kRoutes) {
        if (!traits.path.empty() && traits.path == path)
            return {traits.route, 0};
    }
    if (path.starts_with(kOrders)) {
        const auto id = digits(path.substr(kOrders.size()));
        return id ? Place{R::OrderDetail, *id} : Place{};
    }
    if (!path.starts_with(kItems))
        return {};
    const std::string_view rest = path.substr(kItems.size());
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const auto id = digits(rest.substr(0, slash));
    if (!id || *id > 0xffffffff)
        return {};
    const std::string_view part = rest.substr(slash);
    if (part.empty())
        return {R::Item, *id};
    for (const R route : {R::Reviews, R::Stock, R::Related}) {
        if (part.substr(1) == traitsOf(route).name)
            return {route, *id};
    }
    return {};
}

std::string_view reasonFor(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    default:
        return "Conflict";
    }
}

// If-None-Match is a list of tags, compared weakly, or "*" (RFC 9110, 13.1.2).
bool matches(const Headers &request, std::string_view etag)
{
    const auto wanted = request.joined("If-None-Match");
    return wanted && (*wanted == "*" || wanted->find(etag) != std::string::npos);
}

std::string etagOf(std::string_view body)
{
    constexpr std::string_view hexDigits = "0123456789abcdef";
    std::string tag = "\"";
    for (std::uint64_t hash = textHash(body, 0), i = 0; i < 16; ++i, hash >>= 4)
        tag.push_back(hexDigits[hash & 15]);
    return tag.append("\"");
}

} // namespace

std::span<const ShopRouteTraits> shopRoutes()
{
    return kRoutes;
}

const ShopRouteTraits &traitsOf(ShopRoute route)
{
    return kRoutes[static_cast<std::size_t>(route)];
}

Shop::Shop(const Options &options)
    : m_options(options), m_goods(options.seed, options.items),
      m_people(options.seed, options.maxSessions), m_jitter(options.seed)
{
}

ShopRoute Shop::routeOf(std::string_view target)
{
    return placeOf(target).route;
}

ShopAnswer Shop::answer(const RequestHead &request, std::string_view body, TimePoint now)
{
    const Place place = placeOf(request.target);
    Call call{request, body, now, place.route, place.id};
    call.cookie = cookieValue(request.headers, "sid");
    call.session = m_people.find(call.cookie);
    dispatch(call);
    finish(call);

    ShopAnswer answer;
    answer.route = call.route;
    answer.latency = drawLatency(call.route);
    answer.body = boost::json::serialize(call.json);
    answer.head.headers = std::move(call.extra);
    if (call.status == 200 && call.isGet() && traitsOf(call.route).cacheControl != kNoStore) {
        std::string etag = etagOf(answer.body);
        if (matches(request.headers, etag))
            call.status = 304;
        answer.head.headers.add("ETag", std::move(etag));
    }
    answer.head.status = call.status;
    answer.head.reason = reasonFor(call.status);
    if (call.status == 304)
        answer.body.clear();
    return answer;
}

void Shop::dispatch(Call &call)
{
    const bool post = call.request.method == "POST";
    const bool acts =
        call.route == R::Login || call.route == R::Checkout || call.route == R::Payment;
    if (call.route == R::Unknown)
        return call.refuse(404, "there is nothing here");
    if (acts ? !post : !call.isGet() && !(post && call.route == R::Cart)) {
        call.extra.add("Allow", acts                    ? "POST"
                                : call.route == R::Cart ? "GET, HEAD, POST"
                                                        : "GET, HEAD");
        return call.refuse(405, "this is done another way");
    }
    if (traitsOf(call.route).isPrivate && !call.isSignedIn()) {
        call.extra.add("WWW-Authenticate", "Cookie realm=\"shop\"");
        return call.refuse(401, "sign in first");
    }
    switch (call.route) {
    case R::Catalogue:
        return catalogue(call);
    case R::Search:
        return search(call);
    case R::Item:
        return item(call);
    case R::Reviews:
        return reviews(call);
    case R::Stock:
        return stock(call);
    case R::Related:
        return related(call);
    case R::Login:
        return login(call);
    case R::Profile:
        return profile(call);
    case R::Orders:
        return orders(call);
    case R::OrderDetail:
        return orderDetail(call);
    case R::Cart:
        return post ? addToCart(call) : showCart(call);
    case R::Checkout:
        return checkout(call);
    case R::Payment:
        return payment(call);
    case R::Unknown:
        return;
    }
}

void Shop::finish(Call &call)
{
    const ShopRouteTraits &traits = traitsOf(call.route);
    call.extra.add("Content-Type", "application/json");
    // Not found is as long-lived as an item, where it is the same for all; other refusals concern
    // this one moment.
    if (call.status >= 400)
        call.extra.add("Cache-Control",
                       call.status == 404 && !traits.isPrivate ? "public, max-age=60" : "no-store");
    else
        call.extra.add("Cache-Control", std::string(traits.cacheControl));
    if (traits.isPrivate)
        call.extra.add("Vary", "Cookie");
}

Duration Shop::drawLatency(ShopRoute route)
{
    const ShopRouteTraits &traits = traitsOf(route);
    double ms = traits.fastest + (traits.slowest - traits.fastest) * m_jitter.uniform();
    if (m_jitter.uniform() < 0.02)
        ms *= 1 + 3 * m_jitter.uniform();
    return fromSeconds(ms / 1000 * m_options.latencyScale);
}

} // namespace forefetch
