// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/storewait.h"

#include <utility>

namespace forefetch {

namespace {

constexpr int kMostLooks = 2; // the second for what Vary names, known by the first

} // namespace

StoreWait::StoreWait(ProxyContext &context, ServerRequest &request, Demand demand, Proceed proceed)
    : m_context(context), m_request(&request), m_demand(std::move(demand)),
      m_proceed(std::move(proceed))
{
}

bool StoreWait::start()
{
    const auto back = [loop = &m_context.loop, self = weak_from_this()] {
        loop->post([self] {
            if (const auto wait = self.lock())
                wait->looked();
        });
    };
    if (!m_context.pipeline.recall(m_demand, m_request->head(), back))
        return false;
    if (m_looks > 1)
        return true;
    m_request->setListener(this);
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_limit, &QTimer::timeout, [this] {
        // The timer must not go from within its own signal.
        m_context.loop.post([self = shared_from_this()] {});
        m_context.pipeline.cache().tookTooLong();
        proceed();
    });
    m_limit.start(
        std::chrono::ceil<std::chrono::milliseconds>(m_context.pipeline.cache().longestWait()));
    return true;
}

void StoreWait::looked()
{
    if (m_request == nullptr)
        return;
    if (m_looks++ < kMostLooks && start())
        return;
    proceed();
}

void StoreWait::proceed()
{
    const auto self = shared_from_this();
    m_limit.stop();
    m_context.waits.erase(this);
    if (ServerRequest *request = std::exchange(m_request, nullptr))
        m_proceed(*request, m_demand);
}

void StoreWait::onGone()
{
    const auto self = shared_from_this();
    m_request = nullptr;
    m_limit.stop();
    m_context.waits.erase(this);
    DemandEnd end;
    end.result = DemandResult::Error;
    end.latency = m_context.clock.now() - m_demand.exchange.at;
    m_context.pipeline.finish(m_demand, end);
}

} // namespace forefetch
