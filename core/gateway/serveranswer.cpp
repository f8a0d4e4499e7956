// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The answering half of ServerConnection: from answers to bytes.
#include "core/gateway/serverconnection.h"
#include "core/gateway/serverthread.h"

#include <sys/socket.h>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kHighWater = 128 * 1024; // bytes not taken by the client: hold the producer
constexpr std::size_t kLowWater = 32 * 1024;   // let it go on
constexpr std::size_t kGather = 64 * 1024;     // answers to pipelined requests in one write
constexpr std::size_t kCopyMost = 8 * 1024;    // below, a body is copied behind its head

} // namespace

bool ServerConnection::bodyAllowed(const ResponseHead &head) const
{
    return forefetch::hasBody(m_parser->request().method, head.status);
}

void ServerConnection::appendHead(const ResponseHead &head, Framing framing, std::string_view lines)
{
    std::string &all = m_thread.lineBuffer();
    all.assign(lines);
    if (head.status >= 200) {
        if (!head.headers.has("date"))
            all += m_thread.dateLine();
        if (m_closeAfter)
            all += "Connection: close\r\n";
        else if (isHttp10())
            all += "Connection: keep-alive\r\n";
    }
    appendResponseHead(m_writer.head(), head, framing, all);
}

// False when there is nobody to answer to.
bool ServerConnection::startAnswer(const ResponseHead &head, Framing framing,
                                   std::string_view lines)
{
    Q_ASSERT(m_answer == Answer::None);
    if (m_closed)
        return false;
    // Whether a client that waits for 100 sends its body after a final answer is its own choice.
    m_closeAfter = m_closeAfter || m_expectsContinue || m_draining || !m_parser->keepAlive();
    if (framing.kind == Framing::Kind::UntilClose)
        m_closeAfter = true;
    m_framing = framing;
    m_answer = Answer::Streaming;
    appendHead(head, framing, lines);
    return true;
}

void ServerConnection::respond(const ResponseHead &head, std::string_view body,
                               std::string_view lines)
{
    const bool withBody = bodyAllowed(head);
    const bool sized = withBody || (head.status != 204 && head.status != 304);
    if (!startAnswer(head, sized ? Framing::sized(body.size()) : Framing::none(), lines))
        return;
    if (withBody && body.size() <= kCopyMost)
        m_writer.head().append(body);
    else if (withBody)
        m_writer.send({body});
    finishAnswer();
}

void ServerConnection::respond(const ResponseHead &head, Body body, std::string_view lines)
{
    const std::size_t size = body ? body->size() : 0;
    respond(head, std::move(body), 0, size, lines);
}

void ServerConnection::respond(const ResponseHead &head, Body body, std::size_t offset,
                               std::size_t length, std::string_view lines)
{
    const std::string_view bytes =
        body ? std::string_view(*body).substr(offset, length) : std::string_view();
    if (bytes.size() <= kCopyMost || !bodyAllowed(head))
        return respond(head, bytes, lines);
    if (!startAnswer(head, Framing::sized(bytes.size()), lines))
        return;
    m_writer.sendShared(std::move(body), offset, bytes.size());
    finishAnswer();
}

void ServerConnection::begin(const ResponseHead &head, std::optional<std::uint64_t> length,
                             std::string_view lines)
{
    Framing framing;
    if (bodyAllowed(head)) {
        if (length)
            framing = Framing::sized(*length);
        else
            framing = isHttp10() ? Framing::untilClose() : Framing::chunked();
    }
    m_answerLeft = framing.length;
    if (startAnswer(head, framing, lines) && !m_pumping)
        m_thread.flushLater(this);
}

void ServerConnection::flush()
{
    if (m_closed)
        return;
    m_writer.flush();
    watchForProgress();
}

