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
    const auto sockets = listenOn(m_options.listen, m_options.threads);
    if (!sockets)
        return sockets.error();
    raiseDescriptorLimit();
    const ListenAddress bound = sockets->front().bound;
    for (const ListenSocket &socket : *sockets) {
        auto thread = std::make_unique<ServerThread>(m_options, m_clock, m_connections, m_shares);
        ServerThread &t = *thread;
        t.setBound(bound);
        t.start(m_makeHandler);
        m_threads.push_back(std::move(thread));
        t.listen(socket.descriptor, [this, &t](int d) { accepted(t, d); });
    }
    return bound;
}

void HttpServer::accepted(ServerThread &thread, int descriptor)
{
    const ClientNetwork network = clientNetworkOf(descriptor);
    std::string_view refusal;
    if (m_connections.fetch_add(1, std::memory_order_relaxed) >= m_options.limits.connections)
        refusal = "too many connections; try again later";
    if (m_shares.enter(network) > m_options.limits.connectionsEach && refusal.empty())
        refusal = "too many connections from this address; close some";
    if (!refusal.empty())
        m_refused.fetch_add(1, std::memory_order_relaxed);
    thread.adopt(descriptor, network, refusal);
}

bool HttpServer::stop(Duration timeout)
{
    if (!isRunning())
        return true;
    for (const auto &thread : m_threads)
        thread->stopListening();
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
