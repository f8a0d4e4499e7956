// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/figures.h"
#include "core/queue/functionref.h"
#include "core/queue/prefetchrequest.h"

#include "core/time/stagemutex.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace forefetch {

enum class PutStatus : std::uint8_t {
    Added,
    Raised,            // was queued with a lower priority; moved up, see raise()
    DuplicateQueued,   // is queued with the same or a higher priority; nothing changed
    DuplicateInFlight, // was taken and has not been finished
    Full,              // nothing queued is less likely
    Closed,
};

struct PutResult
{
    PutStatus status = PutStatus::Closed;
    // Another prefetch that left the queue to make this possible: the last in of the lowest of a
    // full queue, or the expired one that held the same key. Its end is the caller's to record:
    // ExpiredInQueue if it had expired, else Cancelled.
    PrefetchId out = PrefetchId::None;
    bool outExpired = false;
    bool accepted() const { return status == PutStatus::Added; }
};

// The bounded priority queue between scheduler and workers: highest probability first (exact to
// 1/4096, first in first out among equals), no key twice, also not while it is in flight.
// All operations are O(1): 4096 intrusive lists under a two-level bitmap, slots in a pool, one
// flat hash from key to slot (measured against heaps: see tests/bench/queue_bench.cpp). At most 80
// bytes a request; growing is amortised, and nothing is allocated in steady state.
//
//     PrefetchQueue queue(interner, 1000);
//     queue.put(request, clock.now());
//     if (auto next = queue.get(1s)) { ...; queue.finished(next->key); }
//
// What has expired is not hunted for: who takes it sees that it has (PrefetchRequest::isExpired).
//
// Thread: any. One mutex; `get` waits on a condition without it and wakes at once on put, close.
class PrefetchQueue
{
public:
    explicit PrefetchQueue(Interner &interner, std::size_t maxSize = 1000,
                           Callers callers = Callers::AnyThread);
    ~PrefetchQueue();
    PrefetchQueue(const PrefetchQueue &) = delete;
    PrefetchQueue &operator=(const PrefetchQueue &) = delete;

    // `identify` is called under the lock, only when the request enters the queue, and gives it
    // its id; that way the ledger knows a prefetch before any worker can see it. It must not call
    // the queue.
    using Identify = FunctionRef<PrefetchId(const PrefetchRequest &)>;
    PutResult put(const PrefetchRequest &request, TimePoint now, Identify identify = {});
    // The part of put that concerns a key which is queued or in flight: Raised, DuplicateQueued or
    // DuplicateInFlight; nothing where put would add the request or refuse it for another reason.
    // What moves up keeps its id and takes over the rest of the newer request: its probability,
    // context, creation time and max age (it is wanted from now on), behind its new equals.
    std::optional<PutStatus> raise(const PrefetchRequest &request, TimePoint now);

    // Takes the most probable request; its key stays "in flight" until finished(key).
    std::optional<PrefetchRequest> tryGet();
    // As tryGet, waiting up to `timeout` (negative: for ever) for a put or close.
    std::optional<PrefetchRequest> get(Duration timeout);
    void finished(const Key &key);

    // Removes exactly this variant; the removed request, for its record.
    std::optional<PrefetchRequest> remove(const Key &key);
    bool remove(std::string_view endpoint, const Params &params, Partition partition = {});
    // Removes all that wait; returns how many (and which, where wanted). What is in flight stays.
    std::size_t clear(std::vector<PrefetchRequest> *removed = nullptr);

    bool contains(const Key &key) const; // queued; not in flight
    bool contains(std::string_view endpoint, const Params &params, Partition partition = {}) const;
    bool isInFlight(const Key &key) const;
    std::size_t size() const;
    bool isEmpty() const;
    bool isFull() const;
    std::size_t maxSize() const;
    // Smaller than what waits: the lowest leave and are appended to `displaced`.
    void setMaxSize(std::size_t maxSize, std::vector<PrefetchRequest> *displaced = nullptr);
    // size = totalAdded − totalRemoved: removed is all that left, to whom and why ever.
    QueueFigures stats() const;
    // What waits, in the order in which it would be taken, at most `most`.
    std::vector<PrefetchRequest> ranked(std::size_t most) const;
    // Bytes allocated by the queue, in use or not; the texts are the interner's.
    std::size_t bytes() const;

    // Called without the lock after a put into the queue; for a driver that does not block in get.
    // When this returns, the one before is not running and will not be called again; so it must
    // not be called from within a wake-up.
    void setWakeUp(std::function<void()> wakeUp);

    // get returns at once with what is left, then with nothing; put is refused.
    void close();
    void reopen();
    bool isClosed() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace forefetch
