// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/edgefigures.h"
#include "core/metrics/histogram.h"
#include "core/metrics/missreason.h"
#include "core/request/ids.h"
#include "core/request/prediction.h"
#include "core/time/clock.h"
#include "core/time/stagemutex.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace forefetch {

// Where a prefetch is, and how it ended. Every prefetch ends in exactly one outcome:
//
//     Queued   → InFlight | Superseded | ExpiredInQueue | Cancelled
//     InFlight → Ready | Late | Discarded | Declined | Failed | Cancelled
//     Ready    → Used | WastedExpired | WastedEvicted | WastedInvalidated
enum class PrefetchState : std::uint8_t {
    Queued,
    InFlight,
    Ready,
    Used,
    Late,
    WastedExpired,
    WastedEvicted,
    WastedInvalidated,
    Superseded,
    ExpiredInQueue,
    Discarded,
    Declined,
    Failed,
    Cancelled,
};
inline constexpr std::size_t kPrefetchStateCount = 14;

std::string_view nameOf(PrefetchState state); // "wasted_expired"
bool isTerminal(PrefetchState state);
bool canFollow(PrefetchState from, PrefetchState to);

// What caused a prefetch: kept with its record, so that "why was this fetched?" has an answer.
struct PrefetchCause
{
    SessionId session;
    PredictionCause edge;
    float pNext = 0;
    float pUsed = 0;
    float threshold = 0;   // scheduler.min_probability then
    Revision revision = 0; // the settings then; the outcome belongs to it
    PredictionReason reason{};
};

struct PrefetchRecord
{
    PrefetchId id = PrefetchId::None;
    Key key;
    PrefetchCause cause;
    PrefetchState state = PrefetchState::Queued;
    Holdup heldUp = Holdup::None; // what it waited for in the queue, at the end of the wait
    std::int16_t status = 0; // HTTP, of the last attempt; 0 while there is no answer
    TimePoint scheduledAt{};
    TimePoint startedAt{}; // first attempt; zero when never in flight
    TimePoint readyAt{};   // stored; zero when never
    TimePoint endedAt{};   // terminal; zero while open
    std::uint32_t attempts = 0;
    std::uint32_t bytes = 0;
};

// What Ledger::changedSince() has to say beside the records.
struct PrefetchChanges
{
    std::uint64_t newest = 0; // the number of the last change; to ask from the next time
    bool complete = true;     // false: more has changed than is kept or was asked for
};

struct LedgerFigures
{
    std::uint64_t scheduled = 0;
    std::array<std::uint64_t, kPrefetchStateCount> in{}; // by state; the open ones are gauges
    std::uint64_t attempts = 0;                          // sent to the origin, retries included
    std::uint64_t bytes = 0;                             // of prefetched bodies
    double leadTimeSum = 0;                              // s from ready to used, over all used

    std::uint64_t operator[](PrefetchState s) const { return in[static_cast<std::size_t>(s)]; }
    // scheduled = the sum over all states.
    bool balances() const;
    double precision() const;  // (used + late) / (used + late + wasted); 0 when nothing ended
    double wasteRatio() const; // 1 − precision; 0 when nothing ended
    double timeliness() const; // used / (used + late); 0 when there is neither
    double leadTime() const;   // s, the mean; 0 when nothing was used
    std::uint64_t wasted() const;
};

// The book of all prefetches: one cause in, one outcome out; the first terminal transition wins
// and every later one is refused. The identity is asserted in debug builds after each transition.
//
//     PrefetchId id = ledger.schedule(key, cause, now);
//     ledger.start(id, now);
//     ledger.ready(id, bytes, now);
//     ledger.end(id, PrefetchState::Used, now);       // true: this call ended it
//     ledger.figures().balances();
//
// Memory: open prefetches (bounded by queue, workers and cache) plus the newest `recentRecords`
// that ended. An id is a place in one pool and the count of that place's uses, so every look-up is
// two comparisons and no id comes twice; an ended record stays in its place until it is the oldest.
// Thread: any; one short lock that the figures share, so that every reading balances.
class Ledger
{
public:
    explicit Ledger(std::size_t recentRecords = 10'000, Callers callers = Callers::AnyThread);
    ~Ledger();
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;

    // Queued from now on. None only with 2^28 prefetches open.
    PrefetchId schedule(const Key &key, const PrefetchCause &cause, TimePoint now);
    // Each returns false, and changes nothing, when the transition is not allowed from where the
    // prefetch is (it has ended already, or the id is not open).
    bool start(PrefetchId id, TimePoint now, Holdup heldUp = Holdup::None); // Queued → InFlight
    bool attempt(PrefetchId id);              // one more request to the origin, in flight
    // The status of an attempt's answer, 0 for none; of what has ended, too, while it is kept.
    bool answered(PrefetchId id, int status);
    bool ready(PrefetchId id, std::uint32_t bytes, TimePoint now); // InFlight → Ready
    bool end(PrefetchId id, PrefetchState outcome, TimePoint now); // any terminal state
    // Told of every record that ends, as it is then, under the lock: it must be short and call
    // nothing of the ledger. For who counts by session and route; before the first prefetch.
    void addEndListener(std::function<void(const PrefetchRecord &)> listener);
    // An answer that was late or not stored still cost its bytes.
    void addBytes(std::uint64_t bytes);

    std::optional<PrefetchRecord> find(PrefetchId id) const; // open, or still in the ring
    LedgerFigures figures() const;
    // The figures of the prefetches that were scheduled under one revision of the settings, for
    // the last 256 revisions that had prefetches. Bytes told by addBytes belong to none.
    std::optional<LedgerFigures> figures(Revision revision) const;
    // What the prefetches that one edge of the model caused came to, for the edges that caused
    // most (see EdgeBook), in no particular order; in place of what `out` held.
    void edges(std::vector<EdgeRecord> &out) const;
    // From ready to used, over all used.
    Histogram leadTimes() const;
    // The newest ended and open records, newest first, at most `most`. An ended record is as new
    // as its end, an open one as its scheduling.
    std::vector<PrefetchRecord> recent(std::size_t most) const;
    // What has changed after the change number `after` (0: ever), each record once and as it is
    // now, in the order of the last changes; at most the newest `most`, in place of what `out`
    // held. Who reads now and then copies only news; when that is not complete, recent() is.
    PrefetchChanges changedSince(std::uint64_t after, std::size_t most,
                                 std::vector<PrefetchRecord> &out) const;
    // Bytes of the pool; grows with the largest number open at once, never with time.
    std::size_t memory() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace forefetch
