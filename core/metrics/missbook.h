// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/missreason.h"
#include "core/request/ids.h"
#include "core/time/clock.h"
#include "core/time/stagemutex.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

// Why one request missed, and by how much.
struct Miss
{
    MissReason reason = MissReason::None;
    float pUsed = 0;     // of the prediction behind it; 0 without one
    float threshold = 0; // scheduler.min_probability then
};

// What became of a prediction, in the words of the scheduler that judged it.
enum class Said : std::uint8_t {
    BelowThreshold,
    SwitchedOff,
    HeldBack,
    NoSpace,
    Spared,
    OverLimit,
    Taken, // it is queued, in flight or stored: what comes after is told by left()
};

// Remembers what was last said of each request and how it last left, so that a miss can be
// explained when it happens: nothing is recomputed afterwards, under settings that have changed.
//
//     book.said(session, resource, Said::BelowThreshold, 0.32F, 0.35F, now);   // model thread
//     book.left(key, MissReason::Evicted, now);                                // who saw it go
//     Miss miss = book.explain(session, key, now, 60s);                        // demand
//     book.count(miss.reason);
//
// Of two events the later counts; a prediction counts for its session alone, for as long as it
// looks ahead, and the likeliest of a session's predictions of one request stands for them.
//
// Memory: 6.5 MiB, whatever the traffic, and a byte a resource. Notes are in sets of four of which
// the oldest makes room; where a prediction's had to go before its time, the miss is Forgotten
// rather than guessed at.
// Thread: any; sharded short locks.
class MissBook
{
public:
    // `resources`: as many as the interner has places.
    explicit MissBook(std::size_t resources, Callers callers = Callers::AnyThread);
    ~MissBook();
    MissBook(const MissBook &) = delete;
    MissBook &operator=(const MissBook &) = delete;

    void said(SessionId session, ResourceId resource, Said what, float pUsed, float threshold,
              TimePoint now, Duration horizon);
    // LeftQueue, Failed, NotKept, Evicted, Expired or Invalidated.
    void left(const Key &key, MissReason how, TimePoint now);
    // Somebody has asked for it: from now on it is not NeverSeen.
    void asked(ResourceId resource);

    // By what is known here: of the queue, the flights and the cache, ask those first.
    Miss explain(SessionId session, const Key &key, TimePoint now, Duration horizon) const;

    void count(MissReason reason);
    // A late request waited `waited`, of which its prefetch had lost `queued` in the queue (more
    // than all of it counts as all).
    void countLate(Duration waited, Duration queued);
    MissFigures figures() const;
    Histogram lateWaits() const;

private:
    class Notes;

    bool wasAsked(ResourceId resource) const;

    std::unique_ptr<Notes> m_said;                  // by session and resource
    std::unique_ptr<Notes> m_left;                  // by key
    std::vector<std::atomic<std::uint8_t>> m_asked; // by resource: of which generation; 0: nobody
    std::array<std::atomic<std::uint64_t>, kMissReasonCount> m_counts{};
    mutable StageMutex m_lateMutex; // guards what follows
    Histogram m_lateWaits;
    double m_lateQueue = 0;
};

} // namespace forefetch
