// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/pipeline.h"

#include <map>
#include <string>
#include <vector>

namespace forefetch {

using namespace std::chrono_literals;

// Holds every fetch until it is answered by hand.
class HeldFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        m_open[request.target()] = {request.id, &sink, request.context};
        started.push_back(request.target());
    }
    void cancel(PrefetchId id) override
    {
        for (auto it = m_open.begin(); it != m_open.end(); ++it) {
            if (it->second.id == id) {
                FetchSink *sink = it->second.sink;
                m_open.erase(it);
                sink->onEnd(id, {FetchStatus::Cancelled, "cancelled"});
                return;
            }
        }
    }

    bool isOpen(const std::string &target) const { return m_open.count(target) != 0; }
    RequestContextPtr context(const std::string &target) { return m_open[target].context; }
    void head(const std::string &target, int status, const Headers &headers)
    {
        m_open[target].sink->onHead(m_open[target].id, std::make_shared<const ResponseHead>(
                                                           ResponseHead{status, "", headers}));
    }
    void answer(const std::string &target, int status, const Headers &headers,
                const std::string &body)
    {
        head(target, status, headers);
        const Open open = m_open[target];
        m_open.erase(target);
        open.sink->onData(open.id, body);
        open.sink->onEnd(open.id, {FetchStatus::Answered, "", body.size()});
    }
    void fail(const std::string &target)
    {
        const Open open = m_open[target];
        m_open.erase(target);
        open.sink->onEnd(open.id, {FetchStatus::Network, "connection reset"});
    }

    std::vector<std::string> started;

private:
    struct Open
    {
        PrefetchId id;
        FetchSink *sink;
        RequestContextPtr context;
    };
    std::map<std::string, Open> m_open;
};

Headers fresh(const std::string &cacheControl = "public, max-age=60")
{
    Headers headers;
    headers.add("Cache-Control", cacheControl);
    return headers;
}

RequestHead get(const std::string &target, const std::string &user = {})
{
    RequestHead head;
    head.target = target;
    head.headers.add("Host", "shop");
    if (!user.empty())
        head.headers.add("Cookie", "sid=" + user);
    return head;
}

struct Bench
{
    ManualClock clock;
    Settings settings{clock};
    HeldFetcher fetcher;
    Pipeline pipeline;

    explicit Bench(const std::function<void(Settings &)> &prepare = {})
        : settings(clock), pipeline(prepared(settings, prepare), clock, fetcher, options())
    {
        const auto started = pipeline.start();
        Q_ASSERT(started.ok());
    }
    static Settings &prepared(Settings &settings, const std::function<void(Settings &)> &prepare)
    {
        // What is looked at here is the pipeline: the model that anybody can foretell.
        (void)settings.set(Param::PredictorModel, *parseValue(Param::PredictorModel, "first-order"),
                           "test");
        if (prepare)
            prepare(settings);
        return settings;
    }
    static PipelineOptions options()
    {
        PipelineOptions options;
        options.sessionKey = *SessionKey::parse("cookie:sid");
        options.maxResources = 1000;
        options.maxSessions = 1000;
        return options;
    }

    // One whole demand request; a miss is answered by `headers` and `body` at once.
    DemandResult demand(const RequestHead &request, const Headers &headers = fresh(),
                        int status = 200)
    {
        Demand d = pipeline.arrive(request, "10.0.0.1");
        Route route = pipeline.route(d, request);
        DemandEnd end{.result = DemandResult::Bypassed, .status = status};
        switch (route.kind) {
        case Route::Kind::Hit:
            end.result = DemandResult::Hit;
            end.prefetchedEntry = route.hit->entry->prefetch != PrefetchId::None;
            break;
        case Route::Kind::Join:
            end.result = DemandResult::Late;
            pipeline.served(route.flight);
            break;
        case Route::Kind::Fetch: {
            const auto head =
                std::make_shared<const ResponseHead>(ResponseHead{status, "", headers});
            const StorageVerdict verdict = pipeline.verdict(d, request, *head);
            route.flight->head(head, verdict.store);
            route.flight->data("body");
            route.flight->end({});
            if (pipeline.store(d, verdict, head, route.flight->body()))
                end.result = DemandResult::Miss;
            pipeline.flights().finish(route.flight);
            end.sentToOrigin = true;
            d.exchange.head = head;
            break;
        }
        case Route::Kind::Alone:
            end.sentToOrigin = true;
            break;
        }
        if (!isSafe(methodFrom(request.method)))
            pipeline.invalidate(request);
        pipeline.finish(d, end);
        pipeline.pump();
        clock.advance(200ms);
        pipeline.pump();
        return end.result;
    }

    // Teaches that /b follows /a, and nothing else well enough to be prefetched: what comes after
    // /b differs each time.
    void teach()
    {
        std::vector<std::vector<ResourceId>> sessions;
        for (int run = 0; run < 4; ++run) {
            auto &session = sessions.emplace_back();
            session.push_back(pipeline.interner().intern("/a"));
            session.push_back(pipeline.interner().intern("/b"));
            for (int i = 0; i < 8; ++i)
                session.push_back(pipeline.interner().intern("/" + std::to_string(10 * run + i)));
        }
        pipeline.predictor().fit(sessions);
    }
    std::uint64_t outcome(PrefetchState state) { return pipeline.ledger().figures()[state]; }
    bool balances() { return pipeline.ledger().figures().balances(); }
};

} // namespace forefetch
