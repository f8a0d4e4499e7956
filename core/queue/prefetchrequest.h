// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/request/interner.h"
#include "core/request/target.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <compare>
#include <string>
#include <string_view>

namespace forefetch {

// What a caller writes down for one prefetch; see PrefetchRequest::create.
struct PrefetchSpec
{
    std::string endpoint; // "/api/users/123"
    Params params;        // {{"details", "full"}}
    double priority = 0;  // 0–1, higher first
    TimePoint createdAt{};
    double sourcePrediction = 0; // 0–1, the probability that caused it
    double maxAge = 30;          // seconds in the queue
    Partition partition{};
};

// A job for the workers: fetch this, because it will be wanted. The text is interned, so the value
// is small and comparing keys is comparing integers.
//
//     auto r = PrefetchRequest::create(interner, {"/api/users/123", {{"details", "full"}}, 0.85,
//                                                 clock.now(), 0.85, 30.0});
//     r->isExpired(clock.now())      r->ageSeconds(clock.now())      r->cacheKey(interner)
//
// Ordering: `a < b` when a has the higher priority and so comes first (first created among
// equals). Equality and hash go by key alone, as sets and deduplication want it.
struct PrefetchRequest
{
    Key key;
    PrefetchId id = PrefetchId::None;
    ContextId context;
    TimePoint createdAt{};
    Duration maxAge = std::chrono::seconds(30);
    float priority = 0;
    float sourcePrediction = 0;

    // Errors: an endpoint that is not an origin-form target, a priority or prediction outside 0–1
    // or not a number, a maxAge that is not positive.
    static Result<PrefetchRequest> create(Interner &interner, const PrefetchSpec &spec);

    Duration age(TimePoint now) const { return now - createdAt; }
    double ageSeconds(TimePoint now) const { return seconds(age(now)); }
    bool isExpired(TimePoint now) const { return age(now) > maxAge; }

    // Texts by way of the interner that made the request; empty once that has forgotten it.
    std::string target(const Interner &interner) const;
    std::string endpoint(const Interner &interner) const; // without the query
    Params params(const Interner &interner) const;
    // Partition and target in one text, "00000000000000a7 /items?page=2"; no two different requests
    // share it.
    std::string cacheKey(const Interner &interner) const;

    friend bool operator==(const PrefetchRequest &a, const PrefetchRequest &b)
    {
        return a.key == b.key;
    }
    friend bool operator<(const PrefetchRequest &a, const PrefetchRequest &b)
    {
        return a.priority != b.priority ? a.priority > b.priority : a.createdAt < b.createdAt;
    }
};

} // namespace forefetch

template <>
struct std::hash<forefetch::PrefetchRequest>
{
    std::size_t operator()(const forefetch::PrefetchRequest &r) const noexcept
    {
        return std::hash<forefetch::Key>()(r.key);
    }
};
