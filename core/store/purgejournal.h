// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

// What is void: of one place, of one resource in all its places, or everything; as far as it was
// stored before `serial`.
struct Purge
{
    enum class Kind : std::uint8_t { Place, Resource, Everything };
    Kind kind = Kind::Place;
    std::uint64_t hash = 0;
    std::uint64_t serial = 0;
};

// Purges that the database does not have yet. Rows are deleted behind, in batches; a purge must
// count from the moment that its caller goes on, also when the process is killed at the next
// instruction. So it is written here first: into memory that is mapped from a file, which the
// kernel keeps when the process goes, at the cost of a few stores and no system call.
//
//     journal->note({Purge::Kind::Place, hash, serial});   // before the answer to the client
//     const std::uint64_t upTo = journal->noted();
//     ... the batch that deletes them is committed ...
//     journal->settle(upTo);
//
// The file is 1 MiB, reserved when it is made, so that a full disk cannot fault a write. When
// 65,000 wait, it only remembers that everything is void. After a loss of power the pages may be
// gone: `open` says so (isTrusted), by the machine's boot id, when the last end was no clean one.
//
// It also keeps the two numbers that must never go back: the serial of what was stored last, and
// the latest calendar time seen (ns since 1970).
//
// Thread: note, nextSerial: under one lock of the caller's; the rest: the writer's thread.
class PurgeJournal
{
public:
    // Made anew where there is none, or none that can be read.
    static Result<std::unique_ptr<PurgeJournal>> open(const std::string &file);
    ~PurgeJournal();
    PurgeJournal(const PurgeJournal &) = delete;
    PurgeJournal &operator=(const PurgeJournal &) = delete;

    // Whatever a database with this id holds is covered: nothing that was void when the last
    // process ended is missing here.
    bool isTrusted() const { return m_trusted; }
    std::uint64_t id() const;
    // Those that wait, oldest first, as they were found.
    std::vector<Purge> waiting() const;

    void note(const Purge &purge);
    std::uint64_t noted() const;
    void settle(std::uint64_t upTo);

    std::uint64_t nextSerial();
    std::uint64_t lastSerial() const;
    std::int64_t latestTime() const;
    void sawTime(std::int64_t time);
    // The database is empty: nothing waits.
    void begin();
    // All is written and safe on the medium.
    void close();

private:
    struct Page;
    explicit PurgeJournal(void *mapped);

    Page *m_page;
    bool m_trusted = false;
};

} // namespace forefetch
