// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/metrics/figures.h"
#include "core/result.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace forefetch {

// A slower level behind the memory store: what it keeps outlives the process, or is shared with
// other processes. The cache manager tells it of what comes and goes, and asks it for what memory
// does not hold.
//
//     const auto ticket = level.replacing(key);      // what it has under the key is void
//     ... memory takes the entry ...
//     level.keep(key, ticket, entry);                // unless the key was voided in between
//
//     if (level.mayHold(key))                        // no I/O, no wait
//         level.load({{key}}, [](const Key &k, const CacheEntryPtr &e) { ... }, [] { ... });
//
// Nothing here waits for the level's device or server: what it cannot take it sheds and counts.
// What is voided stays void, also over a restart: never served from here again.
//
// Thread: any.
class BackingStore
{
public:
    using Ticket = std::uint64_t;
    // Takes what was found; not called when there is nothing. It runs under a lock that makes
    // whoever voids the key wait, so that nothing void is taken: put it into memory, and no more.
    using Admit = std::function<void(const Key &key, const CacheEntryPtr &entry)>;
    using Done = std::function<void()>; // once, after each `Admit`

    // Where the answer to one request may be: keys of one resource, the request's own first.
    struct Question
    {
        std::vector<Key> keys;
        bool heldBack = false; // not what a prefetch brought and nobody has used
        bool leases = true;    // worth waiting for another's fetch: the answer can be stored
    };

    virtual ~BackingStore() = default;

    virtual Result<void> start() = 0;
    // What waits to be written is written, as far as that goes within moments.
    virtual void stop() = 0;

    virtual Ticket replacing(const Key &key) = 0;
    virtual void keep(const Key &key, Ticket ticket, CacheEntryPtr entry) = 0;
    virtual void erase(const Key &key) = 0;
    // In every partition. By its text: the level may hold what this process never asked for.
    virtual void eraseTarget(std::string_view target) = 0;
    virtual void clear() = 0;

    // Whether to ask at all.
    virtual bool mayHold(const Key &key) const = 0;
    // For certain, and fresh: it need not be fetched beforehand.
    virtual bool holdsFresh(const Key &key) const = 0;
    virtual void load(const Question &question, Admit admit, Done done) = 0;

    virtual StoreLevelFigures figures() const = 0;

    // --- Of a level that several processes share.
    // Also what a prefetch brought and nobody has used yet.
    virtual bool keepsUnproven() const { return false; }
    // How long a load may take that is not late: it may wait for another's fetch.
    virtual Duration longestWait() const { return std::chrono::milliseconds(20); }
    // The fetch for this request's own key is over, whatever came of it: who waits may go on.
    virtual void fetched(const Key &) {}
    // Told of targets that other processes have voided; before start().
    using Purged = std::function<void(std::string_view target)>;
    virtual void setPurgedElsewhere(Purged) {}
};

} // namespace forefetch
