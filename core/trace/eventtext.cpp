// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/eventtext.h"

#include "core/metrics/isotime.h"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <array>
#include <cstdio>

namespace forefetch {

namespace {

template <typename... Values>
void appendFormatted(std::string &out, const char *format, Values... values)
{
    std::array<char, 128> text{};
    const int length = std::snprintf(text.data(), text.size(), format, values...);
    out.append(text.data(), static_cast<std::size_t>(length < 0 ? 0 : length));
}

long long microseconds(Duration d)
{
    return static_cast<long long>(d / std::chrono::microseconds(1));
}

std::string_view orDash(std::string_view text)
{
    return text.empty() ? "-" : text;
}

// -- JSON

// Bytes that are no UTF-8 become U+FFFD: JSON has no other way.
void appendJson(std::string &out, std::string_view text)
{
    out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

void appendMember(std::string &out, std::string_view name, std::string_view text)
{
    if (text.empty())
        return;
    out.append(",\"").append(name).append("\":");
    appendJson(out, text);
}

// A body of control characters grows to six times its size, and a line of 1 MiB is not read.
void appendBody(std::string &out, std::string_view name, const Body &body)
{
    constexpr std::size_t longest = 768 << 10;
    const std::size_t before = out.size();
    if (body)
        appendMember(out, name, *body);
    if (out.size() - before > longest)
        out.resize(before);
}

std::string_view wordOf(CacheTake cache)
{
    switch (cache) {
    case CacheTake::Hit:
        return "hit";
    case CacheTake::Miss:
        return "miss";
    case CacheTake::Joined:
        return "joined";
    case CacheTake::NotKept:
        return "bypassed";
    case CacheTake::Unknown:
        break;
    }
    return {};
}

void appendGatewaysOwn(std::string &out, const TraceEvent &event)
{
    appendMember(out, "cache", wordOf(event.cache));
    if (event.partition != 0)
        appendFormatted(out, ",\"partition\":\"%016llx\"",
                        static_cast<unsigned long long>(event.partition));
    if (event.heldBack)
        out += ",\"held_back\":true";
    appendMember(out, "faults", event.faults);
}

// nginx's names; msec is the end of the request, so the duration is put back on.
void appendJsonLine(std::string &out, const TraceEvent &event)
{
    const long long start = event.at.time_since_epoch().count() * 1000LL; // µs
    const long long took = event.hasDuration() ? microseconds(event.duration) : 0;
    // A time that is known to the second only loses whole seconds when it is read.
    const long long end = start + (event.exactTime ? took : took / 1'000'000 * 1'000'000);
    appendFormatted(out, "{\"msec\":%s%lld.%06lld", end < 0 ? "-" : "", std::abs(end) / 1'000'000,
                    std::abs(end) % 1'000'000);
    if (event.hasDuration())
        appendFormatted(out, ",\"request_time\":%lld.%06lld", took / 1'000'000, took % 1'000'000);
    appendMember(out, "remote_addr", event.client);
    appendMember(out, "request_method", event.method);
    appendMember(out, "request_uri", event.target);
    if (event.status != 0)
        appendFormatted(out, ",\"status\":%d", event.status);
    if (event.bytes >= 0)
        appendFormatted(out, ",\"body_bytes_sent\":%lld", static_cast<long long>(event.bytes));
    appendMember(out, "http_user_agent", event.agent);
    appendMember(out, "session", event.user);
    appendMember(out, "sent_http_content_type", event.mimeType);
    appendMember(out, "sent_http_cache_control", event.cacheControl);
    appendMember(out, "http_host", event.host);
    appendBody(out, "response_body", event.body);
    appendGatewaysOwn(out, event);
    out += "}\n";
}

// -- HAR

void appendHarRequest(std::string &out, const TraceEvent &event)
{
    out += ",\"request\":{\"method\":";
    appendJson(out, event.method);
    out += ",\"url\":";
    appendJson(out, std::string("http://")
                        .append(event.host.empty() ? kHarWithoutHost : event.host)
                        .append(event.target));
    out += ",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"headers\":[";
    if (!event.agent.empty()) {
        out += "{\"name\":\"User-Agent\",\"value\":";
        appendJson(out, event.agent);
        out += "}";
    }
    out += "],\"queryString\":[],\"headersSize\":-1,\"bodySize\":-1}";
}

void appendHarEntry(std::string &out, const TraceEvent &event)
{
    out += "{\"startedDateTime\":\"" + isoTime(event.at) + "\"";
    const long long took = event.hasDuration() ? microseconds(event.duration) : 0;
    std::array<char, 40> ms{"-1"};
    if (event.hasDuration())
        std::snprintf(ms.data(), ms.size(), "%lld.%03lld", took / 1000, took % 1000);
    out.append(",\"time\":").append(ms.data());
    appendHarRequest(out, event);
    appendFormatted(out,
                    ",\"response\":{\"status\":%d,\"statusText\":\"\",\"httpVersion\":\"HTTP/1.1\","
                    "\"cookies\":[],\"headers\":[",
                    event.status);
    if (!event.cacheControl.empty()) {
        out += "{\"name\":\"Cache-Control\",\"value\":";
        appendJson(out, event.cacheControl);
        out += "}";
    }
    out += "],\"redirectURL\":\"\",\"headersSize\":-1,";
    appendFormatted(out, "\"bodySize\":%lld,\"content\":{\"size\":%lld,\"mimeType\":",
                    static_cast<long long>(event.bytes), static_cast<long long>(event.bytes));
    appendJson(out, event.mimeType);
    appendBody(out, "text", event.body);
    out.append("}},\"cache\":{},\"timings\":{\"send\":-1,\"wait\":").append(ms.data());
    out += ",\"receive\":-1},\"_forefetch\":{\"client\":";
    appendJson(out, event.client);
    out += ",\"session\":";
    appendJson(out, event.user);
    appendGatewaysOwn(out, event);
    out += "}}";
}

// -- Combined

// What nginx escapes: quotes, backslashes and everything outside printable ASCII.
void appendEscaped(std::string &out, std::string_view text)
{
    for (const char c : text) {
        if (c == '"' || c == '\\' || c < ' ' || c == '\x7f')
            appendFormatted(out, "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            out.push_back(c);
    }
}

// Words that stand without quotes: a space in them would begin the next one.
void appendWord(std::string &out, std::string_view text)
{
    for (const char c : orDash(text))
        out.push_back(c <= ' ' && c >= 0 ? '_' : c);
}

void appendClfTime(std::string &out, WallTime at)
{
    using namespace std::chrono;
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(floor<std::chrono::seconds>(at - day));
    const auto month = static_cast<unsigned>(date.month());
    appendFormatted(out, "[%02u/%.3s/%04d:%02d:%02d:%02d +0000]", static_cast<unsigned>(date.day()),
                    months.data() + (month - 1) * 3, static_cast<int>(date.year()),
                    static_cast<int>(time.hours().count()),
                    static_cast<int>(time.minutes().count()),
                    static_cast<int>(time.seconds().count()));
}

void appendCombined(std::string &out, const TraceEvent &event)
{
    const long long took = event.hasDuration() ? microseconds(event.duration) : 0;
    appendWord(out, event.client);
    out += " - - ";
    appendClfTime(out, event.at + std::chrono::seconds(took / 1'000'000));
    out += " \"";
    appendEscaped(out, event.method);
    out += ' ';
    appendEscaped(out, event.target);
    appendFormatted(out, event.status == 0 ? " HTTP/1.1\" - " : " HTTP/1.1\" %03d ", event.status);
    out += event.bytes < 0 ? "-" : std::to_string(event.bytes);
    out += " \"-\" \"";
    appendEscaped(out, orDash(event.agent));
    out += '"';
    if (event.hasDuration())
        appendFormatted(out, " rt=%lld.%06lld", took / 1'000'000, took % 1'000'000);
    out += '\n';
}

// -- tables

void appendCell(std::string &out, std::string_view text, char separator)
{
    out.push_back(separator);
    const bool quoted = separator != '\t' && text.find_first_of(",\"") != std::string_view::npos;
    if (quoted)
        out.push_back('"');
    for (const char c : text) {
        if (c == '"' && quoted)
            out.push_back('"');
        out.push_back(c == '\n' || c == '\r' || (c == separator && !quoted) ? ' ' : c);
    }
    if (quoted)
        out.push_back('"');
}

void appendRow(std::string &out, const TraceEvent &event, char separator)
{
    out += std::to_string(event.at.time_since_epoch().count());
    appendCell(out, event.client, separator);
    appendCell(out, event.method, separator);
    appendCell(out, event.target, separator);
    appendCell(out, event.status == 0 ? "-" : std::to_string(event.status), separator);
    appendCell(out, event.bytes < 0 ? "-" : std::to_string(event.bytes), separator);
    const long long took = event.hasDuration() ? microseconds(event.duration) : 0;
    out.push_back(separator);
    if (event.hasDuration())
        appendFormatted(out, "%lld.%03lld", took / 1000, took % 1000);
    for (const std::string_view text : {event.agent, event.user, event.mimeType, event.host})
        appendCell(out, text, separator);
    out.push_back('\n');
}

} // namespace

void appendEvent(std::string &out, TraceFormat format, const TraceEvent &event)
{
    switch (format) {
    case TraceFormat::Combined:
        return appendCombined(out, event);
    case TraceFormat::JsonLines:
        return appendJsonLine(out, event);
    case TraceFormat::Har:
        return appendHarEntry(out, event);
    case TraceFormat::Csv:
        return appendRow(out, event, ',');
    case TraceFormat::Tsv:
        return appendRow(out, event, '\t');
    }
}

std::string_view eventsBegin(TraceFormat format)
{
    switch (format) {
    case TraceFormat::Har:
        return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Forefetch\",\"version\":"
               "\"" FOREFETCH_VERSION "\"},\"entries\":[\n";
    case TraceFormat::Csv:
        return "ts_ms,client,method,url,status,bytes,duration_ms,user_agent,session,content_type,"
               "host\n";
    case TraceFormat::Tsv:
        return "ts_ms\tclient\tmethod\turl\tstatus\tbytes\tduration_ms\tuser_agent\tsession\t"
               "content_type\thost\n";
    case TraceFormat::Combined:
    case TraceFormat::JsonLines:
        break;
    }
    return {};
}

std::string_view eventsEnd(TraceFormat format)
{
    return format == TraceFormat::Har ? std::string_view("\n]}}\n") : std::string_view();
}

} // namespace forefetch
