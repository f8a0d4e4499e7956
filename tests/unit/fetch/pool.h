// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/prefetchworker.h"
#include "core/queue/prefetchqueue.h"
#include "core/settings/settings.h"

#include <QtGlobal>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

// A fetcher that does what the test says, when it says so; answers at once where `atOnce` is set.
class ScriptedFetcher final : public Fetcher
{
public:
    struct Started
    {
        PrefetchId id = PrefetchId::None;
        std::string target;
        Params params;
        std::uint32_t attempt = 0;
        RequestContextPtr context;
        bool open = true;
    };

    void start(const FetchRequest &request, FetchSink &sink) override
    {
        m_sink = &sink;
        started.push_back({request.id, request.target(), request.params(), request.attempt,
                           request.context, true});
        if (atOnce)
            atOnce(request.id);
    }

    void cancel(PrefetchId id) override
    {
        cancelled.push_back(id);
        if (answersCancel)
            end(id, {FetchStatus::Cancelled, "cancelled", 0});
    }

    void answer(PrefetchId id, int status = 200, const std::string &body = "body")
    {
        m_sink->onHead(id, std::make_shared<const ResponseHead>(ResponseHead{status, "", {}}));
        m_sink->onData(id, body);
        end(id, {FetchStatus::Answered, {}, body.size()});
    }
    void fail(PrefetchId id, FetchStatus status = FetchStatus::Network)
    {
        end(id, {status, "no route", 0});
    }
    void end(PrefetchId id, const FetchEnd &end)
    {
        for (Started &s : started) {
            if (s.id == id)
                s.open = false;
        }
        m_sink->onEnd(id, end);
    }
    std::size_t open() const
    {
        return static_cast<std::size_t>(
            std::count_if(started.begin(), started.end(), [](const Started &s) { return s.open; }));
    }

    std::vector<Started> started;
    std::vector<PrefetchId> cancelled;
    std::function<void(PrefetchId)> atOnce;
    bool answersCancel = true;

private:
    FetchSink *m_sink = nullptr;
};

// Everything that a pool of workers needs, on a clock that stands still.
struct Pool
{
    explicit Pool(double workers = 2, double rate = 100'000, WorkerHooks withHooks = {})
        : hooks(std::move(withHooks))
    {
        set(Param::WorkersCount, workers);
        set(Param::WorkersMaxRequestsPerSecond, rate);
    }

    void set(Param p, double value)
    {
        if (!settings.set(p, value, "test"))
            qFatal("out of range");
    }

    PrefetchWorker &workers()
    {
        if (!m_workers)
            m_workers = std::make_unique<PrefetchWorker>(queue, fetcher, ledger, settings, clock,
                                                         interner, Random(seed), hooks);
        return *m_workers;
    }

    PrefetchId put(const std::string &endpoint, double priority = 0.5, double maxAge = 30,
                   Params params = {}, ContextId context = {})
    {
        auto request =
            PrefetchRequest::create(interner, {endpoint, std::move(params), priority, clock.now(),
                                               priority, maxAge, Partition{}});
        if (!request)
            qFatal("%s", request.error().text.c_str());
        request->context = context;
        PrefetchId id = PrefetchId::None;
        queue.put(*request, clock.now(), [&](const PrefetchRequest &r) {
            return id = ledger.schedule(r.key, {}, clock.now());
        });
        return id;
    }

    // Moves the clock on to `span` from now, pumping at each moment the pool asks for.
    void run(Duration span)
    {
        const TimePoint end = clock.now() + span;
        for (TimePoint next = workers().pump(); next <= end; next = workers().pump())
            clock.advanceTo(next);
        clock.advanceTo(end);
        workers().pump();
    }

    PrefetchState stateOf(PrefetchId id) const
    {
        const auto record = ledger.find(id);
        return record ? record->state : PrefetchState::Queued;
    }
    std::uint64_t in(PrefetchState state) const { return ledger.figures()[state]; }

    ManualClock clock;
    Settings settings{clock};
    Interner interner{10'000};
    PrefetchQueue queue{interner, 1000};
    Ledger ledger;
    ScriptedFetcher fetcher;
    WorkerHooks hooks;
    std::uint64_t seed = 1;

private:
    std::unique_ptr<PrefetchWorker> m_workers;
};

} // namespace forefetch
