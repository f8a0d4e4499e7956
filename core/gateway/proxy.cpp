// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/proxy.h"

#include "core/gateway/cachestatus.h"
#include "core/gateway/clientexchange.h"
#include "core/gateway/flightfetch.h"
#include "core/gateway/gatewayanswers.h"
#include "core/gateway/headermapping.h"

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
                HttpClient(origin, clock, options.client),
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
    Route route = m_context.pipeline.route(demand, head);
    if (route.kind == Route::Kind::Hit)
        return answerHit(request, demand, *route.hit);
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
    end.status = unchanged ? 304 : entry.head->status;
    end.bytes = unchanged || toHead || !entry.body ? 0 : entry.body->size();
    demand.exchange.head = entry.head;
    if (entry.body && m_context.pipeline.wantsBody(*entry.head, entry.body->size()))
        demand.exchange.body = entry.body;
    if (unchanged)
        request.respond(*unchanged, std::string_view(), m_context.lines);
    else
        sendStored(request, entry);
    m_context.pipeline.finish(demand, end);
    m_context.writeDown(line, demand.exchange, end);
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
