// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/fetch/httpmessage.h"
#include "core/fetch/httpmessageparser.h"
#include "core/fetch/origin.h"
#include "core/request/request.h"
#include "core/time/clock.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace forefetch {

// What became of a call that got no whole answer; `text` is for people and names the origin.
struct HttpFailure
{
    FetchStatus status = FetchStatus::Network; // Network, TimedOut or Refused (the queue is full)
    std::string text;
};

// Where a call reports to. onHead once, onData any number of times, then onEnd once; or onFailure
// at any point, and nothing after. Never from within HttpClient::send. The call may be destroyed
// in any of them.
class HttpCallListener
{
public:
    virtual ~HttpCallListener() = default;
    // 102 and 103; never 100, which is the client's own business.
    virtual void onInterim(const ResponseHead &) {}
    // `length` where the origin announced it.
    virtual void onHead(ResponseHead &&head, std::optional<std::uint64_t> length) = 0;
    virtual void onData(std::string_view bytes) = 0; // the view dies with the call
    virtual void onEnd() = 0;
    virtual void onFailure(const HttpFailure &failure) = 0;
    // What write() refused to take more of has gone out.
    virtual void onWritable() {}
    // Takes what is wrong about the framing of an answer and yet leaves no doubt where it ends
    // (RFC 9112, 6.3): bytes behind its end, which are dropped with the connection, and a transfer
    // coding that nobody knows, which ends with the connection. Else both are failures.
    virtual bool takesOddFraming() const { return false; }
};

// One request to the origin and its answer. Destroying it gives it up: the connection is closed
// unless the answer was complete.
class HttpCall
{
public:
    virtual ~HttpCall() = default;

    // The request's body, when send() announced one. False: taken, but wait for onWritable.
    virtual bool write(std::string_view bytes) = 0;
    virtual void finish() = 0;
    // The answer's body: nothing more is read from the origin while paused.
    virtual void pause() = 0;
    virtual void resume() = 0;
};

struct HttpClientOptions
{
    std::size_t connections = 256; // at a time, to the origin
    std::size_t waiting = 10'000;  // calls that wait for one
    HeadLimits head{64 * 1024, 256};
    Duration connectTime = std::chrono::seconds(5);    // TLS included
    Duration firstByteTime = std::chrono::seconds(30); // from the request's end to the head's end
    Duration idleTime = std::chrono::seconds(30);      // without a byte, in either direction
    Duration keepAliveTime = std::chrono::seconds(15); // unused, before it is closed
    std::string fieldLines; // added to every request as they are: "Connection: X-Hop\r\n"
    std::string caFile; // PEM: trusted beside the system's authorities; empty: those alone
    // Kept at the number of calls that wait for a connection, over all clients that share it; for
    // who must not come in their way. Outlives the clients. Null: nobody asks.
    std::atomic<std::uint32_t> *waitingCalls = nullptr;
};

// A client of one origin over pooled keep-alive connections (HTTP/1.1, TLS verified). It keeps no
// cookies and follows no redirects: it does what it is told. A call that reused a connection which
// died before the first byte of an answer is sent once more, when its method is idempotent and
// none of its body is gone.
//
//     HttpClient client(origin, clock);
//     auto call = client.send({"GET", "/items?page=2", fields}, Framing::none(), listener);
//
// `head.target` goes to the origin as it is (see Origin::targetFor); Host is the origin's unless
// `head` has one. Answers whose framing is ambiguous or whose length lies are failures, and bytes
// that nobody asked for close the connection.
//
// Thread: the one that made it, which runs a Qt event loop; outlives its calls.
class HttpClient
{
public:
    HttpClient(Origin origin, const Clock &clock, HttpClientOptions options = {});
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    // `framing` announces the request's body: none, sized or chunked.
    std::unique_ptr<HttpCall> send(const RequestHead &head, Framing framing,
                                   HttpCallListener &listener);
    // The same with the whole body at hand.
    std::unique_ptr<HttpCall> send(const RequestHead &head, std::string_view body,
                                   HttpCallListener &listener);

    const Origin &origin() const;
    std::size_t connections() const; // open, idle ones included
    std::size_t idleConnections() const;
    std::size_t waiting() const;
    std::uint64_t opened() const; // connections, ever
    std::uint64_t resent() const; // calls, after a reused connection had died

    struct Pool; // the inside: httpclientpool.h

private:
    std::unique_ptr<Pool> m_pool;
};

} // namespace forefetch
