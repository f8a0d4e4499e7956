// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpclient.h"
#include "core/gateway/flightfetch.h"
#include "core/gateway/proxycontext.h"
#include "core/gateway/serverrequest.h"

#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// One client's request that is not answered from the cache at once: it reads from a flight (its
// own or another's), or from a call to the origin of its own, and passes the bytes on at the
// client's pace.
//
// Thread: its proxy's.
class ClientExchange final : public RequestListener,
                             public HttpCallListener,
                             public std::enable_shared_from_this<ClientExchange>
{
public:
    ClientExchange(ProxyContext &context, ServerRequest &request, Demand demand, Route route);
    ~ClientExchange() override;

    void start();

    // From the client.
    void onBody(std::string_view bytes) override;
    void onBodyEnd() override;
    void onWritable() override;
    void onGone() override;

    // From the origin, when asked alone.
    void onInterim(const ResponseHead &head) override;
    void onHead(ResponseHead &&head, std::optional<std::uint64_t> length) override;
    void onData(std::string_view bytes) override;
    void onEnd() override;
    void onFailure(const HttpFailure &failure) override;
    bool takesOddFraming() const override { return m_context.takesOddFraming(); }

private:
    RequestHead toOrigin() const;
    void startAlone();
    void startFetch();
    void joinFlight(Flight::Role role);
    void leaveFlight();
    void readFlight();
    bool beginFromFlight();
    bool isFromStore() const;
    void flightFailed(Flight::ReadState state);
    void begin(std::optional<std::uint64_t> length);
    bool write(std::string_view bytes);
    void invalidateIfActed();
    void fail(FetchStatus status, const std::string &what);
    void end();
    Body wholeBody();
    void finish(DemandResult result);

    ProxyContext &m_context;
    ServerRequest *m_request; // null once it is answered or gone
    Demand m_demand;
    Route m_route;
    AccessLine m_line;
    std::string m_authority;              // by which the client called the gateway
    std::shared_ptr<FlightFetch> m_fetch; // when the flight is its own
    Flight::ReaderId m_reader = 0;
    std::unique_ptr<HttpCall> m_call; // when it asks alone
    ResponseHeadPtr m_head;
    TimePoint m_firstByteAt{};
    std::uint64_t m_bytes = 0;
    std::string m_kept; // of the body, where it comes to this client alone and the model wants it
    int m_status = 0;   // of the gateway's own answer
    bool m_begun = false;
    bool m_blocked = false; // the client takes no more for now
    bool m_sentToOrigin = false;
    bool m_cacheable = false; // its answer is one that the policy stores
    bool m_fromStale = false; // the origin failed, and what is stored answered
    bool m_over = false;
};

} // namespace forefetch
