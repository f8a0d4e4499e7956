// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace forefetch {

// One SQLite file, and one prepared statement on it; the least that a recording needs. What goes
// wrong is remembered by the database (problem()), so that a run of calls is asked once.
//
//     RecordingFile db;
//     db.open(path, RecordingFile::Access::Create);
//     RecordingStatement insert(db, "INSERT INTO texts VALUES (?, ?)");
//     insert.put(7); insert.put("/items/7"); insert.step();
//     if (!db.problem().empty()) ...
//
// Thread: one at a time.
class RecordingFile
{
public:
    enum class Access : std::uint8_t { Create, Read, Memory };

    RecordingFile();
    ~RecordingFile();
    RecordingFile(const RecordingFile &) = delete;
    RecordingFile &operator=(const RecordingFile &) = delete;

    Result<void> open(const std::string &path, Access access);
    void close();
    bool isOpen() const { return m_db != nullptr; }
    void run(const char *sql);
    // One number: of a PRAGMA, a count. 0 where there is none.
    std::int64_t number(const char *sql);
    std::string text(const char *sql);
    // Writes all of it into a file, in place of what is there.
    Result<void> copyTo(const std::string &path);

    const std::string &problem() const { return m_problem; } // empty: none so far
    void note(int code);
    sqlite3 *handle() const { return m_db; }

private:
    sqlite3 *m_db = nullptr;
    std::string m_problem;
};

class RecordingStatement
{
public:
    RecordingStatement(RecordingFile &db, std::string_view sql);
    ~RecordingStatement();
    RecordingStatement(const RecordingStatement &) = delete;
    RecordingStatement &operator=(const RecordingStatement &) = delete;

    // The values of the parameters, one after the other.
    void put(std::int64_t value);
    void put(double value);
    void put(std::string_view text);
    void putBytes(std::string_view bytes);
    void putNothing();
    // True: there is a row to be read; its columns come one after the other. Else it is over, and
    // the statement ready to be used again.
    bool step();
    void reset();

    std::int64_t number();
    double real();
    std::string text();
    std::string_view bytes(); // until the next step
    bool isNull() const;      // the column that comes next

private:
    RecordingFile &m_db;
    sqlite3_stmt *m_statement = nullptr;
    int m_parameter = 0;
    int m_column = 0;
};

} // namespace forefetch
