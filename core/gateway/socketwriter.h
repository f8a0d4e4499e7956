// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"

#include <QTcpSocket>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace forefetch {

// Writes to a connected socket with as few system calls and copies as can be: straight from where
// the bytes are while the kernel takes them, through Qt's buffer for what it does not take.
//
//     writer.head() += ...;                 // gathered: answers to pipelined requests go together
//     writer.send({"5\r\n", chunk, "\r\n"}) // together with what was gathered
//     writer.sendShared(body, 0, size)      // kept alive and sent as the client takes it
//
// Thread: the socket's.
class SocketWriter
{
public:
    explicit SocketWriter(QTcpSocket &socket) : m_socket(socket) {}

    std::string &head() { return m_head; }
    void flush() { send({}); }
    void send(std::array<std::string_view, 3> parts);
    // `length` bytes of it from `offset` on.
    void sendShared(Body body, std::size_t offset, std::size_t length);
    // The socket has taken so much of what was in Qt's buffer: sends more of a shared body.
    void taken(std::size_t bytes);

    // Bytes not yet taken by the kernel. What is shared costs no memory and counts as one block.
    std::size_t backlog() const;
    bool isIdle() const { return backlog() == 0; }
    // Bytes that the kernel has taken, ever.
    std::uint64_t sent() const { return m_sent; }
    // The connection cannot be written to any more; nothing is, from then on.
    bool isBroken() const { return m_broken; }

private:
    std::size_t sendNow(std::string_view first, const std::array<std::string_view, 3> &parts);
    void buffer(std::string_view bytes);
    void proceed();

    QTcpSocket &m_socket;
    std::string m_head;
    Body m_shared;
    std::size_t m_sharedAt = 0;
    std::size_t m_sharedEnd = 0;
    std::uint64_t m_sent = 0;
    bool m_broken = false;
};

} // namespace forefetch
