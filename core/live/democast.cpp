// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/democast.h"

namespace forefetch {

DemoCast::DemoCast(const Options &options) : m_options(options) {}

DemoCast::~DemoCast()
{
    leave();
    if (m_shop)
        m_shop->stop(std::chrono::seconds(0));
}

Result<Origin> DemoCast::openShop()
{
    ShopServer::Options options;
    options.shop.seed = m_options.seed;
    options.faults = &m_faults;
    options.normal.requestsPerSecond = m_options.rate;
    m_shop = std::make_unique<ShopServer>(options, m_clock);
    m_faults.plan(m_options.faults);
    const Result<ListenAddress> bound = m_shop->start();
    return bound ? Origin::parse("http://" + bound->text()) : Result<Origin>(bound.error());
}

Result<void> DemoCast::enter(const ListenAddress &gateway, Settings &settings,
                             TrafficRecorder *recorder)
{
    const Result<Origin> where = Origin::parse("http://" + gateway.text());
    if (!where)
        return where.error();
    VirtualUsers::Options options;
    options.users = m_options.users;
    options.rate = m_options.rate;
    options.seed = m_options.seed;
    options.shop.seed = m_options.seed;
    m_users = std::make_unique<VirtualUsers>(*where, options, m_clock);
    m_users->start();
    m_conductor =
        std::make_unique<FaultConductor>(m_faults, *m_users, settings, recorder, m_options.rate);
    return {};
}

void DemoCast::leave()
{
    m_conductor.reset();
    m_faults.endAll();
    if (m_users)
        m_users->stop();
    m_users.reset();
}

SessionKey DemoCast::sessionKey()
{
    return {SessionKey::Kind::Header, "X-Device-Id"};
}

} // namespace forefetch
