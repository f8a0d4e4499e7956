// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/ioloop.h"
#include "core/gateway/httpserver.h"

#include <QTcpServer>
#include <QTimer>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace forefetch {

class ServerConnection;

// One thread of an HttpServer: its event loop, its connections, its handler.
//
// Thread: start, adopt, drain, cut, stop and the figures are for any; the rest for its own.
class ServerThread
{
public:
    static constexpr std::size_t kReadBytes = 64 * 1024;
    using Accepted = std::function<void(int descriptor)>;

    ServerThread(const ServerOptions &options, const Clock &clock,
                 std::atomic<std::size_t> &connections, ClientShares &shares);
    ~ServerThread();

    void start(const HttpServer::HandlerFactory &makeHandler);
    // It owns the descriptor from then on.
    void listen(int descriptor, Accepted accepted);
    void stopListening();
    // `refusal`: why it is answered 503 and closed; empty when it is welcome. A literal.
    void adopt(int descriptor, ClientNetwork network, std::string_view refusal);
    // Closes connections as they become idle; `drained` is set when none is left.
    void drain(std::shared_ptr<std::promise<void>> drained);
    void cut();
    void stop();
    void addTo(ServerFigures &figures) const;

    // For its connections.
    RequestHandler &handler() { return *m_handler; }
    const ServerLimits &limits() const { return m_options.limits; }
    TimePoint now() const { return m_clock.now(); }
    const ListenAddress &bound() const { return m_bound; }
    void setBound(const ListenAddress &bound) { m_bound = bound; } // before start()
    // "Date: Sun, 22 Nov 2026 20:00:00 GMT\r\n", made once a second.
    std::string_view dateLine();
    // A buffer of kReadBytes that the caller gives back; nested use gets another.
    std::unique_ptr<char[]> takeBuffer();
    void giveBuffer(std::unique_ptr<char[]> buffer) { m_buffer = std::move(buffer); }
    std::string &lineBuffer() { return m_lines; }
    // At the next turn of the event loop; one event for all connections.
    void flushLater(ServerConnection *connection);
    void remove(ServerConnection *connection);
    void countRequest() { m_requests.fetch_add(1, std::memory_order_relaxed); }
    void countMalformed() { m_malformed.fetch_add(1, std::memory_order_relaxed); }
    void countTimedOut() { m_timedOut.fetch_add(1, std::memory_order_relaxed); }

private:
    class Acceptor;

    void open();
    void close();
    void tick();
    void flushAll();
    void checkDrained();

    const ServerOptions &m_options;
    const Clock &m_clock;
    std::atomic<std::size_t> &m_connectionCount;
    ClientShares &m_shares;
    ListenAddress m_bound;
    HttpServer::HandlerFactory m_makeHandler;
    std::unique_ptr<RequestHandler> m_handler;
    std::unique_ptr<Acceptor> m_acceptor;
    std::unique_ptr<QTimer> m_timer;
    std::unordered_map<ServerConnection *, std::unique_ptr<ServerConnection>> m_connections;
    std::unique_ptr<char[]> m_buffer;
    std::vector<ServerConnection *> m_toFlush;
    std::string m_lines;
    std::string m_dateLine;
    std::chrono::sys_seconds m_dateAt{};
    std::shared_ptr<std::promise<void>> m_drained;
    std::atomic<std::uint64_t> m_accepted{0};
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<std::uint64_t> m_malformed{0};
    std::atomic<std::uint64_t> m_timedOut{0};
    IoLoop m_loop; // last: its thread uses the others
};

} // namespace forefetch
