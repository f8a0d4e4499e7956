// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/backingstore.h"
#include "core/store/diskstate.h"
#include "core/store/responsetable.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace forefetch {

// The thread that reads the disk store's database, on a connection of its own, so that no read
// waits for a transaction. Every record is checked before it is used: its checksum, that it is the
// one that was asked for, that nothing has voided it since, and its age.
//
// Thread: load: any. start, stop: the owner's.
class DiskReader
{
public:
    DiskReader(DiskState &state, const Clock &clock);
    ~DiskReader();
    void start();
    // What still waits is told that there is nothing.
    void stop();

    struct Wanted
    {
        Key key;
        Place place;
    };
    // False: too many wait already; `done` is not called.
    bool load(std::vector<Wanted> wanted, BackingStore::Admit admit, BackingStore::Done &done);

private:
    struct Load
    {
        std::vector<Wanted> wanted;
        BackingStore::Admit admit;
        BackingStore::Done done;
    };

    void run();
    bool next(Load &load);
    void handle(const Wanted &wanted, const BackingStore::Admit &admit);
    bool connect();
    std::optional<ResponseRow> read(const Place &place);
    CacheEntryPtr entryOf(const ResponseRow &row);
    CacheEntryPtr inTime(const CacheEntryPtr &entry, const ResponseRow &row,
                         std::uint64_t suspectBelow) const;
    void damaged(const ResponseRow &row);

    DiskState &m_state;
    const Clock &m_clock;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    std::deque<Load> m_loads;
    bool m_ends = false;
    // The thread's own:
    std::unique_ptr<ResponseTable> m_table;
    std::uint64_t m_opened = 0; // which of the state's openings m_table is of
    std::thread m_thread;
};

} // namespace forefetch
