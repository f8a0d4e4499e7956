// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that send or read as slowly as they can, or take more than their share: each is cut off
// with a clear answer where one still makes sense, costs little until then, and nobody else waits.
#include "core/fetch/ioloop.h"
#include "core/gateway/clientshares.h"

#include "tests/integration/gatewayfixture.h"

#include <QtTest>

#include <atomic>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kHuge = 64 << 20; // more than the kernel's buffers take
constexpr int kRounds = 2000;           // of a few ms each; a failure, not a measure

class Swallow final : public RequestListener
{
public:
    explicit Swallow(ServerRequest &request) : m_request(request) {}
    void onBody(std::string_view) override {}
    void onBodyEnd() override
    {
        m_request.respond({200, "", {}}, "swallowed");
        delete this;
    }
    void onWritable() override {}
    void onGone() override { delete this; }

private:
    ServerRequest &m_request;
};

// Sends a block that the kernel does not take at once, and its end a good while later.
class Pulse final : public RequestListener
{
public:
    Pulse(ServerRequest &request, std::chrono::milliseconds rest) : m_request(&request)
    {
        request.setListener(this);
        request.begin({200, "", {}}, std::nullopt);
        request.write(std::string(8 << 20, 'p'));
        QTimer::singleShot(rest, [this] {
            if (m_request != nullptr) {
                m_request->write("last");
                m_request->end();
            }
            delete this;
        });
    }
    void onBody(std::string_view) override {}
    void onBodyEnd() override {}
    void onWritable() override {}
    void onGone() override { m_request = nullptr; }

private:
    ServerRequest *m_request;
};

// "/body" wants its body, "/huge" sends 64 MiB, "/pulse" pauses in its answer; anything else
// answers at once.
class Slow final : public RequestHandler
{
public:
    void handle(ServerRequest &request) override
    {
        static const Body huge = std::make_shared<const std::string>(kHuge, 'h');
        const std::string &target = request.head().target;
        if (target == "/body") {
            request.setListener(new Swallow(request));
            request.resumeBody();
        } else if (target == "/huge") {
            request.respond({200, "", {}}, huge);
        } else if (target == "/pulse") {
            new Pulse(request, 1500ms);
        } else {
            request.respond({200, "", {}}, target);
        }
    }
};

ServerOptions impatient()
{
    ServerOptions options;
    options.limits.headTime = 500ms;
    options.limits.bodyIdle = 400ms;
    options.limits.writeIdle = 400ms;
    options.limits.leastRate = 1'000'000;
    return options;
}

std::string get(std::string_view target)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

// Sends `bytes` one at a time, each long before an idle limit, until something comes back.
std::string drip(RawClient &client, const std::string &bytes)
{
    for (int i = 0; i < kRounds; ++i) {
        const char c = bytes[static_cast<std::size_t>(i) % bytes.size()];
        client.send({&c, 1});
        const std::string answer = client.read(20);
        if (!answer.empty() || client.sawEnd())
            return answer;
    }
    return "nothing came back";
}

long residentPeak() // kB
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stol(line.substr(6));
    return 0;
}

} // namespace

class GatewayLimitsTest : public QObject
{
    Q_OBJECT

    RealClock m_clock;

    std::unique_ptr<HttpServer> server(const ServerOptions &options)
    {
        return std::make_unique<HttpServer>(options, m_clock,
                                            [](IoLoop &) { return std::make_unique<Slow>(); });
    }
    static bool isServed(std::uint16_t port)
    {
        RawClient other(port);
        other.send(get("/other"));
        return other.readUntil("/other").starts_with("HTTP/1.1 200");
    }

private Q_SLOTS:
    void aHeadThatDripsIsTimedOut()
    {
        auto s = server(impatient());
        const std::uint16_t port = s->start()->port;
        std::vector<RawClient> others;
        for (int i = 0; i < 50; ++i) {
            others.emplace_back(port);
            others.back().send("GET / HTTP/1.1\r\nX-A: b\r\n");
        }
        RawClient client(port);
        client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
        QVERIFY(isServed(port));
        QVERIFY(drip(client, "a").starts_with("HTTP/1.1 408 "));
        client.readAll();
        QVERIFY(client.sawEnd());
        for (RawClient &other : others)
            QVERIFY(other.readAll().starts_with("HTTP/1.1 408 "));
        QTRY_COMPARE(s->figures().connections, std::uint64_t(0));
        QCOMPARE(s->figures().timedOut, std::uint64_t(51));
    }

