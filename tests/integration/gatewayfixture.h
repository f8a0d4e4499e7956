// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/gateway.h"
#include "core/pipeline/modelthread.h"
#include "core/pipeline/pipeline.h"

#include "tests/integration/rawclient.h"
#include "tests/integration/raworigin.h"

#include <memory>
#include <string>

namespace forefetch {

// Nothing is prefetched: these tests are about demand.
class NoFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        sink.onEnd(request.id, {FetchStatus::Refused, "not in this test", 0});
    }
    void cancel(PrefetchId) override {}
};

// A whole gateway on a free port in front of an origin.
struct GatewayFixture
{
    explicit GatewayFixture(const std::string &target, GatewayOptions options = twoThreads())
        : settings(clock), pipeline(settings, clock, fetcher, pipelineOptions()),
          model([this](const Exchange &e) { pipeline.learn(e); },
                [this] { pipeline.countDropped(); }),
          gateway(pipeline, clock, *Origin::parse(target), options)
    {
        pipeline.setModelFeed([this](const Exchange &e) { model.feed(e); });
        model.start();
        (void)settings.set(Param::PrefetchEnabled, 0, "test");
        started = pipeline.start().ok();
        if (const auto bound = gateway.start({}))
            port = bound->port;
    }
    ~GatewayFixture()
    {
        gateway.stop(std::chrono::seconds(2));
        model.stop();
        pipeline.stop(Duration(0));
    }
    static GatewayOptions twoThreads()
    {
        GatewayOptions options;
        options.threads = 2;
        return options;
    }
    // Shorter limits, so that what hangs is seen to hang soon; long enough for a busy machine.
    static GatewayOptions impatient()
    {
        GatewayOptions options = twoThreads();
        options.proxy.client.firstByteTime = std::chrono::milliseconds(1500);
        options.proxy.client.idleTime = std::chrono::milliseconds(1500);
        return options;
    }
    static PipelineOptions pipelineOptions()
    {
        PipelineOptions options;
        options.partitionKey = {1, 2};
        return options;
    }
    DemandFigures demand() const { return pipeline.snapshot().demand; }

    RealClock clock;
    Settings settings;
    NoFetcher fetcher;
    Pipeline pipeline;
    ModelThread model; // the model has one thread, the gateway several
    Gateway gateway;
    std::uint16_t port = 0;
    bool started = false;
};

// One answer as it was read.
struct Answer
{
    std::string head;
    std::string body;
    bool whole = false;

    int status() const { return head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0; }
    bool has(const std::string &text) const { return head.find(text) != std::string::npos; }
};

// Reads one sized or chunked answer; `toHead`: it has no body.
inline Answer readAnswer(RawClient &client, bool toHead = false)
{
    Answer answer;
    answer.head = client.readUntil("\r\n\r\n");
    const int status = answer.status();
    const std::size_t at = answer.head.find("Content-Length: ");
    if (toHead || status == 204 || status == 304 || status < 200) {
        answer.whole = status != 0;
    } else if (at != std::string::npos) {
        const std::size_t length = std::stoull(answer.head.substr(at + 16));
        answer.body = client.readBytes(length);
        answer.whole = answer.body.size() == length;
    } else if (answer.has("Transfer-Encoding: chunked")) {
        while (true) {
            const std::string line = client.readUntil("\r\n");
            if (line.empty())
                break;
            const std::size_t size = std::stoull(line, nullptr, 16);
            const std::string chunk = client.readBytes(size + 2);
            if (size == 0) {
                answer.whole = true;
                break;
            }
            if (chunk.size() != size + 2)
                break;
            answer.body.append(chunk, 0, size);
        }
    }
    return answer;
}

inline std::string requestText(const std::string &method, const std::string &target,
                               const std::string &fields = "", const std::string &body = "")
{
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: gw.test:8080\r\n" + fields;
    if (!body.empty())
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

inline Answer ask(RawClient &client, const std::string &method, const std::string &target,
                  const std::string &fields = "", const std::string &body = "")
{
    client.send(requestText(method, target, fields, body));
    return readAnswer(client, method == "HEAD");
}

inline Answer ask(std::uint16_t port, const std::string &method, const std::string &target,
                  const std::string &fields = "", const std::string &body = "")
{
    RawClient client(port);
    return ask(client, method, target, fields, body);
}

} // namespace forefetch
