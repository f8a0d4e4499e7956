// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/clientexchange.h"

#include "core/fetch/httpmessage.h"
#include "core/gateway/cachestatus.h"
#include "core/gateway/gatewayanswers.h"
#include "core/gateway/headermapping.h"
#include "core/gateway/joincheck.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kReadMost = 64 * 1024; // from a flight at a time

std::optional<std::uint64_t> announcedLength(const ResponseHead &head)
{
    std::uint64_t length = 0;
    if (!parseDecimal(head.headers.value("content-length"), length))
        return std::nullopt;
    return length;
}

} // namespace

ClientExchange::ClientExchange(ProxyContext &context, ServerRequest &request, Demand demand,
                               Route route)
    : m_context(context), m_request(&request), m_demand(std::move(demand)),
      m_route(std::move(route)), m_line(context.lineOf(request)),
      m_authority(request.head().headers.value("host"))
{
}

ClientExchange::~ClientExchange() = default;

void ClientExchange::start()
{
    m_request->setListener(this);
    switch (m_route.kind) {
    case Route::Kind::Join:
        return joinFlight(Flight::Role::Joiner);
    case Route::Kind::Fetch:
        return startFetch();
    case Route::Kind::Alone:
    case Route::Kind::Hit:
        return startAlone();
    }
}

RequestHead ClientExchange::toOrigin() const
{
    return originRequest(m_request->head(), m_context.origin, m_request->clientAddress(),
                         m_demand.reuse.mayStore);
}

// --- Alone.

void ClientExchange::startAlone()
{
    m_sentToOrigin = true;
    Framing framing;
    if (m_request->hasBody()) {
        const auto length = m_request->bodyLength();
        framing = length ? Framing::sized(*length) : Framing::chunked();
    } else if (m_demand.exchange.method != Method::Get &&
               m_request->head().headers.has("content-length")) {
        framing = Framing::sized(0); // an origin may insist on a length
    }
    m_call = m_context.client.send(toOrigin(), framing, *this);
    if (m_request->hasBody())
        m_request->resumeBody();
}

void ClientExchange::onBody(std::string_view bytes)
{
    if (m_call && !m_call->write(bytes))
        m_request->pauseBody();
}

void ClientExchange::onBodyEnd()
{
    if (m_call)
        m_call->finish();
}

// Of either side: the client takes more of the answer, or the origin more of the request.
void ClientExchange::onWritable()
{
    const auto self = shared_from_this();
    if (m_begun && std::exchange(m_blocked, false)) {
        if (m_call)
            m_call->resume();
        else if (m_reader != 0)
            return readFlight();
    }
    if (m_request != nullptr && m_call)
        m_request->resumeBody();
}

void ClientExchange::onInterim(const ResponseHead &head)
{
    m_request->inform({head.status, head.reason, endToEnd(head.headers)});
}

void ClientExchange::onHead(ResponseHead &&head, std::optional<std::uint64_t> length)
{
    const auto self = shared_from_this();
    m_context.health.answered(head.status, m_context.clock.now());
    m_head = std::make_shared<const ResponseHead>(receivedHead(head, m_context.clock.wallNow()));
    invalidateIfActed();
    if (m_demand.exchange.method == Method::Head && m_demand.reuse.forward != "bypass")
        m_context.pipeline.headAnswered(m_demand, m_request->head(), *m_head);
    if (m_demand.reuse.mayStore)
        m_cacheable = m_context.pipeline.verdict(m_demand, m_request->head(), *m_head).store;
    begin(length);
}

// RFC 9111, 4.4: before the client can know of its success.
void ClientExchange::invalidateIfActed()
{
    if (isSafe(m_demand.exchange.method) || m_head->status < 200 || m_head->status >= 400)
        return;
    // By the names that clients know.
    const ResponseHead mapped = clientResponse(*m_head, m_context.origin, m_authority);
    for (const std::string &target : invalidatedTargets(m_request->head(), mapped, m_authority))
        m_context.pipeline.invalidate(target);
}

