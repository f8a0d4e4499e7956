// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/cachemanager.h"
#include "core/cache/invalidations.h"
#include "core/cache/notstorable.h"
#include "core/cache/rules.h"
#include "core/fetch/flight.h"
#include "core/fetch/prefetchworker.h"
#include "core/metrics/demandmeter.h"
#include "core/metrics/ledger.h"
#include "core/metrics/missbook.h"
#include "core/metrics/recentrequests.h"
#include "core/metrics/snapshot.h"
#include "core/pipeline/graphpublisher.h"
#include "core/pipeline/modelobserver.h"
#include "core/pipeline/ondemand.h"
#include "core/pipeline/savedmodel.h"
#include "core/pipeline/trafficlistener.h"
#include "core/predict/predictor.h"
#include "core/queue/prefetchqueue.h"
#include "core/request/context.h"
#include "core/request/exchange.h"
#include "core/request/interner.h"
#include "core/request/partition.h"
#include "core/request/session.h"
#include "core/schedule/declinedroutes.h"
#include "core/schedule/prefetchrules.h"
#include "core/schedule/prefetchscheduler.h"
#include "core/settings/settings.h"
#include "core/time/stagemutex.h"
#include "core/tune/guard.h"

#include <boost/container/small_vector.hpp>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace forefetch {

struct PipelineOptions
{
    SessionKey sessionKey;
    std::vector<std::string> partitionCookies;   // empty: every cookie counts
    std::vector<std::string> origins;            // see Predictor::setOrigins
    std::array<std::uint64_t, 2> partitionKey{}; // secret, random for each process
    std::uint64_t seed = 1;
    std::size_t maxResources = 1'000'000;
    std::size_t maxSessions = 100'000;
    std::size_t keepLimit = 4 << 20;   // bytes: largest body that is stored or joined
    std::size_t recentRequests = 8192; // that are kept for tables
    // Scores what the model says, keeps why with each prefetch, and says of each miss why.
    bool explains = true;
    Callers callers = Callers::AnyThread; // OneThread: virtual time, no stage locks
    // The table of texts, shared with others; null: its own, of maxResources.
    std::shared_ptr<Interner> interner;
    // How much memory there is, for the guard; null: it is not looked at.
    std::function<std::optional<MemoryReading>()> memory;
    // Makes the level behind memory for the table of texts; null: there is none.
    std::function<std::unique_ptr<BackingStore>(const Interner &)> makeBacking;
    // Makes the model, whatever predictor.model says; null: the one that it names.
    std::function<std::unique_ptr<Predictor>()> makeModel;
};

// One demand request between its arrival and its end.
struct Demand
{
    Exchange exchange;
    ReuseVerdict reuse;
    KindSlot kindSlot = 0; // both set by route(), where the origin is to answer
    DemandTicket ticket = 0;
    Miss miss;                              // set by route(), where nothing could answer at once
    PrefetchId prefetch = PrefetchId::None; // that brought what answers, or is about to
    Key key() const { return {exchange.resource, exchange.partition}; }
};

// What is stored for a request, fresh or not, and where.
struct StoredAnswer
{
    CacheEntryPtr entry; // null: nothing is
    Key key;
};

// Where the answer to a demand request comes from.
struct Route
{
    enum class Kind : std::uint8_t {
        Hit,   // `hit` answers it; with a `flight`: it is stale, fetch anew in the background
        Join,  // stream from `flight`, which somebody else fetches
        Fetch, // fetch it, and be the producer of `flight`
        Alone, // fetch it for this client only (not cacheable, or not to be shared)
    };
    Kind kind = Kind::Alone;
    std::optional<CacheHit> hit;
    FlightPtr flight;
    // With a flight to be fetched: what is stored, to be validated, or to answer for an origin that
    // fails.
    CacheEntryPtr stored;
    std::string_view forward; // RFC 9211 `fwd` of all but a hit
};

// The prefetch pipeline: demand requests in; predictions, prefetches and answers from the cache
// out. It wires the stages and is the one place that sees them all. It creates no thread: live
// traffic calls it from the gateway's threads, a model thread and the workers' thread; virtual
// time calls everything from one.
//
//     Demand d = pipeline.arrive(head, "10.0.0.7");
//     Route r = pipeline.route(d, head);
//     ... answer from r.hit, r.flight or the origin ...
//     pipeline.finish(d, {.result = DemandResult::Hit, .status = 200, ...});
//
// Thread: as said at each group.
class Pipeline
{
public:
    Pipeline(Settings &settings, const Clock &clock, Fetcher &fetcher, PipelineOptions options);
    ~Pipeline();

    Result<void> start(); // opens the cache; the workers are driven by pump() or workers().start()
    void stop(Duration timeout);

