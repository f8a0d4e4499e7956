// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace forefetch {

// What SQLite refused, and whether the file itself is at fault.
class DatabaseError : public std::runtime_error
{
public:
    DatabaseError(int code, const std::string &text) : std::runtime_error(text), m_code(code) {}
    // Damaged, or no database at all: nothing in it can be trusted.
    bool isDamage() const;

private:
    int m_code;
};

// One connection to an SQLite file, in WAL mode: readers do not wait for the writer. What fails
// throws a DatabaseError, which ends the operation.
//
//     Database db("responses.sqlite", Database::Mode::Write);
//     Statement put(db, "INSERT INTO t(a, b) VALUES(?, ?)");
//     put.bind(1, 7).bind(2, "bytes").run();
//
// Thread: one at a time.
class Database
{
public:
    enum class Mode : std::uint8_t { Read, Write };

    Database(const std::string &file, Mode mode);
    void run(const char *sql);
    // Rows that the last statement changed.
    std::int64_t changed() const;
    sqlite3 *handle() const { return m_handle.get(); }

private:
    struct Close
    {
        void operator()(sqlite3 *db) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
};

// A prepared statement; goes before its database.
// Thread: one at a time.
class Statement
{
public:
    Statement(const Database &database, const char *sql);

    Statement &bind(int place, std::uint64_t value); // the bits as they are
    Statement &bind(int place, std::int64_t value);
    Statement &bind(int place, std::string_view bytes); // not copied: valid until run or reset
    // True: a row is there to be read; then reset() when enough was read.
    bool step();
    // To its end.
    void run();
    void reset();

    std::uint64_t number(int column) const;
    std::string_view bytes(int column) const; // until the next step

private:
    struct Finish
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    void check(int code) const;

    sqlite3 *m_database;
    std::unique_ptr<sqlite3_stmt, Finish> m_statement;
};

} // namespace forefetch