void ClientExchange::onData(std::string_view bytes)
{
    const auto self = shared_from_this();
    // No flight keeps it: a copy for the model, should it want one of this size.
    if (m_kept.size() == m_bytes && m_head &&
        m_context.pipeline.wantsBody(*m_head, std::max<std::size_t>(2, m_bytes + bytes.size())))
        m_kept.append(bytes);
    if (!write(bytes) && m_call)
        m_call->pause();
}

void ClientExchange::onEnd()
{
    const auto self = shared_from_this();
    m_call.reset();
    end();
}

void ClientExchange::onFailure(const HttpFailure &failure)
{
    const auto self = shared_from_this();
    m_call.reset();
    if (failure.status != FetchStatus::Refused) { // by our own full queue
        m_context.health.failed(failure.text, m_context.clock.now());
        // It may have acted all the same.
        if (!m_head && m_request != nullptr && !isSafe(m_demand.exchange.method))
            m_context.pipeline.invalidate(m_request->head());
    }
    fail(failure.status, failure.text);
}

// --- From a flight.

void ClientExchange::startFetch()
{
    m_sentToOrigin = true;
    m_fetch = std::make_shared<FlightFetch>(m_context, m_demand, m_request->head(), m_route);
    m_context.fetches.emplace(m_fetch.get(), m_fetch);
    m_fetch->setInterim([self = weak_from_this()](const ResponseHead &head) {
        if (const auto exchange = self.lock(); exchange && exchange->m_request != nullptr)
            exchange->onInterim(head);
    });
    joinFlight(Flight::Role::Owner);
    m_fetch->start(toOrigin());
}

void ClientExchange::joinFlight(Flight::Role role)
{
    m_reader = m_route.flight->join(
        [loop = &m_context.loop, self = weak_from_this()] {
            loop->post([self] {
                if (const auto exchange = self.lock())
                    exchange->readFlight();
            });
        },
        role);
    if (m_reader == 0)
        startAlone();
    else if (role == Flight::Role::Joiner)
        readFlight();
}

void ClientExchange::leaveFlight()
{
    if (m_reader == 0)
        return;
    m_route.flight->leave(std::exchange(m_reader, 0));
    if (const auto fetch = std::exchange(m_fetch, nullptr))
        fetch->readerLeft();
}

// The head is known, and the flight does not turn this reader away: may this very request be
// answered by it? False when it asks alone instead.
bool ClientExchange::beginFromFlight()
{
    if (!m_fetch && !mayShareFlight(*m_head, *m_route.flight, m_request->head().headers)) {
        leaveFlight();
        startAlone();
        return false;
    }
    m_cacheable = m_fetch ? m_fetch->isShareable() || isFromStore() : true;
    // The origin was not asked the client's own question, where there was a better one.
    const bool ownQuestion = m_fetch && m_fetch->source() == FlightFetch::Source::Origin;
    if (!ownQuestion) {
        if (auto unchanged = notModified(*m_head, m_request->head().headers)) {
            m_head = std::make_shared<const ResponseHead>(std::move(*unchanged));
            begin(std::nullopt);
            leaveFlight();
            end();
            return false;
        }
    }
    begin(announcedLength(*m_head));
    return true;
}

bool ClientExchange::isFromStore() const
{
    return m_fetch && m_fetch->source() == FlightFetch::Source::Stale;
}

void ClientExchange::readFlight()
{
    const auto self = shared_from_this();
    while (m_request != nullptr && m_reader != 0 && !m_blocked) {
        // The head first: who reads on after it was there has not been released by it.
        if (!m_begun)
            m_head = m_route.flight->responseHead();
        const bool known = m_head != nullptr;
        std::string &buffer = m_context.buffer;
        buffer.clear();
        const auto state = m_route.flight->read(m_reader, buffer, kReadMost);
        if (state == Flight::ReadState::Failed || state == Flight::ReadState::Released)
            return flightFailed(state);
        if (!known && !(m_head = m_route.flight->responseHead()))
            return; // Waiting
        if (!known && state == Flight::ReadState::Waiting)
            continue; // it came between the two looks
        if (!m_begun && !beginFromFlight())
            return;
        if (state == Flight::ReadState::Waiting)
            return;
        if (state == Flight::ReadState::End) {
            leaveFlight();
            return end();
        }
        write(buffer);
    }
}

