// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <sqlite3.h>

namespace forefetch {

bool DatabaseError::isDamage() const
{
    const int kind = m_code & 0xff;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_FORMAT ||
           kind == SQLITE_SCHEMA || kind == SQLITE_ERROR; // a table that is not as it was made
}

void Database::Close::operator()(sqlite3 *db) const
{
    sqlite3_close_v2(db);
}

Database::Database(const std::string &file, Mode mode)
{
    sqlite3 *db = nullptr;
    // The write mode for readers too: the last one out of a crash has to be able to recover the
    // log. No mutex of SQLite's own: a connection has one thread.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                      (mode == Mode::Write ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(file.c_str(), &db, flags, nullptr);
    m_handle.reset(db);
    if (code != SQLITE_OK)
        throw DatabaseError(code, db ? sqlite3_errmsg(db) : "out of memory");
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 1000);
    if (mode == Mode::Read) {
        run("PRAGMA query_only=1; PRAGMA cache_size=-2048");
        return;
    }
    // NORMAL: the file is whole after a loss of power, the last commits may be gone; after the end
    // of the process alone nothing is.
    run("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=16777216;"
        "PRAGMA cache_size=-8192");
}

void Database::run(const char *sql)
{
    if (const int code = sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        throw DatabaseError(code, sqlite3_errmsg(m_handle.get()));
}

std::int64_t Database::changed() const
{
    return sqlite3_changes64(m_handle.get());
}

void Statement::Finish::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(const Database &database, const char *sql) : m_database(database.handle())
{
    sqlite3_stmt *statement = nullptr;
    check(sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    m_statement.reset(statement);
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK)
        throw DatabaseError(code, sqlite3_errmsg(m_database));
}

Statement &Statement::bind(int place, std::uint64_t value)
{
    return bind(place, static_cast<std::int64_t>(value));
}

Statement &Statement::bind(int place, std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement.get(), place, value));
    return *this;
}

Statement &Statement::bind(int place, std::string_view bytes)
{
    check(sqlite3_bind_blob64(m_statement.get(), place, bytes.data(), bytes.size(), SQLITE_STATIC));
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    reset();
    if (code != SQLITE_DONE)
        throw DatabaseError(code, sqlite3_errmsg(m_database));
    return false;
}

void Statement::run()
{
    while (step())
        ;
}

// (What it gives is the error of the step before, which was thrown there.)
void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::uint64_t Statement::number(int column) const
{
    return static_cast<std::uint64_t>(sqlite3_column_int64(m_statement.get(), column));
}

std::string_view Statement::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data ? std::string_view(static_cast<const char *>(data), static_cast<std::size_t>(size))
                : std::string_view();
}

} // namespace forefetch
