// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/interner.h"

#include "core/request/slotindex.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <vector>

namespace forefetch {

namespace {

struct Slot
{
    std::string text;
    std::uint64_t hash = 0;
    std::uint32_t generation = 0;
    bool referenced = false; // asked for since the hand of the clock last passed
};

// A short text after a very long one gives the room back.
void assign(std::string &to, std::string_view text)
{
    if (to.capacity() > 256 && to.capacity() / 4 > text.size())
        std::string().swap(to);
    to.assign(text);
}

} // namespace

// Alone on its cache lines, so that shards do not slow each other down.
struct alignas(64) Interner::Shard
{
    mutable std::mutex mutex; // guards everything below
    std::vector<Slot> slots;
    SlotIndex index;
    std::size_t hand = 0;
    std::size_t textBytes = 0;
    std::uint64_t evictions = 0;

    std::uint32_t find(std::string_view text, std::uint64_t hash) const
    {
        return index.find(hash, [&](std::uint32_t slot) { return slots[slot].text == text; });
    }

    // The slot for a newcomer: a fresh one while there are any, else what the clock's hand finds.
    std::uint32_t vacate(std::size_t maxSlots)
    {
        if (slots.size() < maxSlots) {
            slots.emplace_back();
            return static_cast<std::uint32_t>(slots.size() - 1);
        }
        while (slots[hand].referenced) {
            slots[hand].referenced = false;
            hand = hand + 1 == slots.size() ? 0 : hand + 1;
        }
        const auto victim = static_cast<std::uint32_t>(hand);
        hand = hand + 1 == slots.size() ? 0 : hand + 1;
        index.erase(slots[victim].hash, victim);
        ++evictions;
        return victim;
    }

    const Slot *named(std::size_t slot, std::uint32_t generation) const
    {
        if (generation == 0 || slot >= slots.size() || slots[slot].generation != generation)
            return nullptr;
        return &slots[slot];
    }
};

Interner::Interner(std::size_t maxEntries, std::uint64_t hashSeed) : m_hashSeed(hashSeed)
{
    maxEntries = std::clamp<std::size_t>(maxEntries, 1, std::size_t{1} << 31);
    // Small tables have one shard and are bounded exactly; large ones spread over sixteen.
    m_shardCount =
        std::min<std::size_t>(16, std::bit_floor(std::max<std::size_t>(1, maxEntries / 1024)));
    m_perShard = (maxEntries + m_shardCount - 1) / m_shardCount;
    m_shards = std::make_unique<Shard[]>(m_shardCount);
}

Interner::~Interner() = default;

ResourceId Interner::intern(std::string_view text)
{
    if (text.empty())
        return {};
    const std::uint64_t hash = textHash(text, m_hashSeed);
    const std::size_t number = shardOf(hash);
    Shard &shard = m_shards[number];
    const std::lock_guard lock(shard.mutex);
    std::uint32_t at = shard.find(text, hash);
    if (at == SlotIndex::kNone) {
        // A newcomer is not referenced yet: what is asked for once makes room before what is not.
        at = shard.vacate(m_perShard);
        Slot &slot = shard.slots[at];
        shard.textBytes -= slot.text.capacity();
        assign(slot.text, text);
        shard.textBytes += slot.text.capacity();
        slot.hash = hash;
        if (++slot.generation == 0)
            slot.generation = 1;
        shard.index.insert(hash, at);
    } else {
        shard.slots[at].referenced = true;
    }
    return idOf(number, at, shard.slots[at].generation);
}

ResourceId Interner::find(std::string_view text) const
{
    const std::uint64_t hash = textHash(text, m_hashSeed);
    const std::size_t number = shardOf(hash);
    Shard &shard = m_shards[number];
    const std::lock_guard lock(shard.mutex);
    const std::uint32_t at = shard.find(text, hash);
    if (at == SlotIndex::kNone)
        return {};
    shard.slots[at].referenced = true;
    return idOf(number, at, shard.slots[at].generation);
}

std::string Interner::text(ResourceId id) const
{
    std::string out;
    read(id, out);
    return out;
}

bool Interner::read(ResourceId id, std::string &out) const
{
    const Shard &shard = m_shards[id.index & (m_shardCount - 1)];
    const std::lock_guard lock(shard.mutex);
    const Slot *slot = shard.named(id.index / m_shardCount, id.generation);
    if (slot == nullptr) {
        out.clear();
        return false;
    }
    out.assign(slot->text);
    return true;
}

std::size_t Interner::size() const
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < m_shardCount; ++i) {
        const std::lock_guard lock(m_shards[i].mutex);
        sum += m_shards[i].slots.size();
    }
    return sum;
}

std::size_t Interner::capacity() const
{
    return m_perShard * m_shardCount;
}

std::size_t Interner::bytes() const
{
    std::size_t sum = m_shardCount * sizeof(Shard);
    for (std::size_t i = 0; i < m_shardCount; ++i) {
        const Shard &shard = m_shards[i];
        const std::lock_guard lock(shard.mutex);
        sum += shard.slots.capacity() * sizeof(Slot) + shard.index.bytes() + shard.textBytes;
    }
    return sum;
}

std::uint64_t Interner::evictions() const
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < m_shardCount; ++i) {
        const std::lock_guard lock(m_shards[i].mutex);
        sum += m_shards[i].evictions;
    }
    return sum;
}

std::size_t Interner::shardOf(std::uint64_t hash) const
{
    // The top bits: the table within a shard uses the bottom ones.
    return static_cast<std::size_t>(hash >> 60) & (m_shardCount - 1);
}

ResourceId Interner::idOf(std::size_t shard, std::uint32_t slot, std::uint32_t generation) const
{
    return {static_cast<std::uint32_t>(slot * m_shardCount + shard), generation};
}

} // namespace forefetch
