// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/diskindex.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

struct ResponseRow
{
    std::uint64_t serial = 0;
    Place place;
    std::int64_t freshUntil = 0; // on the store's time line (StoreTime)
    std::int64_t keepUntil = 0;  // not before that
    std::uint64_t checksum = 0;
    std::string record;
};

// The table of stored responses in an SQLite file, one row a response: a row is at most one page of
// metadata and the pages of its record.
//
//     ResponseTable table(file, Database::Mode::Write);
//     table.begin(); table.put(row); table.commit();
//
// What fails throws a DatabaseError. Thread: one at a time; one object for each thread.
class ResponseTable
{
public:
    ResponseTable(const std::string &file, Database::Mode mode);

    void begin();
    void commit() { m_database.run("COMMIT"); }
    void rollback() noexcept;

    // Which purge journal covers it; 0: a new table.
    std::uint64_t journalId();
    void setJournalId(std::uint64_t id);

    // In place of what is under its place.
    void put(const ResponseRow &row);
    // Calls with the place and the serial of each row that goes.
    using Gone = std::function<void(std::uint64_t place, std::uint64_t serial)>;
    void purge(const Purge &purge, const Gone &gone);
    std::optional<ResponseRow> read(std::uint64_t place);

    void each(const std::function<void(std::uint64_t place, std::uint64_t serial,
                                       std::int64_t freshUntil)> &visit);
    // Of all rows, with what each costs beside its record.
    std::uint64_t bytes() const { return m_bytes; }
    std::uint64_t rows() const { return m_rows; }

    // At most `most` rows that nobody may use any more.
    void expire(std::int64_t now, int most, const Gone &gone);
    // The oldest rows, until `capacity` is kept or 256 were looked at; `isUsed` gives one another
    // round. How many went.
    int evict(std::uint64_t capacity,
              const std::function<bool(std::uint64_t place, std::uint64_t serial)> &isUsed,
              const Gone &gone);
    // Gives some of the free pages back to the file system.
    void shrink();

private:
    struct Listed
    {
        std::uint64_t serial, place, size;
    };
    std::vector<Listed> list(Statement &statement);
    void remove(const Listed &row, const Gone &gone);

    Database m_database;
    Statement m_put;
    Statement m_find;
    Statement m_byPlace;
    Statement m_byResource;
    Statement m_byExpiry;
    Statement m_fromHand;
    Statement m_delete;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_rows = 0;
    std::uint64_t m_bytesBefore = 0; // the transaction
    std::uint64_t m_rowsBefore = 0;
    std::uint64_t m_hand = 0; // of the eviction: the serial it looked at last
};

} // namespace forefetch
