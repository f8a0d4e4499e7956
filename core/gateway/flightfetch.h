// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpclient.h"
#include "core/gateway/proxycontext.h"
#include "core/pipeline/pipeline.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace forefetch {

// The producer of a demand flight: fetches from the origin, feeds the flight that any number of
// clients read from, and stores what may be stored. It lives on its own, so that the client that
// caused it may leave.
//
// The origin is held back while the slowest reader is a window behind, except where the body is
// kept whole in any case. When nobody reads any more the fetch goes on only if its answer will be
// stored and at most kNearlyDone bytes of it are missing; else it is given up.
//
// Where something is stored, the origin is asked whether it is still good (RFC 9111, 4.3): a 304
// makes the stored body the answer, under the fresher head. When the origin fails, what is stored
// may answer although it is stale (4.2.4, RFC 5861).
//
// Thread: its proxy's.
class FlightFetch final : public HttpCallListener, public std::enable_shared_from_this<FlightFetch>
{
public:
    static constexpr std::uint64_t kNearlyDone = 256 * 1024;
    static constexpr std::size_t kWindow = 256 * 1024;

    // What the answer was made of.
    enum class Source : std::uint8_t { Origin, Validated, Stale };

    FlightFetch(ProxyContext &context, Demand demand, RequestHead request, const Route &route);
    ~FlightFetch() override;

    void start(RequestHead toOrigin);
    // For nobody in particular: what was stale is fetched anew. To be called before start().
    void goOnWithoutReaders() { m_background = true; }
    // 1xx answers, for the one who caused the fetch: they are for nobody else.
    void setInterim(std::function<void(const ResponseHead &)> interim)
    {
        m_interim = std::move(interim);
    }
    // A reader has left; the last one decides.
    void readerLeft();
    // The server stops.
    void cancel();
    bool isShareable() const { return m_verdict.store; }
    bool isKept() const { return m_verdict.isKept(); }
    Source source() const { return m_source; }
    // Of the origin's answer, when another one was given in its place; 0: none.
    int originStatus() const { return m_originStatus; }

    void onInterim(const ResponseHead &head) override;
    void onHead(ResponseHead &&head, std::optional<std::uint64_t> length) override;
    void onData(std::string_view bytes) override;
    void onEnd() override;
    void onFailure(const HttpFailure &failure) override;
    bool takesOddFraming() const override { return m_context.takesOddFraming(); }

private:
    bool isWorthFinishing() const;
    bool answeredByStored(const ResponseHead &answer);
    bool mayAnswerStored(StaleReason why) const;
    void answerStored();
    void announce(ResponseHeadPtr head);
    void keep(std::string_view bytes);
    void watchLaggards();
    void lookAtLaggards(std::uint64_t before);
    void over();

    ProxyContext &m_context;
    Demand m_demand;
    RequestHead m_request;
    FlightPtr m_flight;
    CacheEntryPtr m_stored;
    RequestHead m_toOrigin; // without our own conditions, while there are any
    std::function<void(const ResponseHead &)> m_interim;
    std::unique_ptr<HttpCall> m_call;
    TimePoint m_askedAt{};
    ResponseHeadPtr m_head;
    StorageVerdict m_verdict;
    std::optional<std::uint64_t> m_length;
    std::uint64_t m_produced = 0;
    std::string m_kept; // the body, where the flight does not keep it: nobody may join
    Source m_source = Source::Origin;
    int m_originStatus = 0;
    bool m_conditional = false;
    bool m_background = false;
    bool m_paused = false;
    bool m_watching = false; // a timer looks at who lags
    bool m_over = false;
};

} // namespace forefetch
