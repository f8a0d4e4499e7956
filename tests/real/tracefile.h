// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

struct TraceLine
{
    std::int64_t at = 0; // ms
    std::string client;
    std::string method;
    std::string url;
    int status = 0;
};

// A trace as the tests labelled "real" have it: gzipped, tab-separated, one line of names first.
// Empty where the file is not there.
inline std::vector<TraceLine> readTraceFile(const QString &path)
{
    std::vector<TraceLine> lines;
    gzFile file = gzopen(path.toLocal8Bit().constData(), "rb");
    if (!file)
        return lines;
    char buffer[1 << 16];
    for (bool head = true; gzgets(file, buffer, sizeof buffer); head = false) {
        std::string_view text(buffer);
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.remove_suffix(1);
        std::vector<std::string_view> fields;
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t to = std::min(text.find('\t', from), text.size());
            fields.push_back(text.substr(from, to - from));
            from = to + 1;
        }
        if (head || fields.size() < 5)
            continue;
        TraceLine line{0, std::string(fields[1]), std::string(fields[2]), std::string(fields[3])};
        std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), line.at);
        std::from_chars(fields[4].data(), fields[4].data() + fields[4].size(), line.status);
        lines.push_back(std::move(line));
    }
    gzclose(file);
    return lines;
}

} // namespace forefetch
