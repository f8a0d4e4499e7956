// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/httpserver.h"

#include "core/gateway/serverthread.h"

#include <algorithm>
#include <future>
#include <sys/resource.h>
#include <utility>

namespace forefetch {

namespace {

// A shell's usual limit of 1,024 descriptors is below the connections that a server may hold; what
// the system allows the process to take is taken.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

HttpServer::HttpServer(ServerOptions options, const Clock &clock, HandlerFactory makeHandler)
    : m_options(std::move(options)), m_clock(clock), m_makeHandler(std::move(makeHandler))
{
    m_options.threads = std::max(1U, m_options.threads);
}

HttpServer::~HttpServer()
{
    stop(Duration(0));
}

Result<ListenAddress> HttpServer::start()
{
    Q_ASSERT(!isRunning());
    const Result<ListenSocket> socket = listenOn(m_options.listen);
    if (!socket)
        return socket.error();
    raiseDescriptorLimit();
    m_next = 0;
    for (unsigned i = 0; i < m_options.threads; ++i) {
        auto thread = std::make_unique<ServerThread>(m_options, m_clock, m_connections);
        thread->setBound(socket->bound);
        thread->start(m_makeHandler);
        m_threads.push_back(std::move(thread));
    }
    m_threads.front()->listen(socket->descriptor, [this](int d) { accepted(d); });
    return socket->bound;
}

void HttpServer::accepted(int descriptor)
{
    const bool full =
        m_connections.fetch_add(1, std::memory_order_relaxed) >= m_options.limits.connections;
    if (full)
        m_refused.fetch_add(1, std::memory_order_relaxed);
    m_threads[m_next++ % m_threads.size()]->adopt(descriptor, full);
}

bool HttpServer::stop(Duration timeout)
{
    if (!isRunning())
        return true;
    m_threads.front()->stopListening();
    std::vector<std::future<void>> drained;
    for (const auto &thread : m_threads) {
        auto promise = std::make_shared<std::promise<void>>();
        drained.push_back(promise->get_future());
        thread->drain(std::move(promise));
    }
    const TimePoint deadline = m_clock.now() + timeout;
    bool whole = true;
    for (const std::future<void> &future : drained)
        whole = future.wait_for(deadline - m_clock.now()) == std::future_status::ready && whole;
    for (const auto &thread : m_threads)
        thread->stop();
    m_threads.clear();
    return whole;
}

ServerFigures HttpServer::figures() const
{
    ServerFigures figures;
    figures.connections = m_connections.load(std::memory_order_relaxed);
    figures.refused = m_refused.load(std::memory_order_relaxed);
    for (const auto &thread : m_threads)
        thread->addTo(figures);
    return figures;
}

} // namespace forefetch
