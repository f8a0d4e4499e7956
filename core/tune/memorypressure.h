// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace forefetch {

// What memory there is: of the machine, or of the control group that the process lives in.
struct MemoryReading
{
    std::uint64_t available = 0; // bytes
    std::uint64_t total = 0;

    double share() const
    {
        return total == 0 ? 1 : static_cast<double>(available) / static_cast<double>(total);
    }
};

// The text of /proc/meminfo (MemAvailable and MemTotal; proc(5)).
std::optional<MemoryReading> parseMemInfo(std::string_view text);
// The texts of memory.max and memory.current of a cgroup v2, and its memory.stat: file pages that
// nobody has used lately can be had back. Nothing without a limit.
std::optional<MemoryReading> parseCgroupMemory(std::string_view max, std::string_view current,
                                               std::string_view stat);

// The scarcer of the two, read from /proc and /sys/fs/cgroup; nothing where neither tells.
//
//     if (auto m = readMemory(); m && m->share() < 0.05) ...
//
// Thread: any; reads files, so under no lock.
std::optional<MemoryReading> readMemory();

} // namespace forefetch
