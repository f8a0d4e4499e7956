// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpmessageparser.h"
#include "core/gateway/clientshares.h"
#include "core/gateway/listensocket.h"
#include "core/gateway/serverrequest.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

class IoLoop;
class ServerThread;

// What a client may take of the server. A limit that is reached is answered (400, 408, 413, 414,
// 431, 503) where an answer still makes sense, and the connection is closed.
struct ServerLimits
{
    HeadLimits head;
    std::size_t connections = 10'000;              // of the whole server
    std::size_t connectionsEach = 8'000;           // of one client (an IPv6 one by its /64)
    std::uint64_t bodyBytes = 0;                   // of a request; 0: no limit
    Duration idle = std::chrono::seconds(75);      // between two requests
    Duration headTime = std::chrono::seconds(15);  // from a head's first byte to its last
    Duration bodyIdle = std::chrono::seconds(30);  // without a byte of a body that is wanted
    Duration writeIdle = std::chrono::seconds(30); // without the client taking a byte
    // Bytes a second that a body that is wanted, or an answer that waits to be taken, must move at
    // on average once bodyIdle or writeIdle are over; 0: none.
    std::uint64_t leastRate = 500;
};

struct ServerOptions
{
    ListenAddress listen; // port 0: a free one
    unsigned threads = 1;
    ServerLimits limits;
};

struct ServerFigures
{
    std::uint64_t connections = 0; // gauge
    std::uint64_t accepted = 0;
    std::uint64_t refused = 0; // over a limit of connections
    std::uint64_t requests = 0;
    std::uint64_t malformed = 0; // refused by the parser or the checks
    std::uint64_t timedOut = 0;
};

// An HTTP/1.1 server: keep-alive, pipelining (answers in order), bodies streamed both ways, strict
// about what it reads. Each connection belongs to one of `threads` threads, which accepts for
// itself and has an event loop and a RequestHandler of its own, so that handlers need no locks.
//
//     HttpServer server({.listen = {"127.0.0.1", 0}}, clock,
//                       [](IoLoop &) { return std::make_unique<ShopHandler>(); });
//     Result<ListenAddress> bound = server.start();
//     ...
//     server.stop(5s);
//
// A Qt application object must exist. Thread: start, stop: the owner's. figures: any.
class HttpServer
{
public:
    using HandlerFactory = std::function<std::unique_ptr<RequestHandler>(IoLoop &)>;

    HttpServer(ServerOptions options, const Clock &clock, HandlerFactory makeHandler);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // The address that it listens on, with the port that was found.
    Result<ListenAddress> start();
    // Accepts nothing new, lets requests under way end, and cuts what is left at the timeout.
    // True when nothing had to be cut.
    bool stop(Duration timeout);
    bool isRunning() const { return !m_threads.empty(); }
    ServerFigures figures() const;

private:
    void accepted(ServerThread &thread, int descriptor);

    ServerOptions m_options;
    const Clock &m_clock;
    HandlerFactory m_makeHandler;
    std::vector<std::unique_ptr<ServerThread>> m_threads;
    std::atomic<std::size_t> m_connections{0}; // over all threads, for the limit
    ClientShares m_shares;                     // the same by client
    std::atomic<std::uint64_t> m_refused{0};
};

} // namespace forefetch