    // --- Demand: any thread.
    // Names the session, the partition and the resource, and tells the model.
    Demand arrive(const RequestHead &request, std::string_view clientAddress);
    // The same for virtual time, where the ids are known; no text, no header.
    Demand arrive(const Exchange &exchange);
    Route route(Demand &demand, const RequestHead &request)
    {
        return route(demand, &request.headers);
    }
    Route route(Demand &demand) { return route(demand, nullptr); } // virtual time
    // What may answer this and is not in memory but, maybe, in the level behind it, is brought into
    // memory; then `done`, once, in any thread: look again, or route. False: there is nothing to
    // wait for. Give up after a while (cache().tookTooLong()), and route without.
    bool recall(const Demand &demand, const RequestHead &request, std::function<void()> done);
    // Would it? Costs nothing where there is no such level.
    bool mayRecall(const Demand &demand, const RequestHead &request) const;
    // The response's head is known: may it be stored, may others join? Call before flight->head().
    // `delay`: since the origin was asked, which is part of its age.
    StorageVerdict verdict(const Demand &demand, const RequestHead &request,
                           const ResponseHead &response, Duration delay = {});
    // Keeps a demand answer, also one that is kept for validation only; in virtual time head and
    // body are null and `size` counts. Call before the flight leaves the table, so that nobody
    // finds neither.
    bool store(const Demand &demand, const StorageVerdict &verdict, ResponseHeadPtr head, Body body,
               std::uint64_t size = 0);
    // A newer answer must not be kept: what was stored for this request is out of date.
    void forget(const Demand &demand, const RequestHead &request);
    // An unsafe request was answered without error: what was stored for its target goes, and what
    // is being fetched will not be stored, nor joined by whoever comes after (RFC 9111, 4.4).
    void invalidate(const RequestHead &request) { invalidate(request.target); }
    void invalidate(std::string_view target);
    // The same where another process, which shares the level behind memory, has seen to that.
    void invalidateHere(std::string_view target);
    // The origin has answered a HEAD: what is stored for the GET is freshened by it, or goes
    // (RFC 9111, 4.3.5).
    void headAnswered(const Demand &demand, const RequestHead &request, const ResponseHead &answer);
    // A joiner has got the first byte of somebody's flight: a prefetch becomes late.
    void served(const FlightPtr &flight);
    // Would the model learn from the body of this answer (JSON, not too large, not encoded)? Then
    // set demand.exchange.body, a pointer to what is stored or joined anyway.
    bool wantsBody(const ResponseHead &head, std::uint64_t bytes) const;
    // The request is over: counted, and the model told of the answer. Set demand.exchange.head
    // before, where there is one.
    void finish(Demand &demand, const DemandEnd &end);

    // --- Model: one thread (or inline, the default).
    // Where arrivals and answers go; null: learn() at once, in the caller's thread.
    void setModelFeed(std::function<void(const Exchange &)> feed);
    // Learns from one exchange; at an arrival also predicts and schedules.
    void learn(const Exchange &exchange);
    // The feed had to drop one (a full ring).
    void countDropped() { m_droppedObservations.fetch_add(1, std::memory_order_relaxed); }

    // Who follows the traffic; before the first request, and null after the last.
    void setTrafficListener(TrafficListener *listener);

    // --- Workers: one thread.
    TimePoint pump() { return m_workers->pump(); }

    // --- Figures: any thread.
    Snapshot snapshot() const;
    // The strongest part of the learnt chain as of at most half a second before the last call, or
    // before this one when the model is told at once; null when none is made yet. To be asked again
    // and again by who shows it: while nobody asks, none is made.
    std::shared_ptr<const TransitionGraph> transitionGraph();
    // What the model says of itself and of what comes next, in the same way; a second old at most.
    std::shared_ptr<const ModelView> modelView();
    // The same of what it has learnt as a whole, to be kept; five seconds old at most while it can
    // afford that.
    std::shared_ptr<const SavedModel> savedModel();
    // The words of the rule behind a prefetch (PredictionReason::rule).
    RouteRule ruleOf(ResourceId rule) const { return m_observer.ruleOf(rule); }