    void aBodyThatDripsIsTimedOut_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("sized") << QByteArray("Content-Length: 100000") << QByteArray("b");
        QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked")
                                 << QByteArray("1\r\nb\r\n");
        QTest::newRow("an endless extension")
            << QByteArray("Transfer-Encoding: chunked\r\nX: y") << QByteArray("1;a");
    }

    void aBodyThatDripsIsTimedOut()
    {
        QFETCH(QByteArray, framing);
        QFETCH(QByteArray, piece);
        auto s = server(impatient());
        const std::uint16_t port = s->start()->port;
        RawClient client(port);
        client.send("POST /body HTTP/1.1\r\nHost: a\r\n" + framing.toStdString() + "\r\n\r\n");
        QVERIFY(isServed(port));
        const std::string answer = drip(client, piece.toStdString());
        // (An extension that never ends may also be seen for what it is.)
        QVERIFY2(answer.starts_with("HTTP/1.1 408 ") || answer.starts_with("HTTP/1.1 400 "),
                 answer.c_str());
        client.readAll();
        QVERIFY(client.sawEnd());
    }

    void aBodyThatNeverComesIsTimedOut()
    {
        auto s = server(impatient());
        RawClient client(s->start()->port);
        client.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
        QVERIFY(client.readAll().starts_with("HTTP/1.1 408 "));
        QVERIFY(client.sawEnd());
        QCOMPARE(s->figures().timedOut, std::uint64_t(1));
    }

    void aSteadyBodyIsNotTimedOut()
    {
        ServerOptions options = impatient();
        options.limits.leastRate = 10;
        auto s = server(options);
        RawClient client(s->start()->port);
        client.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n");
        for (int i = 0; i < 49; ++i) { // for longer than bodyIdle
            client.send("b");
            QVERIFY(client.read(20).empty());
            QVERIFY(!client.sawEnd());
        }
        client.send("b");
        QVERIFY(client.readUntil("swallowed").starts_with("HTTP/1.1 200 "));
        QCOMPARE(s->figures().timedOut, std::uint64_t(0));
    }

    void aDrippedBodyThatNobodyWantsHoldsNoConnection()
    {
        auto s = server(impatient());
        RawClient client(s->start()->port);
        client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
        QVERIFY(client.readUntil("/x").starts_with("HTTP/1.1 200 "));
        QCOMPARE(drip(client, "b"), std::string()); // no second answer
        QVERIFY(client.sawEnd());
        QVERIFY(s->figures().timedOut >= 1);
    }

    void aBadBodyThatNobodyWantsGetsNoSecondAnswer()
    {
        auto s = server(impatient());
        RawClient client(s->start()->port);
        client.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        QVERIFY(client.readUntil("/x").starts_with("HTTP/1.1 200 "));
        client.send("zz\r\n\r\n");
        QCOMPARE(client.readAll(), std::string());
        QVERIFY(client.sawEnd());
        QCOMPARE(s->figures().malformed, std::uint64_t(1));
    }

    void whoDoesNotReadIsCut()
    {
        auto s = server(impatient());
        const std::uint16_t port = s->start()->port;
        RawClient client(port, {nullptr, 4096});
        client.send(get("/huge"));
        QTRY_COMPARE(s->figures().timedOut, std::uint64_t(1));
        QVERIFY(isServed(port));
        QVERIFY(client.readAll().size() < kHuge);
    }

    void whoReadsDropByDropIsCut()
    {
        auto s = server(impatient());
        const std::uint16_t port = s->start()->port;
        RawClient client(port, {nullptr, 4096});
        client.send(get("/huge"));
        QVERIFY(isServed(port));
        for (int i = 0; i < kRounds && s->figures().timedOut == 0; ++i) {
            client.read(0, 2048); // never idle, and never at the least rate
            QTest::qWait(5);
        }
        QCOMPARE(s->figures().timedOut, std::uint64_t(1));
        QTRY_COMPARE(s->figures().connections, std::uint64_t(0));
    }

    void anAnswerThatRestsIsNotCut()
    {
        auto s = server(impatient());
        RawClient client(s->start()->port, {nullptr, 65536});
        client.send(get("/pulse"));
        const std::string all = client.readUntil("0\r\n\r\n");
        QVERIFY2(all.ends_with("4\r\nlast\r\n0\r\n\r\n"), "cut while nothing was to be sent");
        QCOMPARE(s->figures().timedOut, std::uint64_t(0));
    }

    void whoSendsRequestsAndReadsNoAnswerIsHeldBack()
    {
        auto s = server(impatient());
        const std::uint16_t port = s->start()->port;
        RawClient client(port, {nullptr, 4096});
        std::string many;
        for (int i = 0; i < 1000; ++i)
            many += get("/" + std::to_string(i));
        std::size_t taken = 0;
        while (taken < kHuge && client.send(many)) // blocks when it is held back, fails when cut
            taken += many.size();
        QVERIFY2(taken < kHuge, "it was read without end");
        QVERIFY(isServed(port));
    }

    void oneAddressHasItsShareOfConnections()
    {
        ServerOptions options;
        options.limits.connections = 8;
        options.limits.connectionsEach = 3;
        auto s = server(options);
        const std::uint16_t port = s->start()->port;
        std::vector<RawClient> mine;
        for (int i = 0; i < 3; ++i) {
            mine.emplace_back(port);
            mine.back().send(get("/mine"));
            QVERIFY(mine.back().readUntil("/mine").starts_with("HTTP/1.1 200"));
        }
        RawClient more(port);
        const std::string refusal = more.readAll();
        QVERIFY(refusal.starts_with("HTTP/1.1 503"));
        QVERIFY(refusal.find("from this address") != std::string::npos);
        QCOMPARE(s->figures().refused, std::uint64_t(1));
        RawClient other(port, {"127.0.0.2", 0});
        other.send(get("/other"));
        QVERIFY(other.readUntil("/other").starts_with("HTTP/1.1 200"));
        more.close();
        mine.clear();
        QTRY_COMPARE(s->figures().connections, std::uint64_t(1));
        QVERIFY(isServed(port));
    }

    void sharesAreForgottenWithTheirHolders()
    {
        ClientShares shares;
        QCOMPARE(shares.enter(1), std::size_t(1));
        QCOMPARE(shares.enter(1), std::size_t(2));
        QCOMPARE(shares.enter(2), std::size_t(1));
        shares.leave(1);
        shares.leave(1);
        QCOMPARE(shares.clients(), std::size_t(1));
        QCOMPARE(shares.enter(1), std::size_t(1));
    }

    // --- The whole gateway.

    void aReaderThatStopsHoldsTheOriginBack()
    {
        std::atomic<std::size_t> sent{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            if (!head.starts_with("GET /endless")) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                return true;
            }
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n\r\n");
            const std::string block(1 << 20, 'e');
            while (sent < 4 * kHuge && peer.send(block))
                sent += block.size();
            return false;
        });
        GatewayOptions options = GatewayFixture::twoThreads();
        options.limits.writeIdle = 700ms;
        GatewayFixture g(origin.url(), options);
        const long before = residentPeak();
        RawClient slow(g.port, {nullptr, 4096});
        slow.send(requestText("GET", "/endless"));
        slow.readUntil("\r\n\r\n");
        QCOMPARE(ask(g.port, "GET", "/other").body, std::string("ok"));
        QTRY_COMPARE(g.gateway.figures().timedOut, std::uint64_t(1));
        QVERIFY2(sent < kHuge, qPrintable(QString::number(sent)));
        QVERIFY(residentPeak() - before < 32 * 1024);
        QCOMPARE(ask(g.port, "GET", "/other").body, std::string("ok"));
    }

    // Too large to be kept, so that all read at the pace of the slowest: who has stopped is let go.
    void aJoinerThatStopsHoldsUpNobody()
    {
        std::atomic<bool> go{false};
        constexpr std::size_t kBody = 32 << 20;
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n");
            peer.waitFor(go);
            const std::string chunk = "100000\r\n" + std::string(1 << 20, 'j') + "\r\n";
            for (std::size_t sent = 0; sent < kBody; sent += 1 << 20)
                peer.send(chunk);
            peer.send("0\r\n\r\n");
            return true;
        });
        GatewayOptions options = GatewayFixture::twoThreads();
        options.proxy.patience = 500ms;
        options.limits.writeIdle = 60s; // it is not the limit of writing that lets go
        GatewayFixture g(origin.url(), options);
        for (const bool slowFirst : {true, false}) {
            go = false;
            RawClient slow(g.port, {nullptr, 4096});
            RawClient fast(g.port);
            for (RawClient *client : {slowFirst ? &slow : &fast, slowFirst ? &fast : &slow}) {
                client->send(requestText("GET", slowFirst ? "/a" : "/b"));
                client->readUntil("\r\n\r\n");
            }
            go = true;
            std::size_t got = 0;
            for (std::string more; !(more = fast.read()).empty(); got += more.size())
                if (more.ends_with("0\r\n\r\n"))
                    break;
            QVERIFY2(got >= kBody - 65536, qPrintable(QString::number(got)));
            const std::string cut = slow.readAll();
            QVERIFY(slow.sawEnd() &&
                    !cut.ends_with("0\r\n\r\n")); // it sees that something is missing
        }
        QCOMPARE(origin.requests(), 2);
    }

    // The part is not copied for each.
    void slowReadersOfAPartShareIt()
    {
        constexpr std::size_t kBody = 4'000'000;
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: " +
                      std::to_string(kBody) + "\r\n\r\n" + std::string(kBody, 'r'));
            return true;
        });
        GatewayFixture g(origin.url());
        QCOMPARE(ask(g.port, "GET", "/part").body.size(), kBody);
        const long before = residentPeak();
        std::vector<RawClient> slow;
        for (int i = 0; i < 60; ++i) {
            slow.emplace_back(g.port, RawClient::From{nullptr, 4096});
            slow.back().send(requestText("GET", "/part", "Range: bytes=1-\r\n"));
            QVERIFY(slow.back().readUntil("\r\n\r\n").starts_with("HTTP/1.1 206"));
        }
        QVERIFY(residentPeak() - before < 40 * 1024);
        // And it is the right one.
        const Answer answer = ask(g.port, "GET", "/part", "Range: bytes=100-3000000\r\n");
        QCOMPARE(answer.status(), 206);
        QCOMPARE(answer.body, std::string(2'999'901, 'r'));
    }

    void whoWaitsForTheOriginInVainIsTold()
    {
        std::atomic<bool> go{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.waitFor(go);
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            return true;
        });
        GatewayOptions options;
        options.proxy.client.connections = 1;
        options.proxy.client.waiting = 1;
        GatewayFixture g(origin.url(), options);
        std::vector<RawClient> clients;
        for (int i = 0; i < 2; ++i) {
            clients.emplace_back(g.port);
            clients.back().send(requestText("POST", "/" + std::to_string(i)));
            QTRY_COMPARE(g.gateway.figures().requests, std::uint64_t(i + 1));
        }
        const Answer refused = ask(g.port, "POST", "/2");
        QCOMPARE(refused.status(), 503);
        QVERIFY(refused.has("Retry-After: 1\r\n"));
        QVERIFY(refused.body.find("too many requests wait") != std::string::npos);
        go = true;
        for (RawClient &client : clients)
            QCOMPARE(readAnswer(client).body, std::string("ok"));
    }
};

QTEST_GUILESS_MAIN(GatewayLimitsTest)
#include "gatewaylimits_test.moc"
