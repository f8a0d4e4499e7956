// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/harentry.h"

#include "core/trace/bodyshelf.h"
#include "core/trace/fieldmap.h"
#include "core/trace/tracetime.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

using namespace simdjson;

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool sameName(std::string_view lower, std::string_view any)
{
    return lower.size() == any.size() &&
           std::equal(lower.begin(), lower.end(), any.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
}

// A value of another kind is as if it were not there.
bool takeText(ondemand::value value, std::string &text)
{
    ondemand::json_type type{};
    if (value.type().get(type))
        return false;
    if (type != ondemand::json_type::string)
        return true;
    std::string_view found;
    if (value.get_string().get(found))
        return false;
    text = found;
    return true;
}

bool takeNumber(ondemand::value value, double &number)
{
    ondemand::json_type type{};
    if (value.type().get(type))
        return false;
    return type != ondemand::json_type::number || !value.get_double().get(number);
}

// Visits the fields of an object; anything else has none. False when the JSON breaks.
template <typename Visit>
bool forFields(ondemand::value value, Visit visit)
{
    ondemand::json_type type{};
    if (value.type().get(type))
        return false;
    if (type != ondemand::json_type::object)
        return true;
    ondemand::object object;
    if (value.get_object().get(object))
        return false;
    for (auto field : object) {
        std::string_view name;
        ondemand::value inner;
        if (field.unescaped_key().get(name) || field.value().get(inner))
            return false;
        if (!visit(name, inner))
            return false;
    }
    return true;
}

// Lists of {"name": …, "value": …}: headers and cookies.
template <typename Visit>
bool forPairs(ondemand::value value, Visit visit)
{
    ondemand::json_type type{};
    if (value.type().get(type))
        return false;
    if (type != ondemand::json_type::array)
        return true;
    ondemand::array list;
    if (value.get_array().get(list))
        return false;
    for (auto element : list) {
        ondemand::value pair;
        std::string name;
        std::string text;
        if (element.get(pair))
            return false;
        const bool whole = forFields(pair, [&](std::string_view field, ondemand::value inner) {
            if (field == "name")
                return takeText(inner, name);
            return field != "value" || takeText(inner, text);
        });
        if (!whole)
            return false;
        visit(name, text);
    }
    return true;
}

bool readRequest(ondemand::value request, const HarMark &mark, HarEntry &entry)
{
    return forFields(request, [&](std::string_view field, ondemand::value value) {
        if (field == "method")
            return takeText(value, entry.method);
        if (field == "url")
            return takeText(value, entry.url);
        if (field == "headers")
            return forPairs(value, [&](const std::string &name, const std::string &text) {
                if (sameName("user-agent", name))
                    entry.agent = text;
                if (!mark.header.empty() && sameName(mark.header, name))
                    entry.mark = text;
            });
        if (field == "cookies")
            return forPairs(value, [&](const std::string &name, const std::string &text) {
                if (!mark.cookie.empty() && name == mark.cookie)
                    entry.mark = text;
            });
        return true;
    });
}

// -1 is "unknown" in every number of a HAR.
void setSize(double size, HarEntry &entry)
{
    if (entry.event.bytes < 0 && size >= 0 && size < 9e15)
        entry.event.bytes = static_cast<std::int64_t>(size);
}

// RFC 4648; empty for what is none. "=" ends it.
std::string fromBase64(std::string_view text)
{
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text.substr(0, text.find('='))) {
        const std::size_t value = kBase64.find(c);
        if (value == kBase64.npos)
            return {};
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out.push_back(static_cast<char>((bits >> count) & 0xff));
        }
    }
    return out;
}

// Only JSON is kept, and of no more than a model reads: the others would fill the memory.
bool readContent(ondemand::value value, const HarMark &wanted, HarEntry &entry, double &size)
{
    std::string encoding;
    const bool whole = forFields(value, [&](std::string_view name, ondemand::value inner) {
        if (name == "mimeType")
            return takeText(inner, entry.mimeType);
        if (name == "size")
            return takeNumber(inner, size);
        if (name == "encoding")
            return takeText(inner, encoding);
        return name != "text" || !wanted.bodies || takeText(inner, entry.body);
    });
    if (entry.mimeType.find("json") == entry.mimeType.npos)
        entry.body = {};
    else if (encoding == "base64")
        entry.body = fromBase64(entry.body);
    else if (!encoding.empty())
        entry.body = {};
    if (entry.body.size() > BodyShelf::kLargest)
        entry.body = {};
    entry.body.shrink_to_fit();
    return whole;
}

