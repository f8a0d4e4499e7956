// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/fieldmap.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, kFieldRoles> kRoleNames{
    "none",          "time",   "duration",  "method",    "url",  "request", "status",
    "bytes",         "client", "forwarded", "agent",     "user", "type",    "host",
    "cache_control", "cache",  "partition", "held_back", "body"};

struct KnownField
{
    std::string_view name; // lower case
    FieldMeaning meaning;
};

using enum FieldRole;
using enum TimeUnit;

// For each role, the better source first: a rank is a place in this table.
constexpr KnownField kKnown[] = {
    {"start_time", {Time, Guess, 0, true}},
    {"startutc", {Time, Guess, 0, true}},
    {"starteddatetime", {Time, Guess, 0, true}},
    {"ts_ms", {Time, Milliseconds, 0, true}},
    {"ts_us", {Time, Microseconds, 0, true}},
    {"msec", {Time, Seconds}},
    {"time_iso8601", {Time}},
    {"@timestamp", {Time}},
    {"timestamp", {Time}},
    {"ts", {Time}},
    {"datetime", {Time}},
    {"time_local", {Time}},
    {"time", {Time}},
    {"date", {Time}},
    {"duration_ms", {FieldRole::Took, Milliseconds}},
    {"request_time_ms", {FieldRole::Took, Milliseconds}},
    {"response_time_ms", {FieldRole::Took, Milliseconds}},
    {"latency_ms", {FieldRole::Took, Milliseconds}},
    {"duration_us", {FieldRole::Took, Microseconds}},
    {"request_time", {FieldRole::Took, Seconds}},
    {"duration", {FieldRole::Took, Seconds}},
    {"latency", {FieldRole::Took, Seconds}},
    {"response_time", {FieldRole::Took, Seconds}},
    {"request_method", {Method}},
    {"requestmethod", {Method}},
    {"http_method", {Method}},
    {"request.method", {Method}},
    {"method", {Method}},
    {"verb", {Method}},
    {"request_uri", {Url}},
    {"requestpath", {Url}},
    {"request_url", {Url}},
    {"request.uri", {Url}},
    {"request.url", {Url}},
    {"url", {Url}},
    {"uri", {Url}},
    {"target", {Url}},
    {"path", {Url}},
    {"request", {Request}},
    {"request_line", {Request}},
    {"downstreamstatus", {Status}},
    {"status", {Status}},
    {"status_code", {Status}},
    {"response_code", {Status}},
    {"response.status", {Status}},
    {"body_bytes_sent", {Bytes}},
    {"downstreamcontentsize", {Bytes}},
    {"response_size", {Bytes}},
    {"bytes", {Bytes}},
    {"size", {Bytes}},
    {"bytes_sent", {Bytes}},
    {"remote_addr", {Client}},
    {"clienthost", {Client}},
    {"client_ip", {Client}},
    {"clientip", {Client}},
    {"request.client_ip", {Client}},
    {"request.remote_ip", {Client}},
    {"remote_ip", {Client}},
    {"client", {Client}},
    {"ip", {Client}},
    {"http_x_forwarded_for", {Forwarded}},
    {"x_forwarded_for", {Forwarded}},
    {"x-forwarded-for", {Forwarded}},
    {"request.headers.x-forwarded-for", {Forwarded}},
    {"http_user_agent", {Agent}},
    {"user_agent", {Agent}},
    {"useragent", {Agent}},
    {"request_user-agent", {Agent}},
    {"request.headers.user-agent", {Agent}},
    {"agent", {Agent}},
    {"session", {User}},
    {"session_id", {User}},
    {"uid_got", {User}},
    {"sent_http_content_type", {Type}},
    {"content_type", {Type}},
    {"mime_type", {Type}},
    {"http_host", {Host}},
    {"host", {Host}},
    {"request.host", {Host}},
    {"requesthost", {Host}},
    {"server_name", {Host}},
    {"sent_http_cache_control", {FieldRole::CacheControl}},
    {"cache_control", {FieldRole::CacheControl}},
    {"cache", {Cache}},
    {"upstream_cache_status", {Cache}}, // nginx
    {"partition", {FieldRole::Partition}},
    {"held_back", {HeldBack}},
    {"response_body", {FieldRole::AnswerBody}},
    {"resp_body", {FieldRole::AnswerBody}}, // OpenResty
};

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameName(std::string_view lower, std::string_view any)
{
    return lower.size() == any.size() && std::equal(lower.begin(), lower.end(), any.begin(),
                                                    [](char a, char b) { return a == lowered(b); });
}

TimeUnit unitFromName(std::string_view field)
{
    if (field.ends_with("_ms"))
        return Milliseconds;
    if (field.ends_with("_us"))
        return Microseconds;
    return field.ends_with("_ns") ? Nanoseconds : Guess;
}

