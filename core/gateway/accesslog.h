// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"
#include "core/request/exchange.h"
#include "core/request/request.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace forefetch {

// What the log says of a request that its end does not tell; taken while the request is there.
struct AccessLine
{
    std::string method;
    std::string target; // redacted
    std::string agent;
    std::string address;
};

// The gateway's access log: one JSON object a line, with nginx's field names.
//
//     {"time_iso8601":"2026-11-22T20:15:03.120Z","msec":1795378503.120,"remote_addr":"10.0.0.7",
//      "request_method":"GET","request_uri":"/items?page=2","status":200,"body_bytes_sent":812,
//      "request_time":0.004,"http_user_agent":"curl/8","session":"7f3a…","cache":"hit"}
//
// A thread of its own writes in batches; when that cannot keep up with kMostWaiting bytes waiting,
// lines are dropped and counted, and demand goes on. Secrets stay out: no header but the agent is
// logged, sessions only as a hash, and targets as redact.h shows them.
//
// Thread: open, close: the owner's. lineOf, record, dropped: any.
class AccessLog
{
public:
    static constexpr std::size_t kMostWaiting = 4 << 20; // bytes

    // Appends to `path`; "-" is standard error. The key hashes sessions and is random for each
    // process.
    static Result<std::unique_ptr<AccessLog>> open(const std::string &path, const Clock &clock,
                                                   std::uint64_t key);
    ~AccessLog();

    static AccessLine lineOf(const RequestHead &request, std::string_view address);
    void record(const AccessLine &line, const Exchange &exchange, const DemandEnd &end);
    std::uint64_t dropped() const;

private:
    AccessLog(std::FILE *file, const Clock &clock, std::uint64_t key);
    void run();

    std::FILE *m_file;
    const Clock &m_clock;
    std::uint64_t m_key;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_news;
    std::string m_waiting;
    std::uint64_t m_dropped = 0;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace forefetch
