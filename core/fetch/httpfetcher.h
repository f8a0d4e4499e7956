// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/fetch/origin.h"
#include "core/time/clock.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace forefetch {

struct HttpFetcherOptions
{
    Duration connectTime = std::chrono::seconds(5);    // name, connection and TLS
    Duration firstByteTime = std::chrono::seconds(15); // from the request sent to the head
    Duration totalTime = std::chrono::seconds(60);     // from start() to the end of the body
    std::uint64_t maxBody = 16 << 20;                  // bytes; more is refused
    std::size_t readBuffer = 256 << 10;                // bytes read ahead of the sink, per fetch
    bool http2 = true;                                 // where the origin offers it (TLS)
    bool systemProxy = false; // false: straight to the origin, whatever the environment says
    std::string caFile;       // PEM: trusted beside the system's authorities; empty: those alone
};

// Fetches from the one origin with Qt Network: TLS (verified), HTTP/2, keep-alive. It keeps no
// cookies and no credentials, follows no redirect (3xx is an answer as any other), decompresses
// nothing, and says `Sec-Purpose: prefetch`. The fields of the request's context are sent as they
// are; where it names none, Accept-Encoding is "identity" and Accept-Language "*", because Qt would
// otherwise add its own.
//
//     HttpFetcher fetcher(*Origin::parse("https://api.example.com"));
//     PrefetchWorker workers(queue, fetcher, ...);
//
// It has a thread of its own with an event loop, fed by a mailbox; a network access manager opens
// at most six connections to a host and queues the rest without a word, so there are as many of
// them as it takes to have at most six fetches in each.
//
// A body whose length is not what was announced, or a connection that closes early, is
// FetchStatus::Network, never Answered. One lie passes, because Qt 6.4 hides it: a chunk size that
// is not a number is taken for the last chunk. A target that Qt would rewrite on the way (dot
// segments, needless percent-encoding) is refused, since the answer would be to another question.
// Thread: start and cancel: any. The sink is called from the fetcher's own thread, and must outlive
// the fetches; destroying the fetcher ends them all as cancelled.
class HttpFetcher final : public Fetcher
{
public:
    // Outstanding at one network access manager, which is all that it would run at once.
    static constexpr std::size_t kPerManager = 6;

    explicit HttpFetcher(Origin origin, HttpFetcherOptions options = {});
    ~HttpFetcher() override;
    HttpFetcher(const HttpFetcher &) = delete;
    HttpFetcher &operator=(const HttpFetcher &) = delete;

    void start(const FetchRequest &request, FetchSink &sink) override;
    void cancel(PrefetchId id) override;

    const Origin &origin() const;
    std::size_t managers() const; // created so far

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace forefetch