template <typename Number>
bool numberFrom(std::string_view text, Number &value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

// Our own words and nginx's; what BYPASS of nginx keeps is not said.
CacheTake cacheTakeFrom(std::string_view word)
{
    if (sameName("hit", word) || word == "hit_prefetched" || word == "STALE" ||
        word == "REVALIDATED" || word == "UPDATING")
        return CacheTake::Hit;
    if (sameName("miss", word) || word == "EXPIRED")
        return CacheTake::Miss;
    if (word == "late" || word == "joined")
        return CacheTake::Joined;
    return word == "bypassed" ? CacheTake::NotKept : CacheTake::Unknown;
}

// Where a role's text is kept as it stands; null for those that are read.
std::string_view *textOf(FieldRole role, RawEvent &event)
{
    switch (role) {
    case Method:
        return &event.method;
    case Url:
        return &event.target;
    case Client:
        return &event.client;
    case Forwarded:
        return &event.forwarded;
    case Agent:
        return &event.agent;
    case User:
        return &event.user;
    case Type:
        return &event.mimeType;
    case Host:
        return &event.host;
    case FieldRole::CacheControl:
        return &event.cacheControl;
    case FieldRole::AnswerBody:
        return &event.body;
    default:
        return nullptr;
    }
}

bool isMethodToken(std::string_view text)
{
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    });
}

} // namespace

std::string_view nameOf(FieldRole role)
{
    return kRoleNames[static_cast<std::size_t>(role)];
}

Result<FieldMap> FieldMap::from(const std::vector<std::pair<std::string, std::string>> &told)
{
    FieldMap map;
    for (const auto &[role, field] : told) {
        const auto *at = std::find(kRoleNames.begin() + 1, kRoleNames.end(), role);
        if (at == kRoleNames.end()) {
            std::string all;
            for (std::size_t i = 1; i < kRoleNames.size(); ++i)
                all.append(i > 1 ? ", " : "").append(kRoleNames[i]);
            return invalid("\"" + role + "\" is nothing that a field can mean; it is one of " +
                           all);
        }
        map.m_told.push_back({field, static_cast<FieldRole>(at - kRoleNames.begin())});
    }
    return map;
}

FieldMeaning FieldMap::meaningOf(std::string_view field) const
{
    for (const Told &told : m_told) {
        if (told.field != field)
            continue;
        // What is known of the name beside its role (the unit, start or end) still holds.
        for (const KnownField &known : kKnown)
            if (known.meaning.role == told.role && sameName(known.name, field))
                return {told.role, known.meaning.unit, -1, known.meaning.isStart};
        return {told.role, unitFromName(field), -1, false};
    }
    for (std::size_t i = 0; i < std::size(kKnown); ++i) {
        if (!sameName(kKnown[i].name, field))
            continue;
        FieldMeaning meaning = kKnown[i].meaning;
        meaning.rank = static_cast<int>(i);
        // Traefik's durations are nanoseconds, and its names begin with a capital.
        if (meaning.role == FieldRole::Took && field == "Duration")
            meaning.unit = Nanoseconds;
        return meaning;
    }
    return {};
}

std::string_view FieldTaker::takeTime(const FieldMeaning &meaning, std::string_view text,
                                      RawEvent &event)
{
    std::optional<LogTime> time = parseEpoch(text, meaning.unit);
    if (!time)
        time = parseIsoLogTime(text);
    if (!time)
        time = m_clf.parse(text);
    if (!time)
        return "the time is in no form that is known";
    event.timeUs = time->us;
    event.wholeSeconds = time->wholeSeconds;
    event.timeIsEnd = !meaning.isStart;
    event.hasTime = true;
    return {};
}

std::string_view FieldTaker::take(const FieldMeaning &meaning, std::string_view text,
                                  RawEvent &event)
{
    if (text.empty() || text == "-")
        return {};
    switch (meaning.role) {
    case Time:
        return takeTime(meaning, text, event);
    case FieldRole::Took:
        if (const auto duration = parseLogDuration(text, meaning.unit))
            event.duration = *duration;
        return {};
    case Status:
        return numberFrom(text, event.status) && event.status < 1'000
                   ? std::string_view()
                   : "the status is no number of three digits";
    case Bytes:
        return numberFrom(text, event.bytes) ? std::string_view() : "the size is no number";
    case Request:
        return takeRequestLine(text, event);
    case Cache:
        event.cache = cacheTakeFrom(text);
        break;
    case FieldRole::Partition:
        std::from_chars(text.data(), text.data() + text.size(), event.partition, 16);
        break;
    case HeldBack:
        event.heldBack = text == "true" || text == "1";
        break;
    default:
        if (std::string_view *const member = textOf(meaning.role, event))
            *member = text;
        break;
    }
    return {};
}

std::string_view takeRequestLine(std::string_view text, RawEvent &event)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos || !isMethodToken(text.substr(0, space)))
        return "no request line (method, target)";
    event.method = text.substr(0, space);
    text.remove_prefix(space + 1);
    // HTTP/0.9 has no version behind the target.
    const std::size_t last = text.rfind(' ');
    if (last != std::string_view::npos && text.substr(last + 1).starts_with("HTTP/"))
        text = text.substr(0, last);
    event.target = text;
    return {};
}

} // namespace forefetch
