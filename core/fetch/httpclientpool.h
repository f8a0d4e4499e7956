// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of HttpClient: its calls and its pool of connections.
#pragma once

#include "core/fetch/httpclient.h"

#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <deque>
#include <unordered_map>
#include <vector>

namespace forefetch {

class OriginConnection;

// One call, from send() to its end. Thread: the client's.
class PendingCall final : public HttpCall
{
public:
    PendingCall(HttpClient::Pool &pool, HttpCallListener &listener);
    ~PendingCall() override;

    bool write(std::string_view bytes) override;
    void finish() override;
    void pause() override;
    void resume() override;

    bool mayResend() const { return idempotent && !bodySent; }

    HttpCallListener &listener;
    std::string wire; // the request's head, and its body as far as it waits for a connection
    bool idempotent = false;
    bool bodySent = false; // some of the body has left: it cannot be sent again
    bool chunked = false;
    bool finished = true; // the request's body is complete
    bool toHead = false;
    bool paused = false;
    bool wantsWritable = false;
    TimePoint queuedAt{};
    OriginConnection *connection = nullptr; // null while it waits, and when it is over

private:
    friend struct HttpClient::Pool;
    void frame(std::string_view bytes, std::string &out) const;

    HttpClient::Pool *m_pool; // null when the pool has forgotten the call
};

// Thread: the client's.
struct HttpClient::Pool
{
    Pool(Origin o, const Clock &c, HttpClientOptions opt);
    ~Pool();

    // Gives the call a connection, or lets it wait for one.
    void dispatch(PendingCall *call);
    void forget(PendingCall *call);
    // From connections: no call is on it any more / it is of no use any more.
    void idle(OriginConnection *connection);
    void closed(OriginConnection *connection);
    void fail(PendingCall *call, const HttpFailure &failure);
    void ended(PendingCall *call) { call->m_pool = nullptr; }
    std::unique_ptr<char[]> takeBuffer();

    static constexpr std::size_t kReadBytes = 64 * 1024;

    Origin origin;
    const Clock &clock;
    HttpClientOptions options;
    QSslConfiguration tls;
    QObject context; // of queued work; dies with the pool
    QTimer timer;
    std::unordered_map<OriginConnection *, std::unique_ptr<OriginConnection>> connections;
    std::vector<OriginConnection *> idling; // the newest last: it is the warmest
    std::deque<PendingCall *> waiting;
    std::vector<PendingCall *> refused; // to be told that the queue is full
    std::unique_ptr<char[]> buffer;
    std::uint64_t opened = 0;
    std::uint64_t resent = 0;

private:
    void open(PendingCall *call);
    void tick();
    void serveWaiting();
    void refuse(PendingCall *call);
    PendingCall *takeWaiting();
    void tellWaiting();

    std::size_t m_toldWaiting = 0; // of `waiting`, as options.waitingCalls has it
};

} // namespace forefetch
