// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpclient.h"

#include "core/fetch/httpclientpool.h"
#include "core/fetch/originconnection.h"

#include <QFile>
#include <QSslCertificate>

#include <algorithm>
#include <array>
#include <utility>

namespace forefetch {

namespace {

constexpr std::chrono::milliseconds kTick{100}; // how accurate time limits are

// RFC 9110, 9.2.2.
bool isIdempotent(std::string_view method)
{
    constexpr std::array<std::string_view, 6> methods{"GET",   "HEAD", "OPTIONS",
                                                      "TRACE", "PUT",  "DELETE"};
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

QSslConfiguration tlsConfiguration(const HttpClientOptions &options)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    if (!options.caFile.empty())
        tls.addCaCertificates(QString::fromStdString(options.caFile));
    return tls;
}

template <typename List>
void removeFrom(List &list, const typename List::value_type &value)
{
    list.erase(std::remove(list.begin(), list.end(), value), list.end());
}

} // namespace

PendingCall::PendingCall(HttpClient::Pool &pool, HttpCallListener &l) : listener(l), m_pool(&pool)
{
}

PendingCall::~PendingCall()
{
    if (m_pool != nullptr)
        m_pool->forget(this);
}

void PendingCall::frame(std::string_view bytes, std::string &out) const
{
    if (chunked)
        appendChunk(out, bytes);
    else
        out.append(bytes);
}

bool PendingCall::write(std::string_view bytes)
{
    if (finished || m_pool == nullptr)
        return true;
    if (connection == nullptr || !connection->isConnected()) {
        frame(bytes, wire);
        bodySent = true;
        wantsWritable = true;
        return false;
    }
    std::string framed;
    frame(bytes, framed);
    bodySent = true;
    wantsWritable = !connection->writeBody(framed);
    return !wantsWritable;
}

void PendingCall::finish()
{
    if (std::exchange(finished, true) || m_pool == nullptr)
        return;
    if (connection == nullptr || !connection->isConnected()) {
        if (chunked)
            wire.append(kLastChunk);
    } else {
        connection->writeBody(chunked ? kLastChunk : std::string_view());
    }
}

void PendingCall::pause()
{
    paused = true;
}

void PendingCall::resume()
{
    if (std::exchange(paused, false) && connection != nullptr)
        connection->resumed();
}

HttpClient::Pool::Pool(Origin o, const Clock &c, HttpClientOptions opt)
    : origin(std::move(o)), clock(c), options(std::move(opt))
{
    if (origin.tls)
        tls = tlsConfiguration(options);
    options.connections = std::max<std::size_t>(1, options.connections);
    QObject::connect(&timer, &QTimer::timeout, &context, [this] { tick(); });
}

HttpClient::Pool::~Pool()
{
    for (auto &[connection, owned] : connections)
        if (PendingCall *call = connection->detach())
            call->m_pool = nullptr;
    for (PendingCall *call : waiting)
        call->m_pool = nullptr;
    for (PendingCall *call : refused)
        call->m_pool = nullptr;
    waiting.clear();
    tellWaiting();
}

// After each change of `waiting`.
void HttpClient::Pool::tellWaiting()
{
    if (options.waitingCalls != nullptr && waiting.size() != m_toldWaiting)
        options.waitingCalls->fetch_add(static_cast<std::uint32_t>(waiting.size()) -
                                            static_cast<std::uint32_t>(m_toldWaiting),
                                        std::memory_order_relaxed);
    m_toldWaiting = waiting.size();
}

PendingCall *HttpClient::Pool::takeWaiting()
{
    PendingCall *call = waiting.front();
    waiting.pop_front();
    tellWaiting();
    return call;
}

void HttpClient::Pool::dispatch(PendingCall *call)
{
    call->queuedAt = clock.now();
    while (!idling.empty()) {
        OriginConnection *connection = idling.back();
        idling.pop_back();
        if (connection->isReusable())
            return connection->send(call);
        connection->close();
    }
    if (connections.size() < options.connections)
        open(call);
    else if (waiting.size() >= options.waiting)
        return refuse(call);
    else
        waiting.push_back(call);
    tellWaiting();
}

void HttpClient::Pool::open(PendingCall *call)
{
    if (!timer.isActive())
        timer.start(kTick);
    auto owned = std::make_unique<OriginConnection>(*this);
    OriginConnection *connection = owned.get();
    connections.emplace(connection, std::move(owned));
    ++opened;
    connection->open(call);
}

void HttpClient::Pool::refuse(PendingCall *call)
{
    refused.push_back(call);
    QMetaObject::invokeMethod(
        &context,
        [this] {
            while (!refused.empty()) {
                PendingCall *first = refused.front();
                refused.erase(refused.begin());
                fail(first, {FetchStatus::Refused, "too many requests wait for " + origin.root()});
            }
        },
        Qt::QueuedConnection);
}

void HttpClient::Pool::forget(PendingCall *call)
{
    if (call->connection != nullptr) {
        call->connection->abandon();
        return;
    }
    removeFrom(waiting, call);
    removeFrom(refused, call);
    tellWaiting();
}

void HttpClient::Pool::fail(PendingCall *call, const HttpFailure &failure)
{
    call->m_pool = nullptr;
    call->connection = nullptr;
    call->listener.onFailure(failure);
}

void HttpClient::Pool::idle(OriginConnection *connection)
{
    if (!waiting.empty()) {
        connection->send(takeWaiting());
        return;
    }
    idling.push_back(connection);
}

void HttpClient::Pool::closed(OriginConnection *connection)
{
    removeFrom(idling, connection);
    const auto found = connections.find(connection);
    if (found == connections.end())
        return;
    found->second.release()->deleteLater(); // it may be at work further up the stack
    connections.erase(found);
    serveWaiting();
}

void HttpClient::Pool::serveWaiting()
{
    while (!waiting.empty() && connections.size() < options.connections) {
        open(takeWaiting());
    }
}

void HttpClient::Pool::tick()
{
    const TimePoint now = clock.now();
    std::vector<OriginConnection *> all;
    all.reserve(connections.size());
    for (const auto &[connection, owned] : connections)
        all.push_back(connection);
    for (OriginConnection *connection : all)
        if (connections.contains(connection))
            connection->tick(now);
    while (!waiting.empty() &&
           now - waiting.front()->queuedAt > options.connectTime + options.firstByteTime) {
        fail(takeWaiting(),
             {FetchStatus::TimedOut, origin.root() + " is busy: no connection became free"});
    }
    if (connections.empty() && waiting.empty())
        timer.stop();
}

std::unique_ptr<char[]> HttpClient::Pool::takeBuffer()
{
    if (buffer)
        return std::move(buffer);
    return std::make_unique_for_overwrite<char[]>(kReadBytes);
}

HttpClient::HttpClient(Origin origin, const Clock &clock, HttpClientOptions options)
    : m_pool(std::make_unique<Pool>(std::move(origin), clock, std::move(options)))
{
}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpCall> HttpClient::send(const RequestHead &head, Framing framing,
                                           HttpCallListener &listener)
{
    auto call = std::make_unique<PendingCall>(*m_pool, listener);
    call->idempotent = isIdempotent(head.method);
    call->toHead = head.method == "HEAD";
    call->chunked = framing.kind == Framing::Kind::Chunked;
    call->finished = framing.kind == Framing::Kind::None ||
                     (framing.kind == Framing::Kind::Sized && framing.length == 0);
    std::string lines = m_pool->options.fieldLines;
    if (!head.headers.has("host"))
        lines += "Host: " + m_pool->origin.authority() + "\r\n";
    appendRequestHead(call->wire, head, framing, lines);
    m_pool->dispatch(call.get());
    return call;
}

std::unique_ptr<HttpCall> HttpClient::send(const RequestHead &head, std::string_view body,
                                           HttpCallListener &listener)
{
    if (body.empty())
        return send(head, Framing::none(), listener);
    auto call = send(head, Framing::sized(body.size()), listener);
    call->write(body);
    call->finish();
    return call;
}

const Origin &HttpClient::origin() const
{
    return m_pool->origin;
}

std::size_t HttpClient::connections() const
{
    return m_pool->connections.size();
}

std::size_t HttpClient::idleConnections() const
{
    return m_pool->idling.size();
}

std::size_t HttpClient::waiting() const
{
    return m_pool->waiting.size();
}

std::uint64_t HttpClient::opened() const
{
    return m_pool->opened;
}

std::uint64_t HttpClient::resent() const
{
    return m_pool->resent;
}

} // namespace forefetch
