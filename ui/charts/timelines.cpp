// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timelines.h"

#include <QCoreApplication>

#include <algorithm>

namespace forefetch {

namespace {

struct TimelineText
{
    Q_DECLARE_TR_FUNCTIONS(forefetch::TimelineText)
};

using State = PrefetchState;

double ratioOf(double part, double whole)
{
    return whole > 0 ? part / whole : kGap;
}

double busyShare(const Sample &s)
{
    return ratioOf(s.busyWorkers, s.workers);
}

std::uint32_t wasted(const Sample &s)
{
    return s[State::WastedExpired] + s[State::WastedEvicted] + s[State::WastedInvalidated];
}

std::uint32_t otherEnds(const Sample &s)
{
    return s[State::Superseded] + s[State::ExpiredInQueue] + s[State::Discarded] +
           s[State::Declined] + s[State::Failed] + s[State::Cancelled];
}

// The values of one line; not for ratios, which look back.
double valueOf(Timeline timeline, std::size_t line, const Sample &s)
{
    const bool first = line == 0;
    switch (timeline) {
    case Timeline::QueueDepth:
        return s.queueDepth;
    case Timeline::Throughput:
        return first ? s.throughput() : busyShare(s);
    case Timeline::HitRatio:
    case Timeline::Foresight:
        break;
    case Timeline::OriginLoad:
        return s.perSecond(first ? s.originRequests : s.prefetchAttempts);
    case Timeline::Latency:
        return s.requests == 0 ? kGap : first ? s.p95 : s.p50;
    case Timeline::Outcomes:
        return s.perSecond(first       ? s[State::Used]
                           : line == 1 ? s[State::Late]
                           : line == 2 ? wasted(s)
                                       : otherEnds(s));
    }
    return kGap;
}

// Sums over the time before a point, moved along with it.
struct RatioWindow
{
    std::span<const Sample> samples;
    Duration length;
    std::size_t oldest = 0;
    double cacheable = 0, hits = 0, prefetched = 0, control = 0, controlHits = 0;
    double scored = 0, first = 0, firstFive = 0;

    void add(const Sample &s, double sign)
    {
        cacheable += sign * s.cacheable;
        hits += sign * s.hits;
        prefetched += sign * s.hitsPrefetched;
        control += sign * s.controlCacheable;
        controlHits += sign * s.controlHits;
        scored += sign * s.scored;
        first += sign * s.first;
        firstFive += sign * s.firstFive;
    }
    void moveTo(std::size_t i)
    {
        add(samples[i], 1);
        while (samples[oldest].at <= samples[i].at - length)
            add(samples[oldest++], -1);
    }
};

void fillRatios(std::span<const Sample> samples, Duration window, ChartData &out)
{
    RatioWindow sums{samples, window};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        sums.moveTo(i);
        const bool gap = samples[i].isGap();
        out.values[0].push_back(gap ? kGap : ratioOf(sums.hits, sums.cacheable));
        out.values[1].push_back(gap ? kGap : ratioOf(sums.prefetched, sums.cacheable));
        out.values[2].push_back(gap ? kGap : ratioOf(sums.controlHits, sums.control));
        out.count.push_back(sums.cacheable);
    }
}

void fillForesight(std::span<const Sample> samples, Duration window, ChartData &out)
{
    RatioWindow sums{samples, window};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        sums.moveTo(i);
        const bool gap = samples[i].isGap();
        out.values[0].push_back(gap ? kGap : ratioOf(sums.firstFive, sums.scored));
        out.values[1].push_back(gap ? kGap : ratioOf(sums.first, sums.scored));
        out.count.push_back(sums.scored);
    }
}

ChartSpec foresightSpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Right predictions");
    s.help = TimelineText::tr(
        "How often the request that came was among the model's first five predictions, and how "
        "often it was the first: over the 5 seconds before each point, or a sixtieth of the range "
        "if that is longer. n is what it is made of: GETs that are not a session's first.");
    s.lines = {{TimelineText::tr("hit@5"), std::nullopt},
               {TimelineText::tr("first"), std::nullopt, true}};
    s.scale = ChartSpec::Scale::Ratio;
    return s;
}

