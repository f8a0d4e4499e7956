// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/shopserver.h"
#include "core/demo/virtualusers.h"
#include "core/fetch/origin.h"
#include "core/gateway/listensocket.h"
#include "core/request/session.h"
#include "core/time/clock.h"

#include <cstdint>
#include <memory>

namespace forefetch {

// Who plays in the demo beside the loop: the shop behind the gateway, the users before it.
//
//     DemoCast cast({.users = 50, .rate = 25, .seed = 1});
//     Result<Origin> shop = cast.openShop();     // to be the gateway's target
//     cast.enter(gatewayAddress);                // the users come
//
// Thread: the main thread.
class DemoCast
{
public:
    struct Options
    {
        unsigned users = 50;
        double rate = 25; // requests/s of all together
        std::uint64_t seed = 1;
        ShopFault fault = ShopFault::None;
    };

    explicit DemoCast(const Options &options);
    ~DemoCast();

    Result<Origin> openShop();
    Result<void> enter(const ListenAddress &gateway);
    // From the next answer on; the shop is open.
    void setFault(ShopFault fault) { m_shop->setFault(fault); }
    ShopFault fault() const { return m_shop->fault(); }
    // The users leave; the shop stays open for what is still being fetched.
    void leave();

    // All users come from one address: the header that they send tells them apart.
    static SessionKey sessionKey();

private:
    Options m_options;
    RealClock m_clock;
    std::unique_ptr<ShopServer> m_shop;
    std::unique_ptr<VirtualUsers> m_users;
};

} // namespace forefetch
