// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/serverthread.h"

#include "core/gateway/serverconnection.h"

#include <array>
#include <cstdio>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

// How often time limits are looked at; they are accurate to that.
constexpr std::chrono::milliseconds kTick{100};

// RFC 9110, 5.6.7, without the locale.
std::string httpDate(std::chrono::sys_seconds at)
{
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                  months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

} // namespace

// Accepts, and hands the bare descriptors on. When the process has run out of descriptors Qt stops
// accepting; the next tick tries again.
class ServerThread::Acceptor final : public QTcpServer
{
public:
    explicit Acceptor(Accepted accepted) : m_accepted(std::move(accepted))
    {
        connect(this, &QTcpServer::acceptError, this, [this] { m_paused = true; });
    }
    void retry()
    {
        if (std::exchange(m_paused, false))
            resumeAccepting();
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_accepted(static_cast<int>(descriptor));
    }

private:
    Accepted m_accepted;
    bool m_paused = false;
};

ServerThread::ServerThread(const ServerOptions &options, const Clock &clock,
                           std::atomic<std::size_t> &connections, ClientShares &shares)
    : m_options(options), m_clock(clock), m_connectionCount(connections), m_shares(shares)
{
}

ServerThread::~ServerThread()
{
    stop();
}

void ServerThread::start(const HttpServer::HandlerFactory &makeHandler)
{
    m_makeHandler = makeHandler;
    m_loop.start([this] { open(); }, [this] { close(); });
}

void ServerThread::open()
{
    m_handler = m_makeHandler(m_loop);
    m_timer = std::make_unique<QTimer>();
    QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { tick(); });
    m_timer->start(kTick);
}

void ServerThread::close()
{
    m_timer.reset();
    m_acceptor.reset();
    cut();
    m_handler.reset();
}

void ServerThread::stop()
{
    m_loop.stop();
}

void ServerThread::listen(int descriptor, Accepted accepted)
{
    m_loop.post([this, descriptor, accepted = std::move(accepted)] {
        m_acceptor = std::make_unique<Acceptor>(accepted);
        m_acceptor->setSocketDescriptor(descriptor);
    });
}

void ServerThread::stopListening()
{
    m_loop.post([this] { m_acceptor.reset(); });
}

void ServerThread::adopt(int descriptor, ClientNetwork network, std::string_view refusal)
{
    const auto take = [this, descriptor, network, refusal] {
        auto connection = std::make_unique<ServerConnection>(*this, network);
        ServerConnection *c = connection.get();
        m_connections.emplace(c, std::move(connection));
        m_accepted.fetch_add(1, std::memory_order_relaxed);
        if (!c->open(descriptor))
            remove(c);
        else if (!refusal.empty())
            c->refuseBusy(refusal);
    };
    if (m_loop.isCurrent())
        take();
    else
        m_loop.post(take);
}

void ServerThread::flushLater(ServerConnection *connection)
{
    if (m_toFlush.empty())
        QMetaObject::invokeMethod(
            m_timer.get(), [this] { flushAll(); }, Qt::QueuedConnection);
    m_toFlush.push_back(connection);
}

void ServerThread::flushAll()
{
    for (ServerConnection *connection : std::exchange(m_toFlush, {}))
        if (m_connections.contains(connection))
            connection->flush();
}

void ServerThread::remove(ServerConnection *connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    m_shares.leave(connection->network());
    found->second.release()->deleteLater(); // it may be at work further up the stack
    m_connections.erase(found);
    m_connectionCount.fetch_sub(1, std::memory_order_relaxed);
    checkDrained();
}

void ServerThread::drain(std::shared_ptr<std::promise<void>> drained)
{
    m_loop.post([this, drained = std::move(drained)] {
        m_drained = drained;
        std::vector<ServerConnection *> all;
        for (const auto &[connection, owned] : m_connections)
            all.push_back(connection);
        for (ServerConnection *connection : all)
            if (m_connections.contains(connection))
                connection->drain();
        checkDrained();
    });
}

void ServerThread::checkDrained()
{
    if (m_drained && m_connections.empty())
        std::exchange(m_drained, nullptr)->set_value();
}

void ServerThread::cut()
{
    while (!m_connections.empty())
        m_connections.begin()->first->cut();
}

void ServerThread::tick()
{
    if (m_acceptor)
        m_acceptor->retry();
    const TimePoint now = m_clock.now();
    std::vector<ServerConnection *> all;
    all.reserve(m_connections.size());
    for (const auto &[connection, owned] : m_connections)
        all.push_back(connection);
    for (ServerConnection *connection : all)
        if (m_connections.contains(connection))
            connection->tick(now);
}

std::string_view ServerThread::dateLine()
{
    const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.wallNow());
    if (now != m_dateAt || m_dateLine.empty()) {
        m_dateAt = now;
        m_dateLine = "Date: " + httpDate(now) + "\r\n";
    }
    return m_dateLine;
}

std::unique_ptr<char[]> ServerThread::takeBuffer()
{
    if (m_buffer)
        return std::move(m_buffer);
    return std::make_unique_for_overwrite<char[]>(kReadBytes);
}

void ServerThread::addTo(ServerFigures &figures) const
{
    figures.accepted += m_accepted.load(std::memory_order_relaxed);
    figures.requests += m_requests.load(std::memory_order_relaxed);
    figures.malformed += m_malformed.load(std::memory_order_relaxed);
    figures.timedOut += m_timedOut.load(std::memory_order_relaxed);
}

} // namespace forefetch
