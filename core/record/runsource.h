// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"
#include "core/fetch/originhealth.h"
#include "core/metrics/demandmeter.h"
#include "core/metrics/ledger.h"
#include "core/metrics/missreason.h"
#include "core/metrics/recentrequests.h"
#include "core/metrics/segmentbook.h"
#include "core/metrics/snapshot.h"
#include "core/metrics/timeseries.h"
#include "core/pipeline/modelview.h"
#include "core/pipeline/transitiongraph.h"
#include "core/queue/prefetchrequest.h"
#include "core/settings/prefetchrule.h"
#include "core/settings/settings.h"
#include "core/simulate/windowtuner.h"
#include "core/time/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace forefetch {

// The rows of a run's tables: its newest requests and prefetches, and what is queued. Where they
// come from, a pipeline that runs or a file, is no matter to who shows them.
//
//     rows.requests(seen, rows.newestRequest(), 500, news);
//     rows.text(news[0].resource, text)
//
// Thread: as the class that implements it says.
class RunRows
{
public:
    virtual ~RunRows() = default;

    // As RecentRequests::read(), newest() and capacity().
    virtual void requests(std::uint64_t after, std::uint64_t upTo, std::size_t most,
                          std::vector<RequestRecord> &out) const = 0;
    virtual std::uint64_t newestRequest() const = 0;
    virtual std::size_t requestsKept() const = 0;
    // As Ledger::changedSince(), recent() and find().
    virtual PrefetchChanges prefetchesSince(std::uint64_t after, std::size_t most,
                                            std::vector<PrefetchRecord> &out) const = 0;
    virtual std::vector<PrefetchRecord> recentPrefetches(std::size_t most) const = 0;
    virtual std::optional<PrefetchRecord> prefetch(PrefetchId id) const = 0;
    // In the order in which they will be taken; and how many there are in all.
    virtual std::vector<PrefetchRequest> queued(std::size_t most) const = 0;
    virtual std::size_t queueSize() const = 0;
    virtual MissFigures misses() const = 0;
    virtual bool isPrefetching() const = 0;
    // False when the id names nothing (any more).
    virtual bool text(ResourceId id, std::string &out) const = 0;
    // The words of the rule behind a prefetch (PredictionReason::rule).
    virtual RouteRule rule(ResourceId id) const = 0;
};

// What a run is, beside its figures.
struct RunAbout
{
    std::string title;   // of a snapshot's source; empty: what the source is called
    std::string target;  // the API
    std::string gateway; // where clients connect(ed)
    std::uint64_t seed = 1;
    bool isDemo = false;
    std::string version; // of the program that made it
    friend bool operator==(const RunAbout &, const RunAbout &) = default;
};

// What happened between the marks of a run, and all of it together.
struct RunSegments
{
    std::vector<Segment> parts;
    Segment total;
};

// Everything that the window shows of a run, whether that goes on now (LiveSource) or was written
// into a file (RecordedRun): the panels ask this and know no difference.
//
//     const RunSource &run = ...;
//     verdict->update(run.snapshot(), run.sessions(Group::Treated), run.sessions(Group::HeldBack));
//
// Thread: as the class that implements it says; history() and segments() are those of one thread,
// who also keeps them going.
class RunSource
{
public:
    virtual ~RunSource() = default;

    virtual RunAbout about() const = 0;
    virtual const Clock &clock() const = 0;
    virtual const RunRows &rows() const = 0;
    virtual Snapshot snapshot() const = 0;
    virtual SessionSums sessions(Group group) const = 0;
    virtual Histogram latencies() const = 0; // everybody's, since the start
    virtual std::vector<SettingsChange> changes() const = 0;
    virtual std::vector<FaultEvent> faults() const = 0;
    virtual PrefetchRuleList rules() const = 0;
    virtual OriginHealth::State originHealth() const = 0;
    // Null while there is none yet.
    virtual std::shared_ptr<const TransitionGraph> transitionGraph() = 0;
    virtual std::shared_ptr<const ModelView> modelView() = 0;
    virtual std::shared_ptr<const TunerView> tunerView() const = 0;
    virtual std::uint64_t tunerRequests() const = 0; // of the window that runs
    virtual bool isRunning() const = 0;
    virtual const TimeSeries &history() const = 0;
    virtual RunSegments segments() const = 0;
};

} // namespace forefetch
