// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/storability.h"

#include "core/cache/cachecontrol.h"
#include "core/cache/freshness.h"
#include "core/request/outerspace.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace forefetch {

namespace {

using VaryValues = std::vector<std::pair<std::string, std::string>>;

// No field value can hold a NUL, so that it stands for "was not there".
constexpr std::string_view kAbsent("\0", 1);

bool isOneOf(int status, std::initializer_list<int> set)
{
    return std::find(set.begin(), set.end(), status) != set.end();
}

// Statuses whose caching this cache understands (RFC 9110, 15.1, without 206, and the redirects).
bool isUnderstood(int status)
{
    return isOneOf(status,
                   {200, 203, 204, 300, 301, 302, 303, 307, 308, 404, 405, 410, 414, 451, 501});
}

bool isStatusStorable(int status, CachePolicy policy, const CacheControl &said)
{
    // RFC 9111, 3: final; a part (3.3) and a 304 (4.3.4) only by who combines them.
    if (status < 200 || status > 599 || status == 206 || status == 304)
        return false;
    return isUnderstood(status) || (policy == CachePolicy::Rfc && !said.mustUnderstand);
}

// Pragma in a response says nothing by the RFC (5.4), but who sends it means it.
bool saysNoCache(const Headers &response, const CacheControl &said)
{
    return said.noCache ||
           (!said.present && equalsIgnoringCase(response.value("Pragma"), "no-cache"));
}

// A partition is a private cache; under rfc, demand answers are for a shared one.
bool hasOwnPlace(const StorageQuestion &q)
{
    return !q.partition.isPublic() && (q.policy != CachePolicy::Rfc || q.prefetched);
}

// Why the response must not be stored, its freshness aside; empty when it may.
std::string_view refusal(const StorageQuestion &q, const CacheControl &said)
{
    if (methodFrom(q.request.method) != Method::Get)
        return "method";
    if (!isStatusStorable(q.response.status, q.policy, said))
        return "status";
    if (said.malformed)
        return "bad-cache-control";
    if (said.noStore || CacheControl::of(q.request.headers).noStore) // 5.2.1.5, 5.2.2.5
        return "no-store";
    if (saysNoCache(q.response.headers, said)) // 5.2.2.4
        return "no-cache";
    if (said.isPrivate && !hasOwnPlace(q)) // 5.2.2.7
        return "private";
    const bool explicitlyPublic = said.isPublic || said.sMaxAge;
    if (q.request.headers.has("Authorization") && !explicitlyPublic && !hasOwnPlace(q)) // 3.5
        return "authorization";
    if (q.response.headers.has("Set-Cookie") && q.policy != CachePolicy::Rfc) // 7.3
        return "set-cookie";
    return {};
}

// A list's members without the space around them (RFC 9111, 4.1, allows so to compare).
std::string normalized(std::string_view value)
{
    std::string text;
    while (true) {
        const auto comma = value.find(',');
        text += withoutOuterSpace(value.substr(0, comma));
        if (comma == std::string_view::npos)
            return text;
        text += ',';
        value.remove_prefix(comma + 1);
    }
}

std::string varyValue(const Headers &request, std::string_view name)
{
    const auto value = request.joined(name);
    return value ? normalized(*value) : std::string(kAbsent);
}

std::string lowerCase(std::string_view name)
{
    std::string text(name);
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    }
    return text;
}

// Adds the names of one Vary line; false when it holds "*" or something that is no name.
bool readVary(std::string_view line, const Headers &request, VaryValues &vary)
{
    while (true) {
        const auto comma = line.find(',');
        const std::string_view name = withoutOuterSpace(line.substr(0, comma));
        if (name == "*" || !std::all_of(name.begin(), name.end(), isTokenChar))
            return false;
        const std::string key = lowerCase(name);
        const bool known =
            std::any_of(vary.begin(), vary.end(), [&](const auto &v) { return v.first == key; });
        if (!key.empty() && !known)
            vary.emplace_back(key, varyValue(request, key));
        if (comma == std::string_view::npos)
            return true;
        line.remove_prefix(comma + 1);
    }
}

std::optional<VaryValues> varyOf(const ResponseHead &response, const Headers &request)
{
    VaryValues vary;
    for (const std::string_view line : response.headers.values("Vary")) {
        if (!readVary(line, request, vary))
            return std::nullopt;
    }
    return vary;
}

bool isShared(const StorageQuestion &q, const CacheControl &said, const VaryValues &vary)
{
    if (said.isPrivate)
        return false;
    const Headers &request = q.request.headers;
    if (q.policy == CachePolicy::Rfc && !q.prefetched && !request.has("Authorization") &&
        !request.has("Cookie"))
        return true;
    const bool byCredentials = std::any_of(vary.begin(), vary.end(), [](const auto &v) {
        return v.first == "cookie" || v.first == "authorization";
    });
    return (said.isPublic || said.sMaxAge) && !byCredentials &&
           !q.response.headers.has("Set-Cookie");
}

StorageVerdict refused(std::string_view reason)
{
    StorageVerdict verdict;
    verdict.reason = reason;
    return verdict;
}

} // namespace

bool mayBeAssumedFresh(int status)
{
    return isOneOf(status, {200, 203, 204, 300, 301, 308, 410});
}

StorageVerdict storageVerdict(const StorageQuestion &q)
{
    const CacheControl said = CacheControl::of(q.response.headers);
    if (const std::string_view reason = refusal(q, said); !reason.empty())
        return refused(reason);
    auto vary = varyOf(q.response, q.request.headers);
    if (!vary)
        return refused("vary");

    StorageVerdict verdict;
    auto lifetime = explicitLifetime(q.response.headers, said, q.now);
    if (!lifetime && q.policy == CachePolicy::Assume && mayBeAssumedFresh(q.response.status)) {
        verdict.assumedFreshness = true;
        lifetime = q.prefetched ? confidenceTtl(q.defaultTtl, static_cast<double>(q.probability))
                                : fromSeconds(q.defaultTtl);
    }
    if (!lifetime)
        return refused("no-freshness");
    verdict.initialAge = initialAge(q.response.headers, q.now, q.delay);
    if (verdict.initialAge >= *lifetime)
        return refused("not-fresh");
    verdict.freshFor = *lifetime - verdict.initialAge;
    verdict.store = true;
    verdict.shared = isShared(q, said, *vary);
    verdict.vary = std::move(*vary);
    return verdict;
}

bool varyMatches(const CacheEntry &entry, const Headers &request)
{
    return std::all_of(entry.vary.begin(), entry.vary.end(), [&](const auto &field) {
        return varyValue(request, field.first) == field.second;
    });
}

} // namespace forefetch
