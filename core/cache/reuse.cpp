// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/reuse.h"

#include "core/cache/cachecontrol.h"
#include "core/cache/httpdate.h"
#include "core/cache/validation.h"
#include "core/request/outerspace.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

// A request that is more than its method and target say; the key knows only these.
constexpr std::array<std::string_view, 8> kBypassFields = {
    "If-Match",      "If-Unmodified-Since", "Transfer-Encoding", "X-HTTP-Method-Override",
    "X-HTTP-Method", "X-Method-Override",   "X-Original-URL",    "X-Rewrite-URL"};

constexpr std::array<std::string_view, 11> kConnectionFields = {"Connection",
                                                                "Keep-Alive",
                                                                "Proxy-Connection",
                                                                "Proxy-Authenticate",
                                                                "Proxy-Authorization",
                                                                "Proxy-Authentication-Info",
                                                                "TE",
                                                                "Trailer",
                                                                "Transfer-Encoding",
                                                                "Upgrade",
                                                                "Age"};

// What a 304 carries of the 200 that it stands for (RFC 9110, 15.4.5).
constexpr std::array<std::string_view, 7> kNotModifiedFields = {
    "Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Last-Modified", "Vary"};

bool mustBypass(const Headers &request)
{
    const auto has = [&](std::string_view name) { return request.has(name); };
    if (std::any_of(kBypassFields.begin(), kBypassFields.end(), has))
        return true;
    if (has("Content-Length") && request.value("Content-Length") != "0")
        return true;
    // An offer of HTTP/2 over clear text is an ordinary request all the same.
    return has("Upgrade") && !equalsIgnoringCase(request.value("Upgrade"), "h2c");
}

bool wantsOrigin(const Headers &request, const CacheControl &said)
{
    return said.noCache || said.maxAge || said.minFresh || said.malformed ||
           (!said.present && equalsIgnoringCase(request.value("Pragma"), "no-cache"));
}

// Weak comparison (8.8.3.2): the opaque parts alone. A list that cannot be read matches nothing.
bool anyTagMatches(std::string_view list, std::string_view stored)
{
    if (withoutOuterSpace(list) == "*")
        return true;
    const auto own = takeEntityTag(stored);
    if (!own || !stored.empty())
        return false;
    bool matched = false;
    while (true) {
        const auto start = list.find_first_not_of(", \t");
        if (start == std::string_view::npos)
            return matched;
        list.remove_prefix(start);
        const auto tag = takeEntityTag(list);
        if (!tag)
            return false;
        const auto next = list.find_first_not_of(" \t");
        if (next != std::string_view::npos && list[next] != ',')
            return false;
        matched = matched || tag->opaque == own->opaque;
    }
}

bool isUnmodifiedSince(const Headers &stored, std::string_view since)
{
    const auto limit = parseHttpDate(since);
    const std::string_view modified =
        stored.has("Last-Modified") ? stored.value("Last-Modified") : stored.value("Date");
    const auto when = parseHttpDate(modified);
    return limit && when && *when <= *limit;
}

} // namespace

ReuseVerdict reuseVerdict(const RequestHead &request)
{
    const Method method = methodFrom(request.method);
    if (method != Method::Get && method != Method::Head)
        return {false, false, "method"};
    if (mustBypass(request.headers))
        return {false, false, "bypass"};
    const CacheControl said = CacheControl::of(request.headers);
    ReuseVerdict verdict{true, method == Method::Get, "uri-miss"};
    if (request.headers.has("Range") && method == Method::Get) { // 3.3: a part is not the whole
        verdict.mayStore = false;
        verdict.forward = "bypass";
    }
    if (said.noStore || wantsOrigin(request.headers, said)) {
        verdict.lookUp = false;
        verdict.mayStore = verdict.mayStore && !said.noStore && !said.malformed;
        verdict.forward = "request";
    }
    if (said.onlyIfCached) {
        verdict.mayStore = false;
        verdict.forward = {};
    }
    return verdict;
}

bool hasConnectionFields(const ResponseHead &head)
{
    return std::any_of(kConnectionFields.begin(), kConnectionFields.end(),
                       [&](std::string_view name) { return head.headers.has(name); });
}

ResponseHead storedHead(const ResponseHead &head)
{
    ResponseHead stored = head;
    for (std::string_view line : head.headers.values("Connection")) {
        while (!line.empty()) {
            const auto comma = line.find(',');
            stored.headers.remove(withoutOuterSpace(line.substr(0, comma)));
            line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
        }
    }
    for (const std::string_view name : kConnectionFields)
        stored.headers.remove(name);
    return stored;
}

std::optional<ResponseHead> notModified(const CacheEntry &entry, const Headers &request)
{
    return entry.head ? notModified(*entry.head, request) : std::nullopt;
}

std::optional<ResponseHead> notModified(const ResponseHead &answer, const Headers &request)
{
    if (answer.status != 200)
        return std::nullopt;
    const Headers &stored = answer.headers;
    // If-Modified-Since counts only without If-None-Match (RFC 9110, 13.1.3).
    const auto tags = request.joined("If-None-Match");
    const auto since = request.values("If-Modified-Since");
    const bool same = tags ? anyTagMatches(*tags, stored.value("ETag"))
                           : since.size() == 1 && isUnmodifiedSince(stored, since.front());
    if (!same)
        return std::nullopt;
    ResponseHead head{304, "Not Modified", {}};
    for (const HeaderField &field : stored) {
        const auto is = [&](std::string_view name) { return equalsIgnoringCase(field.name, name); };
        if (std::any_of(kNotModifiedFields.begin(), kNotModifiedFields.end(), is))
            head.headers.add(field.name, field.value);
    }
    return head;
}

} // namespace forefetch
