// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/proxycontext.h"
#include "core/gateway/serverrequest.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace forefetch {

// A request whose answer may lie in the level behind memory: it waits until that has brought it
// into memory, at most as long as that level may take (a disk 20 ms), and goes on as if it came
// now.
//
// Thread: its proxy's.
class StoreWait final : public RequestListener, public std::enable_shared_from_this<StoreWait>
{
public:
    using Proceed = std::function<void(ServerRequest &, Demand &)>;

    StoreWait(ProxyContext &context, ServerRequest &request, Demand demand, Proceed proceed);
    // False: there is nothing to wait for; take the demand back.
    bool start();
    Demand &demand() { return m_demand; }

    void onBody(std::string_view) override {}
    void onBodyEnd() override {}
    void onWritable() override {}
    void onGone() override;

private:
    void proceed();
    void looked();

    ProxyContext &m_context;
    ServerRequest *m_request; // null once it goes on or is gone
    Demand m_demand;
    Proceed m_proceed;
    QTimer m_limit;
    int m_looks = 1;
};

} // namespace forefetch
