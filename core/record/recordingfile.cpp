// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recordingfile.h"

#include <sqlite3.h>

namespace forefetch {

RecordingFile::RecordingFile() = default;

RecordingFile::~RecordingFile()
{
    close();
}

void RecordingFile::close()
{
    sqlite3_close_v2(m_db);
    m_db = nullptr;
}

Result<void> RecordingFile::open(const std::string &path, Access access)
{
    const std::string name = access == Access::Memory ? ":memory:" : path;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
    if (access != Access::Read)
        flags |= SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(name.c_str(), &m_db, flags, nullptr);
    // What was left by a program that was killed is rolled back, for which one has to write; where
    // that may not be, reading is enough.
    if (code != SQLITE_OK && access == Access::Read) {
        close();
        flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY;
        code = sqlite3_open_v2(name.c_str(), &m_db, flags, nullptr);
    }
    if (code != SQLITE_OK) {
        const std::string what = m_db ? sqlite3_errmsg(m_db) : sqlite3_errstr(code);
        close();
        return Error{ErrorCode::Io, path + ": " + what};
    }
    sqlite3_busy_timeout(m_db, 2000); // ms; a backup, somebody who looks into it
    return {};
}

void RecordingFile::note(int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW || !m_problem.empty())
        return;
    m_problem = code == SQLITE_FULL ? "the disk is full" : sqlite3_errmsg(m_db);
}

void RecordingFile::run(const char *sql)
{
    note(sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr));
}

std::int64_t RecordingFile::number(const char *sql)
{
    RecordingStatement statement(*this, sql);
    return statement.step() ? statement.number() : 0;
}

std::string RecordingFile::text(const char *sql)
{
    RecordingStatement statement(*this, sql);
    return statement.step() ? statement.text() : std::string();
}

Result<void> RecordingFile::copyTo(const std::string &path)
{
    RecordingFile file;
    if (auto opened = file.open(path, Access::Create); !opened)
        return opened;
    sqlite3_backup *backup = sqlite3_backup_init(file.m_db, "main", m_db, "main");
    if (backup != nullptr) {
        file.note(sqlite3_backup_step(backup, -1));
        sqlite3_backup_finish(backup);
    }
    file.note(sqlite3_errcode(file.m_db));
    if (!file.m_problem.empty())
        return Error{ErrorCode::Io, path + ": " + file.m_problem};
    return {};
}

RecordingStatement::RecordingStatement(RecordingFile &db, std::string_view sql) : m_db(db)
{
    if (!db.isOpen())
        return;
    db.note(sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr));
}

RecordingStatement::~RecordingStatement()
{
    sqlite3_finalize(m_statement);
}

void RecordingStatement::put(std::int64_t value)
{
    sqlite3_bind_int64(m_statement, ++m_parameter, value);
}

void RecordingStatement::put(double value)
{
    sqlite3_bind_double(m_statement, ++m_parameter, value);
}

void RecordingStatement::put(std::string_view text)
{
    sqlite3_bind_text(m_statement, ++m_parameter, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
}

void RecordingStatement::putBytes(std::string_view bytes)
{
    sqlite3_bind_blob(m_statement, ++m_parameter, bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_TRANSIENT);
}

void RecordingStatement::putNothing()
{
    sqlite3_bind_null(m_statement, ++m_parameter);
}

bool RecordingStatement::step()
{
    m_column = 0;
    if (m_statement == nullptr)
        return false;
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    m_db.note(code);
    reset();
    return false;
}

void RecordingStatement::reset()
{
    sqlite3_reset(m_statement);
    m_parameter = 0;
    m_column = 0;
}

std::int64_t RecordingStatement::number()
{
    return sqlite3_column_int64(m_statement, m_column++);
}

double RecordingStatement::real()
{
    return sqlite3_column_double(m_statement, m_column++);
}

std::string RecordingStatement::text()
{
    return std::string(bytes());
}

std::string_view RecordingStatement::bytes()
{
    const int column = m_column++;
    const void *data = sqlite3_column_blob(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return data == nullptr
               ? std::string_view()
               : std::string_view(static_cast<const char *>(data), static_cast<std::size_t>(size));
}

bool RecordingStatement::isNull() const
{
    return sqlite3_column_type(m_statement, m_column) == SQLITE_NULL;
}

} // namespace forefetch
