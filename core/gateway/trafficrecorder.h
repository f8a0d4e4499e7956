// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/accesslog.h"
#include "core/metrics/demandmeter.h"
#include "core/predict/packedbody.h"
#include "core/request/exchange.h"
#include "core/result.h"
#include "core/time/clock.h"
#include "core/trace/ownedevent.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace forefetch {

// Which answers' JSON bodies a recording holds.
enum class RecordedBodies : std::uint8_t {
    None,
    Public, // to requests without credentials, and neither private nor no-store
    All,    // what one person alone may see too
};

// Writes down what clients asked and got, as a log that simulate and evaluate read: HAR where the
// file's name ends in .har, JSON lines otherwise. Beside what every log holds, it says what the
// cache did, what the origin said of freshness (Cache-Control), whose eyes may see an answer and
// who was held back, and which faults were there, so that a simulation can do the same.
//
//     auto recorder = TrafficRecorder::open("today.jsonl", clock, secretNumber());
//     ... GatewayOptions{.recorder = recorder->get()} ... the gateway runs and stops ...
//     (*recorder)->finish();
//
// A thread of its own writes at least once a second; with kMostWaiting requests waiting for it,
// more are dropped and counted, and demand goes on. When the file takes no more (a full disk) the
// rest counts as dropped too. Secrets stay out as in AccessLog: targets are redacted, sessions and
// partitions are keyed hashes. Bodies are there when they are asked for, those that the model
// reads, without what looks like a credential (redactedJson); with more than kMostBodyBytes of them
// waiting, a request is written without its body, and that is counted.
//
// Thread: open, finish: the owner's. record, figures: any.
class TrafficRecorder
{
public:
    static constexpr std::size_t kMostWaiting = 8192;       // requests
    static constexpr std::size_t kMostBodyBytes = 32 << 20; // of those

    struct Figures
    {
        std::uint64_t written = 0;
        std::uint64_t dropped = 0;
        std::uint64_t bodiesLeftOut = 0; // of written ones, for want of room
        std::string problem;             // why the file takes no more; empty: it does
    };

    // Replaces what is there. The key hashes sessions and is random for each process.
    static Result<std::unique_ptr<TrafficRecorder>> open(const std::string &path,
                                                         const Clock &clock, std::uint64_t key,
                                                         RecordedBodies bodies = {});
    ~TrafficRecorder();

    void record(const AccessLine &line, const Exchange &exchange, const DemandEnd &end);
    // Which faults are there from now on: "errors-30,flapping". Each request says so.
    void setFaults(std::string names);
    // Writes what waits and ends the document; once.
    void finish();
    Figures figures() const;
    const std::string &path() const { return m_path; }

private:
    struct Output;
    struct Waiting
    {
        OwnedEvent event;
        BodyCoding coding = BodyCoding::Plain; // of its body
    };

    TrafficRecorder(std::string path, std::unique_ptr<Output> output, const Clock &clock,
                    std::uint64_t key, RecordedBodies bodies);
    bool wantsBody(const Exchange &exchange) const;
    void run();
    void write(std::vector<Waiting> &batch, std::size_t count);
    void noteProblem(std::string problem);

    const std::string m_path;
    const Clock &m_clock;
    const std::uint64_t m_key;
    const RecordedBodies m_bodies;
    std::unique_ptr<Output> m_output; // the writer's, after that finish()'s
    mutable std::mutex m_mutex;       // guards what follows
    std::condition_variable m_news;
    std::vector<Waiting> m_waiting; // the first m_count; their memory is used again
    std::size_t m_count = 0;
    std::size_t m_bodyBytes = 0; // of these
    Figures m_figures;
    std::string m_faults;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace forefetch
