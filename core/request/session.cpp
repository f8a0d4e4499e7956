// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/session.h"

#include "core/request/partition.h"
#include "core/request/slotindex.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <vector>

namespace forefetch {

namespace {

constexpr std::uint32_t kNone = SlotIndex::kNone;

// An identity is kept as two keyed hashes, never as text: it can hold a credential.
struct Identity
{
    std::uint64_t hash = 0;
    std::uint64_t check = 0;
    friend bool operator==(const Identity &, const Identity &) = default;
};

struct Slot
{
    Identity identity;
    TimePoint seen{};
    std::uint32_t generation = 0;
    std::uint32_t older = kNone; // neighbours in the order of the last request
    std::uint32_t newer = kNone;
};

Error badSessionKey(std::string_view text)
{
    return invalid("session key \"" + std::string(text) +
                   "\" is none of ip+ua, cookie:NAME, header:NAME");
}

// RFC 9110, 5.6.2; cookie names are tokens too (RFC 6265, 4.1.1).
bool isToken(std::string_view name)
{
    constexpr std::string_view symbols = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               symbols.find(c) != std::string_view::npos;
    });
}

} // namespace

Result<SessionKey> SessionKey::parse(std::string_view text)
{
    if (text == "ip+ua")
        return SessionKey{};
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return badSessionKey(text);
    const std::string_view kind = text.substr(0, colon);
    const std::string_view name = text.substr(colon + 1);
    if (kind != "cookie" && kind != "header")
        return badSessionKey(text);
    if (!isToken(name)) {
        return invalid("session key \"" + std::string(text) + "\": \"" + std::string(name) +
                       "\" cannot be the name of a " + std::string(kind) +
                       "; write it as in cookie:sid or header:X-Client");
    }
    return SessionKey{kind == "cookie" ? Kind::Cookie : Kind::Header, std::string(name)};
}

std::string SessionKey::identify(const Headers &request, std::string_view clientAddress) const
{
    // The first letter keeps the kinds apart: no header value can pose as an address.
    std::string_view value;
    if (kind == Kind::Cookie)
        value = cookieValue(request, name);
    else if (kind == Kind::Header)
        value = request.value(name);
    if (!value.empty())
        return std::string("k|").append(value);
    const std::string_view agent = request.value("User-Agent");
    std::string identity;
    identity.reserve(3 + clientAddress.size() + agent.size());
    return identity.append("a|").append(clientAddress).append("|").append(agent);
}

struct alignas(64) SessionTracker::Shard
{
    mutable std::mutex mutex; // guards everything below
    std::vector<Slot> slots;
    SlotIndex index;
    std::uint32_t oldest = kNone;
    std::uint32_t newest = kNone;

    void unlink(std::uint32_t at)
    {
        const Slot &slot = slots[at];
        (slot.older == kNone ? oldest : slots[slot.older].newer) = slot.newer;
        (slot.newer == kNone ? newest : slots[slot.newer].older) = slot.older;
    }

    void linkNewest(std::uint32_t at)
    {
        slots[at].older = newest;
        slots[at].newer = kNone;
        (newest == kNone ? oldest : slots[newest].newer) = at;
        newest = at;
    }

    // A slot for a newcomer, linked nowhere: a fresh one, else that of the longest silent session.
    std::uint32_t vacate(std::size_t maxSlots)
    {
        if (slots.size() < maxSlots) {
            slots.emplace_back();
            return static_cast<std::uint32_t>(slots.size() - 1);
        }
        const std::uint32_t at = oldest;
        unlink(at);
        index.erase(slots[at].identity.hash, at);
        return at;
    }
};

SessionTracker::SessionTracker(std::size_t maxSessions, Duration gap, std::uint64_t seed)
    : m_gap(gap), m_seed(seed)
{
    maxSessions = std::clamp<std::size_t>(maxSessions, 1, std::size_t{1} << 31);
    m_shardCount =
        std::min<std::size_t>(16, std::bit_floor(std::max<std::size_t>(1, maxSessions / 256)));
    m_perShard = (maxSessions + m_shardCount - 1) / m_shardCount;
    m_shards = std::make_unique<Shard[]>(m_shardCount);
}

SessionTracker::~SessionTracker() = default;

Session SessionTracker::touch(std::string_view identity, TimePoint now, double holdBackShare)
{
    const Identity who{sipHash({m_seed, 0x73657373696f6e31ULL}, identity),
                       sipHash({m_seed, 0x73657373696f6e32ULL}, identity)};
    const std::size_t number = static_cast<std::size_t>(who.hash >> 60) & (m_shardCount - 1);
    Shard &shard = m_shards[number];
    Session session;
    // The same identity has the same draw at every share, so raising the share only adds people.
    session.heldBack = static_cast<double>(who.check >> 11) * 0x1.0p-53 < holdBackShare;

    const std::lock_guard lock(shard.mutex);
    std::uint32_t at = shard.index.find(
        who.hash, [&](std::uint32_t slot) { return shard.slots[slot].identity == who; });
    if (at == kNone) {
        at = shard.vacate(m_perShard);
        shard.slots[at].identity = who;
        shard.index.insert(who.hash, at);
        session.isNew = true;
    } else {
        shard.unlink(at);
        session.isNew = now - shard.slots[at].seen > m_gap;
    }
    shard.linkNewest(at);
    Slot &slot = shard.slots[at];
    slot.seen = std::max(slot.seen, now); // threads may arrive a little out of order
    if (session.isNew && ++slot.generation == 0)
        slot.generation = 1;
    session.id = {static_cast<std::uint32_t>(at * m_shardCount + number), slot.generation};
    return session;
}

std::size_t SessionTracker::size() const
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < m_shardCount; ++i) {
        const std::lock_guard lock(m_shards[i].mutex);
        sum += m_shards[i].slots.size();
    }
    return sum;
}

std::size_t SessionTracker::capacity() const
{
    return m_perShard * m_shardCount;
}

} // namespace forefetch
