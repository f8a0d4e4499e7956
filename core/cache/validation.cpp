// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/validation.h"

#include "core/request/outerspace.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace forefetch {

namespace {

// RFC 9110, 13.1, and If-Range, which only goes with Range (13.1.5).
constexpr std::array<std::string_view, 5> kConditions = {
    "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range"};

// RFC 9111, 3.2: what an answer without the body cannot know better. Age is of one answer alone.
constexpr std::array<std::string_view, 5> kOfTheBody = {
    "Content-Length", "Content-Encoding", "Content-Range", "Transfer-Encoding", "Age"};

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view n) { return equalsIgnoringCase(n, name); });
}

bool isSameTag(std::string_view a, std::string_view b)
{
    std::string_view restA = a;
    std::string_view restB = b;
    const auto tagA = takeEntityTag(restA);
    const auto tagB = takeEntityTag(restB);
    if (!tagA || !tagB)
        return withoutOuterSpace(a) == withoutOuterSpace(b);
    return tagA->opaque == tagB->opaque && (tagA->weak || !tagB->weak);
}

} // namespace

bool makeConditional(RequestHead &request, const CacheEntry &stored)
{
    if (!stored.head || stored.head->status != 200)
        return false;
    const Headers &headers = stored.head->headers;
    const std::string_view tag = headers.value("ETag");
    const std::string_view modified = headers.value("Last-Modified");
    if (tag.empty() && modified.empty())
        return false;
    dropConditions(request);
    if (!tag.empty())
        request.headers.add("If-None-Match", std::string(tag));
    if (!modified.empty())
        request.headers.add("If-Modified-Since", std::string(modified));
    return true;
}

void dropConditions(RequestHead &request)
{
    for (const std::string_view name : kConditions)
        request.headers.remove(name);
}

bool validates(const ResponseHead &answer, const ResponseHead &stored)
{
    if (const std::string_view tag = answer.headers.value("ETag"); !tag.empty())
        return isSameTag(tag, stored.headers.value("ETag"));
    const std::string_view modified = answer.headers.value("Last-Modified");
    return modified.empty() || modified == stored.headers.value("Last-Modified");
}

ResponseHead freshened(const ResponseHead &stored, const ResponseHead &answer)
{
    ResponseHead head = stored;
    for (const HeaderField &field : answer.headers) {
        if (!isOneOf(field.name, kOfTheBody))
            head.headers.remove(field.name);
    }
    head.headers.remove("Age");
    for (const HeaderField &field : answer.headers) {
        if (!isOneOf(field.name, kOfTheBody) || equalsIgnoringCase(field.name, "Age"))
            head.headers.add(field.name, field.value);
    }
    return head;
}

HeadEffect headEffect(const ResponseHead &answer, const CacheEntry &stored)
{
    if (answer.status != 200 || !stored.head || stored.head->status != 200)
        return HeadEffect::None;
    const Headers &now = answer.headers;
    const Headers &then = stored.head->headers;
    const auto same = [&](std::string_view name) {
        return !now.has(name) || now.value(name) == then.value(name);
    };
    // The length by what is stored: it may have arrived in chunks.
    const bool sameLength = !now.has("Content-Length") || !stored.body ||
                            now.value("Content-Length") == std::to_string(stored.body->size());
    return same("ETag") && same("Last-Modified") && sameLength ? HeadEffect::Freshened
                                                               : HeadEffect::Changed;
}

std::optional<EntityTag> takeEntityTag(std::string_view &text)
{
    EntityTag tag;
    if (text.substr(0, 2) == "W/") {
        tag.weak = true;
        text.remove_prefix(2);
    }
    const auto end =
        text.empty() || text.front() != '"' ? std::string_view::npos : text.find('"', 1);
    if (end == std::string_view::npos)
        return std::nullopt;
    tag.opaque = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    return tag;
}

} // namespace forefetch
