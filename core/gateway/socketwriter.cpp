// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/socketwriter.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace forefetch {

namespace {

constexpr std::size_t kBlock = 64 * 1024;   // of a shared body in Qt's buffer at a time
constexpr std::size_t kKeptCapacity = 4096; // of m_head between answers

} // namespace

// Gathers and sends without blocking; how many bytes the kernel took.
std::size_t SocketWriter::sendNow(std::string_view first,
                                  const std::array<std::string_view, 3> &parts)
{
    if (m_broken || m_socket.bytesToWrite() != 0)
        return 0;
    std::array<iovec, 4> blocks{};
    std::size_t count = 0;
    const auto add = [&](std::string_view bytes) {
        if (!bytes.empty())
            blocks[count++] = {const_cast<char *>(bytes.data()), bytes.size()};
    };
    add(first);
    std::for_each(parts.begin(), parts.end(), add);
    if (count == 0)
        return 0;
    msghdr message{};
    message.msg_iov = blocks.data();
    message.msg_iovlen = count;
    const auto descriptor = static_cast<int>(m_socket.socketDescriptor());
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    if (sent >= 0) {
        m_sent += static_cast<std::uint64_t>(sent);
        return static_cast<std::size_t>(sent);
    }
    m_broken = errno != EAGAIN && errno != EWOULDBLOCK;
    return 0;
}

void SocketWriter::buffer(std::string_view bytes)
{
    if (!m_broken && !bytes.empty())
        m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
}

void SocketWriter::send(std::array<std::string_view, 3> parts)
{
    std::size_t sent = sendNow(m_head, parts);
    const auto rest = [&](std::string_view bytes) {
        const std::size_t skip = std::min(sent, bytes.size());
        sent -= skip;
        buffer(bytes.substr(skip));
    };
    rest(m_head);
    std::for_each(parts.begin(), parts.end(), rest);
    if (m_head.capacity() > kKeptCapacity)
        m_head = std::string();
    else
        m_head.clear();
}

void SocketWriter::sendShared(Body body, std::size_t offset, std::size_t length)
{
    const std::string_view bytes = std::string_view(*body).substr(offset, length);
    std::size_t sent = sendNow(m_head, {bytes});
    const std::size_t ofHead = std::min(sent, m_head.size());
    buffer(std::string_view(m_head).substr(ofHead));
    m_head.clear();
    m_sharedAt = offset + (sent - ofHead);
    m_sharedEnd = offset + bytes.size();
    if (m_sharedAt < m_sharedEnd && !m_broken) {
        m_shared = std::move(body);
        proceed();
    }
}

void SocketWriter::taken(std::size_t bytes)
{
    m_sent += bytes;
    proceed();
}

void SocketWriter::proceed()
{
    if (!m_shared || m_broken || m_socket.bytesToWrite() >= static_cast<qint64>(kBlock))
        return;
    std::string_view rest =
        std::string_view(*m_shared).substr(m_sharedAt, m_sharedEnd - m_sharedAt);
    rest.remove_prefix(sendNow(rest, {}));
    const std::size_t block = std::min(rest.size(), kBlock);
    buffer(rest.substr(0, block));
    m_sharedAt = m_sharedEnd - (rest.size() - block);
    if (m_sharedAt == m_sharedEnd)
        m_shared.reset();
}

std::size_t SocketWriter::backlog() const
{
    return m_head.size() + static_cast<std::size_t>(m_socket.bytesToWrite()) +
           (m_shared ? kBlock : 0);
}

} // namespace forefetch
