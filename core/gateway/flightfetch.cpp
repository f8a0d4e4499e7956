// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/flightfetch.h"

#include "core/fetch/httpmessage.h"

#include <QTimer>

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
                         const Route &route)
    : m_context(context), m_demand(std::move(demand)), m_request(std::move(request)),
      m_flight(route.flight), m_stored(route.stored)
{
}

FlightFetch::~FlightFetch() = default;

void FlightFetch::start(RequestHead toOrigin)
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
    if (m_background)
        dropConditions(toOrigin);
    if (m_stored) {
        RequestHead conditional = toOrigin;
        m_conditional = makeConditional(conditional, *m_stored);
        if (m_conditional)
            m_toOrigin = std::exchange(toOrigin, std::move(conditional));
    }
    m_askedAt = m_context.clock.now();
    m_call = m_context.client.send(toOrigin, Framing::none(), *this);
}

void FlightFetch::onInterim(const ResponseHead &head)
{
    if (m_interim)
        m_interim(head);
}

void FlightFetch::onHead(ResponseHead &&head, std::optional<std::uint64_t> length)
{
    const auto self = shared_from_this();
    m_context.health.answered(head.status, m_context.clock.now());
    if (m_stored && answeredByStored(head))
        return;
    m_length = length;
    announce(std::make_shared<const ResponseHead>(receivedHead(head, m_context.clock.wallNow())));
    // Nothing may answer from what a newer answer has replaced (a 304 here is to the client's own
    // condition, and replaces nothing).
    if (m_stored && !m_verdict.isKept() && m_head->status < 500 && m_head->status != 304)
        m_context.pipeline.forget(m_demand, m_request);
    readerLeft(); // its readers may have been released all
}

// Tells the readers of the head, after it has been decided what becomes of the answer.
void FlightFetch::announce(ResponseHeadPtr head)
{
    m_head = std::move(head);
    m_verdict =
        m_context.pipeline.verdict(m_demand, m_request, *m_head, m_context.clock.now() - m_askedAt);
    if (m_length && *m_length > m_context.keepLimit) {
        m_verdict.store = false;
        m_verdict.keepFor = Duration(0);
    }
    m_flight->head(m_head, m_verdict.store);
    if (!m_verdict.store)
        m_context.pipeline.flights().finish(m_flight);
}

// The origin says that what is stored is still good, or fails in a way that it may answer for.
bool FlightFetch::answeredByStored(const ResponseHead &answer)
{
    m_originStatus = answer.status;
    if (answer.status == 304 && m_conditional) {
        if (!validates(answer, *m_stored->head)) { // of something else: ask for the whole
            m_conditional = false;
            m_call = m_context.client.send(m_toOrigin, Framing::none(), *this);
            return true;
        }
        m_source = Source::Validated;
        const ResponseHead received = receivedHead(answer, m_context.clock.wallNow());
        announce(std::make_shared<const ResponseHead>(freshened(*m_stored->head, received)));
        return true;
    }
    if (isStaleIfErrorStatus(answer.status) && mayAnswerStored(StaleReason::OriginError)) {
        answerStored();
        return true;
    }
    m_originStatus = 0;
    return false;
}

bool FlightFetch::mayAnswerStored(StaleReason why) const
{
    // Who asked for no-cache wants no stale answer (RFC 9111, 5.2.1.4).
    return m_stored && m_demand.reuse.lookUp &&
           mayAnswerStale(*m_stored, why, m_context.clock.now());
}

// Stale as it is. Nothing of it is stored anew.
void FlightFetch::answerStored()
{
    m_source = Source::Stale;
    m_call.reset();
    ResponseHead head = *m_stored->head;
    const auto age =
        std::chrono::floor<std::chrono::seconds>(ageOf(*m_stored, m_context.clock.now()));
    head.headers.set("Age", std::to_string(age.count()));
    m_head = std::make_shared<const ResponseHead>(std::move(head));
    m_flight->head(m_head, true);
    m_flight->data(*m_stored->body);
    m_flight->end({FetchStatus::Answered, {}, m_stored->body->size()});
    over();
}

// What nobody may join is not kept by its flight; it is here, when it can be validated later.
void FlightFetch::keep(std::string_view bytes)
{
    if (m_verdict.store || !m_verdict.isKept())
        return;
    if (m_produced > m_context.keepLimit) {
        m_verdict.keepFor = Duration(0);
        m_kept = {};
        return;
    }
    m_kept.append(bytes);
}

void FlightFetch::onData(std::string_view bytes)
{
    const auto self = shared_from_this();
    m_produced += bytes.size();
    keep(bytes);
    m_flight->data(bytes);
    if (m_over)
        return;
    const bool keptWhole = m_verdict.store && m_produced <= m_context.keepLimit;
    if (!keptWhole && m_flight->backlog() > kWindow) {
        m_paused = true;
        m_call->pause();
        watchLaggards();
    }
}

// The origin is held back by the slowest reader. That is right for one alone; others must not wait
// for a client that has stopped reading.
void FlightFetch::watchLaggards()
{
    if (m_flight->readers() < 2 || std::exchange(m_watching, true))
        return;
    QTimer::singleShot(m_context.patience,
                       [self = weak_from_this(), before = m_flight->readByAll()] {
                           if (const auto fetch = self.lock(); fetch && !fetch->m_over)
                               fetch->lookAtLaggards(before);
                       });
}

void FlightFetch::lookAtLaggards(std::uint64_t before)
{
    m_watching = false;
    if (!m_paused)
        return;
    if (m_flight->readByAll() - before < kWindow / 2)
        m_flight->letGoLaggards(kWindow / 2);
    watchLaggards();
}

void FlightFetch::onEnd()
{
    const auto self = shared_from_this();
    Body body;
    if (m_source == Source::Validated) {
        body = m_stored->body;
        m_flight->data(*body);
        m_produced = body->size();
    } else if (!m_verdict.store && m_verdict.isKept()) {
        body = std::make_shared<const std::string>(std::move(m_kept));
    }
    m_flight->end({FetchStatus::Answered, {}, m_produced});
    if (m_verdict.store && !body)
        body = m_flight->body();
    if (m_verdict.isKept() && body)
        m_context.pipeline.store(m_demand, m_verdict, m_head, std::move(body));
    over();
}

void FlightFetch::onFailure(const HttpFailure &failure)
{
    const auto self = shared_from_this();
    if (failure.status != FetchStatus::Refused) // by our own full queue
        m_context.health.failed(failure.text, m_context.clock.now());
    if (!m_head && mayAnswerStored(StaleReason::Unreachable))
        return answerStored();
    m_flight->end({failure.status, failure.text, m_produced});
    over();
}

bool FlightFetch::isWorthFinishing() const
{
    if (m_background && (!m_head || m_verdict.isKept()))
        return true;
    if (m_source == Source::Validated)
        return true;
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
    m_context.pipeline.cache().fetched(m_demand.key());
    m_flight->setDrained({}); // who reads what is left holds nothing back
    m_context.pipeline.flights().finish(m_flight);
    m_context.fetches.erase(this);
}

} // namespace forefetch
