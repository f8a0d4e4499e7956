// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Origins that are down, hang, lie or send garbage: that client alone is told, the rest goes on.
#include "tests/integration/gatewayfixture.h"

#include <QtTest>

#include <memory>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

class GatewayFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badAnswersAreTheirClientsAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("hangs");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("whole");
        const auto row = [](const char *name, const QByteArray &bytes, bool hangs, int status,
                            bool whole) {
            QTest::newRow(name) << bytes << hangs << status << whole;
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n";
        row("garbage", "<html>\r\n\r\n", false, 502, true);
        row("nothing", "", false, 502, true);
        row("half a head", "HTTP/1.1 200 OK\r\nConte", false, 502, true);
        row("silence", "", true, 504, true);
        row("length and coding",
            ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false, 502,
            true);
        row("two lengths", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc", false, 502,
            true);
        row("folded", ok + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n", false, 502, true);
        row("NUL", ok + QByteArray("X: a\0b\r\n", 8) + "Content-Length: 0\r\n\r\n", false, 502,
            true);
        row("too short", ok + "Content-Length: 9\r\n\r\nabc", false, 200, false);
        row("stops", ok + "Content-Length: 9\r\n\r\nabc", true, 200, false);
        row("chunk cut", ok + "Transfer-Encoding: chunked\r\n\r\n9\r\nabc", false, 200, false);
        row("bad chunk", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nz\r\n", false, 200,
            false);
        row("folded trailer",
            ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: a\r\n b\r\n\r\n", false,
            200, false);
        row("NUL in the trailer",
            ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n" +
                QByteArray("X: a\0b\r\n\r\n", 10),
            false, 200, false);
        row("switches", "HTTP/1.1 101 Switching Protocols\r\n\r\n", false, 502, true);
    }

    void badAnswersAreTheirClientsAlone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, hangs);
        QFETCH(int, status);
        QFETCH(bool, whole);
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            if (head.starts_with("GET /good")) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
                return true;
            }
            peer.send({bytes.data(), static_cast<std::size_t>(bytes.size())});
            if (hangs)
                peer.hang();
            return false;
        });
        GatewayFixture g(origin.url(), GatewayFixture::impatient());
        // As the leader of a flight, and as a request that nothing can be shared of.
        for (const char *method : {"GET", "POST"}) {
            const Answer bad = ask(g.port, method, "/bad");
            // What breaks before a byte has gone out can still be told as what it is.
            const bool told = bad.status() == 502 && bad.whole;
            QVERIFY2(told || (bad.status() == status && bad.whole == whole), bad.head.c_str());
            QVERIFY(bad.has("Cache-Status: forefetch; fwd="));
            if (bad.status() != 200)
                QVERIFY(bad.body.find(origin.url()) != std::string::npos);
            QCOMPARE(ask(g.port, "GET", "/good").body, std::string("good"));
        }
        // A broken answer is not stored.
        QVERIFY(!ask(g.port, "GET", "/bad").has("; hit"));
        QTRY_COMPARE(g.demand().errors, std::uint64_t(3));
        QCOMPARE(g.pipeline.flights().size(), std::size_t(0));
    }

    void whoJoinsABadFetchIsToldTheSame()
    {
        std::atomic<bool> open{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.waitFor(open);
            return false;
        });
        GatewayFixture g(origin.url());
        std::vector<RawClient> clients;
        for (int i = 0; i < 10; ++i) {
            clients.emplace_back(g.port);
            clients.back().send(requestText("GET", "/a"));
        }
        QTRY_COMPARE(g.gateway.figures().requests, std::uint64_t(10));
        open = true;
        for (RawClient &client : clients)
            QCOMPARE(readAnswer(client).status(), 502);
        QCOMPARE(origin.requests(), 1);
    }

    void anOriginThatIsDownComesBackByItself()
    {
        auto serve = [](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nup");
            return true;
        };
        auto origin = std::make_unique<RawOrigin>(serve);
        const std::uint16_t port = origin->port();
        GatewayFixture g(origin->url());
        RawClient client(g.port);
        QCOMPARE(ask(client, "GET", "/").body, std::string("up"));
        origin.reset();
        for (int i = 0; i < 3; ++i) {
            const Answer down = ask(client, "GET", "/");
            QCOMPARE(down.status(), 502);
            QVERIFY(down.body.find("cannot be reached") != std::string::npos);
            QVERIFY(down.has("Content-Type: text/plain"));
        }
        origin = std::make_unique<RawOrigin>(serve, port);
        QCOMPARE(ask(client, "GET", "/").body, std::string("up"));
    }

    void aNameThatIsNotKnown()
    {
        GatewayFixture g("http://no-such-host.invalid");
        const Answer a = ask(g.port, "GET", "/");
        QCOMPARE(a.status(), 502);
        QVERIFY(a.body.find("no-such-host.invalid cannot be reached") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(GatewayFaultsTest)
#include "gatewayfaults_test.moc"
