// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/metrics/figures.h"
#include "core/store/diskindex.h"
#include "core/store/keyfile.h"
#include "core/store/purgejournal.h"
#include "core/store/responserecord.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace forefetch {

struct DiskStoreOptions
{
    std::string folder; // made where it is not there; one process at a time
    SecretKey key{};
    Duration flushEvery = std::chrono::milliseconds(500); // what a killed process may lose
    std::uint64_t queueBytes = 64 << 20;                  // that may wait to be written
    std::size_t queuedPurges = 50'000;                    // more than that, and everything is void
    std::size_t queuedLoads = 1024;
    // When it begins to fail, and when it works again; a sentence. Any thread.
    std::function<void(const std::string &)> notice;

    std::string file() const { return folder + "/responses.sqlite"; }
};

// One change of the database, in the order in which the changes were made.
struct DiskWrite
{
    bool isPurge = false;
    Purge purge;
    // Else a response.
    Place place;
    std::uint64_t serial = 0;
    ResponseRecord record;
    std::uint64_t bytes = 0;
};

// What the front of the disk store, its writer and its reader share.
// Thread: any, with `mutex` held but for the constants.
struct DiskState
{
    explicit DiskState(DiskStoreOptions o) : options(std::move(o)) {}

    const DiskStoreOptions options;
    Place placeOf(std::string_view target, Partition partition) const;

    std::mutex mutex;             // guards what follows; held for moments, never over I/O
    std::condition_variable wake; // the writer's
    DiskIndex index;
    std::unique_ptr<PurgeJournal> journal; // null: it cannot be had
    StoreTime time;
    std::uint64_t suspectBelow = 0; // the serial before which nobody knows any more how old it is
    std::deque<DiskWrite> queue;
    std::uint64_t queuedBytes = 0;
    std::size_t queuedPurges = 0;
    bool ends = false;
    bool isUp = false;        // the database is open and takes what is written
    bool isDamaged = false;   // the reader found the file to be none
    std::uint64_t opened = 0; // how many times: a reader's connection is of one of them
    StoreLevelFigures figures;

    // Voids, now and in any later process, and has the rows deleted.
    void purge(Purge::Kind kind, std::uint64_t hash);
    void tell(const std::string &what) const
    {
        if (options.notice)
            options.notice(what);
    }
};

} // namespace forefetch