ChartSpec ratioSpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Hit ratio");
    s.help = TimelineText::tr(
        "Cacheable demand answered from the cache, of all cacheable demand: over the 5 seconds "
        "before each point, or a sixtieth of the range if that is longer. n is what it is made "
        "of. “Prefetch” is the share that prefetched answers served; “control” the ratio of the "
        "sessions that get no prefetch.");
    s.lines = {{TimelineText::tr("hits"), Meaning::Hit},
               {TimelineText::tr("prefetch"), Meaning::Useful},
               {TimelineText::tr("control"), std::nullopt, true}};
    s.scale = ChartSpec::Scale::Ratio;
    return s;
}

ChartSpec queueSpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Queue depth");
    s.help = TimelineText::tr("Prefetches waiting for a worker, the most in each second, and the "
                              "queue's limit (queue.max_size).");
    s.lines = {{TimelineText::tr("waiting"), std::nullopt}};
    s.limit = TimelineText::tr("limit");
    return s;
}

ChartSpec throughputSpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Throughput");
    s.unit = TimelineText::tr("/s");
    s.help = TimelineText::tr("Prefetches that the workers ended each second. The dashed line is "
                              "the share of the workers that were busy, from none to all over the "
                              "chart's height.");
    s.lines = {{TimelineText::tr("fetched"), std::nullopt},
               {TimelineText::tr("busy"), std::nullopt, true, true}};
    return s;
}

ChartSpec originSpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Origin load");
    s.unit = TimelineText::tr("/s");
    s.help = TimelineText::tr("Requests sent to the origin each second: for demand that the cache "
                              "could not serve, and by prefetching, retries included.");
    s.lines = {{TimelineText::tr("demand"), Meaning::Miss},
               {TimelineText::tr("prefetch"), std::nullopt}};
    return s;
}

ChartSpec latencySpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Demand latency");
    s.unit = TimelineText::tr("ms");
    s.help = TimelineText::tr("How long clients waited for the first byte: half of them at most "
                              "p50, 95 of 100 at most p95.");
    s.lines = {{TimelineText::tr("p95"), std::nullopt},
               {TimelineText::tr("p50"), std::nullopt, true}};
    return s;
}

ChartSpec outcomesSpec()
{
    ChartSpec s;
    s.title = TimelineText::tr("Outcomes");
    s.unit = TimelineText::tr("/s");
    s.help = TimelineText::tr(
        "How prefetches ended each second. Used: served a hit. Late: the client came while it was "
        "in flight and waited. Wasted: stored, and gone without a hit. Other: superseded, expired "
        "in the queue, discarded, declined, failed or cancelled.");
    s.lines = {{TimelineText::tr("used"), Meaning::Useful},
               {TimelineText::tr("late"), Meaning::Miss},
               {TimelineText::tr("wasted"), Meaning::Wasted},
               {TimelineText::tr("other"), std::nullopt}};
    return s;
}

} // namespace

ChartSpec specOf(Timeline timeline)
{
    switch (timeline) {
    case Timeline::QueueDepth:
        return queueSpec();
    case Timeline::Throughput:
        return throughputSpec();
    case Timeline::HitRatio:
        return ratioSpec();
    case Timeline::OriginLoad:
        return originSpec();
    case Timeline::Latency:
        return latencySpec();
    case Timeline::Foresight:
        return foresightSpec();
    case Timeline::Outcomes:
        break;
    }
    return outcomesSpec();
}

void fill(Timeline timeline, std::span<const Sample> samples, Duration step, Duration window,
          TimePoint now, ChartData &out)
{
    const std::size_t lines = timeline == Timeline::HitRatio     ? 3
                              : timeline == Timeline::Outcomes   ? 4
                              : timeline == Timeline::QueueDepth ? 1
                                                                 : 2;
    out.clear(lines);
    for (const Sample &s : samples)
        out.at.push_back(seconds(std::min(s.at + step / 2, now).time_since_epoch()));
    if (timeline == Timeline::HitRatio) {
        fillRatios(samples, window, out);
        return;
    }
    if (timeline == Timeline::Foresight) {
        fillForesight(samples, window, out);
        return;
    }
    for (std::size_t line = 0; line < lines; ++line) {
        for (const Sample &s : samples)
            out.values[line].push_back(s.isGap() ? kGap : valueOf(timeline, line, s));
    }
    if (timeline == Timeline::Throughput) {
        for (const Sample &s : samples)
            out.whole.push_back(s.workers);
    }
    if (timeline == Timeline::QueueDepth) {
        for (const Sample &s : samples)
            out.limit.push_back(s.isGap() ? kGap : s.queueLimit);
    }
}

} // namespace forefetch
