// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/listensocket.h"

#include "core/fetch/httpmessage.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace forefetch {

namespace {

constexpr int kBacklog = 1024;

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Result<AddressList> resolve(const ListenAddress &address)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (address.host != "localhost")
        hints.ai_flags |= AI_NUMERICHOST;
    addrinfo *found = nullptr;
    const int error =
        ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
    if (error != 0)
        return invalid("cannot listen on \"" + address.text() +
                       "\": the host must be a numeric address or localhost");
    return AddressList(found, &::freeaddrinfo);
}

// Where it is bound; nothing when it is no socket of TCP.
std::optional<ListenAddress> addressOf(int descriptor)
{
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::getsockname(descriptor, reinterpret_cast<sockaddr *>(&bound), &size) != 0)
        return {};
    if (bound.ss_family == AF_INET6) {
        const auto *v6 = reinterpret_cast<const sockaddr_in6 *>(&bound);
        ::inet_ntop(AF_INET6, &v6->sin6_addr, text.data(), text.size());
        return ListenAddress{text.data(), ntohs(v6->sin6_port)};
    }
    if (bound.ss_family != AF_INET)
        return {};
    const auto *v4 = reinterpret_cast<const sockaddr_in *>(&bound);
    ::inet_ntop(AF_INET, &v4->sin_addr, text.data(), text.size());
    return ListenAddress{text.data(), ntohs(v4->sin_port)};
}

std::uint16_t portOf(int descriptor)
{
    const std::optional<ListenAddress> address = addressOf(descriptor);
    return address ? address->port : 0;
}

Error cannotListen(const ListenAddress &address, int reason)
{
    if (reason == EADDRINUSE)
        return {ErrorCode::Refused, "cannot listen on " + address.text() +
                                        ": the port is in use; name another, or 0 for a free one"};
    if (reason == EACCES)
        return {ErrorCode::Refused, "cannot listen on " + address.text() +
                                        ": not allowed; ports below 1024 need rights"};
    return {ErrorCode::Io, "cannot listen on " + address.text() + ": " + std::strerror(reason)};
}

} // namespace

Result<ListenAddress> ListenAddress::parse(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    std::uint64_t port = 0;
    if (colon == std::string_view::npos || !parseDecimal(text.substr(colon + 1), port) ||
        port > 65535)
        return invalid("\"" + std::string(text) +
                       "\" is no address: write HOST:PORT, such as "
                       "127.0.0.1:8080 or [::1]:0");
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return invalid("\"" + std::string(text) +
                       "\": write an IPv6 address in brackets, as in "
                       "[::1]:8080");
    ListenAddress address;
    if (!host.empty())
        address.host = std::string(host);
    address.port = static_cast<std::uint16_t>(port);
    return address;
}

std::string ListenAddress::text() const
{
    const bool v6 = host.find(':') != std::string::npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

namespace {

Result<ListenSocket> listenTo(const ListenAddress &address, bool sharing)
{
    Result<AddressList> list = resolve(address);
    if (!list)
        return list.error();
    int reason = EADDRNOTAVAIL;
    for (const addrinfo *a = list->get(); a != nullptr; a = a->ai_next) {
        const int descriptor =
            ::socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol);
        if (descriptor < 0) {
            reason = errno;
            continue;
        }
        const int on = 1;
        ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (sharing)
            ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
        if (::bind(descriptor, a->ai_addr, a->ai_addrlen) == 0 &&
            ::listen(descriptor, kBacklog) == 0) {
            ListenAddress bound = address;
            bound.port = portOf(descriptor);
            return ListenSocket{descriptor, bound};
        }
        reason = errno;
        ::close(descriptor);
        if (reason == EADDRINUSE)
            break;
    }
    return cannotListen(address, reason);
}

bool isHandedOver(const ListenAddress &address)
{
    return address.host == "fd";
}

// A duplicate, so that who handed it over may close its own.
Result<ListenSocket> adopt(const ListenAddress &address)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    const std::optional<ListenAddress> bound = addressOf(address.port);
    if (::getsockopt(address.port, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 ||
        listens == 0 || !bound)
        return invalid("cannot listen on " + address.text() + ": descriptor " +
                       std::to_string(address.port) + " is no TCP socket that listens");
    const int descriptor = ::fcntl(address.port, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0)
        return cannotListen(address, errno);
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return ListenSocket{descriptor, *bound};
}

} // namespace

Result<ListenSocket> listenOn(const ListenAddress &address)
{
    return isHandedOver(address) ? adopt(address) : listenTo(address, false);
}

Result<std::vector<ListenSocket>> listenOn(const ListenAddress &address, unsigned count)
{
    // Alone at first: one that shares would be let in beside another program's that shares.
    const Result<ListenSocket> first = listenOn(address);
    if (!first)
        return first.error();
    std::vector<ListenSocket> sockets{*first};
    if (count <= 1)
        return sockets;
    ::close(sockets.front().descriptor);
    sockets.clear();
    while (sockets.size() < count) {
        const Result<ListenSocket> next =
            isHandedOver(address) ? adopt(address) : listenTo(first->bound, true);
        if (!next) {
            for (const ListenSocket &socket : sockets)
                ::close(socket.descriptor);
            return next.error();
        }
        sockets.push_back(*next);
    }
    return sockets;
}

} // namespace forefetch
