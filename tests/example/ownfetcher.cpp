// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fetcher of one's own, with queue, scheduler, workers and cache: predictions in, responses in
// the cache. Compiled and run by ownfetcher_test.cpp.
#include "core/cache/cachemanager.h"
#include "core/fetch/prefetchworker.h"
#include "core/schedule/prefetchscheduler.h"

using namespace forefetch;
using namespace std::chrono_literals;

// Bytes are had from wherever you like; here they are made up on the spot. A fetcher that takes its
// time starts the fetch, returns, and reports later, from any thread.
class OwnFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        const std::string body = R"({"data": "result for )" + request.endpoint() + "\"}";
        sink.onHead(request.id, std::make_shared<const ResponseHead>(ResponseHead{200, "OK", {}}));
        sink.onData(request.id, body);
        sink.onEnd(request.id, {FetchStatus::Answered, {}, body.size()});
    }
    void cancel(PrefetchId) override {} // nothing is ever under way
};

void prefetchInto(CacheManager &cache, const Settings &settings, const Clock &clock,
                  Interner &interner, Ledger &ledger,
                  const std::vector<std::pair<std::string, float>> &predicted)
{
    PrefetchQueue queue(interner, 1000);
    OwnFetcher fetcher;
    std::unordered_map<Key, std::string> bodies; // of fetches in flight
    WorkerHooks hooks;
    hooks.data = [&](const PrefetchRequest &r, std::string_view bytes) { bodies[r.key] += bytes; };
    hooks.finish = [&](const PrefetchRequest &r, const FetchEnd &end, int status) {
        const std::string body = std::move(bodies[r.key]);
        bodies.erase(r.key);
        const PrefetchState outcome = outcomeOf(end, status);
        return outcome == PrefetchState::Ready &&
                       cache.set(r.key, body, 60s) != CacheManager::SetResult::Stored
                   ? PrefetchState::Discarded
                   : outcome;
    };
    PrefetchWorker workers(queue, fetcher, ledger, settings, clock, interner, Random(1), hooks);
    workers.start();

    PrefetchScheduler scheduler(queue, ledger, settings, {});
    std::vector<Prediction> predictions;
    for (const auto &[endpoint, probability] : predicted)
        predictions.push_back({interner.intern(endpoint), probability, probability, {}});
    scheduler.scheduleFromPredictions(predictions, {.now = clock.now()});

    while (!queue.isEmpty())
        std::this_thread::sleep_for(1ms);
    workers.stop(10s);
}
