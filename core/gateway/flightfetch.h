// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpclient.h"
#include "core/gateway/proxycontext.h"
#include "core/pipeline/pipeline.h"

#include <memory>
#include <optional>

namespace forefetch {

// The producer of a demand flight: fetches from the origin, feeds the flight that any number of
// clients read from, and stores what may be stored. It lives on its own, so that the client that
// caused it may leave.
//
// The origin is held back while the slowest reader is a window behind, except where the body is
// kept whole in any case. When nobody reads any more the fetch goes on only if its answer will be
// stored and at most kNearlyDone bytes of it are missing; else it is given up.
//
// Thread: its proxy's.
class FlightFetch final : public HttpCallListener, public std::enable_shared_from_this<FlightFetch>
{
public:
    static constexpr std::uint64_t kNearlyDone = 256 * 1024;
    static constexpr std::size_t kWindow = 256 * 1024;

    FlightFetch(ProxyContext &context, Demand demand, RequestHead request, FlightPtr flight);
    ~FlightFetch() override;

    void start(const RequestHead &toOrigin);
    // A reader has left; the last one decides.
    void readerLeft();
    // The server stops.
    void cancel();
    bool isStored() const { return m_verdict.store; }

    void onHead(ResponseHead &&head, std::optional<std::uint64_t> length) override;
    void onData(std::string_view bytes) override;
    void onEnd() override;
    void onFailure(const HttpFailure &failure) override;

private:
    bool isWorthFinishing() const;
    void over();

    ProxyContext &m_context;
    Demand m_demand;
    RequestHead m_request;
    FlightPtr m_flight;
    std::unique_ptr<HttpCall> m_call;
    ResponseHeadPtr m_head;
    StorageVerdict m_verdict;
    std::optional<std::uint64_t> m_length;
    std::uint64_t m_produced = 0;
    bool m_paused = false;
    bool m_over = false;
};

} // namespace forefetch