bool readResponse(ondemand::value response, const HarMark &wanted, HarEntry &entry)
{
    double status = 0;
    double body = -1;
    double content = -1;
    const bool whole = forFields(response, [&](std::string_view field, ondemand::value value) {
        if (field == "status")
            return takeNumber(value, status);
        if (field == "bodySize")
            return takeNumber(value, body);
        if (field == "headers")
            return forPairs(value, [&](const std::string &name, const std::string &text) {
                if (sameName("cache-control", name))
                    entry.cacheControl = text;
            });
        if (field == "_fetchedViaServiceWorker") {
            if (value.raw_json_token().starts_with("true"))
                entry.reason = "answered by a service worker";
            return true;
        }
        return field != "content" || readContent(value, wanted, entry, content);
    });
    entry.event.status = status > 0 && status < 1000 ? static_cast<int>(status) : 0;
    setSize(body, entry);
    setSize(content, entry);
    return whole;
}

// "time" is the sum of the timings that are not -1; where it is missing, it is summed here.
void setDuration(double time, double sum, HarEntry &entry)
{
    const double ms = time >= 0 ? time : sum;
    if (ms >= 0 && ms < 3.2e10)
        entry.event.duration = Duration(std::llround(ms * 1e6));
}

// What our own writer adds.
bool readOwn(ondemand::value own, HarEntry &entry)
{
    entry.ours = true;
    return forFields(own, [&](std::string_view field, ondemand::value value) {
        if (field == "client")
            return takeText(value, entry.client);
        if (field == "session")
            return !entry.mark.empty() || takeText(value, entry.mark);
        if (field == "held_back") {
            entry.event.heldBack = value.raw_json_token().starts_with("true");
            return true;
        }
        std::string text;
        const FieldMeaning meaning{field == "cache"       ? FieldRole::Cache
                                   : field == "partition" ? FieldRole::Partition
                                                          : FieldRole::None};
        return takeText(value, text) && FieldTaker().take(meaning, text, entry.event).empty();
    });
}

bool readFields(ondemand::object object, const HarMark &mark, HarEntry &entry)
{
    double time = -1;
    double sum = -1;
    for (auto field : object) {
        std::string_view name;
        ondemand::value value;
        if (field.unescaped_key().get(name) || field.value().get(value))
            return false;
        bool whole = true;
        if (name == "startedDateTime")
            whole = takeText(value, entry.time);
        else if (name == "time")
            whole = takeNumber(value, time);
        else if (name == "request")
            whole = readRequest(value, mark, entry);
        else if (name == "response")
            whole = readResponse(value, mark, entry);
        else if (name == "_forefetch")
            whole = readOwn(value, entry);
        else if (name == "timings")
            whole = forFields(value, [&](std::string_view part, ondemand::value ms) {
                double took = -1;
                const bool read = part == "ssl" || takeNumber(ms, took); // ssl is part of connect
                if (took >= 0)
                    sum = std::max(sum, 0.0) + took;
                return read;
            });
        else if (name == "_fromCache") {
            std::string from;
            whole = takeText(value, from);
            if (!from.empty())
                entry.reason = "answered by the browser's cache";
        } else if (name == "_fetchedViaServiceWorker" && value.raw_json_token().starts_with("true"))
            entry.reason = "answered by a service worker";
        if (!whole)
            return false;
    }
    setDuration(time, sum, entry);
    return true;
}

} // namespace

bool readHarEntry(ondemand::object object, const HarMark &mark, HarEntry &entry)
{
    const bool whole = readFields(object, mark, entry);
    entry.excerpt = entry.url.substr(0, 200);
    RawEvent &event = entry.event;
    event.method = entry.method;
    event.target = entry.url;
    event.agent = entry.agent;
    event.mimeType = entry.mimeType;
    event.cacheControl = entry.cacheControl;
    event.client = entry.client;
    event.user = entry.mark;
    event.timeIsEnd = false;
    if (const auto time = parseIsoLogTime(entry.time)) {
        event.timeUs = time->us;
        event.hasTime = true;
        event.wholeSeconds = time->wholeSeconds;
    }
    if (!whole)
        entry.reason = "broken JSON";
    return whole;
}

} // namespace forefetch
