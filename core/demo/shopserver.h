// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/shop.h"
#include "core/fault/faultact.h"
#include "core/gateway/httpserver.h"
#include "core/result.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

namespace forefetch {

struct ShopFigures
{
    std::uint64_t requests = 0;
    std::uint64_t prefetches = 0; // of these, with Sec-Purpose: prefetch
    std::uint64_t faults = 0;     // of these, answered otherwise because of a fault
    std::array<std::uint64_t, kShopRouteCount> byRoute{};
};

// The shop on a real HTTP server: it answers after the latency that the shop says, by a timer, and
// worse while a fault is on the board: late, with an error, cut off, drop by drop, or never.
//
//     ShopServer server({}, clock);
//     Result<ListenAddress> bound = server.start();
//     ...
//     server.stop(1s);
//
// One thread of its own. Thread: start, stop: the owner's; figures: any.
class ShopServer
{
public:
    struct Options
    {
        ListenAddress listen;
        Shop::Options shop;
        const FaultBoard *faults = nullptr; // outlives the server; null: nothing goes wrong
        NormalLoad normal;                  // what the shop is built for
    };

    ShopServer(const Options &options, const Clock &clock);
    ~ShopServer();
    ShopServer(const ShopServer &) = delete;
    ShopServer &operator=(const ShopServer &) = delete;

    Result<ListenAddress> start();
    bool stop(Duration timeout);
    ShopFigures figures() const;

private:
    class Handler;
    struct Pending;
    // Between the server's thread and all others.
    struct Shared
    {
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
