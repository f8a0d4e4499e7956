// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpclient.h"
#include "core/fetch/ioloop.h"
#include "core/fetch/originhealth.h"
#include "core/gateway/accesslog.h"
#include "core/gateway/serverrequest.h"
#include "core/gateway/trafficrecorder.h"
#include "core/pipeline/pipeline.h"
#include "core/time/clock.h"

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

namespace forefetch {

class ClientExchange;
class FlightFetch;
class StoreWait;

// What one thread's requests share. Thread: that one.
struct ProxyContext
{
    Pipeline &pipeline;
    const Clock &clock;
    const Origin &origin;
    OriginHealth &health;
    IoLoop &loop;
    AccessLog *log;                     // null: none is kept
    TrafficRecorder *recorder;          // null: nothing is recorded
    std::size_t keepLimit;              // as the pipeline's: up to it a body is kept whole
    std::chrono::milliseconds patience; // see ProxyOptions
    HttpClient client;

    // Who is under way; removing one ends it.
    std::unordered_map<ClientExchange *, std::shared_ptr<ClientExchange>> exchanges;
    std::unordered_map<FlightFetch *, std::shared_ptr<FlightFetch>> fetches;
    std::unordered_map<StoreWait *, std::shared_ptr<StoreWait>> waits;
    std::string lines;  // of the answer being written
    std::string buffer; // of the body being read

    // The careful policies refuse it.
    bool takesOddFraming() const { return cachePolicy(pipeline.settings()) == CachePolicy::Rfc; }
    // What is to be written down of a request, as long as it is there; nothing when nobody wants
    // it.
    AccessLine lineOf(const ServerRequest &request) const
    {
        const bool wanted = log != nullptr || recorder != nullptr;
        return wanted ? AccessLog::lineOf(request.head(), request.clientAddress()) : AccessLine();
    }
    void writeDown(const AccessLine &line, const Exchange &exchange, const DemandEnd &end) const
    {
        if (log != nullptr)
            log->record(line, exchange, end);
        if (recorder != nullptr)
            recorder->record(line, exchange, end);
    }
};

// An origin's answer as it is stored, shared and sent on: without what concerned its connection
// alone (RFC 9110, 7.6.1), and with a Date (6.6.1).
ResponseHead receivedHead(const ResponseHead &head, WallTime now);

} // namespace forefetch
