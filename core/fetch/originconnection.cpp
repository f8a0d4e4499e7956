// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/originconnection.h"

#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

#include <utility>

namespace forefetch {

using Step = HttpMessageParser::Step;

namespace {

constexpr std::size_t kHighWater = 128 * 1024; // bytes not taken by the origin: hold the producer
constexpr std::size_t kLowWater = 32 * 1024;   // let it go on
constexpr std::size_t kKeptInput = 4096;

} // namespace

OriginConnection::OriginConnection(HttpClient::Pool &pool)
    : m_pool(pool), m_parser(HttpMessageParser::Kind::Response, pool.options.head)
{
    if (pool.origin.tls) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(pool.tls);
        connect(socket.get(), &QSslSocket::encrypted, this, [this] { connected(); });
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        connect(m_socket.get(), &QTcpSocket::connected, this, [this] { connected(); });
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(static_cast<qint64>(HttpClient::Pool::kReadBytes));
    connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] { readable(); });
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this] { written(); });
    // Queued: a failure may come from within connectToHost, and a call's listener must not be
    // called from within HttpClient::send.
    connect(
        m_socket.get(), &QTcpSocket::errorOccurred, this,
        [this](QAbstractSocket::SocketError error) { failed(error); }, Qt::QueuedConnection);
    connect(
        m_socket.get(), &QTcpSocket::disconnected, this, [this] { lost(); }, Qt::QueuedConnection);
}

OriginConnection::~OriginConnection()
{
    m_socket->disconnect(this);
}

void OriginConnection::open(PendingCall *call)
{
    m_call = call;
    call->connection = this;
    waitFor(m_pool.options.connectTime);
    const QString host = QString::fromStdString(m_pool.origin.host);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket.get()))
        tls->connectToHostEncrypted(host, m_pool.origin.port);
    else
        m_socket->connectToHost(host, m_pool.origin.port);
}

void OriginConnection::connected()
{
    if (m_state != State::Connecting)
        return;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    PendingCall *call = m_call;
    m_state = State::Idle;
    if (call != nullptr)
        send(call);
    else
        m_pool.idle(this);
}

bool OriginConnection::isReusable() const
{
    return m_state == State::Idle && m_socket->state() == QAbstractSocket::ConnectedState &&
           m_socket->bytesAvailable() == 0;
}

void OriginConnection::send(PendingCall *call)
{
    m_call = call;
    call->connection = this;
    m_state = State::Busy;
    m_gotByte = false;
    m_gotHead = false;
    m_parser.reset(call->toHead, call->listener.takesOddFraming());
    const bool resendable = call->mayResend();
    writeBody(call->wire);
    if (!resendable)
        call->wire = std::string();
    waitForAnswer();
    if (call->wantsWritable) // it wrote before there was a connection
        QMetaObject::invokeMethod(
            this, [this] { written(); }, Qt::QueuedConnection);
}

bool OriginConnection::writeBody(std::string_view bytes)
{
    m_writing = true;
    if (!bytes.empty())
        m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    m_socket->flush();
    m_writing = false;
    waitForAnswer();
    return backlog() < kHighWater;
}

std::size_t OriginConnection::backlog() const
{
    qint64 bytes = m_socket->bytesToWrite();
    if (const auto *tls = qobject_cast<const QSslSocket *>(m_socket.get()))
        bytes += tls->encryptedBytesToWrite();
    return static_cast<std::size_t>(bytes);
}

void OriginConnection::written()
{
    if (m_writing || m_state != State::Busy || m_call == nullptr)
        return;
    waitForAnswer();
    if (m_call->wantsWritable && !m_call->finished && backlog() < kLowWater) {
        m_call->wantsWritable = false;
        m_call->listener.onWritable();
    }
}

void OriginConnection::waitFor(Duration limit)
{
    m_deadline = m_pool.clock.now() + limit;
}

// The time limit of what comes next: a byte out, the head of the answer, a byte of its body, or,
// when the origin waits for the client or the other way round, none.
void OriginConnection::waitForAnswer()
{
    if (m_call == nullptr)
        return;
    if (backlog() > 0)
        waitFor(m_pool.options.idleTime);
    else if (m_call->paused || (!m_call->finished && !m_gotHead))
        m_deadline = kNever;
    else
        waitFor(m_gotHead ? m_pool.options.idleTime : m_pool.options.firstByteTime);
}

void OriginConnection::readable()
{
    if (m_pumping || m_state == State::Closed)
        return;
    if (m_state == State::Idle) { // an answer to nothing
        close();
        return;
    }
    m_pumping = true;
    pumpLoop();
    m_pumping = false;
    if (m_state == State::Busy)
        waitForAnswer();
}

bool OriginConnection::readMore(std::string_view &input)
{
    if (m_socket->bytesAvailable() == 0)
        return false;
    m_in.erase(0, m_in.size() - input.size());
    auto buffer = m_pool.takeBuffer();
    const qint64 n =
        m_socket->read(buffer.get(), static_cast<qint64>(HttpClient::Pool::kReadBytes));
    if (n > 0)
        m_in.append(buffer.get(), static_cast<std::size_t>(n));
    m_pool.buffer = std::move(buffer);
    input = m_in;
    m_gotByte = m_gotByte || n > 0;
    return n > 0;
}