    Settings &settings() { return m_settings; }
    Interner &interner() { return m_interner; }
    const Interner &interner() const { return m_interner; }
    PrefetchQueue &queue() { return *m_queue; }
    PrefetchWorker &workers() { return *m_workers; }
    CacheManager &cache() { return *m_cache; }
    Predictor &predictor() { return *m_predictor; }
    FlightTable &flights() { return m_flights; }
    // What people have said about single routes; may be changed while running.
    PrefetchRules &rules() { return m_rules; }
    Ledger &ledger() { return m_ledger; }
    Guard &guard() { return m_guard; }
    // Requests of clients that wait for a connection to the origin; counted by who sends them.
    std::atomic<std::uint32_t> &waitingDemand() { return m_waitingDemand; }
    DemandMeter &demandMeter() { return m_demandMeter; }
    const RecentRequests &recentRequests() const { return m_recentRequests; }
    MissFigures missFigures() const { return m_misses ? m_misses->figures() : MissFigures(); }
    // How long late requests waited; empty where nothing is explained.
    Histogram lateWaits() const { return m_misses ? m_misses->lateWaits() : Histogram(); }

private:
    // answering.cpp
    boost::container::small_vector<Key, 4> placesOf(const Demand &demand,
                                                    const Headers &headers) const;
    Route find(Demand &demand, const Headers *headers);
    std::optional<CacheHit> lookUp(const Demand &demand, const Headers *headers);
    StoredAnswer storedFor(const Demand &demand, const Headers &request) const;
    bool answerStale(Route &route, const Demand &demand, const Headers &request);
    bool begin(Route &route, const Demand &demand, const Headers *headers);
    Key placeOf(const Key &own, const StorageVerdict &verdict) const;
    void abandon(const FlightPtr &flight);
    // pipeline.cpp
    Route route(Demand &demand, const Headers *headers);
    void tellModel(const Exchange &exchange);
    void predictAndSchedule(const Exchange &exchange);
    void publish();
    void publishSaved();
    void removed(const CacheManager::Removal &removal);
    void endStored(PrefetchId id, PrefetchState outcome, std::uint32_t bytes);
    void settingChanged(Param param);
    CacheEntry entryFrom(const StorageVerdict &verdict, const ResponseHeadPtr &head, Body body,
                         std::uint64_t size) const;
    // explaining.cpp
    void explain(Demand &demand, const Route &route, const Headers *headers) const;
    MissReason unseen(const Demand &demand, const Headers *headers) const;
    Miss queuedMiss(const PrefetchRequest &queued) const;
    void countMiss(Demand &demand, const DemandEnd &end);
    void judged(const Prediction &prediction, Said what, float threshold,
                const ScheduleContext &context);
    void prefetchEnded(const PrefetchRecord &record);
    // pipelinemodel.cpp
    std::size_t modelMemory() const;
    void boundNames();
    void buildPredictor();
    void followSettings();
    PredictorFigures predictorFigures() const;
    // guarding.cpp
    GuardOptions guardOptions();
    void countSent(Demand &demand);
    void tellGuard(const Demand &demand, const DemandEnd &end);
    void declined(ResourceId resource, int status, const ResponseHeadPtr &answer);
    bool isAllowed(const Prediction &prediction, const ScheduleContext &context);
    void countScheduled(std::span<const Key> keys, const ScheduleContext &context);
    void lookForHarm(TimePoint now);
    void watchWorkers(WorkerHooks &hooks);
    // workerhooks.cpp
    bool isCached(const Key &key) const;
    PrefetchScheduler::Environment schedulerEnvironment();
    float thresholdOf(const Prediction &prediction, float standard);
    WorkerHooks workerHooks();
    StorageVerdict prefetchVerdict(const PrefetchRequest &request,
                                   const ResponseHead &response) const;
    PrefetchState finishPrefetch(const PrefetchRequest &request, const FlightPtr &flight,
                                 const FetchEnd &end, int status);
    PrefetchState storePrefetched(const PrefetchRequest &request, const FlightPtr &flight,
                                  std::uint64_t bytes);

    Settings &m_settings;
    const Clock &m_clock;
    PipelineOptions m_options;
    int m_subscription = 0;
    TimePoint m_startedAt{};
    std::shared_ptr<Interner> m_sharedInterner;
    Interner &m_interner; // the same
    Partitioner m_partitioner;
    SessionTracker m_sessions;
    ContextStore m_contexts;
    Ledger m_ledger;
    DemandMeter m_demandMeter;
    RecentRequests m_recentRequests;
    FlightTable m_flights;
    Invalidations m_invalidations;
    NotStorable m_notStorable;
    DeclinedRoutes m_declined;
    PrefetchRules m_rules;
    std::atomic<std::uint32_t> m_waitingDemand{0};
    TimePoint m_harmAt{};               // the workers' thread: when to look for harm next
    mutable Guard m_guard;              // moves with the clock, also when it is looked at
    std::unique_ptr<MissBook> m_misses; // null where nothing is explained
    GraphPublisher m_graphs;
    ModelObserver m_observer;
    OnDemand<SavedModel> m_saved{SavedModel::kPeriod};
    std::unique_ptr<CacheManager> m_cache;
    mutable std::mutex m_predictorMutex; // for who reads its figures while another takes its place
    std::unique_ptr<Predictor> m_predictor; // the model thread's
    std::unique_ptr<PrefetchQueue> m_queue;
    std::unique_ptr<PrefetchScheduler> m_scheduler;
    std::unique_ptr<PrefetchWorker> m_workers;
    std::function<void(const Exchange &)> m_feed;
    TrafficListener *m_listener = nullptr;
    std::atomic<std::uint64_t> m_droppedObservations{0};
    std::atomic<bool> m_wantsBodies{false}; // as the predictor says
    std::atomic<bool> m_learns{true};       // false: the predictor is "none"
    Revision m_modelRevision = 0;           // model thread
    std::vector<Prediction> m_predictions;  // model thread
    std::array<std::string, 2> m_ruleTexts; // model thread: to and from
};

} // namespace forefetch
