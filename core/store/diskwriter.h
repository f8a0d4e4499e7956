// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "core/store/diskstate.h"
#include "core/store/responsetable.h"

#include <memory>
#include <thread>
#include <vector>

namespace forefetch {

// The thread that writes the disk store's database: opens it, brings it up to what the purge
// journal says, reads its index, and writes what waits, a transaction every half second. Where that
// fails it tries again, after a second, then less and less often; what is damaged is made anew.
// Entries are lost then, purges never.
//
// Thread: start, stop: the owner's.
class DiskWriter
{
public:
    DiskWriter(DiskState &state, const Settings &settings, const Clock &clock);
    ~DiskWriter();
    void start();
    // Writes what waits, once.
    void stop();

private:
    struct Batch
    {
        std::vector<DiskWrite> writes;
        std::uint64_t noted = 0; // in the journal, all of it in this batch or before; 0: not known
    };
    struct Done // by a transaction, to be told to the index
    {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> gone; // place, serial
        std::vector<std::int64_t> freshUntil;                      // of the responses of the batch
        std::uint64_t evicted = 0;
    };

    void run();
    bool waitForWork();
    bool takeTurn();
    bool open();
    bool openJournal();
    void openTable();
    void removeFiles() const;
    void loadIndex();
    Batch takeBatch();
    void write(Batch &batch);
    Done apply(const Batch &batch);
    void makeRoom(Done &done);
    void committed(const Batch &batch, const Done &done);
    void works();
    void giveBack(Batch &batch);
    void failed(const std::string &what);
    void tidy();
    std::int64_t timeNow() const;

    DiskState &m_state;
    const Settings &m_settings;
    const Clock &m_clock;
    std::unique_ptr<ResponseTable> m_table;
    bool m_mustBeginAnew = false;
    unsigned m_failures = 0; // in a row
    unsigned m_idleTurns = 0;
    std::chrono::milliseconds m_pause{0};
    std::thread m_thread;
};

} // namespace forefetch
