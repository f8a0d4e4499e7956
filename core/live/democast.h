// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/shopserver.h"
#include "core/demo/virtualusers.h"
#include "core/fetch/origin.h"
#include "core/gateway/listensocket.h"
#include "core/live/faultconductor.h"
#include "core/request/session.h"
#include "core/time/clock.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

// Who plays in the demo beside the loop: the shop behind the gateway, the users before it.
//
//     DemoCast cast({.users = 50, .rate = 25, .seed = 1});
//     Result<Origin> shop = cast.openShop();     // to be the gateway's target
//     cast.enter(gatewayAddress, settings);      // the users come
//     cast.faults().begin(Fault::Errors30);
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
        std::vector<PlannedFault> faults; // from the opening of the shop on
    };

    explicit DemoCast(const Options &options);
    ~DemoCast();

    Result<Origin> openShop();
    // Faults of the cache change `settings`; `recorder` may be null. Both outlive leave().
    Result<void> enter(const ListenAddress &gateway, Settings &settings,
                       TrafficRecorder *recorder = nullptr);
    // What goes wrong: begun and ended there, it acts from the next answer on.
    FaultBoard &faults() { return m_faults; }
    const FaultBoard &faults() const { return m_faults; }
    // The users leave; the shop stays open for what is still being fetched.
    void leave();

    // All users come from one address: the header that they send tells them apart.
    static SessionKey sessionKey();

private:
    Options m_options;
    RealClock m_clock;
    FaultBoard m_faults{m_clock};
    std::unique_ptr<ShopServer> m_shop;
    std::unique_ptr<VirtualUsers> m_users;
    std::unique_ptr<FaultConductor> m_conductor;
};

} // namespace forefetch
