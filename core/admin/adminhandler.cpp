// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/adminhandler.h"

#include "core/live/livesession.h"

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::chrono::milliseconds kLook{50}; // whether what is waited for is there
constexpr Duration kNews = std::chrono::milliseconds(250);

void answer(ServerRequest &request, AdminReply reply)
{
    Headers fields = std::move(reply.fields);
    if (!reply.contentType.empty())
        fields.add("Content-Type", reply.contentType);
    fields.add("Cache-Control", "no-store");
    fields.add("X-Content-Type-Options", "nosniff");
    fields.add("Content-Security-Policy", "default-src 'none'");
    fields.add("Cross-Origin-Resource-Policy", "same-origin");
    if (reply.status == 401)
        fields.add("WWW-Authenticate", "Bearer realm=\"forefetch\"");
    if (reply.status == 503)
        fields.add("Retry-After", "1");
    request.respond({reply.status, "", std::move(fields)},
                    std::make_shared<const std::string>(std::move(reply.body)));
}

// What a change says must be JSON: what a page of another site can send without asking is not.
bool isJson(const RequestHead &head)
{
    std::string_view type = head.headers.value("content-type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return equalsIgnoringCase(type, "application/json") ||
           equalsIgnoringCase(type, "application/merge-patch+json");
}

} // namespace

// One request that is not answered at once: its body is read, its answer is made, or it is a
// stream of events.
class AdminHandler::Exchange final : public RequestListener
{
public:
    Exchange(AdminHandler &handler, ServerRequest &request, AdminCall call, const AdminRoute &route)
        : m_handler(handler), m_request(request), m_call(std::move(call)), m_route(route)
    {
    }

    void begin()
    {
        m_request.setListener(this);
        if (m_route.answer == nullptr)
            return stream();
        if (!m_request.hasBody())
            return;
        m_isReading = true;
        m_request.resumeBody();
    }
    // What is new; false when it is over.
    bool look(TimePoint now)
    {
        if (m_feed)
            return tell(now);
        if (m_isReading) {
            if (now - m_call.arrivedAt < kBodyTime)
                return true;
            answer(m_request, AdminReply::problem(408, "the request's body took too long"));
            return false;
        }
        return !ask(now);
    }
    // True when it was answered.
    bool ask(TimePoint now)
    {
        m_call.isLate = now - m_call.arrivedAt > kWait;
        AdminReply reply = m_route.answer(m_call);
        if (!reply.isReady() && now - m_call.arrivedAt < kLongestWait)
            return false;
        if (!reply.isReady())
            reply = AdminReply::problem(503, "it is not ready yet; ask again in a second");
        answer(m_request, std::move(reply));
        return true;
    }

    void onBody(std::string_view bytes) override
    {
        if (m_call.body.size() + bytes.size() > kMostBody) {
            answer(m_request, AdminReply::problem(413, "a body has at most 65536 bytes"));
            return m_handler.forget(*this); // the end of this
        }
        m_call.body += bytes;
    }
    void onBodyEnd() override
    {
        m_isReading = false;
        if (ask(m_handler.now()))
            m_handler.forget(*this);
    }
    void onWritable() override { m_isFull = false; }
    void onGone() override { m_handler.forget(*this); }

    bool isStream() const { return m_feed != nullptr; }

private:
    void stream()
    {
        m_feed = m_route.stream(m_call);
        Headers fields;
        fields.add("Content-Type", m_feed->contentType());
        fields.add("Cache-Control", "no-store");
        fields.add("X-Content-Type-Options", "nosniff");
        m_request.begin({200, "", std::move(fields)}, std::nullopt);
    }
    bool tell(TimePoint now)
    {
        if (m_handler.m_state.isDraining) {
            m_request.end();
            return false;
        }
        if (m_isFull || now - m_toldAt < kNews)
            return true;
        m_toldAt = now;
        if (const std::string news = m_feed->news(now); !news.empty())
            m_isFull = !m_request.write(news);
        return true;
    }

