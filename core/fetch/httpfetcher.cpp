// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpfetcher.h"

#include "core/fetch/httpfetch.h"
#include "core/fetch/ioloop.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QSslConfiguration>

#include <atomic>
#include <unordered_map>
#include <utility>
#include <vector>

namespace forefetch {

// Lives in the loop's thread, but for what is const or atomic.
class HttpFetcher::Loop final
{
public:
    Loop(Origin origin, HttpFetcherOptions options)
        : m_origin(std::move(origin)), m_options(std::move(options))
    {
        m_io.start([this] { open(); }, [this] { close(); });
    }
    ~Loop() { m_io.stop(); }

    // Any thread.
    void post(HttpFetchOrder order)
    {
        m_io.post([this, order = std::move(order)] { begin(order); });
    }
    void postCancel(PrefetchId id)
    {
        m_io.post([this, id] { cancel(id); });
    }
    const Origin &origin() const { return m_origin; }
    std::size_t managers() const { return m_created.load(std::memory_order_relaxed); }

private:
    struct Manager
    {
        std::unique_ptr<QNetworkAccessManager> network;
        std::size_t outstanding = 0;
    };

    void open();
    void close();
    void begin(HttpFetchOrder order);
    void cancel(PrefetchId id);
    void ended(HttpFetch *fetch);
    void endAll();
    Manager *freeManager();
    std::unique_ptr<QNetworkAccessManager> makeManager() const;

    const Origin m_origin;
    const HttpFetcherOptions m_options;
    std::atomic<std::size_t> m_created{0};

    std::vector<Manager> m_managers;
    std::unordered_map<std::uint64_t, HttpFetch *> m_fetches;
    QSslConfiguration m_tls;
    IoLoop m_io; // last: it ends before what it works on
};

void HttpFetcher::Loop::open()
{
    if (!m_origin.tls)
        return;
    m_tls = QSslConfiguration::defaultConfiguration();
    if (!m_options.caFile.empty())
        m_tls.addCaCertificates(QString::fromStdString(m_options.caFile));
    if (m_options.http2)
        m_tls.setAllowedNextProtocols(
            {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
}

void HttpFetcher::Loop::close()
{
    endAll();
    m_managers.clear();
    m_tls = {};
}

void HttpFetcher::Loop::begin(HttpFetchOrder order)
{
    if (order.target.empty()) {
        order.sink->onEnd(order.id, {FetchStatus::Refused, "the resource is no longer known", 0});
        return;
    }
    order.target = m_origin.targetFor(order.target);
    const std::optional<QNetworkRequest> request = networkRequest(m_origin, order, m_options);
    if (!request) {
        order.sink->onEnd(order.id,
                          {FetchStatus::Refused,
                           m_origin.text() + ": a target that cannot be sent as it is written", 0});
        return;
    }
    Manager *manager = freeManager();
    auto *fetch = new HttpFetch(std::move(order), m_origin, m_options, *manager->network,
                                [this](HttpFetch *f) { ended(f); });
    ++manager->outstanding;
    m_fetches[static_cast<std::uint64_t>(fetch->id())] = fetch;
    QNetworkRequest secured(*request);
    if (m_origin.tls)
        secured.setSslConfiguration(m_tls);
    fetch->begin(secured);
}

// The first manager with room: few are kept busy and their connections warm.
HttpFetcher::Loop::Manager *HttpFetcher::Loop::freeManager()
{
    for (Manager &manager : m_managers) {
        if (manager.outstanding < kPerManager)
            return &manager;
    }
    m_managers.push_back({makeManager(), 0});
    m_created.store(m_managers.size(), std::memory_order_relaxed);
    return &m_managers.back();
}

std::unique_ptr<QNetworkAccessManager> HttpFetcher::Loop::makeManager() const
{
    auto network = std::make_unique<QNetworkAccessManager>();
    if (!m_options.systemProxy)
        network->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    network->setAutoDeleteReplies(false);
    return network;
}

void HttpFetcher::Loop::cancel(PrefetchId id)
{
    if (const auto found = m_fetches.find(static_cast<std::uint64_t>(id)); found != m_fetches.end())
        found->second->cancel();
}

void HttpFetcher::Loop::ended(HttpFetch *fetch)
{
    m_fetches.erase(static_cast<std::uint64_t>(fetch->id()));
    for (Manager &manager : m_managers) {
        if (manager.network.get() == fetch->network())
            --manager.outstanding;
    }
    fetch->deleteLater();
}

void HttpFetcher::Loop::endAll()
{
    std::vector<HttpFetch *> left;
    for (const auto &[id, fetch] : m_fetches)
        left.push_back(fetch);
    for (HttpFetch *fetch : left)
        fetch->cancel();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

HttpFetcher::HttpFetcher(Origin origin, HttpFetcherOptions options)
    : m_loop(std::make_unique<Loop>(std::move(origin), std::move(options)))
{
}

HttpFetcher::~HttpFetcher() = default;

void HttpFetcher::start(const FetchRequest &request, FetchSink &sink)
{
    m_loop->post({request.id, request.target(), request.context, &sink});
}

void HttpFetcher::cancel(PrefetchId id)
{
    m_loop->postCancel(id);
}

const Origin &HttpFetcher::origin() const
{
    return m_loop->origin();
}

std::size_t HttpFetcher::managers() const
{
    return m_loop->managers();
}

} // namespace forefetch
