// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway's hit path: 64 keep-alive connections ask for one stored KiB. The yardstick is the
// least that a Qt socket can do: a server that looks for the end of a head and writes a constant.
// Server and clients share the machine, so the figures are for comparison with each other only.
//
//     gateway_bench [SECONDS]
#include "core/gateway/gateway.h"
#include "core/fetch/ioloop.h"
#include "core/pipeline/modelthread.h"
#include "core/pipeline/pipeline.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::size_t kConnections = 64;
constexpr std::string_view kRequest = "GET /item HTTP/1.1\r\nHost: bench\r\n\r\n";

double now()
{
    return seconds(std::chrono::steady_clock::now().time_since_epoch());
}

double processorSeconds()
{
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

int connectTo(std::uint16_t port)
{
    const int s = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(s, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        std::exit(1);
    return s;
}

// The bytes of one answer, which are as many for all: the Age stays within one digit.
std::size_t answerBytes(std::uint16_t port)
{
    const int s = connectTo(port);
    char bytes[8192];
    std::size_t size = 0;
    for (int i = 0; i < 2; ++i) { // the second is a hit
        (void)!::write(s, kRequest.data(), kRequest.size());
        ::usleep(50'000);
        const ssize_t n = ::read(s, bytes, sizeof bytes);
        size = n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    ::close(s);
    return size;
}

// Asks on all connections, each as soon as its last answer is whole; answers a second.
double load(std::uint16_t port, std::size_t bytesEach, double duration)
{
    const int poll = ::epoll_create1(0);
    std::vector<std::pair<int, std::size_t>> connections; // descriptor, bytes still to come
    for (std::size_t i = 0; i < kConnections; ++i) {
        connections.emplace_back(connectTo(port), bytesEach);
        epoll_event event{EPOLLIN, {}};
        event.data.u64 = i;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].first, &event);
        (void)!::write(connections[i].first, kRequest.data(), kRequest.size());
    }
    std::uint64_t answers = 0;
    const double start = now();
    while (now() - start < duration) {
        epoll_event events[kConnections];
        const int n = ::epoll_wait(poll, events, kConnections, 100);
        for (int i = 0; i < n; ++i) {
            auto &[descriptor, left] = connections[events[i].data.u64];
            char bytes[65536];
            const ssize_t got = ::read(descriptor, bytes, sizeof bytes);
            if (got <= 0)
                std::exit(1);
            left -= std::min(left, static_cast<std::size_t>(got));
            if (left > 0)
                continue;
            left = bytesEach;
            ++answers;
            (void)!::write(descriptor, kRequest.data(), kRequest.size());
        }
    }
    const double took = now() - start;
    for (const auto &[descriptor, left] : connections)
        ::close(descriptor);
    ::close(poll);
    return static_cast<double>(answers) / took;
}

// A constant answer from a bare QTcpSocket.
class Yardstick : public QTcpServer
{
public:
    Yardstick()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    if (!socket->readAll().endsWith("\r\n\r\n"))
                        return;
                    socket->write(m_answer);
                    socket->flush();
                });
        });
    }

private:
    QByteArray m_answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + QByteArray(1024, 'x');
};

class Item final : public RequestHandler
{
public:
    void handle(ServerRequest &request) override
    {
        Headers fields;
        fields.add("Cache-Control", "max-age=3600");
        request.respond({200, "", std::move(fields)}, std::string(1024, 'x'));
    }
};

class NoFetcher final : public Fetcher
{
public:
    void start(const FetchRequest &request, FetchSink &sink) override
    {
        sink.onEnd(request.id, {FetchStatus::Refused, "no prefetching here", 0});
    }
    void cancel(PrefetchId) override {}
};

void report(const char *name, std::uint16_t port, double duration)
{
    const std::size_t bytes = answerBytes(port);
    load(port, bytes, duration / 4);
    const double before = processorSeconds();
    const double rate = load(port, bytes, duration);
    const double used = (processorSeconds() - before) / (rate * duration);
    std::printf("%-34s %9.0f requests/s  %6.2f us of CPU each, client included  (%zu bytes)\n",
                name, rate, used * 1e6, bytes);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const double duration = argc > 1 ? std::atof(argv[1]) : 3;
    RealClock clock;

    IoLoop loop;
    std::unique_ptr<Yardstick> yardstick;
    std::uint16_t port = 0;
    loop.start(
        [&] {
            yardstick = std::make_unique<Yardstick>();
            yardstick->listen(QHostAddress::LocalHost);
            port = yardstick->serverPort();
        },
        [&] { yardstick.reset(); });
    report("yardstick: bare QTcpSocket", port, duration);
    loop.stop();

    HttpServer origin({}, clock, [](IoLoop &) { return std::make_unique<Item>(); });
    const auto shop = origin.start();
    report("HttpServer, constant handler", shop->port, duration);

    Settings settings(clock);
    NoFetcher fetcher;
    PipelineOptions options;
    options.partitionKey = {1, 2};
    Pipeline pipeline(settings, clock, fetcher, options);
    ModelThread model([&](const Exchange &e) { pipeline.learn(e); },
                      [&] { pipeline.countDropped(); });
    pipeline.setModelFeed([&](const Exchange &e) { model.feed(e); });
    if (!pipeline.start())
        return 1;
    model.start();
    Gateway gateway(pipeline, clock, *Origin::parse("http://" + shop->text()));
    const auto bound = gateway.start({});
    report("Gateway, hit, model thread fed", bound->port, duration);
    std::printf("hits %llu of %llu\n",
                static_cast<unsigned long long>(pipeline.snapshot().demand.hits),
                static_cast<unsigned long long>(pipeline.snapshot().demand.requests));
    gateway.stop(std::chrono::seconds(1));
    model.stop();
    pipeline.stop(Duration(0));
    origin.stop(std::chrono::seconds(1));
    return 0;
}
