// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/context.h"
#include "core/request/ids.h"
#include "core/request/interner.h"
#include "core/request/request.h"
#include "core/request/target.h"
#include "core/time/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// One attempt to fetch one resource. Texts are looked up only by fetchers that need them.
struct FetchRequest
{
    PrefetchId id = PrefetchId::None;
    Key key;
    std::uint32_t attempt = 1;
    RequestContextPtr context; // credentials and Accept*; null: none
    const Interner *interner = nullptr;

    std::string target() const { return interner ? interner->text(key.resource) : std::string(); }
    std::string endpoint() const { return std::string(pathOf(target())); }
    Params params() const { return paramsOf(target()); }
};

enum class FetchStatus : std::uint8_t {
    Answered,  // a whole response, whatever its status code
    Network,   // refused, reset, name not found, closed early, lengths that lie: worth a retry
    TimedOut,
    Refused,   // not fetched on purpose (a redirect off the target, too large): no retry
    Cancelled,
};

struct FetchEnd
{
    FetchStatus status = FetchStatus::Answered;
    std::string error;        // for people, when not answered
    std::uint64_t bytes = 0;  // of the body; in virtual time the only trace of it
};

// Where a fetch reports to, in this order: onHead once, onData any number of times, onEnd once.
// The calls of one fetch come from one thread at a time, which may be any, also the caller's own
// within Fetcher::start.
class FetchSink
{
public:
    virtual ~FetchSink() = default;
    virtual void onHead(PrefetchId id, ResponseHeadPtr head) = 0;
    virtual void onData(PrefetchId id, std::string_view bytes) = 0;
    virtual void onEnd(PrefetchId id, const FetchEnd &end) = 0;
};

// How bytes are had from the origin; one's own plugs in here (tests/example/ownfetcher.cpp).
//
// Thread: start and cancel come from the workers' thread.
class Fetcher
{
public:
    virtual ~Fetcher() = default;
    virtual void start(const FetchRequest &request, FetchSink &sink) = 0;
    // Ends the fetch early; onEnd(Cancelled) still comes, unless it had ended already.
    virtual void cancel(PrefetchId id) = 0;
};

} // namespace forefetch
