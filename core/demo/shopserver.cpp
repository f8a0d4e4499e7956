// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shopserver.h"

#include "core/demo/duequeue.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <unordered_map>

namespace forefetch {

namespace {

constexpr std::size_t kMaxBody = 64 * 1024; // of a request

constexpr std::size_t kDrops = 16; // in which a body drips

// "public, max-age=300" that is to be fresh for so long at most.
std::string fresherFor(std::string_view cacheControl, Duration most)
{
    constexpr std::string_view name = "max-age=";
    std::string text(cacheControl);
    const std::size_t at = text.find(name);
    if (at == std::string::npos)
        return text;
    const std::size_t from = at + name.size();
    const std::size_t digits = std::min(text.find_first_not_of("0123456789", from), text.size());
    const auto left = std::chrono::ceil<std::chrono::seconds>(most).count();
    const std::string own = text.substr(from, digits - from);
    if (!own.empty() && std::stoll(own) > left)
        text.replace(from, digits - from, std::to_string(left));
    return text;
}

} // namespace

// A request whose body is being read, or whose answer waits for its time.
struct ShopServer::Pending final : RequestListener
{
    Pending(Handler &h, ServerRequest &r) : handler(h), request(r) {}

    void onBody(std::string_view bytes) override;
    void onBodyEnd() override;
    void onWritable() override {}
    void onGone() override;

    Handler &handler;
    ServerRequest &request;
    std::string body;
    ShopAnswer answer;
    FaultAct act;
    std::size_t sent = 0; // of the body, where it drips
};

class ShopServer::Handler final : public RequestHandler
{
public:
    Handler(const Options &options, const Clock &clock, Shared &shared)
        : m_clock(clock), m_shared(shared), m_faults(options.faults), m_normal(options.normal),
          m_shop(options.shop), m_faulty(options.shop.seed, options.normal), m_later(clock)
    {
    }

    void handle(ServerRequest &request) override
    {
        auto pending = std::make_shared<Pending>(*this, request);
        m_pending.emplace(pending.get(), pending);
        request.setListener(pending.get());
        if (request.hasBody())
            request.resumeBody();
        else
            answer(*pending);
    }

    // The whole request is there.
    void answer(Pending &pending)
    {
        const RequestHead &head = pending.request.head();
        const TimePoint now = m_clock.now();
        count(head);
        pending.act = m_faulty.arrive(m_faults ? m_faults->now() : FaultsOn(), now,
                                      textHash(head.target, head.method.size()));
        const FaultAct &act = pending.act;
        if (!act.isNone())
            m_shared.faults.fetch_add(1, std::memory_order_relaxed);
        if (act.end == FaultAct::End::Silence)
            return; // until the other side gives up
        if (act.end == FaultAct::End::Reset)
            return later(pending, now + m_faulty.work(act, now, m_normal.latency), &Handler::reset);
        if (act.status != 0)
            return refuse(pending, act.status, reasonOf(act.status));
        pending.answer = m_shop.answer(head, pending.body, now);
        if (act.freshFor)
            meetExpiries(pending.answer.head.headers, *act.freshFor);
        const Duration latency = m_faulty.work(act, now, pending.answer.latency);
        if (latency <= Duration(0))
            return send(pending);
        later(pending, now + latency, &Handler::send);
    }

    void refuse(Pending &pending, int status, std::string_view reason)
    {
        pending.answer.head = {status, std::string(reason), {}};
        pending.answer.head.headers.add("Cache-Control", "no-store");
        if (pending.act.retryAfter > Duration(0))
            pending.answer.head.headers.add(
                "Retry-After",
                std::to_string(
                    std::chrono::ceil<std::chrono::seconds>(pending.act.retryAfter).count()));
        pending.act = {}; // a refusal comes whole
        pending.answer.body = "{\"error\":\"" + std::string(reason) + "\"}";
        send(pending);
    }

    void forget(Pending &pending) { m_pending.erase(&pending); }

private:
    using Step = void (Handler::*)(Pending &);

    void count(const RequestHead &head)
    {
        if (head.headers.value("Sec-Purpose").find("prefetch") != std::string_view::npos)
            m_shared.prefetches.fetch_add(1, std::memory_order_relaxed);
        const auto route = static_cast<std::size_t>(Shop::routeOf(head.target));
        m_shared.byRoute[route].fetch_add(1, std::memory_order_relaxed);
    }

