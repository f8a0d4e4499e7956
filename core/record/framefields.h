// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/packer.h"
#include "core/record/runsource.h"

namespace forefetch {

// The members of what a frame holds, in the order in which they are written (see Packer). Another
// order, or another member, is another version of the file.

template <typename A>
void fields(A &a, Ref<A, EdgeFigures> f)
{
    a(f.scheduled, f.used, f.late, f.wasted, f.other, f.threshold);
}

template <typename A>
void fields(A &a, Ref<A, GraphNode> n)
{
    a(n.text, n.traffic, n.members);
}

template <typename A>
void fields(A &a, Ref<A, GraphEdge> e)
{
    a(e.from, e.to, e.count, e.probability, e.prefetch);
}

template <typename A>
void fields(A &a, Ref<A, GraphLevel> level)
{
    a(level.nodes, level.edges, level.edgesKnown);
    if constexpr (A::kReads) {
        for (const GraphEdge &edge : level.edges) {
            if (edge.from >= level.nodes.size() || edge.to >= level.nodes.size())
                a.fail();
        }
    }
}

template <typename A>
void fields(A &a, Ref<A, TransitionGraph> g)
{
    a(g.requests, g.routes, g.at, g.transitions, g.read, g.threshold, g.prefetching);
}

template <typename A>
void fields(A &a, Ref<A, RouteRule> r)
{
    a(r.from, r.to, r.binding, r.count, r.total, r.sure);
}

template <typename A>
void fields(A &a, Ref<A, LearntRoute> r)
{
    a(r.route, r.traffic, r.members, r.rule);
}

template <typename A>
void fields(A &a, Ref<A, PredictionCause> c)
{
    a(c.context, c.count, c.total, c.order, c.bound, c.route, c.rule);
}

template <typename A>
void fields(A &a, Ref<A, PredictionReason> r)
{
    a(r.recent, r.rule);
    oneOf(a, r.kind, kEvidenceKinds);
    oneOf(a, r.second, kEvidenceKinds);
}

template <typename A>
void fields(A &a, Ref<A, Explanation> e)
{
    a(e.reason, e.share, e.rule);
}

template <typename A>
void fields(A &a, Ref<A, ExplainedPrediction> p)
{
    a(p.target, p.pNext, p.pUsed, p.cause, p.why);
}

template <typename A, typename T>
void words(A &a, T &value)
{
    if constexpr (A::kReads)
        unpackWords(a, value);
    else
        packWords(a, value);
}

template <typename A>
void fields(A &a, Ref<A, ModelView> v)
{
    a(v.at, v.model, v.learnsRoutes, v.horizon.requests, v.horizon.time, v.threshold,
      v.prefetching);
    words(a, v.next);
    words(a, v.used);
    a(v.watched, v.routes, v.routesKnown, v.recent, v.predictions);
}

template <typename A>
void fields(A &a, Ref<A, TunePoint> p)
{
    a(p.minProbability, p.batch);
}

template <typename A>
void fields(A &a, Ref<A, Estimate> e)
{
    a(e.value, e.error);
}

template <typename A>
void fields(A &a, Ref<A, Outcome> o)
{
    a(o.cacheable, o.hits, o.sent, o.attempts, o.served, o.wasted);
}

template <typename A>
void fields(A &a, Ref<A, Replayed> r)
{
    a(r.point, r.outcome, r.unsettled);
}

template <typename A>
void fields(A &a, Ref<A, TuneProposal> p)
{
    a(p.to, p.gain, p.here, p.there, p.reason);
}

template <typename A>
void fields(A &a, Ref<A, TuneStep> s)
{
    a(s.id, s.at, s.from, s.to, s.proposal);
    oneOf(a, s.state, static_cast<std::size_t>(TuneStep::State::Undone) + 1);
    a(s.came, s.byPerson);
}

// Its figures are the snapshot's.
template <typename A>
void fields(A &a, Ref<A, TunerView> v)
{
    oneOf(a, v.mode, static_cast<std::size_t>(TunerMode::Auto) + 1);
    oneOf(a, v.agent, static_cast<std::size_t>(TunerAgent::QLearning) + 1);
    a(v.stopped, v.at, v.anchor, v.weights.waste, v.weights.load, v.suggestion, v.journal, v.reward,
      v.whatIf, v.whatIfQuick, v.whatIfSlow, v.unfetched, v.oracleSeen, v.oracleAll, v.lastWindow,
      v.share, v.cpu, v.endedAt, v.length);
}

template <typename A>
void fields(A &a, Ref<A, RatioSums> s)
{
    a(s.sessions, s.n, s.y, s.n2, s.y2, s.product);
}

template <typename A>
void fields(A &a, Ref<A, SessionSums> s)
{
    a(s.sessions, s.cacheable, s.hits, s.cacheable2, s.hits2, s.product, s.p95, s.beyond);
}

template <typename A>
void fields(A &a, Ref<A, MissFigures> m)
{
    a(m.by, m.lateSum, m.lateQueue);
}

template <typename A>
void fields(A &a, Ref<A, PrefetchRequest> r)
{
    a(r.key.resource, r.id, r.createdAt, r.maxAge, r.priority, r.sourcePrediction);
}

template <typename A>
void fields(A &a, Ref<A, FaultEvent> e)
{
    oneOf(a, e.fault, kFaultCount);
    a(e.began, e.ended);
}

template <typename A>
void fields(A &a, Ref<A, PrefetchRule> r)
{
    a(r.to, r.from, r.minProbability);
}

template <typename A>
void fields(A &a, Ref<A, OriginHealth::State> s)
{
    a(s.failuresInARow, s.since, s.newest, s.what);
}

template <typename A>
void fields(A &a, Ref<A, SegmentFigures> f)
{
    a(f.requests, f.cacheable, f.hits, f.originRequests, f.prefetchAttempts, f.used, f.late,
      f.wasted, f.p95);
}

template <typename A>
void fields(A &a, Ref<A, Segment> s)
{
    a(s.begin, s.end, s.before, s.revision, s.faultsBegun, s.faultsOver, s.figures);
}

template <typename A>
void fields(A &a, Ref<A, RunSegments> s)
{
    a(s.parts, s.total);
}

template <typename A>
void fields(A &a, Ref<A, Sample> s)
{
    a(s.at, s.span, s.from, s.to, s.afterRequest, s.lastRequest, s.revision);
    a(s.queueDepth, s.queueLimit, s.workers, s.busyWorkers, s.cacheUtilisation, s.unprovenShare);
    a(s.requests, s.cacheable, s.hits, s.hitsPrefetched, s.misses, s.late, s.errors,
      s.originRequests, s.prefetchAttempts, s.processed, s.controlCacheable, s.controlHits,
      s.scheduled, s.scored, s.first, s.firstFive, s.outcomes, s.p50, s.p95);
}

// What caused a prefetch.
template <typename A>
void fields(A &a, Ref<A, PrefetchCause> c)
{
    a(c.session, c.edge, c.pNext, c.pUsed, c.threshold, c.revision, c.reason);
}

} // namespace forefetch
