// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/responsetable.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::uint64_t kRowCost = 256; // its metadata and its lines in the indices
constexpr int kLookedAt = 256;

// The index by place holds size and freshness, so that a start reads no record.
constexpr const char *kTables =
    "CREATE TABLE IF NOT EXISTS responses(serial INTEGER PRIMARY KEY, place INTEGER NOT NULL,"
    " resource INTEGER NOT NULL, size INTEGER NOT NULL, fresh_until INTEGER NOT NULL,"
    " keep_until INTEGER NOT NULL, checksum INTEGER NOT NULL, record BLOB NOT NULL);"
    "CREATE INDEX IF NOT EXISTS by_place ON responses(place, size, fresh_until);"
    "CREATE INDEX IF NOT EXISTS by_resource ON responses(resource);"
    "CREATE INDEX IF NOT EXISTS by_expiry ON responses(keep_until);"
    "CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value INTEGER NOT NULL);";

Database opened(const std::string &file, Database::Mode mode)
{
    Database database(file, mode);
    if (mode == Database::Mode::Write)
        database.run(kTables);
    return database;
}

} // namespace

ResponseTable::ResponseTable(const std::string &file, Database::Mode mode)
    : m_database(opened(file, mode)),
      m_put(m_database, "INSERT INTO responses VALUES(?,?,?,?,?,?,?,?)"),
      m_find(m_database,
             "SELECT serial, resource, fresh_until, keep_until, checksum, record FROM responses"
             " WHERE place=? ORDER BY serial DESC LIMIT 1"),
      m_byPlace(m_database, "SELECT serial, place, size FROM responses WHERE place=? AND serial<?"),
      m_byResource(m_database,
                   "SELECT serial, place, size FROM responses WHERE resource=? AND serial<?"),
      m_byExpiry(m_database, "SELECT serial, place, size FROM responses WHERE keep_until<=?"
                             " ORDER BY keep_until LIMIT ?"),
      m_fromHand(m_database, "SELECT serial, place, size FROM responses WHERE serial>?"
                             " ORDER BY serial LIMIT ?"),
      m_delete(m_database, "DELETE FROM responses WHERE serial=?")
{
}

void ResponseTable::begin()
{
    m_database.run("BEGIN IMMEDIATE");
    m_bytesBefore = m_bytes;
    m_rowsBefore = m_rows;
}

void ResponseTable::rollback() noexcept
{
    m_bytes = m_bytesBefore;
    m_rows = m_rowsBefore;
    try {
        m_database.run("ROLLBACK");
    } catch (const DatabaseError &) { // SQLite has rolled back by itself
    }
}

std::uint64_t ResponseTable::journalId()
{
    Statement select(m_database, "SELECT value FROM facts WHERE name='journal'");
    return select.step() ? select.number(0) : 0;
}

void ResponseTable::setJournalId(std::uint64_t id)
{
    Statement(m_database, "INSERT OR REPLACE INTO facts VALUES('journal', ?)").bind(1, id).run();
}

void ResponseTable::put(const ResponseRow &row)
{
    purge({Purge::Kind::Place, row.place.hash, row.serial}, {});
    const std::uint64_t size = row.record.size() + kRowCost;
    m_put.bind(1, row.serial).bind(2, row.place.hash).bind(3, row.place.resource).bind(4, size);
    m_put.bind(5, row.freshUntil).bind(6, row.keepUntil).bind(7, row.checksum);
    m_put.bind(8, std::string_view(row.record)).run();
    m_bytes += size;
    ++m_rows;
}

void ResponseTable::purge(const Purge &purge, const Gone &gone)
{
    if (purge.kind == Purge::Kind::Everything) {
        Statement(m_database, "DELETE FROM responses WHERE serial<?").bind(1, purge.serial).run();
        each([](std::uint64_t, std::uint64_t, std::int64_t) {});
        return;
    }
    Statement &rows = purge.kind == Purge::Kind::Place ? m_byPlace : m_byResource;
    for (const Listed &row : list(rows.bind(1, purge.hash).bind(2, purge.serial)))
        remove(row, gone);
}

std::optional<ResponseRow> ResponseTable::read(std::uint64_t place)
{
    if (!m_find.bind(1, place).step())
        return std::nullopt;
    ResponseRow row;
    row.serial = m_find.number(0);
    row.place = {place, m_find.number(1)};
    row.freshUntil = static_cast<std::int64_t>(m_find.number(2));
    row.keepUntil = static_cast<std::int64_t>(m_find.number(3));
    row.checksum = m_find.number(4);
    row.record = m_find.bytes(5);
    m_find.reset();
    return row;
}

void ResponseTable::each(
    const std::function<void(std::uint64_t, std::uint64_t, std::int64_t)> &visit)
{
    m_bytes = m_rows = 0;
    Statement all(m_database,
                  "SELECT place, serial, size, fresh_until FROM responses INDEXED BY by_place");
    while (all.step()) {
        m_bytes += all.number(2);
        ++m_rows;
        visit(all.number(0), all.number(1), static_cast<std::int64_t>(all.number(3)));
    }
}

void ResponseTable::expire(std::int64_t now, int most, const Gone &gone)
{
    for (const Listed &row : list(m_byExpiry.bind(1, now).bind(2, std::int64_t{most})))
        remove(row, gone);
}

int ResponseTable::evict(std::uint64_t capacity,
                         const std::function<bool(std::uint64_t, std::uint64_t)> &isUsed,
                         const Gone &gone)
{
    int evicted = 0;
    if (m_bytes <= capacity)
        return 0;
    const std::vector<Listed> rows =
        list(m_fromHand.bind(1, m_hand).bind(2, std::int64_t{kLookedAt}));
    if (rows.empty())
        m_hand = 0; // round
    for (const Listed &row : rows) {
        if (m_bytes <= capacity)
            break;
        m_hand = row.serial;
        if (isUsed(row.place, row.serial))
            continue;
        remove(row, gone);
        ++evicted;
    }
    return evicted;
}

void ResponseTable::shrink()
{
    m_database.run("PRAGMA incremental_vacuum(256)");
}

std::vector<ResponseTable::Listed> ResponseTable::list(Statement &statement)
{
    std::vector<Listed> rows;
    while (statement.step())
        rows.push_back({statement.number(0), statement.number(1), statement.number(2)});
    return rows;
}

void ResponseTable::remove(const Listed &row, const Gone &gone)
{
    m_delete.bind(1, row.serial).run();
    m_bytes -= std::min(m_bytes, row.size);
    m_rows -= std::min<std::uint64_t>(m_rows, 1);
    if (gone)
        gone(row.place, row.serial);
}

} // namespace forefetch
