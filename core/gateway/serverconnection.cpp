// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading: from bytes to requests. How they are answered: serveranswer.cpp.
#include "core/gateway/serverconnection.h"

#include "core/gateway/requestcheck.h"
#include "core/gateway/serverthread.h"

#include <QHostAddress>

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace forefetch {

using Step = HttpMessageParser::Step;

namespace {

constexpr std::uint64_t kDiscardMost = 256 * 1024; // of a body that nobody wanted, to stay alive
constexpr std::size_t kKeptInput = 4096;           // capacity kept between requests

std::string addressText(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    return (mapped ? QHostAddress(v4) : address).toString().toStdString();
}

} // namespace

ServerConnection::ServerConnection(ServerThread &thread, ClientNetwork network)
    : m_thread(thread), m_writer(m_socket),
      m_parser(std::make_unique<HttpMessageParser>(HttpMessageParser::Kind::Request,
                                                   thread.limits().head)),
      m_network(network)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] { pump(); });
    connect(&m_socket, &QTcpSocket::bytesWritten, this,
            [this](qint64 bytes) { written(static_cast<std::size_t>(bytes)); });
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] { lost(); });
}

ServerConnection::~ServerConnection()
{
    m_socket.disconnect(this);
}

bool ServerConnection::open(qintptr descriptor)
{
    if (!m_socket.setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return false;
    }
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.setReadBufferSize(static_cast<qint64>(ServerThread::kReadBytes));
    m_clientAddress = addressText(m_socket.peerAddress());
    waitFor(Wait::Request);
    return true;
}

void ServerConnection::refuseBusy(std::string_view reason)
{
    refuse(503, reason);
}

std::optional<std::uint64_t> ServerConnection::bodyLength() const
{
    return m_hasBody ? m_parser->contentLength() : std::optional<std::uint64_t>(0);
}

void ServerConnection::resumeBody()
{
    if (m_reading != Reading::Paused)
        return;
    m_reading = Reading::Flowing;
    if (std::exchange(m_expectsContinue, false))
        inform({100, "", {}});
    if (!m_pumping)
        waitFor(Wait::BodyBytes);
    if (!m_handling && !m_pumping)
        pump();
}

void ServerConnection::pauseBody()
{
    if (m_reading != Reading::Flowing)
        return;
    m_reading = Reading::Paused;
    waitFor(Wait::Nothing);
}

bool ServerConnection::wantsInput() const
{
    if (m_closed || m_closing || m_closeAfter)
        return m_active && !m_closed && m_reading == Reading::Flowing;
    if (m_active)
        return m_reading == Reading::Flowing || m_reading == Reading::Discarding;
    return !m_draining && m_writer.backlog() < ServerThread::kReadBytes;
}

// More bytes behind `input`; false when there are none now.
bool ServerConnection::readMore(std::string_view &input)
{
    if (m_socket.bytesAvailable() == 0)
        return false;
    m_in.erase(0, m_in.size() - input.size());
    auto buffer = m_thread.takeBuffer();
    const qint64 n = m_socket.read(buffer.get(), static_cast<qint64>(ServerThread::kReadBytes));
    if (n > 0)
        m_in.append(buffer.get(), static_cast<std::size_t>(n));
    m_thread.giveBuffer(std::move(buffer));
    input = m_in;
    return n > 0;
}

void ServerConnection::keep(std::string_view input)
{
    m_in.erase(0, m_in.size() - input.size());
    if (m_in.empty() && m_in.capacity() > kKeptInput)
        m_in = std::string();
}

void ServerConnection::pump()
{
    if (m_pumping || m_closed)
        return;
    if (m_closing) {
        discardInput();
        return;
    }
    m_pumping = true;
    pumpLoop();
    m_pumping = false;
    if (m_closed)
        return;
    m_writer.flush();
    if ((m_closeAfter || m_draining) && !m_active)
        closeWhenWritten();
    else if (m_writer.isBroken())
        QMetaObject::invokeMethod(
            this, [this] { cut(); }, Qt::QueuedConnection);
    watchForProgress();
}