    AdminHandler &m_handler;
    ServerRequest &m_request;
    AdminCall m_call;
    const AdminRoute &m_route;
    std::unique_ptr<AdminStream> m_feed; // of a stream
    TimePoint m_toldAt{};
    bool m_isReading = false;
    bool m_isFull = false; // the client does not keep up
};

AdminHandler::AdminHandler(const AdminState &state)
    : m_state(state), m_probe(state.subject.session().origin(), state.subject.session().clock())
{
    QObject::connect(&m_timer, &QTimer::timeout, [this] { look(); });
}

AdminHandler::~AdminHandler() = default;

TimePoint AdminHandler::now() const
{
    return m_state.subject.session().clock().now();
}

std::optional<AdminReply> AdminHandler::refusal(const RequestHead &head,
                                                const AdminMatch &match) const
{
    const auto refused = [](const AdminRefusal &refusal) {
        return AdminReply::problem(refusal.status, refusal.detail);
    };
    if (!m_state.isOpen.load(std::memory_order_acquire))
        return AdminReply::problem(503, "it is about to start; ask again in a second");
    if (const auto caller = checkCaller(head, m_state.access))
        return refused(*caller);
    if (match.route == nullptr && match.methods.empty())
        return AdminReply::problem(404, "there is no such path; /openapi.json lists those that "
                                        "there are");
    if (match.route == nullptr) {
        AdminReply reply = AdminReply::problem(405, "this path takes " + match.methods);
        reply.fields.add("Allow", match.methods);
        return reply;
    }
    if (const auto need = checkNeed(head, m_state.access, match.route->need))
        return refused(*need);
    return std::nullopt;
}

AdminCall AdminHandler::callOf(const ServerRequest &request, AdminMatch &match) const
{
    AdminCall call;
    call.subject = &m_state.subject;
    call.head = &request.head();
    call.instance = m_state.instance;
    call.mayChange = checkNeed(request.head(), m_state.access, AdminNeed::Change);
    call.places = std::move(match.places);
    call.query = paramsOf(request.head().target);
    call.isDraining = m_state.isDraining;
    call.arrivedAt = now();
    return call;
}

void AdminHandler::handle(ServerRequest &request)
{
    const RequestHead &head = request.head();
    AdminMatch match = matchRoute(head.method, pathOf(head.target));
    if (auto refused = refusal(head, match))
        return answer(request, std::move(*refused));
    if (request.bodyLength().value_or(0) > kMostBody)
        return answer(request, AdminReply::problem(413, "a body has at most 65536 bytes"));
    if (request.hasBody() && !isJson(head))
        return answer(request, AdminReply::problem(415, "the body is to be application/json"));
    if (match.route->answer == nullptr && head.method == "HEAD")
        return answer(request, AdminReply::problem(405, "a stream has no end to tell of; GET it"));
    if (match.route->answer == nullptr && m_streams >= kMostStreams)
        return answer(request, AdminReply::problem(503, "16 streams are open; that is the most"));
    AdminCall call = callOf(request, match);
    call.probe = &m_probe;
    auto exchange = std::make_unique<Exchange>(*this, request, std::move(call), *match.route);
    if (match.route->answer != nullptr && !request.hasBody() && exchange->ask(now()))
        return;
    m_streams += match.route->answer == nullptr ? 1 : 0;
    m_exchanges.push_back(std::move(exchange));
    if (!m_timer.isActive())
        m_timer.start(kLook);
    m_exchanges.back()->begin();
}

void AdminHandler::look()
{
    const TimePoint now = this->now();
    for (auto at = m_exchanges.begin(); at != m_exchanges.end();) {
        Exchange &exchange = **at++; // it may go
        if (!exchange.look(now))
            forget(exchange);
    }
}

void AdminHandler::forget(const Exchange &exchange)
{
    m_streams -= exchange.isStream() ? 1 : 0;
    std::erase_if(m_exchanges, [&](const auto &one) { return one.get() == &exchange; });
    if (m_exchanges.empty())
        m_timer.stop();
}

} // namespace forefetch