void ClientExchange::flightFailed(Flight::ReadState state)
{
    const FetchStatus status = m_route.flight->status();
    const std::string what = m_route.flight->error();
    const bool ofPrefetch = m_route.flight->kind() == Flight::Kind::Prefetch;
    leaveFlight();
    if (!m_begun)
        m_head = nullptr;
    // A prefetch that came to nothing is no reason to fail anybody.
    const bool elsewhere =
        state == Flight::ReadState::Released || ofPrefetch || status == FetchStatus::Cancelled;
    if (!m_begun && elsewhere)
        startAlone();
    else
        fail(status, what);
}

// --- To the client.

void ClientExchange::begin(std::optional<std::uint64_t> length)
{
    m_begun = true;
    m_firstByteAt = m_context.clock.now();
    const bool joined = m_reader != 0 && !m_fetch;
    if (joined)
        m_context.pipeline.served(m_route.flight);
    ForwardStatus status{m_route.forward};
    status.stored = m_fetch && m_fetch->isKept() && !isFromStore();
    status.originStatus = m_fetch ? m_fetch->originStatus() : 0;
    m_fromStale = isFromStore(); // told at the end, when the fetch may be gone
    if (m_fromStale)
        status.detail = "stale-if-error";
    status.collapsed = joined;
    status.prefetch = joined && m_route.flight->kind() == Flight::Kind::Prefetch;
    forwardLines(status, m_context.lines);
    if (needsMapping(m_head->headers))
        m_request->begin(clientResponse(*m_head, m_context.origin, m_authority), length,
                         m_context.lines);
    else
        m_request->begin(*m_head, length, m_context.lines);
}

bool ClientExchange::write(std::string_view bytes)
{
    m_bytes += bytes.size();
    m_blocked = !m_request->write(bytes);
    return !m_blocked;
}

void ClientExchange::end()
{
    if (!m_begun && m_head)
        begin(announcedLength(*m_head));
    if (ServerRequest *request = std::exchange(m_request, nullptr))
        request->end();
    const bool late =
        !m_sentToOrigin && m_route.flight && m_route.flight->kind() == Flight::Kind::Prefetch;
    finish(late ? DemandResult::Late : (m_cacheable ? DemandResult::Miss : DemandResult::Bypassed));
}

void ClientExchange::fail(FetchStatus status, const std::string &what)
{
    ServerRequest *request = std::exchange(m_request, nullptr);
    if (request != nullptr && m_begun)
        request->abort();
    else if (request != nullptr)
        m_status = answerFailure(*request, status, what, m_route.forward);
    if (!m_begun)
        m_firstByteAt = m_context.clock.now();
    finish(DemandResult::Error);
}

void ClientExchange::onGone()
{
    const auto self = shared_from_this();
    m_request = nullptr;
    m_call.reset();
    leaveFlight();
    if (!m_begun)
        m_firstByteAt = m_context.clock.now();
    finish(DemandResult::Error);
}

// Shared with the flight that it was read from, or what was kept of an answer to this client alone.
Body ClientExchange::wholeBody()
{
    if (!m_kept.empty())
        return m_kept.size() == m_bytes ? std::make_shared<const std::string>(std::move(m_kept))
                                        : nullptr;
    return m_route.flight ? m_route.flight->body() : nullptr;
}

void ClientExchange::finish(DemandResult result)
{
    if (std::exchange(m_over, true))
        return;
    DemandEnd end;
    end.result = result;
    end.status = m_begun && m_head ? m_head->status : m_status;
    end.latency = m_firstByteAt - m_demand.exchange.at;
    end.sentToOrigin = m_sentToOrigin;
    end.bytes = m_bytes;
    end.originFailed = m_fromStale;
    m_demand.exchange.head = m_head;
    if (result != DemandResult::Error && m_head && m_context.pipeline.wantsBody(*m_head, m_bytes))
        m_demand.exchange.body = wholeBody();
    m_context.pipeline.finish(m_demand, end);
    m_context.writeDown(m_line, m_demand.exchange, end);
    m_context.exchanges.erase(this);
}

} // namespace forefetch
