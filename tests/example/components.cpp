// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One example for each component, as the guide prints them. Run by guide_test.cpp.
#include "core/cache/cachemanager.h"
#include "core/predict/markov.h"
#include "core/queue/prefetchqueue.h"
#include "core/schedule/prefetchscheduler.h"

#include <fstream>

using namespace forefetch;
using namespace std::chrono_literals;

// What request a prefetch stands for, and whether its time is over.
Result<std::string> describe(Interner &interner, const Clock &clock)
{
    PrefetchSpec spec;
    spec.endpoint = "/api/users/123";
    spec.params = {{"details", "full"}};
    spec.priority = 0.85;
    spec.createdAt = clock.now();
    spec.sourcePrediction = 0.85;
    spec.maxAge = 30; // seconds in the queue

    const auto request = PrefetchRequest::create(interner, spec);
    if (!request)
        return request.error(); // says what is wrong with the spec
    if (request->isExpired(clock.now()))
        return invalid("too old: " + std::to_string(request->ageSeconds(clock.now())) + " s");
    // "0000000000000000 /api/users/123?details=full": public, then the target
    return request->cacheKey(interner);
}

// In goes what is likely, out comes the most likely; a key is there once.
std::vector<std::string> byPriority(Interner &interner, const Clock &clock)
{
    PrefetchQueue queue(interner, 1000);
    const auto put = [&](const char *endpoint, double p) {
        const auto request =
            PrefetchRequest::create(interner, {endpoint, {}, p, clock.now(), p, 30.0});
        return request ? queue.put(*request, clock.now()).status : PutStatus::Closed;
    };
    put("/likely", 0.6);
    put("/unlikely", 0.3);
    put("/likely", 0.5);   // PutStatus::DuplicateQueued: nothing changes
    put("/unlikely", 0.9); // PutStatus::Raised: it moves up

    std::vector<std::string> order;
    while (const auto next = queue.get(0s)) { // waits so long for a put
        order.push_back(next->endpoint(interner));
        queue.finished(next->key); // until then its key is "in flight"
    }
    return order; // /unlikely, /likely
}

// Which of the predictions are worth a fetch, and what became of the others.
SchedulerFigures schedule(PrefetchQueue &queue, Ledger &ledger, const Settings &settings,
                          Interner &interner, const CacheManager &cache, const Clock &clock)
{
    PrefetchScheduler scheduler(
        queue, ledger, settings,
        {.isCached = [&](const Key &key) { return cache.status(key) == KeyStatus::Fresh; },
         .hasRoom = [&](float p) { return cache.hasRoomFor(cache.meanSize(), p); }});

    const auto predict = [&](const char *target, float p) {
        return Prediction{interner.intern(target), p, p, {}};
    };
    const std::vector<Prediction> predictions{predict("/api/users/1", 0.8F),
                                              predict("/api/users/2", 0.6F),
                                              predict("/api/users/3", 0.1F)};
    for (const Key &key : scheduler.scheduleFromPredictions(predictions, {.now = clock.now()}))
        Q_ASSERT(queue.contains(key));
    return scheduler.stats(); // 2 scheduled, 1 filtered_low_probability
}

// A body with a lifetime, and a hit on it.
Result<std::string> throughCache(const Settings &settings, const Clock &clock, Interner &interner)
{
    CacheManager cache(settings, clock);
    if (auto started = cache.start(); !started)
        return started.error();
    const Key key{interner.intern("/api/users/1"), Partition::everyone()};
    Headers metadata;
    metadata.add("Content-Type", "application/json");
    if (cache.set(key, R"({"id": 1})", 60s, metadata) != CacheManager::SetResult::Stored)
        return invalid("no room");
    const auto hit = cache.get(key);
    if (!hit)
        return invalid("expired or evicted");
    return *hit->entry->body;
}

// Sessions in, predictions out: /list is followed by /item/1 in two sessions of three.
std::vector<Prediction> learnAndPredict(Interner &interner, SessionId session)
{
    const auto id = [&](const char *target) { return interner.intern(target); };
    MarkovPredictor predictor(64 << 20); // bytes
    const std::vector<std::vector<ResourceId>> sessions{
        {id("/home"), id("/list"), id("/item/1")},
        {id("/home"), id("/list"), id("/item/1")},
        {id("/home"), id("/list"), id("/help")},
    };
    predictor.fit(sessions);

    predictor.observe({.session = session, .resource = id("/list")}); // learns, too
    std::vector<Prediction> predictions;
    predictor.predict(session, 2, predictions);
    return predictions; // /item/1 with pNext 2/3, /help with 1/3
}

// After each request: learn, predict, schedule.
void requestArrived(const Exchange &exchange, Predictor &predictor, PrefetchScheduler &scheduler,
                    const Clock &clock)
{
    predictor.observe(exchange);
    std::vector<Prediction> predictions;
    predictor.predict(exchange.session, 5, predictions);
    scheduler.scheduleFromPredictions(predictions, {.session = exchange.session,
                                                    .partition = exchange.partition,
                                                    .context = exchange.context,
                                                    .now = clock.now(),
                                                    .current = exchange.resource,
                                                    .heldBack = exchange.heldBack});
}

// What was learnt, in a file and back; a damaged file changes nothing.
Result<void> keepModel(const std::string &path, const Predictor &learnt, Predictor &fresh,
                       Interner &interner)
{
    std::ofstream out(path, std::ios::binary);
    if (auto saved = learnt.save(out, interner); !saved)
        return saved;
    out.close();
    std::ifstream in(path, std::ios::binary);
    return fresh.load(in, interner);
}
