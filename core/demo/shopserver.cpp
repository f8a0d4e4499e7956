// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shopserver.h"

#include "core/demo/duequeue.h"
#include "core/settings/parameter.h"

#include <algorithm>
#include <unordered_map>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 6> kFaults = {"none",   "slow", "errors",
                                                     "outage", "hang", "drop"};
constexpr std::size_t kMaxBody = 64 * 1024; // of a request

} // namespace

std::span<const std::string_view> shopFaults()
{
    return kFaults;
}

Result<ShopFault> shopFaultFrom(std::string_view name)
{
    const auto at = std::find(kFaults.begin(), kFaults.end(), name);
    if (at == kFaults.end())
        return invalid("there is no fault \"" + std::string(name) + "\"; did you mean " +
                       std::string(nearestTo(name, kFaults)) + "?");
    return static_cast<ShopFault>(at - kFaults.begin());
}

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
};

class ShopServer::Handler final : public RequestHandler
{
public:
    Handler(const Options &options, const Clock &clock, Shared &shared)
        : m_clock(clock), m_shared(shared), m_shop(options.shop), m_later(clock)
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
        const ShopFault fault = m_shared.fault.load(std::memory_order_relaxed);
        const RequestHead &head = pending.request.head();
        if (head.headers.value("Sec-Purpose").find("prefetch") != std::string_view::npos)
            m_shared.prefetches.fetch_add(1, std::memory_order_relaxed);
        const auto route = static_cast<std::size_t>(Shop::routeOf(head.target));
        m_shared.byRoute[route].fetch_add(1, std::memory_order_relaxed);
        if (fault != ShopFault::None)
            m_shared.faults.fetch_add(1, std::memory_order_relaxed);
        if (fault == ShopFault::Hang)
            return; // until the other side gives up
        if (fault == ShopFault::Drop || fault == ShopFault::Outage ||
            (fault == ShopFault::Errors && m_odd++ % 2 == 0))
            return fail(pending, fault);
        pending.answer = m_shop.answer(head, pending.body, m_clock.now());
        if (fault == ShopFault::Slow)
            pending.answer.latency *= 10;
        if (pending.answer.latency <= Duration(0))
            return send(pending);
        const std::weak_ptr<Pending> weak = m_pending.at(&pending);
        m_later.at(m_clock.now() + pending.answer.latency, [this, weak] {
            if (const auto waiting = weak.lock())
                send(*waiting);
        });
    }

    void refuse(Pending &pending, int status, std::string_view reason)
    {
        pending.answer.head = {status, std::string(reason), {}};
        pending.answer.head.headers.add("Cache-Control", "no-store");
        pending.answer.body = "{\"error\":\"" + std::string(reason) + "\"}";
        send(pending);
    }

    void forget(Pending &pending) { m_pending.erase(&pending); }

private:
    void fail(Pending &pending, ShopFault fault)
    {
        if (fault == ShopFault::Drop) {
            const auto kept = m_pending.at(&pending);
            forget(pending);
            return kept->request.abort();
        }
        if (fault == ShopFault::Outage)
            refuse(pending, 503, "Service Unavailable");
        else
            refuse(pending, 500, "Internal Server Error");
    }

    void send(Pending &pending)
    {
        // The request is gone once it is answered, and so is what waited for that.
        const auto kept = m_pending.at(&pending);
        forget(pending);
        kept->request.respond(kept->answer.head, std::string_view(kept->answer.body));
    }

    const Clock &m_clock;
    Shared &m_shared;
    Shop m_shop;
    DueQueue m_later;
    std::unordered_map<Pending *, std::shared_ptr<Pending>> m_pending;
    std::uint64_t m_odd = 0;
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
