// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/origin.h"
#include "core/fetch/originhealth.h"
#include "core/gateway/httpserver.h"
#include "core/gateway/proxy.h"
#include "core/result.h"

#include <memory>
#include <optional>
#include <string>

namespace forefetch {

class TrafficRecorder;

struct GatewayOptions
{
    unsigned threads = 1;
    ServerLimits limits;
    ProxyOptions proxy;
    std::string accessLog;    // a file, "-" for standard error; empty: none
    std::uint64_t logKey = 0; // secret, random for each process: hashes sessions in the log
    TrafficRecorder *recorder = nullptr; // outlives the gateway's run; null: nothing is recorded
};

// The caching reverse proxy between clients and the one origin.
//
//     Gateway gateway(pipeline, clock, origin, {});
//     Result<ListenAddress> bound = gateway.start({"127.0.0.1", 8080});
//     ...
//     gateway.stop(5s);
//
// The pipeline is started and stopped by its owner, and outlives the gateway's run. With more than
// one thread it must feed a ModelThread: the model belongs to one. A Qt application object must
// exist. Thread: the owner's; figures: any, while it runs.
class Gateway
{
public:
    Gateway(Pipeline &pipeline, const Clock &clock, Origin origin, GatewayOptions options = {});
    ~Gateway();

    // The address that was bound; a busy port or an unusable log file is an error.
    Result<ListenAddress> start(const ListenAddress &listen);
    // True when every request under way ended within the timeout.
    bool stop(Duration timeout);
    bool isRunning() const { return m_server != nullptr; }
    ServerFigures figures() const;
    const Origin &origin() const { return m_origin; }
    // How it has lately answered. Thread: any.
    OriginHealth::State originHealth() const { return m_health.state(); }

private:
    Pipeline &m_pipeline;
    const Clock &m_clock;
    Origin m_origin;
    OriginHealth m_health;
    GatewayOptions m_options;
    std::unique_ptr<AccessLog> m_log;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace forefetch
