// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "core/trace/traceevent.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// What one line says, before it is judged: texts as they stand there, without the "-" that means
// nothing. The members are those of TraceEvent where they have the same name.
struct RawEvent
{
    std::int64_t timeUs = 0; // since 1970, UTC
    bool hasTime = false;
    bool wholeSeconds = false; // the form of the time has no fraction
    bool timeIsEnd = true;     // logs are written when the answer is sent
    Duration duration = TraceEvent::kUnknownDuration;
    int status = 0;
    std::int64_t bytes = -1;
    std::string_view method;
    std::string_view target; // also in absolute form
    std::string_view host;
    std::string_view client;
    std::string_view forwarded; // X-Forwarded-For: client, proxy, proxy
    std::string_view agent;
    std::string_view user;
    std::string_view mimeType;
    std::string_view cacheControl;
    std::string_view body; // of the answer
    std::uint64_t partition = 0;
    CacheTake cache = CacheTake::Unknown;
    bool heldBack = false;
};

using FieldNames = std::vector<std::pair<std::string, std::string>>;

// How the lines of one format are read. The line may be written into (escapes are resolved in
// place), and the event's texts point into it or into the parser: both last until the next call.
//
// Thread: the owner's.
class LineParser
{
public:
    virtual ~LineParser() = default;
    // Why the line is no event, as a constant; empty when it is one.
    virtual std::string_view parse(std::span<char> line, RawEvent &event) = 0;
    // Role and name of the fields that have been read; empty where the format fixes them.
    virtual FieldNames fields() const { return {}; }
};

} // namespace forefetch