bool ServerConnection::write(std::string_view bytes)
{
    if (m_closed || m_answer != Answer::Streaming)
        return true;
    switch (m_framing.kind) {
    case Framing::Kind::None:
        return true;
    case Framing::Kind::Sized:
        bytes = bytes.substr(0, m_answerLeft); // what is beyond would be read as another answer
        m_answerLeft -= bytes.size();
        m_writer.send({bytes});
        break;
    case Framing::Kind::Chunked: {
        std::string size;
        appendChunkSize(size, bytes.size());
        if (!bytes.empty())
            m_writer.send({size, bytes, "\r\n"});
        break;
    }
    case Framing::Kind::UntilClose:
        m_writer.send({bytes});
        break;
    }
    m_wantsWritable = m_writer.backlog() > kHighWater;
    if (!m_pumping)
        watchForProgress();
    return !m_wantsWritable;
}

void ServerConnection::end()
{
    if (m_closed || m_answer != Answer::Streaming)
        return;
    if (m_framing.kind == Framing::Kind::Sized && m_answerLeft > 0)
        return abort();
    if (m_framing.kind == Framing::Kind::Chunked)
        m_writer.head().append(kLastChunk);
    finishAnswer();
}

void ServerConnection::abort()
{
    m_listener = nullptr;
    if (m_closed)
        return;
    if (m_framing.kind == Framing::Kind::UntilClose && m_answer == Answer::Streaming)
        return reset(); // an orderly end would look like the end of the body
    // What went out before still reaches the client.
    m_answer = Answer::Done;
    m_reading = Reading::Done;
    m_active = false;
    m_closeAfter = true;
    if (!m_pumping)
        closeWhenWritten();
}

void ServerConnection::reset()
{
    m_listener = nullptr;
    if (m_closed)
        return;
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
                 sizeof now);
    cut();
}

void ServerConnection::inform(const ResponseHead &head)
{
    if (m_closed || m_answer != Answer::None || isHttp10() || head.status == 101)
        return;
    appendHead(head, Framing::none(), {});
    if (!m_pumping)
        m_writer.flush();
}

void ServerConnection::finishAnswer()
{
    m_answer = Answer::Done;
    m_listener = nullptr;
    if (m_reading == Reading::Paused || m_reading == Reading::Flowing)
        m_reading = m_closeAfter ? Reading::Done : Reading::Discarding;
    if (m_writer.head().size() > kGather)
        m_writer.flush();
    if (m_reading == Reading::Done)
        completeRequest();
    if (!m_pumping)
        pump();
}

void ServerConnection::completeRequest()
{
    if (m_answer != Answer::Done || m_reading != Reading::Done)
        return;
    m_active = false;
    m_reading = Reading::Head;
    if (!m_closeAfter)
        m_parser->reset();
}

void ServerConnection::written(std::size_t bytes)
{
    if (m_closed)
        return;
    m_writer.taken(bytes);
    if (m_wait == Wait::Writable)
        waitFor(Wait::Writable);
    if (m_wantsWritable && m_writer.backlog() < kLowWater && m_listener != nullptr) {
        m_wantsWritable = false;
        waitFor(Wait::Nothing);
        m_listener->onWritable();
        return;
    }
    if ((m_closeAfter || m_draining) && !m_active)
        closeWhenWritten();
    else if (!m_active)
        pump();
    else
        watchForProgress();
}

// Our side is shut once everything is out. The client's is awaited for a moment, with its bytes
// thrown away: closing over unread bytes would reset the connection, answer and all.
void ServerConnection::closeWhenWritten()
{
    m_closeAfter = true;
    m_writer.flush();
    if (m_writer.isBroken()) {
        QMetaObject::invokeMethod(
            this, [this] { cut(); }, Qt::QueuedConnection);
        return;
    }
    if (m_closing)
        return;
    if (!m_writer.isIdle()) {
        waitFor(Wait::Writable);
        return;
    }
    m_closing = true;
    m_discarded = 0;
    m_in.clear();
    ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
    waitFor(Wait::Close);
    discardInput();
}

} // namespace forefetch
