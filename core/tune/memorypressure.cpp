// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/memorypressure.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <string>

namespace forefetch {

namespace {

std::optional<std::uint64_t> numberIn(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc())
        return std::nullopt;
    return value;
}

// What stands behind `name` at the beginning of a line.
std::optional<std::uint64_t> field(std::string_view text, std::string_view name)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(name))
            return numberIn(line.substr(name.size()));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::nullopt;
}

std::string contentOf(const std::string &path)
{
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// "0::/system.slice/forefetch.service" in /proc/self/cgroup.
std::string ownCgroup()
{
    const std::string text = contentOf("/proc/self/cgroup");
    const std::size_t at = text.find("0::");
    if (at == std::string::npos)
        return {};
    const std::size_t end = std::min(text.find('\n', at), text.size());
    return "/sys/fs/cgroup" + text.substr(at + 3, end - at - 3);
}

} // namespace

std::optional<MemoryReading> parseMemInfo(std::string_view text)
{
    const auto available = field(text, "MemAvailable:");
    const auto total = field(text, "MemTotal:");
    if (!available || !total || *total == 0)
        return std::nullopt;
    return MemoryReading{*available * 1024, *total * 1024};
}

std::optional<MemoryReading> parseCgroupMemory(std::string_view max, std::string_view current,
                                               std::string_view stat)
{
    const auto limit = numberIn(max); // "max" is no number: no limit
    const auto used = numberIn(current);
    if (!limit || !used || *limit == 0)
        return std::nullopt;
    const std::uint64_t idle = field(stat, "inactive_file ").value_or(0);
    const std::uint64_t needed = *used - std::min(*used, idle);
    return MemoryReading{*limit - std::min(*limit, needed), *limit};
}

std::optional<MemoryReading> readMemory()
{
    const auto machine = parseMemInfo(contentOf("/proc/meminfo"));
    const std::string group = ownCgroup();
    if (group.empty())
        return machine;
    const auto own =
        parseCgroupMemory(contentOf(group + "/memory.max"), contentOf(group + "/memory.current"),
                          contentOf(group + "/memory.stat"));
    if (!own || (machine && machine->share() < own->share()))
        return machine;
    return own;
}

} // namespace forefetch
