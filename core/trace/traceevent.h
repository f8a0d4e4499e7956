// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/request/request.h"
#include "core/time/clock.h"

#include <cstdint>
#include <string_view>

namespace forefetch {

// What a cache in front of the origin did with a request, where the log says so.
enum class CacheTake : std::uint8_t {
    Unknown,
    Hit,     // the origin was not asked: the duration says nothing of it
    Miss,    // the origin was asked, and the answer is one that the cache keeps
    Joined,  // waited for somebody else's fetch: the duration is less than the origin's
    NotKept, // the answer is none that the cache keeps
};

// One recorded request, as every format of log tells it. What a log does not say has the value
// that is written here behind the member.
//
// The texts belong to the reader and last until its next step; whoever keeps an event copies them
// (OwnedEvent in ownedevent.h). The body is shared.
struct TraceEvent
{
    static constexpr Duration kUnknownDuration{-1};

    WallTime at{};                        // arrival of the request, UTC
    bool exactTime = false;               // false: known to the second only
    Duration duration = kUnknownDuration; // until the answer was sent
    SessionId session;                    // never invalid in what a reader hands out
    bool beginsSession = false;
    int status = 0;                // 0: unknown
    std::int64_t bytes = -1;       // of the response body; -1: unknown
    std::uint64_t number = 0;      // of the line, or of the HAR entry; from 1
    std::string_view method;       // "GET"
    std::string_view target;       // origin form: "/items?page=2"
    std::string_view host;         // as the log says it, with the port; empty: unknown
    std::string_view client;       // an address, as a rule; empty: unknown
    std::string_view agent;        // User-Agent; empty: unknown
    std::string_view user;         // a session's or user's mark, where one was mapped; empty: none
    std::string_view mimeType;     // of the response; empty: unknown
    std::string_view cacheControl; // of the response: its freshness; empty: unknown or none
    // Only the log of a gateway like ours has these.
    std::uint64_t partition = 0; // whose eyes may see the answer; 0: unknown or everybody's
    CacheTake cache = CacheTake::Unknown;
    bool heldBack = false; // the session belonged to the control group
    // Of the answer, as far as it is JSON that a model may read: of a HAR, or of a recording that
    // was asked for it; see TraceOptions::bodies. Null: unknown.
    Body body;
    // Of a demo: which faults were there, "errors-30,flapping". Written, never read back.
    std::string_view faults;

    bool hasDuration() const noexcept { return duration >= Duration::zero(); }
};

} // namespace forefetch
