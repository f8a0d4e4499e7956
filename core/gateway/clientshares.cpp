// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/clientshares.h"

#include <array>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace forefetch {

namespace {

constexpr ClientNetwork kIpv4 = 0xffff'0000'0000'0000; // no IPv6 client's: those are multicast

ClientNetwork networkOf(const in6_addr &address)
{
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &address, bytes.size());
    const bool mapped = IN6_IS_ADDR_V4MAPPED(&address);
    ClientNetwork network = 0;
    for (std::size_t i = 0; i < (mapped ? 4U : 8U); ++i)
        network = network << 8 | bytes[(mapped ? 12 : 0) + i];
    return mapped ? kIpv4 | network : network;
}

} // namespace

ClientNetwork clientNetworkOf(int descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return 0;
    if (storage.ss_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &storage, sizeof address);
        return kIpv4 | ntohl(address.sin_addr.s_addr);
    }
    if (storage.ss_family != AF_INET6)
        return 0;
    sockaddr_in6 address{};
    std::memcpy(&address, &storage, sizeof address);
    return networkOf(address.sin6_addr);
}

std::size_t ClientShares::enter(ClientNetwork client)
{
    const std::lock_guard lock(m_mutex);
    return ++m_held[client];
}

void ClientShares::leave(ClientNetwork client)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_held.find(client);
    if (found != m_held.end() && --found->second == 0)
        m_held.erase(found);
}

std::size_t ClientShares::clients() const
{
    const std::lock_guard lock(m_mutex);
    return m_held.size();
}

} // namespace forefetch
