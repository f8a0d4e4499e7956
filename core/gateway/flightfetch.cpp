// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/flightfetch.h"

#include "core/fetch/httpmessage.h"

#include <utility>

namespace forefetch {

ResponseHead receivedHead(const ResponseHead &head, WallTime now)
{
    ResponseHead received{head.status, head.reason, endToEnd(head.headers)};
    if (!received.headers.has("date"))
        received.headers.add("Date", formatHttpDate(now));
    return received;
}

FlightFetch::FlightFetch(ProxyContext &context, Demand demand, RequestHead request,
                         FlightPtr flight)
    : m_context(context), m_demand(std::move(demand)), m_request(std::move(request)),
      m_flight(std::move(flight))
{
}

FlightFetch::~FlightFetch() = default;

void FlightFetch::start(const RequestHead &toOrigin)
{
    m_flight->setDrained([loop = &m_context.loop, self = weak_from_this()] {
        loop->post([self] {
            const auto fetch = self.lock();
            if (!fetch || fetch->m_over)
                return;
            fetch->readerLeft();
            if (!fetch->m_over && fetch->m_flight->backlog() < kWindow / 2 &&
                std::exchange(fetch->m_paused, false))
                fetch->m_call->resume();
        });
    });
    m_call = m_context.client.send(toOrigin, Framing::none(), *this);
}

void FlightFetch::onHead(ResponseHead &&head, std::optional<std::uint64_t> length)
{
    const auto self = shared_from_this();
    m_context.health.answered(head.status, m_context.clock.now());
    m_length = length;
    m_head = std::make_shared<const ResponseHead>(receivedHead(head, m_context.clock.wallNow()));
    m_verdict = m_context.pipeline.verdict(m_demand, m_request, *m_head);
    if (length && *length > m_context.keepLimit)
        m_verdict.store = false;
    m_flight->head(m_head, m_verdict.store);
    if (!m_verdict.store)
        m_context.pipeline.flights().finish(m_flight);
    readerLeft(); // its readers may have been released all
}

void FlightFetch::onData(std::string_view bytes)
{
    const auto self = shared_from_this();
    m_produced += bytes.size();
    m_flight->data(bytes);
    if (m_over)
        return;
    const bool keptWhole = m_verdict.store && m_produced <= m_context.keepLimit;
    if (!keptWhole && m_flight->backlog() > kWindow) {
        m_paused = true;
        m_call->pause();
    }
}

void FlightFetch::onEnd()
{
    const auto self = shared_from_this();
    m_flight->end({FetchStatus::Answered, {}, m_produced});
    if (m_verdict.store)
        if (Body body = m_flight->body())
            m_context.pipeline.store(m_demand, m_verdict, m_head, std::move(body));
    over();
}

void FlightFetch::onFailure(const HttpFailure &failure)
{
    const auto self = shared_from_this();
    if (failure.status != FetchStatus::Refused) // by our own full queue
        m_context.health.failed(failure.text, m_context.clock.now());
    m_flight->end({failure.status, failure.text, m_produced});
    over();
}

bool FlightFetch::isWorthFinishing() const
{
    return m_head && m_verdict.store && m_length && *m_length - m_produced <= kNearlyDone;
}

void FlightFetch::readerLeft()
{
    if (m_over || m_flight->readers() > 0 || isWorthFinishing())
        return;
    cancel();
}

void FlightFetch::cancel()
{
    if (m_over)
        return;
    const auto self = shared_from_this();
    // Out of the table first: nobody joins what is about to be released.
    m_context.pipeline.flights().finish(m_flight);
    m_flight->release();
    over();
}

void FlightFetch::over()
{
    m_over = true;
    m_call.reset();
    m_context.pipeline.flights().finish(m_flight);
    m_context.fetches.erase(this);
}

} // namespace forefetch