void ServerConnection::pumpLoop()
{
    std::string_view input = m_in;
    while (wantsInput()) {
        const Step got = m_parser->next(input);
        if (got == Step::Wait) {
            if (!readMore(input))
                break;
            continue;
        }
        step(got);
        if (m_closed)
            return;
    }
    keep(input);
}

void ServerConnection::step(Step step)
{
    switch (step) {
    case Step::GotHead:
        return beginRequest();
    case Step::GotBody:
        return bodyBytes(m_parser->body());
    case Step::GotEnd:
        return bodyEnded();
    case Step::Failed:
        m_thread.countMalformed();
        return refuse(m_parser->failure().status, m_parser->failure().reason);
    case Step::Wait:
        break;
    }
}

void ServerConnection::beginRequest()
{
    m_active = true;
    m_answer = Answer::None;
    m_hasBody = m_parser->hasBody();
    m_reading = m_hasBody ? Reading::Paused : Reading::Done;
    m_bodyBytes = 0;
    m_discarded = 0;
    m_wantsWritable = false;
    m_expectsContinue = false;
    m_thread.countRequest();
    waitFor(Wait::Nothing);
    RequestHead &request = m_parser->request();
    if (const auto objection = checkRequest(request, m_parser->minorVersion(), m_thread.bound())) {
        m_thread.countMalformed();
        return refuse(objection->status, objection->reason);
    }
    const std::string_view expect = request.headers.value("expect");
    if (!expect.empty() && !isHttp10()) {
        if (!equalsIgnoringCase(expect, "100-continue")) {
            m_thread.countMalformed();
            return refuse(417, "the only expectation understood is 100-continue");
        }
        m_expectsContinue = m_hasBody;
    }
    if (const auto length = bodyLength(); length && !checkBodySize(*length))
        return;
    if (request.target == "*") {
        Headers fields;
        fields.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        respond({204, "", std::move(fields)}, std::string_view(), {});
        return;
    }
    m_handling = true;
    m_thread.handler().handle(*this);
    m_handling = false;
    Q_ASSERT(m_answer == Answer::Done || m_listener != nullptr || m_closed);
}

bool ServerConnection::checkBodySize(std::uint64_t bytes)
{
    const std::uint64_t most = m_thread.limits().bodyBytes;
    if (most == 0 || bytes <= most)
        return true;
    refuse(413, "the request's body is too large");
    return false;
}

void ServerConnection::bodyBytes(std::string_view bytes)
{
    m_bodyBytes += bytes.size();
    if (m_reading == Reading::Discarding) {
        m_discarded += bytes.size();
        if (m_discarded > kDiscardMost) {
            m_closeAfter = true;
            m_reading = Reading::Done;
            completeRequest();
        }
        return;
    }
    if (!checkBodySize(m_bodyBytes))
        return;
    waitFor(Wait::BodyBytes);
    m_listener->onBody(bytes);
}

void ServerConnection::bodyEnded()
{
    const bool wanted = std::exchange(m_reading, Reading::Done) == Reading::Flowing;
    waitFor(Wait::Nothing);
    if (wanted && m_listener != nullptr)
        m_listener->onBodyEnd();
    else
        completeRequest();
}

// The client broke the rules or a limit: an answer if none has begun, and no more of it.
void ServerConnection::refuse(int status, std::string_view reason)
{
    if (m_active && m_answer == Answer::Done) { // its body is bad, and nobody waits for it any more
        m_closeAfter = true;
        m_reading = Reading::Done;
        return completeRequest();
    }
    if (RequestListener *listener = std::exchange(m_listener, nullptr))
        listener->onGone();
    if (m_answer == Answer::Streaming)
        return cut();
    m_active = true;
    m_answer = Answer::None;
    m_closeAfter = true;
    m_reading = Reading::Done;
    Headers fields;
    fields.add("Content-Type", "text/plain; charset=utf-8");
    const std::string text = std::string(reason) + "\n";
    respond({status, "", std::move(fields)}, text, {});
}

