// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gateway.h"

#include <QtGlobal>

#include <utility>

namespace forefetch {

Gateway::Gateway(Pipeline &pipeline, const Clock &clock, Origin origin, GatewayOptions options)
    : m_pipeline(pipeline), m_clock(clock), m_origin(std::move(origin)),
      m_options(std::move(options))
{
}

Gateway::~Gateway()
{
    stop(Duration(0));
}

Result<ListenAddress> Gateway::start(const ListenAddress &listen)
{
    Q_ASSERT(!isRunning());
    if (!m_options.accessLog.empty()) {
        auto log = AccessLog::open(m_options.accessLog, m_clock, m_options.logKey);
        if (!log)
            return log.error();
        m_log = std::move(*log);
    }
    m_options.proxy.client.waitingCalls = &m_pipeline.waitingDemand(); // they go first
    ServerOptions options{listen, m_options.threads, m_options.limits};
    auto server = std::make_unique<HttpServer>(options, m_clock, [this](IoLoop &loop) {
        return std::make_unique<Proxy>(m_pipeline, m_clock, m_origin, m_health, m_options.proxy,
                                       loop, m_log.get(), m_options.recorder);
    });
    auto bound = server->start();
    if (bound)
        m_server = std::move(server);
    else
        m_log.reset();
    return bound;
}

bool Gateway::stop(Duration timeout)
{
    if (!isRunning())
        return true;
    const bool whole = m_server->stop(timeout);
    m_server.reset();
    m_log.reset();
    return whole;
}

ServerFigures Gateway::figures() const
{
    return m_server ? m_server->figures() : ServerFigures();
}

} // namespace forefetch
