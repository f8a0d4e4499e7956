// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/time/clock.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace forefetch {

// What the origin answers in virtual time: no body, only its size.
struct OriginAnswer
{
    Duration latency{};
    std::uint32_t bytes = 0;
    std::int16_t status = 200; // 0: no answer, the connection broke or nobody waits any more
    // What is known of its freshness; null: nothing. Outlives whoever is told of the answer.
    const ResponseHead *head = nullptr;
    // Never: whoever asked gives up once his patience is at its end, whatever `latency` says.
    bool isSilent = false;
};

// How long one waits for an answer's first byte, as live (HttpClient, HttpFetcher).
inline constexpr Duration kDemandPatience = std::chrono::seconds(30);
inline constexpr Duration kPrefetchPatience = std::chrono::seconds(15);

// Says what the origin answers to whom; asked once for each fetch, of demand and prefetch alike.
// The same key should get the same answer, so that two runs differ in nothing but the settings.
using OriginAnswers = std::function<OriginAnswer(const Key &)>;

OriginAnswers fixedAnswers(Duration latency, std::uint32_t bytes);
// Latency and size differ by resource, log-normal around the medians (as web latencies and sizes
// are found to be; Downey 2005): one of 4,096 draws, chosen by a hash of seed and resource.
struct OriginSpread
{
    Duration medianLatency = std::chrono::milliseconds(50);
    double latencySigma = 0.5; // of the logarithm
    std::uint32_t medianBytes = 4096;
    double bytesSigma = 1.0;
};
OriginAnswers spreadAnswers(const OriginSpread &spread, std::uint64_t seed);

// The fetcher of virtual time: a fetch ends when the clock has been moved past its latency, in the
// order of being due, first begun first among equals.
//
//     OriginModel origin(clock, fixedAnswers(50ms, 1024));
//     ... workers start fetches ...
//     clock.advanceTo(origin.nextDue());
//     origin.endDue();
//
// An answer comes with the head that it has. Of those without one, a status that may be kept on an
// assumption comes with none (nothing is known about its freshness), any other with a head that
// holds the status alone.
//
// Thread: one, which also moves the clock.
class OriginModel final : public Fetcher
{
public:
    OriginModel(const Clock &clock, OriginAnswers answers);

    void start(const FetchRequest &request, FetchSink &sink) override;
    void cancel(PrefetchId id) override;

    // A demand request's own way to the same origin; nothing is kept.
    OriginAnswer answerTo(const Key &key) const { return m_answers(key); }

    TimePoint nextDue() const { return m_heap.empty() ? kNever : m_heap.front().due; }
    std::size_t inFlight() const { return m_heap.size(); }
    // Called just before the end of a fetch is reported: what waits for it is answered now.
    using BeforeEnd = std::function<void(PrefetchId id, const OriginAnswer &answer)>;
    void setBeforeEnd(BeforeEnd beforeEnd) { m_beforeEnd = std::move(beforeEnd); }
    // Called as a prefetch is sent.
    void setOnStart(std::function<void()> onStart) { m_onStart = std::move(onStart); }
    // Ends every fetch that is due; returns how many.
    std::size_t endDue();

private:
    struct Fetch
    {
        TimePoint due;
        std::uint64_t number = 0;
        PrefetchId id = PrefetchId::None;
        FetchSink *sink = nullptr;
        OriginAnswer answer;
    };
    static bool isLater(const Fetch &a, const Fetch &b)
    {
        return a.due != b.due ? a.due > b.due : a.number > b.number;
    }
    void end(const Fetch &fetch);

    const Clock &m_clock;
    OriginAnswers m_answers;
    BeforeEnd m_beforeEnd;
    std::function<void()> m_onStart;
    std::vector<Fetch> m_heap; // the next due in front; at most as many as there are workers
    std::uint64_t m_started = 0;
};

} // namespace forefetch