    static std::string_view reasonOf(int status)
    {
        return status == 429   ? "Too Many Requests"
               : status == 503 ? "Service Unavailable"
                               : "Internal Server Error";
    }

    static void meetExpiries(Headers &headers, Duration left)
    {
        const std::string own(headers.value("Cache-Control"));
        headers.remove("Cache-Control");
        headers.add("Cache-Control", fresherFor(own, left));
    }

    void later(Pending &pending, TimePoint due, Step step)
    {
        const std::weak_ptr<Pending> weak = m_pending.at(&pending);
        m_later.at(due, [this, weak, step] {
            if (const auto waiting = weak.lock())
                (this->*step)(*waiting);
        });
    }

    // The request is gone once it is answered, and so is what waited for that.
    std::shared_ptr<Pending> take(Pending &pending)
    {
        auto kept = m_pending.at(&pending);
        forget(pending);
        return kept;
    }

    void reset(Pending &pending) { take(pending)->request.reset(); }

    void send(Pending &pending)
    {
        const FaultAct &act = pending.act;
        if (act.end == FaultAct::End::Truncated)
            return truncate(*take(pending));
        if (act.drip > Duration(0) && !pending.answer.body.empty()) {
            pending.request.begin(pending.answer.head, pending.answer.body.size());
            return drip(pending);
        }
        const auto kept = take(pending);
        kept->request.respond(kept->answer.head, std::string_view(kept->answer.body));
    }

    // The head promises the whole body.
    static void truncate(Pending &pending)
    {
        const std::string_view body = pending.answer.body;
        const auto part =
            static_cast<std::size_t>(static_cast<double>(body.size()) * pending.act.bodyShare);
        if (!body.empty()) {
            pending.request.begin(pending.answer.head, body.size());
            pending.request.write(body.substr(0, part));
        }
        pending.request.abort();
    }

    void drip(Pending &pending)
    {
        const std::string_view body = pending.answer.body;
        const std::size_t drop = std::max<std::size_t>(1, body.size() / kDrops);
        pending.request.write(body.substr(pending.sent, drop));
        pending.sent += drop;
        if (pending.sent >= body.size())
            return take(pending)->request.end();
        const auto left = static_cast<std::int64_t>((body.size() + drop - 1) / drop);
        later(pending, m_clock.now() + pending.act.drip / left, &Handler::drip);
    }

    const Clock &m_clock;
    Shared &m_shared;
    const FaultBoard *m_faults;
    NormalLoad m_normal;
    Shop m_shop;
    FaultyOrigin m_faulty;
    DueQueue m_later;
    std::unordered_map<Pending *, std::shared_ptr<Pending>> m_pending;
};

void ShopServer::Pending::onBody(std::string_view bytes)
{
    if (body.size() + bytes.size() > kMaxBody)
        return handler.refuse(*this, 413, "Content Too Large");
    body.append(bytes);
}

void ShopServer::Pending::onBodyEnd()
{
    handler.answer(*this);
}

void ShopServer::Pending::onGone()
{
    handler.forget(*this); // the end of this object
}

ShopServer::ShopServer(const Options &options, const Clock &clock)
    : m_options(options), m_clock(clock)
{
}

ShopServer::~ShopServer()
{
    stop(Duration(0));
}

Result<ListenAddress> ShopServer::start()
{
    ServerOptions options;
    options.listen = m_options.listen;
    m_server = std::make_unique<HttpServer>(options, m_clock, [this](IoLoop &) {
        return std::make_unique<Handler>(m_options, m_clock, m_shared);
    });
    return m_server->start();
}

bool ShopServer::stop(Duration timeout)
{
    return m_server == nullptr || !m_server->isRunning() || m_server->stop(timeout);
}

ShopFigures ShopServer::figures() const
{
    ShopFigures figures;
    figures.prefetches = m_shared.prefetches.load(std::memory_order_relaxed);
    figures.faults = m_shared.faults.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < kShopRouteCount; ++i) {
        figures.byRoute[i] = m_shared.byRoute[i].load(std::memory_order_relaxed);
        figures.requests += figures.byRoute[i];
    }
    return figures;
}

} // namespace forefetch
