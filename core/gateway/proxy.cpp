// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/proxy.h"

#include "core/gateway/cachestatus.h"
#include "core/gateway/clientexchange.h"
#include "core/gateway/flightfetch.h"
#include "core/gateway/gatewayanswers.h"
#include "core/gateway/headermapping.h"
#include "core/gateway/storewait.h"

#include <utility>

namespace forefetch {

Proxy::Proxy(Pipeline &pipeline, const Clock &clock, const Origin &origin, OriginHealth &health,
             const ProxyOptions &options, IoLoop &loop, AccessLog *log, TrafficRecorder *recorder)
    : m_context{pipeline,
                clock,
                origin,
                health,
                loop,
                log,
                recorder,
                options.keepLimit,
                options.patience,
                HttpClient(origin, clock, options.client),
                {},
                {},
                {},
                {},
                {}}
{
}

// The connections, and with them the exchanges, have gone by now; what is left fetches for others.
Proxy::~Proxy()
{
    while (!m_context.fetches.empty()) {
        const std::shared_ptr<FlightFetch> fetch = m_context.fetches.begin()->second;
        fetch->cancel();
    }
}

void Proxy::handle(ServerRequest &request)
{
    const RequestHead &head = request.head();
    if (head.method == "TRACE") {
        answerPlainly(request, 405, "TRACE is not answered here: it would show credentials", {},
                      "trace");
        return;
    }
    Demand demand = m_context.pipeline.arrive(head, request.clientAddress());
    if (!m_context.pipeline.mayRecall(demand, head))
        return answer(request, demand);
    const auto wait =
        std::make_shared<StoreWait>(m_context, request, std::move(demand),
                                    [this](ServerRequest &r, Demand &d) { answer(r, d); });
    m_context.waits.emplace(wait.get(), wait);
    if (wait->start())
        return;
    m_context.waits.erase(wait.get());
    answer(request, wait->demand());
}

void Proxy::answer(ServerRequest &request, Demand &demand)
{
    const RequestHead &head = request.head();
    Route route = m_context.pipeline.route(demand, head);
    if (route.kind == Route::Kind::Hit) {
        if (route.flight)
            refresh(request, demand, route);
        return answerHit(request, demand, *route.hit);
    }
    if (mayAnswerAtOnce(demand, route)) {
        if (route.kind == Route::Kind::Fetch)
            refresh(request, demand, route);
        return answerHit(request, demand, {route.stored, PrefetchId::None});
    }
    if (demand.reuse.mustNotForward()) {
        DemandEnd end;
        end.result = DemandResult::Bypassed;
        end.status = answerPlainly(request, 504, "nothing is stored that could answer this", {},
                                   "only-if-cached");
        end.latency = m_context.clock.now() - demand.exchange.at;
        m_context.pipeline.finish(demand, end);
        return;
    }
    auto exchange =
        std::make_shared<ClientExchange>(m_context, request, std::move(demand), std::move(route));
    m_context.exchanges.emplace(exchange.get(), exchange);
    exchange->start();
}

// While the origin is known to fail, nobody waits to be told so once more (RFC 5861, 4): one asks,
// the others have what is stored.
bool Proxy::mayAnswerAtOnce(const Demand &demand, const Route &route) const
{
    const bool fetched = route.kind == Route::Kind::Fetch || route.kind == Route::Kind::Join;
    return fetched && route.stored && demand.reuse.lookUp && m_context.health.isFailing() &&
           mayAnswerStale(*route.stored, StaleReason::OriginError, m_context.clock.now());
}

// What answers now is stale: the next one finds it fresh (RFC 5861, 3).
void Proxy::refresh(const ServerRequest &request, const Demand &demand, const Route &route)
{
    const auto fetch = std::make_shared<FlightFetch>(m_context, demand, request.head(), route);
    m_context.fetches.emplace(fetch.get(), fetch);
    fetch->goOnWithoutReaders();
    fetch->start(originRequest(request.head(), m_context.origin, request.clientAddress(), true));
}

void Proxy::answerHit(ServerRequest &request, Demand &demand, const CacheHit &hit)
{
    const CacheEntry &entry = *hit.entry;
    DemandEnd end;
    end.result = DemandResult::Hit;
    end.prefetchedEntry = entry.prefetch != PrefetchId::None;
    end.assumedFreshness = entry.assumedFreshness;
    const AccessLine line = m_context.lineOf(request);
    const TimePoint now = m_context.clock.now();
    hitLines(entry, now, m_context.lines);
    end.latency = now - demand.exchange.at;
    const auto unchanged = notModified(entry, request.head().headers);
    const bool toHead = demand.exchange.method == Method::Head;
    const auto part =
        unchanged || toHead ? std::nullopt : rangeAnswer(entry, request.head().headers);
    end.status = unchanged ? 304 : part ? part->head.status : entry.head->status;
    end.bytes = unchanged || toHead || !entry.body ? 0 : part ? part->length : entry.body->size();
    demand.exchange.head = entry.head;
    if (entry.body && m_context.pipeline.wantsBody(*entry.head, entry.body->size()))
        demand.exchange.body = entry.body;
    if (unchanged)
        request.respond(*unchanged, std::string_view(), m_context.lines);
    else if (part)
        sendPart(request, entry, *part);
    else
        sendStored(request, entry);
    m_context.pipeline.finish(demand, end);
    m_context.writeDown(line, demand.exchange, end);
}

void Proxy::sendPart(ServerRequest &request, const CacheEntry &entry, const RangeAnswer &part)
{
    const std::string authority(request.head().headers.value("host"));
    if (needsMapping(part.head.headers))
        request.respond(clientResponse(part.head, m_context.origin, authority), entry.body,
                        part.offset, part.length, m_context.lines);
    else
        request.respond(part.head, entry.body, part.offset, part.length, m_context.lines);
}

void Proxy::sendStored(ServerRequest &request, const CacheEntry &entry)
{
    if (!needsMapping(entry.head->headers))
        return request.respond(*entry.head, entry.body, m_context.lines);
    const std::string authority(request.head().headers.value("host"));
    request.respond(clientResponse(*entry.head, m_context.origin, authority), entry.body,
                    m_context.lines);
}

} // namespace forefetch
