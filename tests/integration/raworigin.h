// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace forefetch {

// An origin on loopback that answers with exactly the bytes it is told to: one thread for each
// connection, blocking.
//
//     RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
//         peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
//         return true;    // keep the connection
//     });
class RawOrigin
{
public:
    class Peer
    {
    public:
        Peer(int socket, const std::atomic<bool> &stopping) : m_socket(socket), m_stopping(stopping)
        {
        }
        // False when the peer has left.
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
        // Up to and with `end`; empty at the end of the connection.
        std::string readUntil(std::string_view end)
        {
            while (m_read.find(end) == std::string::npos)
                if (!more())
                    return {};
            const std::size_t length = m_read.find(end) + end.size();
            std::string found = m_read.substr(0, length);
            m_read.erase(0, length);
            return found;
        }
        std::string readBytes(std::size_t count)
        {
            while (m_read.size() < count && more()) {
            }
            std::string found = m_read.substr(0, count);
            m_read.erase(0, found.size());
            return found;
        }
        // Until `open` is true or the origin stops.
        void waitFor(const std::atomic<bool> &open) const
        {
            while (!open && !m_stopping)
                ::usleep(1000);
        }
        // Neither an answer nor an end, until the origin stops.
        void hang() const
        {
            while (!m_stopping)
                ::usleep(1000);
        }

    private:
        bool more()
        {
            pollfd wait{m_socket, POLLIN, 0};
            while (!m_stopping) {
                if (::poll(&wait, 1, 20) <= 0)
                    continue;
                char bytes[65536];
                const ssize_t n = ::recv(m_socket, bytes, sizeof bytes, 0);
                if (n <= 0)
                    return false;
                m_read.append(bytes, static_cast<std::size_t>(n));
                return true;
            }
            return false;
        }

        int m_socket;
        const std::atomic<bool> &m_stopping;
        std::string m_read;
    };
    // Gets each request's head; true keeps the connection.
    using Serve = std::function<bool(Peer &, const std::string &head)>;

    explicit RawOrigin(Serve serve, std::uint16_t port = 0) : m_serve(std::move(serve))
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const int on = 1;
        ::setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        socklen_t size = sizeof address;
        if (::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
            ::listen(m_socket, 256) != 0)
            std::abort();
        ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] { accept(); });
    }
    ~RawOrigin() { stop(); }

    void stop()
    {
        if (m_stopping.exchange(true))
            return;
        m_acceptor.join();
        ::close(m_socket);
        for (std::thread &peer : m_peers)
            peer.join();
    }
    std::uint16_t port() const { return m_port; }
    std::string url(const std::string &path = "") const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }
    int requests() const { return m_requests; }
    int connections() const { return m_connections; }
    std::vector<std::string> heads() const
    {
        const std::lock_guard lock(m_mutex);
        return m_heads;
    }
    std::string lastHead() const
    {
        const std::lock_guard lock(m_mutex);
        return m_heads.empty() ? std::string() : m_heads.back();
    }

private:
    void accept()
    {
        pollfd wait{m_socket, POLLIN, 0};
        while (!m_stopping) {
            if (::poll(&wait, 1, 20) <= 0)
                continue;
            const int peer = ::accept(m_socket, nullptr, nullptr);
            if (peer < 0)
                continue;
            ++m_connections;
            m_peers.emplace_back([this, peer] { serve(peer); });
        }
    }
    void serve(int socket)
    {
        Peer peer(socket, m_stopping);
        while (true) {
            const std::string head = peer.readUntil("\r\n\r\n");
            if (head.empty())
                break;
            {
                const std::lock_guard lock(m_mutex);
                m_heads.push_back(head);
            }
            ++m_requests;
            if (!m_serve(peer, head))
                break;
        }
        ::close(socket);
    }

    Serve m_serve;
    int m_socket = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_stopping{false};
    std::atomic<int> m_requests{0};
    std::atomic<int> m_connections{0};
    mutable std::mutex m_mutex;
    std::vector<std::string> m_heads;
    std::thread m_acceptor;
    std::vector<std::thread> m_peers; // the acceptor's, then stop()'s
};

} // namespace forefetch
