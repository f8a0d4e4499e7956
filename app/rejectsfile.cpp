// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rejectsfile.h"

#include "app/files.h"

namespace forefetch {

Result<std::unique_ptr<RejectsFile>> RejectsFile::open(const std::string &path)
{
    if (const Result<void> writable = checkWritable(path); !writable)
        return writable.error();
    std::unique_ptr<RejectsFile> rejects(new RejectsFile(path));
    rejects->m_file.open(path, std::ios::binary | std::ios::trunc);
    if (!rejects->m_file)
        return Error{ErrorCode::Io, path + ": cannot be opened for writing"};
    return rejects;
}

void RejectsFile::add(const RejectedLine &rejected, std::string_view whole)
{
    ++m_count;
    m_file << rejected.number << '\t' << rejected.reason << '\t' << whole << '\n';
}

Result<void> RejectsFile::finish()
{
    m_file.close(); // which fails when anything before it did
    return m_file ? Result<void>()
                  : Error{ErrorCode::Io, m_path + ": cannot be written; it is not whole"};
}

} // namespace forefetch