void ServerConnection::discardInput()
{
    auto buffer = m_thread.takeBuffer();
    qint64 n = 0;
    while ((n = m_socket.read(buffer.get(), static_cast<qint64>(ServerThread::kReadBytes))) > 0)
        m_discarded += static_cast<std::uint64_t>(n);
    m_thread.giveBuffer(std::move(buffer));
    if (m_discarded > kDiscardMost)
        cut();
}

// What the connection is waiting for once it has done what it could, with the time limit of it.
void ServerConnection::watchForProgress()
{
    if (m_closed || m_closing)
        return;
    if (m_active) {
        if (m_writer.isIdle() && m_wait == Wait::Writable)
            waitFor(Wait::Nothing); // it is not the client who is awaited any more
        const bool isFree = m_wait == Wait::Nothing;
        if (m_reading == Reading::Discarding || (m_reading == Reading::Flowing && isFree))
            waitFor(Wait::BodyBytes);
        else if (!m_writer.isIdle() && isFree)
            waitFor(Wait::Writable);
    } else if (!m_writer.isIdle()) {
        waitFor(Wait::Writable);
    } else if (m_in.empty()) {
        waitFor(Wait::Request);
    } else if (m_wait != Wait::HeadEnd) {
        waitFor(Wait::HeadEnd);
    }
}

// Who moves a byte now and then is idle at no time, and holds a connection for ever all the same.
TimePoint ServerConnection::dueAtLeastRate(Duration grace) const
{
    const std::uint64_t rate = m_thread.limits().leastRate;
    if (rate == 0)
        return kNever;
    const std::uint64_t now = m_wait == Wait::BodyBytes ? m_bodyBytes : m_writer.sent();
    const std::chrono::duration<double> earned(static_cast<double>(now - m_movedThen) /
                                               static_cast<double>(rate));
    return m_waitingSince + grace + std::chrono::duration_cast<Duration>(earned);
}

void ServerConnection::waitFor(Wait what)
{
    const ServerLimits &limits = m_thread.limits();
    if (std::exchange(m_wait, what) != what &&
        (what == Wait::BodyBytes || what == Wait::Writable)) {
        m_waitingSince = m_thread.now();
        m_movedThen = what == Wait::BodyBytes ? m_bodyBytes : m_writer.sent();
    }
    switch (what) {
    case Wait::Nothing:
        m_deadline = kNever;
        break;
    case Wait::Request:
        m_deadline = m_thread.now() + limits.idle;
        break;
    case Wait::HeadEnd:
        m_deadline = m_thread.now() + limits.headTime;
        break;
    case Wait::BodyBytes:
        m_deadline = std::min(m_thread.now() + limits.bodyIdle, dueAtLeastRate(limits.bodyIdle));
        break;
    case Wait::Writable:
        m_deadline = std::min(m_thread.now() + limits.writeIdle, dueAtLeastRate(limits.writeIdle));
        break;
    case Wait::Close:
        m_deadline = m_thread.now() + std::chrono::seconds(2);
        break;
    }
}

void ServerConnection::tick(TimePoint now)
{
    if (m_closed || now < m_deadline)
        return;
    switch (m_wait) {
    case Wait::HeadEnd:
    case Wait::BodyBytes:
        m_thread.countTimedOut();
        if (m_answer != Answer::Done) {
            refuse(408, m_wait == Wait::HeadEnd ? "the request's header took too long"
                                                : "the request's body took too long");
            break;
        }
        [[fallthrough]];
    case Wait::Writable:
        m_thread.countTimedOut();
        [[fallthrough]];
    case Wait::Request:
    case Wait::Close:
        cut();
        break;
    case Wait::Nothing:
        break;
    }
}

void ServerConnection::drain()
{
    m_draining = true;
    if (m_active)
        return;
    if (m_in.empty() && m_writer.isIdle())
        cut();
    else
        closeWhenWritten();
}

void ServerConnection::cut()
{
    m_socket.abort();
    lost();
}

void ServerConnection::lost()
{
    if (std::exchange(m_closed, true))
        return;
    if (RequestListener *listener = std::exchange(m_listener, nullptr))
        listener->onGone();
    m_thread.remove(this);
}

} // namespace forefetch
