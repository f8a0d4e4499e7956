// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace forefetch {

// A client on loopback that sends exactly the bytes it is told to, and waits with a time-out.
//
//     RawClient client(port);
//     client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
//     std::string answer = client.readUntil("\r\n\r\n");
class RawClient
{
public:
    static constexpr int kTimeout = 10'000; // ms; a failure, not a measure
    struct From
    {
        const char *address = nullptr; // "127.0.0.2"; null: as the system chooses
        int receiveBuffer = 0;         // bytes; 0: as the system chooses
    };

    explicit RawClient(std::uint16_t port) : RawClient(port, From{}) {}
    RawClient(std::uint16_t port, From from) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        if (from.receiveBuffer > 0)
            ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &from.receiveBuffer, sizeof(int));
        if (from.address != nullptr) {
            sockaddr_in own{};
            own.sin_family = AF_INET;
            own.sin_addr.s_addr = ::inet_addr(from.address);
            if (::bind(m_socket, reinterpret_cast<sockaddr *>(&own), sizeof own) != 0)
                close();
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            close();
    }
    RawClient(RawClient &&other) noexcept : m_socket(std::exchange(other.m_socket, -1)) {}
    ~RawClient() { close(); }

    bool isOpen() const { return m_socket >= 0; }
    void close()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }
    // What came next, at most once `timeout` ms were waited for it; empty: nothing, or the end.
    std::string read(int timeout = kTimeout, std::size_t most = 65536)
    {
        pollfd wait{m_socket, POLLIN, 0};
        if (::poll(&wait, 1, timeout) <= 0)
            return {};
        std::string bytes(most, '\0');
        const ssize_t n = ::recv(m_socket, bytes.data(), bytes.size(), 0);
        m_ended = n <= 0;
        bytes.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        return bytes;
    }
    std::string readUntil(std::string_view end)
    {
        while (m_read.find(end) == std::string::npos) {
            const std::string more = read();
            if (more.empty())
                return std::exchange(m_read, {});
            m_read += more;
        }
        const std::size_t length = m_read.find(end) + end.size();
        std::string found = m_read.substr(0, length);
        m_read.erase(0, length);
        return found;
    }
    std::string readBytes(std::size_t count)
    {
        while (m_read.size() < count) {
            const std::string more = read();
            if (more.empty())
                break;
            m_read += more;
        }
        std::string found = m_read.substr(0, count);
        m_read.erase(0, found.size());
        return found;
    }
    // To the end of the connection.
    std::string readAll()
    {
        std::string all = std::exchange(m_read, {});
        while (true) {
            const std::string more = read();
            if (more.empty())
                return all;
            all += more;
        }
    }
    // The server has closed its side.
    bool sawEnd() const { return m_ended; }

private:
    int m_socket;
    std::string m_read;
    bool m_ended = false;
};

} // namespace forefetch
