// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/purgejournal.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>

namespace forefetch {

// Where a response is kept, as keyed hashes of its target and of target and partition.
struct Place
{
    std::uint64_t hash = 0;
    std::uint64_t resource = 0;
};

// Which stored rows count. A row has a serial, which grows; the latest serial under a place is the
// one that is meant, and a purge voids what has a smaller one, whether it is in the database, on
// its way there, or not yet read from an older process's. So no order in which threads come can
// bring back what was voided.
//
//     const std::uint64_t serial = index.reserve(place, journal.nextSerial());
//     index.written(place.hash, serial, t)        // the row is committed
//     index.isCurrent(place, row.serial)        // may what was read be used?
//
// 32 bytes an entry. Thread: one at a time (its owner's lock).
class DiskIndex
{
public:
    void reserve(const Place &place, std::uint64_t serial);
    // The row can be read from now on.
    // `freshUntil` on the store's time line, as all of them.
    void written(std::uint64_t place, std::uint64_t serial, std::int64_t freshUntil);
    // It was not written after all, or is damaged.
    void dropped(std::uint64_t place, std::uint64_t serial);
    void purge(const Purge &purge);
    // Its rows have been deleted: the mark has done its work.
    void settled(const Purge &purge);

    // Rows of an older process, one by one, then isLoaded: until then anything may be there.
    void add(std::uint64_t place, std::uint64_t serial, std::int64_t freshUntil);
    void setLoaded() { m_loaded = true; }
    bool isLoaded() const { return m_loaded; }
    // The database was made anew; what is on its way there still comes.
    void reset();

    bool mayHold(const Place &place) const;
    bool holdsFresh(const Place &place, std::int64_t now) const;
    // Written or on its way: is there anything to void under the place?
    bool mayHave(const Place &place) const;
    bool isCurrent(const Place &place, std::uint64_t serial) const;
    // Serves somebody: is not the next to be evicted.
    void used(const Place &place);
    // Says whether it was, and forgets that.
    bool takeUsed(std::uint64_t place, std::uint64_t serial);
    std::size_t size() const { return m_slots.size(); }
    std::size_t marks() const { return m_voidPlaces.size() + m_voidResources.size(); }

private:
    struct Slot
    {
        std::uint64_t serial = 0;
        std::int64_t freshUntil = 0;
        bool written = false;
        bool used = false;
    };
    struct HashItself
    {
        using is_avalanching = void; // keyed hashes already
        std::size_t operator()(std::uint64_t hash) const noexcept { return hash; }
    };
    using Marks = boost::unordered_flat_map<std::uint64_t, std::uint64_t, HashItself>;

    boost::unordered_flat_map<std::uint64_t, Slot, HashItself> m_slots;
    Marks m_voidPlaces; // rows below this serial
    Marks m_voidResources;
    std::uint64_t m_voidBefore = 0;
    bool m_loaded = false;
};

} // namespace forefetch
