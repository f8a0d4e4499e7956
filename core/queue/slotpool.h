// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/prefetchrequest.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

inline constexpr std::uint32_t kNoSlot = 0xffff'ffff;

// One request of the queue and its links, in one cache line.
struct alignas(64) Slot
{
    PrefetchRequest request;
    // Neighbours of equal priority. `previous` means nothing in the first of a list (so taking the
    // first touches no other line), and kInFlight in what was taken.
    std::uint32_t previous = kNoSlot;
    std::uint32_t next = kNoSlot;

    static constexpr std::uint32_t kInFlight = 0xffff'fffe;
    bool isInFlight() const noexcept { return previous == kInFlight; }
};
static_assert(sizeof(Slot) == 64, "a queued request takes one cache line");

// Slots by number, in chunks: growing moves nothing and over-allocates at most one chunk.
// What is released is used again first, while it is still in the processor's cache.
//
// Thread: its owner's, under the queue's mutex.
class SlotPool
{
public:
    std::uint32_t allocate()
    {
        if (m_free == kNoSlot)
            grow();
        const std::uint32_t slot = m_free;
        m_free = (*this)[slot].next;
        return slot;
    }
    void release(std::uint32_t slot) noexcept
    {
        (*this)[slot].next = m_free;
        m_free = slot;
    }
    Slot &operator[](std::uint32_t slot) noexcept { return m_chunks[slot / kChunk][slot % kChunk]; }
    const Slot &operator[](std::uint32_t slot) const noexcept
    {
        return m_chunks[slot / kChunk][slot % kChunk];
    }
    std::size_t bytes() const noexcept
    {
        return m_chunks.size() * kChunk * sizeof(Slot) + m_chunks.capacity() * sizeof(m_chunks[0]);
    }

private:
    static constexpr std::uint32_t kChunk = 512; // 32 KiB

    void grow()
    {
        const auto first = static_cast<std::uint32_t>(m_chunks.size()) * kChunk;
        m_chunks.push_back(std::make_unique<Slot[]>(kChunk));
        for (std::uint32_t i = kChunk; i-- > 0;)
            release(first + i);
    }

    std::vector<std::unique_ptr<Slot[]>> m_chunks;
    std::uint32_t m_free = kNoSlot; // the first free slot; they are linked by `next`
};

} // namespace forefetch
