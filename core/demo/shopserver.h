// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/shop.h"
#include "core/gateway/httpserver.h"
#include "core/result.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace forefetch {

// What goes wrong at the shop, for demonstrations and tests.
enum class ShopFault : std::uint8_t {
    None,
    Slow,   // ten times the latency
    Errors, // every other answer is a 500
    Outage, // every answer is a 503, at once
    Hang,   // no answer
    Drop,   // the connection is cut instead of an answer
};

std::span<const std::string_view> shopFaults();
// By name: none, slow, errors, outage, hang, drop.
Result<ShopFault> shopFaultFrom(std::string_view name);

struct ShopFigures
{
    std::uint64_t requests = 0;
    std::uint64_t prefetches = 0; // of these, with Sec-Purpose: prefetch
    std::uint64_t faults = 0;
    std::array<std::uint64_t, kShopRouteCount> byRoute{};
};

// The shop on a real HTTP server: it answers after the latency that the shop says, by a timer.
//
//     ShopServer server({}, clock);
//     Result<ListenAddress> bound = server.start();
//     ...
//     server.stop(1s);
//
// One thread of its own. Thread: start, stop: the owner's; setFault and figures: any.
class ShopServer
{
public:
    struct Options
    {
        ListenAddress listen;
        Shop::Options shop;
    };

    ShopServer(const Options &options, const Clock &clock);
    ~ShopServer();
    ShopServer(const ShopServer &) = delete;
    ShopServer &operator=(const ShopServer &) = delete;

    Result<ListenAddress> start();
    bool stop(Duration timeout);
    void setFault(ShopFault fault) { m_shared.fault.store(fault, std::memory_order_relaxed); }
    ShopFault fault() const { return m_shared.fault.load(std::memory_order_relaxed); }
    ShopFigures figures() const;

private:
    class Handler;
    struct Pending;
    // Between the server's thread and all others.
    struct Shared
    {
        std::atomic<ShopFault> fault{ShopFault::None};
        std::atomic<std::uint64_t> prefetches{0};
        std::atomic<std::uint64_t> faults{0};
        std::array<std::atomic<std::uint64_t>, kShopRouteCount> byRoute{};
    };

    Options m_options;
    const Clock &m_clock;
    Shared m_shared;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace forefetch
