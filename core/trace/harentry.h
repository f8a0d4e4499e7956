// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/rawevent.h"

#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace forefetch {

// What one entry of a HAR says, before it is judged.
struct HarEntry
{
    RawEvent event; // its texts are those below
    std::string time;
    std::string method;
    std::string url;
    std::string agent;
    std::string mimeType;
    std::string cacheControl;
    std::string body; // of the answer, where it was asked for; gone once it is kept
    Body keptBody;    // that the event's body is
    std::string client;
    std::string mark;        // of the session
    bool ours = false;       // written by HarWriter
    std::string_view reason; // why it is no event, as a constant; else empty
    std::string excerpt;     // of its URL, for the list of rejected ones
};

// Which header or cookie marks a session (empty: none), and are bodies wanted?
struct HarMark
{
    std::string header; // lower case
    std::string cookie;
    bool bodies = false;
};

// Reads an entry; false when the JSON breaks within it, which is its reason then.
bool readHarEntry(simdjson::ondemand::object object, const HarMark &mark, HarEntry &entry);

} // namespace forefetch
