// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/trace/tracereport.h"

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// The lines of a log that cannot be used, as they come: number, why, and the line itself as it
// stands there (of a HAR the beginning of the entry's URL), with tabs between.
//
//     3001<TAB>no client before the time<TAB>junk
//
// Thread: one at a time.
class RejectsFile
{
public:
    // Replaces what is there.
    static Result<std::unique_ptr<RejectsFile>> open(const std::string &path);

    void add(const RejectedLine &rejected, std::string_view whole);
    // Whether all of it is written. To be called at the end.
    Result<void> finish();
    std::uint64_t count() const { return m_count; }
    const std::string &path() const { return m_path; }

private:
    explicit RejectsFile(std::string path) : m_path(std::move(path)) {}

    std::string m_path;
    std::ofstream m_file;
    std::uint64_t m_count = 0;
};

} // namespace forefetch
