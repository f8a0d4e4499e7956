// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/backingstore.h"
#include "core/request/interner.h"
#include "core/settings/settings.h"
#include "core/store/diskreader.h"
#include "core/store/diskstate.h"
#include "core/store/diskwriter.h"

namespace forefetch {

// The level behind memory that survives a restart (cache.store = "disk"): one SQLite file in WAL
// mode, bounded by cache.disk_capacity, written behind by one thread and read by another.
//
//     DiskStore store({.folder = "/var/cache/forefetch", .key = *keyFrom(file)}, interner,
//                     settings, clock);
//     Result<void> started = store.start();     // an error: another process has the folder
//
// What is kept: what demand brought, and what a prefetch brought once it was used. The key is that
// of the partitions, so that a partition means the same in the next process. What is there is
// trusted only after its checksum (keyed, so that nobody without the key can make one).
//
// Killed at any instant: what was stored in the last half second is lost, what was voided is not
// (PurgeJournal), and the file is whole. A disk that is full, read-only or gone costs persistence
// and nothing else: what cannot be written is counted as shed, `notice` is told once, and it is
// tried again, after a second, then less and less often. A calendar that ran back while nothing ran
// makes what is stored stale, to be validated, because its age is not known.
//
// Personal answers are kept as memory keeps them, under their partition, and the folder is readable
// by its owner alone. RFC 9111 makes no difference between a cache's memory and its disk.
//
// Thread: any; start, stop: the owner's. It creates two.
class DiskStore final : public BackingStore
{
public:
    DiskStore(DiskStoreOptions options, const Interner &interner, const Settings &settings,
              const Clock &clock);
    ~DiskStore() override;

    Result<void> start() override;
    void stop() override;
    Ticket replacing(const Key &key) override;
    void keep(const Key &key, Ticket ticket, CacheEntryPtr entry) override;
    void erase(const Key &key) override;
    void eraseTarget(std::string_view target) override;
    void clear() override;
    bool mayHold(const Key &key) const override;
    bool holdsFresh(const Key &key) const override;
    void load(const Question &question, Admit admit, Done done) override;
    StoreLevelFigures figures() const override;

private:
    // No place for a key whose target is not known any more.
    bool placeOf(const Key &key, Place &place, std::string &target) const;

    const Interner &m_interner;
    const Settings &m_settings;
    const Clock &m_clock;
    mutable DiskState m_state;
    DiskWriter m_writer;
    DiskReader m_reader;
    int m_lock = -1; // the file that says that the folder is in use
    bool m_running = false;
};

} // namespace forefetch
