// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/interner.h"

#include "core/request/slotindex.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

// The text is among the shard's, so that a name costs its bytes and little more.
struct Slot
{
    std::uint32_t hash = 0;
    std::uint32_t generation = 0;
    std::uint32_t at = 0;             // of the text; of a free slot the next free one
    std::uint32_t length : 31 = 0;    // 0: free
    std::uint32_t referenced : 1 = 0; // asked for since the hand of the clock last passed
};

constexpr std::uint32_t kNone = ~0U;
constexpr std::size_t kIndexCost = 16; // two cells of the index at half load
constexpr int kMostEvictions = 8;      // for one newcomer, where the bound was lowered
constexpr std::size_t kMostBytes = std::size_t{2} << 30; // of a shard, whose places are 32 bits

} // namespace

// Alone on its cache lines, so that shards do not slow each other down.
struct alignas(64) Interner::Shard
{
    mutable std::mutex mutex; // guards everything below
    std::vector<Slot> slots;
    std::vector<char> texts; // one behind the other; those that left lie about until it is full
    SlotIndex index;
    std::uint32_t free = kNone;
    std::size_t hand = 0;
    std::size_t liveBytes = 0; // of `texts`
    std::uint64_t evictions = 0;

    std::string_view textOf(const Slot &slot) const
    {
        return {texts.data() + slot.at, slot.length};
    }

    std::uint32_t find(std::string_view text, std::uint64_t hash) const
    {
        return index.find(hash, [&](std::uint32_t n) { return textOf(slots[n]) == text; });
    }

    // What the names that are there take, with a fifth of the texts' room lying about.
    std::size_t cost() const
    {
        return index.size() * (sizeof(Slot) + kIndexCost) + liveBytes + liveBytes / 4;
    }

    void evictOne()
    {
        while (slots[hand].length == 0 || slots[hand].referenced != 0) {
            slots[hand].referenced = 0;
            hand = hand + 1 == slots.size() ? 0 : hand + 1;
        }
        Slot &victim = slots[hand];
        const auto at = static_cast<std::uint32_t>(hand);
        hand = hand + 1 == slots.size() ? 0 : hand + 1;
        index.erase(victim.hash, at);
        liveBytes -= victim.length;
        victim.length = 0;
        victim.at = std::exchange(free, at);
        // At once, so that no id of it names what comes after.
        if (++victim.generation == 0)
            victim.generation = 1;
        ++evictions;
    }

    // A slot for a newcomer, whose text is not in it yet.
    std::uint32_t vacate(std::size_t maxSlots, std::size_t maxBytes)
    {
        for (int i = 0; i < kMostEvictions && index.size() > 0; ++i) {
            if (index.size() < maxSlots && cost() < maxBytes)
                break;
            evictOne();
        }
        if (free != kNone) {
            const std::uint32_t at = free;
            free = slots[at].at;
            return at;
        }
        if (slots.size() == slots.capacity())
            slots.reserve(slots.size() + slots.size() / 4 + 16);
        slots.emplace_back().generation = 1;
        return static_cast<std::uint32_t>(slots.size() - 1);
    }

    // Room behind the texts; when there is none, or far too much, they move together.
    void makeRoom(std::size_t length)
    {
        const std::size_t needed = liveBytes + length;
        if (texts.size() + length <= texts.capacity() && texts.capacity() < 4 * needed + 4096)
            return;
        std::vector<char> together;
        together.reserve(needed / 4 * 5 + 256);
        for (Slot &slot : slots) {
            if (slot.length == 0)
                continue;
            const auto at = static_cast<std::uint32_t>(together.size());
            const std::string_view text = textOf(slot);
            together.insert(together.end(), text.begin(), text.end());
            slot.at = at;
        }
        texts.swap(together);
    }

    void write(std::uint32_t n, std::string_view text, std::uint64_t hash)
    {
        makeRoom(text.size());
        Slot &slot = slots[n];
        slot.at = static_cast<std::uint32_t>(texts.size());
        slot.length = static_cast<std::uint32_t>(text.size()) & 0x7fff'ffff;
        slot.hash = static_cast<std::uint32_t>(hash);
        slot.referenced = 0;
        texts.insert(texts.end(), text.begin(), text.end());
        liveBytes += text.size();
        index.insert(hash, n);
    }

    const Slot *named(std::size_t slot, std::uint32_t generation) const
    {
        if (generation == 0 || slot >= slots.size() || slots[slot].generation != generation ||
            slots[slot].length == 0)
            return nullptr;
        return &slots[slot];
    }
};

Interner::Interner(std::size_t maxEntries, std::uint64_t hashSeed, std::size_t maxBytes)
    : m_hashSeed(hashSeed)
{
    maxEntries = std::clamp<std::size_t>(maxEntries, 1, std::size_t{1} << 31);
    // Small tables have one shard and are bounded exactly; large ones spread over sixteen.
    m_shardCount =
        std::min<std::size_t>(16, std::bit_floor(std::max<std::size_t>(1, maxEntries / 1024)));
    m_perShard = (maxEntries + m_shardCount - 1) / m_shardCount;
    m_shards = std::make_unique<Shard[]>(m_shardCount);
    setMaxBytes(maxBytes);
}

void Interner::setMaxBytes(std::size_t bytes)
{
    const std::size_t share = bytes == 0 ? kMostBytes : bytes / m_shardCount;
    m_bytesPerShard.store(std::min(share, kMostBytes), std::memory_order_relaxed);
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
        at = shard.vacate(m_perShard, m_bytesPerShard.load(std::memory_order_relaxed));
        shard.write(at, text, hash);
    } else {
        shard.slots[at].referenced = 1;
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
    shard.slots[at].referenced = 1;
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
    out.assign(shard.textOf(*slot));
    return true;
}

std::size_t Interner::size() const
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < m_shardCount; ++i) {
        const std::lock_guard lock(m_shards[i].mutex);
        sum += m_shards[i].index.size();
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
        sum += shard.slots.capacity() * sizeof(Slot) + shard.index.bytes() + shard.texts.capacity();
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
