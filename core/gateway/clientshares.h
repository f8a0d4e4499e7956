// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace forefetch {

// Who a client is, as far as its share goes: its IPv4 address, or the first 64 bits of its IPv6
// one, which are all its own (RFC 4291, 2.5.4). 0: not known.
using ClientNetwork = std::uint64_t;

// Of whoever is at the other end of a connected socket.
ClientNetwork clientNetworkOf(int descriptor);

// How many connections each client holds, so that no single one can take them all.
//
//     if (shares.enter(network) > most) ...     // answer 503; it is counted until it leaves
//     shares.leave(network);
//
// Memory: of those that hold a connection alone. Thread: any; one mutex, once a connection.
class ClientShares
{
public:
    // How many it holds now, with this one.
    std::size_t enter(ClientNetwork client);
    void leave(ClientNetwork client);
    std::size_t clients() const;

private:
    mutable std::mutex m_mutex; // guards what follows
    std::unordered_map<ClientNetwork, std::size_t> m_held;
};

} // namespace forefetch
