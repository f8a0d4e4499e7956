// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/trace/rawevent.h"
#include "core/trace/tracetime.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// What a field of a log can mean.
enum class FieldRole {
    None,
    Time,
    Took,
    Method,
    Url,
    Request, // "GET /items HTTP/1.1"
    Status,
    Bytes,
    Client,
    Forwarded,
    Agent,
    User,
    Type,
    Host,
    CacheControl, // of the response
    Cache,        // "hit", "miss" …
    Partition,    // hexadecimal
    HeldBack,     // "true"
    AnswerBody,
};
inline constexpr std::size_t kFieldRoles = static_cast<std::size_t>(FieldRole::AnswerBody) + 1;

// "time", "duration", … as TraceOptions::fields and the report name them.
std::string_view nameOf(FieldRole role);

// A field's meaning, from its name. Of several fields with one role the lowest rank is taken.
struct FieldMeaning
{
    FieldRole role = FieldRole::None;
    TimeUnit unit = TimeUnit::Guess;
    int rank = 0;
    bool isStart = false; // a time at which the request began, not ended
};

// Which field of JSON lines and of tables means what: the names that nginx, Caddy, Traefik, cloud
// balancers and analysts use are known, case is ignored; what is told by hand comes first.
//
//     FieldMap map = *FieldMap::from({{"url", "path_and_query"}});
//     map.meaningOf("path_and_query").role == FieldRole::Url
//     map.meaningOf("status").role == FieldRole::Status
//
// Thread: any, it does not change.
class FieldMap
{
public:
    // Fails on a role that does not exist.
    static Result<FieldMap> from(const std::vector<std::pair<std::string, std::string>> &told);

    // Nested fields are named with points: "request.headers.User-Agent".
    FieldMeaning meaningOf(std::string_view field) const;

private:
    struct Told
    {
        std::string field;
        FieldRole role;
    };
    std::vector<Told> m_told;
};

// Puts a field's text into the event; "-" and an empty text mean nothing. Why it cannot be, as a
// constant, or empty.
class FieldTaker
{
public:
    std::string_view take(const FieldMeaning &meaning, std::string_view text, RawEvent &event);

private:
    std::string_view takeTime(const FieldMeaning &meaning, std::string_view text, RawEvent &event);
    ClfTime m_clf;
};

// "GET /items HTTP/1.1" in its parts; empty, or why it is no request.
std::string_view takeRequestLine(std::string_view text, RawEvent &event);

} // namespace forefetch
