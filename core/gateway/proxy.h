// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/proxycontext.h"
#include "core/gateway/serverrequest.h"

namespace forefetch {

struct ProxyOptions
{
    HttpClientOptions client;
    std::size_t keepLimit = 4 << 20; // bytes: PipelineOptions::keepLimit
    // A client that shares a fetch too large to be kept, and takes less than half a window of it in
    // that time, is let go when others wait for it.
    std::chrono::milliseconds patience{5000};
};

// The caching reverse proxy of one thread. A hit is answered here and now, with no hop and no copy
// of the stored head or body; what may lie behind memory becomes a StoreWait first; anything else
// becomes a ClientExchange.
//
// TRACE is refused: it would echo a request with its credentials (RFC 9110, 9.3.8).
// Thread: its connection's; the pipeline is shared.
class Proxy final : public RequestHandler
{
public:
    Proxy(Pipeline &pipeline, const Clock &clock, const Origin &origin, OriginHealth &health,
          const ProxyOptions &options, IoLoop &loop, AccessLog *log, TrafficRecorder *recorder);
    ~Proxy() override;

    void handle(ServerRequest &request) override;

private:
    void answer(ServerRequest &request, Demand &demand);
    void answerHit(ServerRequest &request, Demand &demand, const CacheHit &hit);
    bool mayAnswerAtOnce(const Demand &demand, const Route &route) const;
    void refresh(const ServerRequest &request, const Demand &demand, const Route &route);
    void sendStored(ServerRequest &request, const CacheEntry &entry);
    void sendPart(ServerRequest &request, const CacheEntry &entry, const RangeAnswer &part);

    ProxyContext m_context;
};

} // namespace forefetch
