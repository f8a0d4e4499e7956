// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/session.h"
#include "core/result.h"
#include "core/trace/traceevent.h"
#include "core/trace/tracereport.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

enum class TraceFormat { Combined, JsonLines, Har, Csv, Tsv };

// "Combined Log Format", "JSON lines", "HAR", "CSV", "TSV".
std::string_view nameOf(TraceFormat format);
// From "combined", "json", "har", "csv", "tsv".
Result<TraceFormat> traceFormatFrom(std::string_view word);

struct TraceOptions
{
    std::optional<TraceFormat> format; // none: by content
    // What tells one client from another. None: the mark of a session where the log has one, else
    // address and agent; the forwarded address where all requests come from one address. A cookie
    // or header is looked for as nginx names it: cookie_NAME, http_NAME.
    std::optional<SessionKey> sessionKey;
    Duration sessionGap = std::chrono::minutes(30);
    std::size_t maxSessions = 1 << 18; // followed at a time; the longest silent one ends first
    // Role and field, laid over what is detected: {"url", "path_and_query"}. Roles: time, duration,
    // method, url, request, status, bytes, client, forwarded, agent, user, type, host.
    std::vector<std::pair<std::string, std::string>> fields;
    std::vector<std::string> dropParameters; // "_": cut out of every target
    std::string onlyHost; // others are rejected; empty: all (of a HAR: the most frequent one)
    // Hands out the JSON bodies of answers, as far as the log holds them: those of up to 256 KiB,
    // equal ones shared, at most 64 MiB of them at all; the report counts what was left out.
    bool bodies = false;
    std::optional<Duration> onlyFirst; // of the log's time; none: all of it
    // Sees every rejected line whole, in order, as it is rejected.
    std::function<void(const RejectedLine &, std::string_view whole)> onReject;
    // Sees the log's bytes as they are read, packed as they are, and those that were left over when
    // the reader goes; until it says false.
    std::function<bool(std::string_view bytes)> onBytes;
};

// A log as a stream of events, in memory that does not grow with it (HAR excepted, whose entries
// are in no order: what they say is kept until all have been read, their headers are not). Times
// never run backwards: events with known durations are put in the order in which the requests
// began, others stay in the order of the file.
//
//     Result<std::unique_ptr<TraceReader>> reader = openTrace("access.log.gz");
//     if (!reader)
//         return reader.error();
//     TraceEvent event;
//     while ((*reader)->next(event))
//         learn(event.session, event.target);
//     std::cerr << (*reader)->report().text();
//
// Thread: the owner's.
class TraceReader
{
public:
    virtual ~TraceReader() = default;
    // False at the end; report().ended says when that came too early.
    virtual bool next(TraceEvent &event) = 0;
    // Complete once next() has said false.
    virtual const TraceReport &report() const = 0;
};

// "-" is standard input. The format is told by the content, and so is compression (gzip, zstd).
// Fails when the input cannot be read or holds nothing in a format that is known.
Result<std::unique_ptr<TraceReader>> openTrace(const std::string &path,
                                               const TraceOptions &options = {});
// The same over bytes in memory; `source` names them in messages.
Result<std::unique_ptr<TraceReader>> openTraceText(std::string bytes, std::string source,
                                                   const TraceOptions &options = {});

} // namespace forefetch