void OriginConnection::pumpLoop()
{
    std::string_view input = m_in;
    while (m_state == State::Busy && m_call != nullptr && !m_call->paused) {
        const Step step = m_parser.next(input);
        if (step == Step::Wait) {
            if (!readMore(input))
                break;
        } else if (step == Step::GotHead) {
            if (!gotHead())
                return;
        } else if (step == Step::GotBody) {
            m_call->listener.onData(m_parser.body());
        } else if (step == Step::GotEnd) {
            const bool more = !input.empty() || m_socket->bytesAvailable() > 0;
            m_in.clear();
            return gotEnd(more);
        } else {
            return fail(FetchStatus::Network, "sent an answer that cannot be understood (" +
                                                  std::string(m_parser.failure().reason) + ")");
        }
    }
    if (m_state == State::Closed)
        return;
    m_in.erase(0, m_in.size() - input.size());
    if (m_in.empty() && m_in.capacity() > kKeptInput)
        m_in = std::string();
}

// False when the call is over.
bool OriginConnection::gotHead()
{
    ResponseHead &head = m_parser.response();
    PendingCall *call = m_call;
    if (head.status == 101) {
        fail(FetchStatus::Network, "switched protocols without being asked");
        return false;
    }
    if (head.status < 200) {
        if (head.status != 100)
            call->listener.onInterim(head);
        if (m_call != call || m_state != State::Busy)
            return false;
        m_parser.reset(call->toHead, call->listener.takesOddFraming());
        return true;
    }
    m_gotHead = true;
    const auto length =
        m_parser.hasBody() ? m_parser.contentLength() : std::optional<std::uint64_t>(0);
    call->listener.onHead(std::move(head), length);
    return m_call == call && m_state == State::Busy;
}

void OriginConnection::gotEnd(bool moreFollows)
{
    if (moreFollows && !m_call->listener.takesOddFraming())
        return fail(FetchStatus::Network, "sent bytes behind the end of its answer");
    const bool keep =
        m_parser.keepAlive() && m_call->finished && backlog() == 0 && !m_ended && !moreFollows;
    PendingCall *call = detach();
    HttpCallListener &listener = call->listener;
    m_pool.ended(call);
    if (keep) {
        m_state = State::Idle;
        m_reused = true;
        waitFor(m_pool.options.keepAliveTime);
        m_pool.idle(this);
    } else {
        close();
    }
    listener.onEnd();
}

void OriginConnection::resumed()
{
    if (m_state != State::Busy || m_pumping)
        return;
    waitForAnswer();
    // Not at once: the listener resumes from within its own callbacks.
    QMetaObject::invokeMethod(
        this,
        [this] {
            readable();
            if (m_ended)
                lost();
        },
        Qt::QueuedConnection);
}

PendingCall *OriginConnection::detach()
{
    PendingCall *call = std::exchange(m_call, nullptr);
    if (call != nullptr)
        call->connection = nullptr;
    return call;
}

void OriginConnection::abandon()
{
    detach();
    close();
}

void OriginConnection::close()
{
    if (std::exchange(m_state, State::Closed) == State::Closed)
        return;
    m_socket->abort();
    m_pool.closed(this);
}

void OriginConnection::failed(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows
    m_error = m_socket->errorString().toStdString();
    lost();
}

void OriginConnection::lost()
{
    if (m_state == State::Closed)
        return;
    m_ended = true;
    if (m_state == State::Connecting)
        return fail(FetchStatus::Network,
                    "cannot be reached: " + (m_error.empty() ? "closed" : m_error));
    if (m_state == State::Idle)
        return close();
    readable(); // what came before the end
    if (m_state != State::Busy || m_call == nullptr || m_call->paused)
        return;
    if (m_gotHead && m_parser.finish() == Step::GotEnd)
        return gotEnd(false);
    if (m_reused && !m_gotByte && m_call->mayResend()) {
        PendingCall *call = detach();
        ++m_pool.resent;
        close();
        m_pool.dispatch(call);
        return;
    }
    fail(FetchStatus::Network, m_gotByte ? "closed the connection before the end of its answer"
                                         : "closed the connection without an answer");
}

void OriginConnection::fail(FetchStatus status, const std::string &what)
{
    PendingCall *call = detach();
    close();
    if (call != nullptr)
        m_pool.fail(call, {status, m_pool.origin.root() + " " + what});
}

void OriginConnection::tick(TimePoint now)
{
    if (now < m_deadline || m_state == State::Closed || (m_call != nullptr && m_call->paused))
        return;
    if (m_state == State::Idle)
        close();
    else if (m_state == State::Connecting)
        fail(FetchStatus::TimedOut, "did not accept a connection in time");
    else
        fail(FetchStatus::TimedOut,
             m_gotHead ? "stopped in the middle of its answer" : "did not answer in time");
}

} // namespace forefetch
