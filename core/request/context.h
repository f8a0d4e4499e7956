// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"
#include "core/request/ids.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace forefetch {

// Under what a prefetch runs: the credentials, Accept*, User-Agent and Vary-named fields of the
// request that caused it, and the partition that its response fills.
struct RequestContext
{
    Partition partition;
    Headers headers;
    friend bool operator==(const RequestContext &, const RequestContext &) = default;
};

using RequestContextPtr = std::shared_ptr<const RequestContext>;

// The latest context of each session, bounded. A queued prefetch holds only the ContextId; when
// its session signs out the context is dropped, the id names nothing, and the prefetch cannot run.
//
//     ContextId id = contexts.remember(session, {partition, headers});   // same headers, same id
//     contexts.drop(session);                                           // signed out
//     contexts.find(id) == nullptr
//
// Thread: any; one mutex, held for one look-up.
class ContextStore
{
public:
    explicit ContextStore(std::size_t maxContexts = 100'000);

    // The id stays the same while a session keeps sending the same fields; the latest few variants
    // of a session are kept. Full: the context that was remembered longest ago makes room.
    ContextId remember(SessionId session, RequestContext context);
    // As remember(session, {partition, contextFields(request)}) where that is known already, and
    // without copying anything; an invalid id where it is not.
    ContextId recall(SessionId session, Partition partition, const Headers &request);
    RequestContextPtr find(ContextId id) const;
    // Drops everything that the session ever sent; returns how many contexts that were.
    std::size_t drop(SessionId session);
    std::size_t size() const;

private:
    static constexpr std::uint32_t kNone = ~0U;
    static constexpr std::size_t kMaxPerSession = 8;

    // A released slot holds no context until it is used again; its old ids find nothing.
    struct Slot
    {
        RequestContextPtr context;
        SessionId session;
        std::uint32_t generation = 0;
        std::uint32_t older = kNone; // neighbours in the order of remembering
        std::uint32_t newer = kNone;
    };

    // All with the lock held.
    template <typename Same>
    ContextId recallWhere(SessionId session, const Same &same);
    std::uint32_t vacate();
    void release(std::uint32_t at);
    void linkNewest(std::uint32_t at);
    void unlink(std::uint32_t at);

    mutable std::mutex m_mutex; // guards everything below
    std::size_t m_max;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    std::uint32_t m_oldest = kNone;
    std::uint32_t m_newest = kNone;
    std::unordered_map<SessionId, std::vector<std::uint32_t>> m_bySession;
};

// The fields of a demand request that its prefetches carry: credentials, Cookie, Accept*,
// User-Agent, and those named in `varyNames`.
Headers contextFields(const Headers &request, const std::vector<std::string> &varyNames = {});

// Does this response sign its client out: a Set-Cookie that deletes a cookie (an empty value,
// Max-Age not above 0, or Expires in 1970; RFC 6265, 5.2)?
bool clearsCookies(const Headers &response);

} // namespace forefetch
