// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/storability.h"

#include "core/cache/cachecontrol.h"
#include "core/cache/freshness.h"
#include "core/cache/targetedcontrol.h"
#include "core/request/outerspace.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace forefetch {

namespace {

using VaryValues = std::vector<std::pair<std::string, std::string>>;

// For how long what can be validated is kept, and what may answer for an origin that is silent.
constexpr Duration kKeptForValidation = std::chrono::hours(24);
constexpr Duration kStaleWhenUnreachable = std::chrono::hours(1);

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

// RFC 9111, 3.5. Only the two that mean it are taken at their word for what prefetching brings.
bool mayShareAuthorized(const StorageQuestion &q, const CacheControl &said)
{
    if (said.isPublic || said.sMaxAge)
        return true;
    return q.policy == CachePolicy::Rfc && !q.prefetched && said.mustRevalidate;
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
    const bool understood = q.policy == CachePolicy::Rfc && said.mustUnderstand; // 5.2.2.3
    if ((said.noStore && !understood) ||
        CacheControl::of(q.request.headers).noStore) // 5.2.1.5, 5.2.2.5
        return "no-store";
    if (said.isPrivate && !hasOwnPlace(q)) // 5.2.2.7
        return "private";
    if (q.request.headers.has("Authorization") && !mayShareAuthorized(q, said) &&
        !hasOwnPlace(q)) // 3.5
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

std::string lowerCase(std::string_view name)
{
    std::string text(name);
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    }
    return text;
}

std::string varyValue(const Headers &request, std::string_view name)
{
    const auto value = request.joined(name);
    if (!value)
        return std::string(kAbsent);
    std::string text = normalized(*value);
    return name == "accept-language" || name == "accept-encoding" ? lowerCase(text) : text;
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
    const bool meansIt =
        request.has("Cookie") ? said.isPublic || said.sMaxAge : mayShareAuthorized(q, said);
    return meansIt && !byCredentials && !q.response.headers.has("Set-Cookie");
}

std::optional<Duration> lifetimeOf(const StorageQuestion &q, const CacheControl &said,
                                   bool &isAssumed)
{
    if (const auto lifetime = explicitLifetime(q.response.headers, said, q.now))
        return lifetime;
    const int status = q.response.status;
    if (q.policy == CachePolicy::Rfc && (said.isPublic || isHeuristicallyCacheable(status)))
        return heuristicLifetime(q.response.headers, q.now);
    isAssumed = q.policy == CachePolicy::Assume && mayBeAssumedFresh(status);
    if (!isAssumed)
        return std::nullopt;
    return q.prefetched ? confidenceTtl(q.defaultTtl, static_cast<double>(q.probability))
                        : fromSeconds(q.defaultTtl);
}

bool hasValidator(const ResponseHead &response)
{
    return response.status == 200 &&
           (response.headers.has("ETag") || response.headers.has("Last-Modified"));
}

// What becomes of it once it is no longer fresh.
void decideKeeping(const StorageQuestion &q, const CacheControl &said, StorageVerdict &verdict)
{
    if (q.prefetched)
        return;
    const bool validatable = hasValidator(q.response);
    if (validatable)
        verdict.keepFor = kKeptForValidation;
    // 4.2.4, 5.2.2.2, 5.2.2.8, 5.2.2.10.
    const bool mustAsk = said.mustRevalidate || said.proxyRevalidate || said.sMaxAge ||
                         saysNoCache(q.response.headers, said);
    if (mustAsk)
        return;
    const auto span = [](CacheControl::Seconds s) { return s ? Duration(*s) : Duration(0); };
    verdict.stale.whileRevalidating = span(said.staleWhileRevalidate);
    verdict.stale.ifError = span(said.staleIfError);
    verdict.stale.ifUnreachable = verdict.stale.ifError;
    if (verdict.store || validatable)
        verdict.stale.ifUnreachable = std::max(verdict.stale.ifError, kStaleWhenUnreachable);
    verdict.keepFor =
        std::max({verdict.keepFor, verdict.stale.whileRevalidating, verdict.stale.ifUnreachable});
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

bool isHeuristicallyCacheable(int status)
{
    return isOneOf(status, {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501});
}

StorageVerdict storageVerdict(const StorageQuestion &q)
{
    const CacheControl said = controlForShared(q.response.headers);
    if (const std::string_view reason = refusal(q, said); !reason.empty())
        return refused(reason);
    auto vary = varyOf(q.response, q.request.headers);
    if (!vary)
        return refused("vary");

    StorageVerdict verdict;
    const auto lifetime = lifetimeOf(q, said, verdict.assumedFreshness);
    verdict.initialAge = initialAge(q.response.headers, q.now, q.delay);
    if (saysNoCache(q.response.headers, said)) // 5.2.2.4
        verdict.reason = "no-cache";
    else if (!lifetime)
        verdict.reason = "no-freshness";
    else if (verdict.initialAge >= *lifetime)
        verdict.reason = "not-fresh";
    verdict.store = verdict.reason.empty();
    if (verdict.store)
        verdict.freshFor = *lifetime - verdict.initialAge;
    verdict.assumedFreshness = verdict.assumedFreshness && verdict.store;
    decideKeeping(q, said, verdict);
    verdict.shared = verdict.isKept() && isShared(q, said, *vary);
    verdict.vary = std::move(*vary);
    return verdict;
}

bool varyMatches(const CacheEntry &entry, const Headers &request)
{
    return std::all_of(entry.vary.begin(), entry.vary.end(), [&](const auto &field) {
        return varyValue(request, field.first) == field.second;
    });
}

VaryValues varyValues(const CacheEntry &entry, const Headers &request)
{
    VaryValues values = entry.vary;
    for (auto &[name, value] : values)
        value = varyValue(request, name);
    return values;
}

} // namespace forefetch
