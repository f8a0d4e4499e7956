// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/memorystore.h"

#include "core/cache/cacheshard.h"

#include <algorithm>
#include <bit>
#include <mutex>

namespace forefetch {

struct alignas(64) MemoryStore::Part
{
    mutable StageMutex mutex; // guards shard, but for its counts
    CacheShard shard;
};

MemoryStore::MemoryStore(std::size_t shards, Callers callers)
    : m_count(std::bit_ceil(std::clamp<std::size_t>(shards, 1, 64))),
      m_parts(std::make_unique<Part[]>(m_count))
{
    for (std::size_t i = 0; i < m_count; ++i)
        m_parts[i].mutex.assign(callers);
}

MemoryStore::~MemoryStore() = default;

std::size_t MemoryStore::shardsFor(std::uint64_t capacity)
{
    return std::bit_floor(std::clamp<std::uint64_t>(capacity / (16 << 20), 1, 16));
}

MemoryStore::Part &MemoryStore::partOf(const Key &key) const
{
    // The upper bits: the lower ones choose the cell within a shard.
    return m_parts[(hashOf(key) >> 48) & (m_count - 1)];
}

StoreLimits MemoryStore::share(const StoreLimits &limits) const
{
    return {limits.capacity / m_count, limits.unproven / m_count, limits.eviction};
}

CacheEntryPtr MemoryStore::find(const Key &key, bool heldBack, TimePoint now, StoreRemovals &out)
{
    Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.find(key, heldBack, now, out);
}

std::optional<CacheHit> MemoryStore::hit(const Key &key, bool heldBack, TimePoint now,
                                         StoreRemovals &out)
{
    Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.hit(key, heldBack, now, out);
}

std::optional<CacheHit> MemoryStore::confirm(const Key &key, const CacheEntryPtr &entry,
                                             bool heldBack)
{
    Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.confirm(key, entry, heldBack);
}

CacheEntryPtr MemoryStore::peek(const Key &key) const
{
    const Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.peek(key);
}

KeyStatus MemoryStore::status(const Key &key, TimePoint now) const
{
    const Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.status(key, now);
}

PutOutcome MemoryStore::put(const Key &key, CacheEntryPtr entry, TimePoint now,
                            const StoreLimits &limits, StoreRemovals &out)
{
    Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.put(key, std::move(entry), now, share(limits), out);
}

CacheEntryPtr MemoryStore::renewForControl(const Key &key, const std::shared_ptr<CacheEntry> &entry,
                                           TimePoint now, const StoreLimits &limits)
{
    Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.renewForControl(key, entry, now, share(limits));
}

bool MemoryStore::erase(const Key &key, RemovalReason reason, StoreRemovals &out)
{
    Part &part = partOf(key);
    const std::lock_guard lock(part.mutex);
    return part.shard.erase(key, reason, out);
}

std::size_t MemoryStore::eraseResource(ResourceId resource, StoreRemovals &out)
{
    std::size_t erased = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        const std::lock_guard lock(m_parts[i].mutex);
        erased += m_parts[i].shard.eraseResource(resource, out);
    }
    return erased;
}

void MemoryStore::clear(StoreRemovals &out)
{
    for (std::size_t i = 0; i < m_count; ++i) {
        const std::lock_guard lock(m_parts[i].mutex);
        m_parts[i].shard.clear(out);
    }
}

// A place is a shard in the upper half, a slot of it in the lower one.
std::uint64_t MemoryStore::keys(std::uint64_t from, std::size_t most, std::vector<Key> &out) const
{
    const std::uint64_t shard = from >> 32;
    if (shard >= m_count)
        return kAllKeys;
    const Part &part = m_parts[shard];
    const std::lock_guard lock(part.mutex);
    const SlotNumber next = part.shard.keys(static_cast<SlotNumber>(from), most, out);
    if (next != kNoSlot)
        return (shard << 32) | next;
    return shard + 1 < m_count ? (shard + 1) << 32 : kAllKeys;
}

void MemoryStore::sweep(TimePoint now, const StoreLimits &limits, std::size_t most,
                        StoreRemovals &out)
{
    for (std::size_t i = 0; i < m_count; ++i) {
        const std::lock_guard lock(m_parts[i].mutex);
        m_parts[i].shard.sweep(now, share(limits), static_cast<int>(most), out);
    }
}

bool MemoryStore::hasRoomFor(std::uint64_t bytes, float probability,
                             const StoreLimits &limits) const
{
    // Which shard the key will fall into is not known: most of them must have room.
    std::size_t with = 0;
    for (std::size_t i = 0; i < m_count; ++i)
        with += m_parts[i].shard.hasRoomFor(bytes, probability, share(limits));
    return 2 * with > m_count;
}

std::uint64_t MemoryStore::meanSize() const
{
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        bytes += m_parts[i].shard.counts().bytes.value();
        entries += m_parts[i].shard.counts().entries.value();
    }
    return entries == 0 ? 0 : bytes / entries;
}

StoreFigures MemoryStore::figures() const
{
    StoreFigures f;
    for (std::size_t i = 0; i < m_count; ++i) {
        const std::lock_guard lock(m_parts[i].mutex); // one shard's figures fit together
        const CacheShard::Counts &c = m_parts[i].shard.counts();
        f.entries += c.entries.value();
        f.bytes += c.bytes.value();
        f.unprovenBytes += c.unprovenBytes.value();
        f.stores += c.stores.value();
        f.evictions += c.evictions.value();
        f.expirations += c.expirations.value();
        f.invalidations += c.invalidations.value();
    }
    return f;
}

} // namespace forefetch
