// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"
#include "core/request/ids.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// What tells one client from another: "ip+ua" (the default), "cookie:NAME" or "header:NAME".
struct SessionKey
{
    enum class Kind { AddressAndAgent, Cookie, Header };
    Kind kind = Kind::AddressAndAgent;
    std::string name;

    static Result<SessionKey> parse(std::string_view text);
    // The identity of the sender; falls back to address and agent when the cookie or header is
    // missing. Never logged: it can hold a credential.
    std::string identify(const Headers &request, std::string_view clientAddress) const;
};

struct Session
{
    SessionId id;
    bool isNew = false;
    bool heldBack = false;
};

// Follows who is in which session: one identity stays in one session until it has been silent for
// `gap`, then begins a new one. Bounded: when full, the session that was seen longest ago ends.
// Held back is decided by a hash of identity and seed against `holdBackShare`, so it is sticky.
//
//     Session s = sessions.touch("10.0.0.7|curl", clock.now(), 0.2);
//
// Thread: any; sharded mutexes.
class SessionTracker
{
public:
    explicit SessionTracker(std::size_t maxSessions = 100'000,
                            Duration gap = std::chrono::minutes(30), std::uint64_t seed = 0);
    ~SessionTracker();
    SessionTracker(const SessionTracker &) = delete;
    SessionTracker &operator=(const SessionTracker &) = delete;

    Session touch(std::string_view identity, TimePoint now, double holdBackShare);
    std::size_t size() const;
    // Indices of session ids are dense, below this.
    std::size_t capacity() const;

private:
    struct Shard;
    std::unique_ptr<Shard[]> m_shards;
    std::size_t m_shardCount = 1; // a power of two
    std::size_t m_perShard = 1;
    Duration m_gap;
    std::uint64_t m_seed;
};

} // namespace forefetch
