// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ledger.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

// The places of the ledger's records. A place is on one of three lists: free, open (in the order
// of scheduling) or ended (in the order of the ends); the oldest ended one becomes free.
//
// An id is the number of a place and how often the place was given out, so it is found with no
// hash; a place whose count is used up is retired, so no id comes twice.
//
// Thread: one at a time, under the ledger's lock.
class RecordPool
{
public:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr unsigned kPlaceBits = 28;
    static constexpr std::uint32_t kMaxPlaces = (1U << kPlaceBits) - 1;
    static constexpr std::uint64_t kMaxUses = (1ULL << (64 - kPlaceBits)) - 1;

    struct Place
    {
        PrefetchRecord record;
        std::uint64_t uses = 0;
        std::uint64_t lastChange = 0; // see ChangeRing
        std::uint32_t older = kNone;
        std::uint32_t newer = kNone;
        std::uint32_t revisionPlace = 0; // see RevisionBook
        std::uint32_t edgeTicket = 0;    // see EdgeBook
    };

    explicit RecordPool(std::size_t keepEnded) : m_keepEnded(keepEnded) {}

    // A place on the open list, its record blank but for the id; null when all are taken.
    Place *open();
    // Open to ended; the oldest ended record may be forgotten.
    void end(Place &place);
    // Open or ended; null when the id names nothing (any more).
    Place *find(PrefetchId id);

    std::uint32_t indexOf(const Place &place) const;
    Place &at(std::uint32_t index) { return m_chunks[index / kChunk][index % kChunk]; }
    std::uint32_t newestOpen() const { return m_open.newest; }
    std::uint32_t newestEnded() const { return m_ended.newest; }
    std::size_t held() const { return m_openCount + m_endedCount; }
    std::size_t memory() const { return m_chunks.size() * kChunk * sizeof(Place); }

private:
    static constexpr std::size_t kChunk = 256; // places stay where they are while the pool grows

    struct List
    {
        std::uint32_t oldest = kNone;
        std::uint32_t newest = kNone;
    };

    void append(List &list, std::uint32_t index, Place &place);
    void remove(List &list, Place &place);
    void forgetOldest();

    std::vector<std::unique_ptr<Place[]>> m_chunks;
    std::uint32_t m_made = 0;     // places ever made
    std::uint32_t m_free = kNone; // linked by `newer`
    List m_open;
    List m_ended;
    std::size_t m_openCount = 0;
    std::size_t m_endedCount = 0;
    std::size_t m_keepEnded;
};

} // namespace forefetch
