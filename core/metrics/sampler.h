// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"
#include "core/metrics/timeseries.h"

#include <optional>

namespace forefetch {

// Turns what was counted since the start into what happened in each second: two snapshots, one
// after the other, make one sample. It may be asked as often as one likes and answers when half a
// second has passed or a new second has begun, so that a late timer leaves no second empty.
//
//     if (const Sample *s = sampler.take(pipeline.snapshot(), meter.latency(Group::Everybody),
//     now))
//         series.add(*s, sampler.latencies());
//
// Nothing comes of two snapshots that are more than kMaxSpan apart (paused, asleep): what was
// counted between them has no place on the time line, so it stays a gap. Nor of counters that fell
// (another run).
// Thread: one.
class Sampler
{
public:
    static constexpr Duration kMinSpan = std::chrono::milliseconds(500);
    static constexpr Duration kMaxSpan = std::chrono::milliseconds(2500);

    // Null while there is nothing new; else the sample, until the next call. `lastRequest`: the
    // number of the newest request that the snapshot counts, so that those of a sample can be
    // found.
    const Sample *take(const Snapshot &snapshot, const Histogram &latencies, TimePoint now,
                       std::uint64_t lastRequest = 0);
    // Of the sample returned last.
    const Histogram &latencies() const { return m_window; }
    // After a pause: the next snapshot only begins a span.
    void restart() { m_before.reset(); }

private:
    struct Reading
    {
        TimePoint at{};
        Snapshot snapshot;
        Histogram latencies;
        std::uint64_t lastRequest = 0;
    };

    std::optional<Reading> m_before;
    Sample m_sample;
    Histogram m_window;
};

} // namespace forefetch
