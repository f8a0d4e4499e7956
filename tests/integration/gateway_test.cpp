// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The caching reverse proxy over loopback, in front of an origin that is told what to say.
#include "tests/integration/gatewayfixture.h"

#include <QtTest>

#include <thread>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

std::string answerWith(const std::string &fields, const std::string &body,
                       const std::string &status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

RawOrigin::Serve always(const std::string &bytes)
{
    return [bytes](RawOrigin::Peer &peer, const std::string &) {
        peer.send(bytes);
        return true;
    };
}

} // namespace

class GatewayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFreshAnswerIsStoredAndServed()
    {
        RawOrigin origin(
            always(answerWith("Cache-Control: max-age=60\r\nETag: \"v1\"\r\n", "one")));
        GatewayFixture g(origin.url());
        const Answer first = ask(g.port, "GET", "/a");
        QCOMPARE(first.status(), 200);
        QCOMPARE(first.body, std::string("one"));
        QVERIFY(first.has("Cache-Status: forefetch; fwd=uri-miss; stored\r\n"));
        RawClient client(g.port);
        const Answer second = ask(client, "GET", "/a");
        QCOMPARE(second.body, std::string("one"));
        QVERIFY(second.has("Cache-Status: forefetch; hit; ttl="));
        // Whole seconds: the clock may just have passed from one to the next.
        QVERIFY(second.has("Age: 0\r\n") || second.has("Age: 1\r\n"));
        QVERIFY(second.has("ETag: \"v1\"\r\n"));
        const Answer head = ask(client, "HEAD", "/a");
        QVERIFY(head.has("; hit; "));
        QVERIFY(head.has("Content-Length: 3\r\n"));
        const Answer same = ask(client, "GET", "/a", "If-None-Match: \"v1\"\r\n");
        QCOMPARE(same.status(), 304);
        QVERIFY(same.has("ETag: \"v1\"\r\n"));
        QCOMPARE(ask(client, "GET", "/a", "If-None-Match: \"v0\"\r\n").status(), 200);
        QCOMPARE(origin.requests(), 1);
        QTRY_COMPARE(g.demand().hits, std::uint64_t(4));
        QCOMPARE(g.demand().misses, std::uint64_t(1));
    }

    void whatMayNotBeStoredIsForwarded()
    {
        RawOrigin origin(always(answerWith("Cache-Control: no-store\r\n", "x")));
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        for (int i = 0; i < 2; ++i)
            QVERIFY(ask(client, "GET", "/a").has("Cache-Status: forefetch; fwd=uri-miss\r\n"));
        QVERIFY(ask(client, "GET", "/a", "Range: bytes=0-1\r\n").has("fwd=bypass"));
        QVERIFY(ask(client, "GET", "/a", "Cache-Control: no-cache\r\n").has("fwd=request"));
        QVERIFY(ask(client, "OPTIONS", "/a").has("fwd=method"));
        QCOMPARE(ask(client, "GET", "/a", "Cache-Control: only-if-cached\r\n").status(), 504);
        QCOMPARE(ask(client, "TRACE", "/a").status(), 405);
        QCOMPARE(origin.requests(), 5);
    }

    void headersAreMappedBothWays()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            const std::string host = head.substr(head.find("Host: ") + 6);
            const std::string authority = host.substr(0, host.find("\r\n"));
            peer.send(answerWith("Location: http://" + authority + "/v2/next?x=1\r\n" +
                                     "Content-Location: /v2/here\r\nKeep-Alive: timeout=5\r\n" +
                                     "Set-Cookie: sid=1; Domain=example.com; Path=/v2/a; Secure; "
                                     "HttpOnly; SameSite=None\r\n" +
                                     "Cache-Status: cdn; fwd=miss\r\nX-Hop: 1\r\n" +
                                     "Connection: X-Hop\r\n",
                                 "", "302 Found"));
            return true;
        });
        GatewayFixture g(origin.url("/v2"));
        const Answer a = ask(g.port, "GET", "/a?b=c",
                             "X-Forwarded-For: 10.1.1.1\r\nConnection: X-Secret\r\nX-Secret: 1\r\n"
                             "Proxy-Authorization: Basic eA==\r\nTE: trailers\r\nUpgrade: h2c\r\n"
                             "X-Kept: yes\r\nAccept-Encoding: gzip, br\r\n");
        QVERIFY(a.has("Location: http://gw.test:8080/next?x=1\r\n"));
        QVERIFY(a.has("Content-Location: /here\r\n"));
        QVERIFY(a.has("Set-Cookie: sid=1; Path=/a; HttpOnly\r\n"));
        QVERIFY(a.has("Cache-Status: cdn; fwd=miss\r\n"));
        QVERIFY(a.head.find("cdn; fwd=miss") < a.head.find("Cache-Status: forefetch"));
        QVERIFY(!a.has("X-Hop"));
        QVERIFY(!a.has("Keep-Alive"));
        const std::string asked = origin.lastHead();
        QVERIFY(asked.starts_with("GET /v2/a?b=c HTTP/1.1\r\n"));
        const auto has = [&](const std::string &text) {
            return asked.find(text) != std::string::npos;
        };
        QVERIFY(has("Host: 127.0.0.1:"));
        QVERIFY(has("X-Forwarded-For: 127.0.0.1\r\n"));
        QVERIFY(!has("X-Forwarded-Host")); // its answer may be stored for others
        QVERIFY(has("X-Forwarded-Proto: http\r\n"));
        QVERIFY(has("Via: 1.1 forefetch\r\n"));
        QVERIFY(has("X-Kept: yes\r\n"));
        QVERIFY(has("Accept-Encoding: gzip, br\r\n"));
        for (const char *gone : {"X-Secret", "Proxy-Authorization", "TE:", "Upgrade"})
            QVERIFY2(!has(gone), gone);
    }

    void unsafeMethodsInvalidate()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            if (head.starts_with("POST"))
                peer.readBytes(1);
            const bool refused = head.find("X-Refuse") != std::string::npos;
            peer.send(answerWith("Cache-Control: max-age=60\r\n", "b",
                                 refused ? "403 Forbidden" : "200 OK"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        QVERIFY(ask(client, "GET", "/a").has("; hit;"));
        QCOMPARE(ask(client, "POST", "/a", "X-Refuse: 1\r\n", "b").status(), 403);
        QVERIFY(ask(client, "GET", "/a").has("; hit;"));
        QVERIFY(ask(client, "POST", "/a", "", "b").has("fwd=method"));
        QVERIFY(!ask(client, "GET", "/a").has("; hit;"));
        ask(client, "DELETE", "/a");
        QVERIFY(!ask(client, "GET", "/a").has("; hit;"));
        QVERIFY(ask(client, "GET", "/a").has("; hit;"));
    }

    void manyWhoAskAtOnceCostOneRequest()
    {
        std::atomic<bool> open{false};
        const std::string body(500'000, 'j');
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 500000\r\n"
                      "\r\n" +
                      body.substr(0, 1000));
            peer.waitFor(open);
            peer.send(body.substr(1000));
            return true;
        });
        GatewayFixture g(origin.url());
        std::vector<RawClient> clients;
        for (int i = 0; i < 50; ++i) {
            clients.emplace_back(g.port);
            clients.back().send(requestText("GET", "/slow"));
        }
        QTRY_COMPARE(g.gateway.figures().requests, std::uint64_t(50));
        open = true;
        int collapsed = 0;
        for (RawClient &client : clients) {
            const Answer a = readAnswer(client);
            QVERIFY(a.whole);
            QVERIFY(a.body == body);
            collapsed += a.has("collapsed") ? 1 : 0;
        }
        QCOMPARE(origin.requests(), 1);
        QCOMPARE(collapsed, 49);
        QTRY_COMPARE(g.demand().misses, std::uint64_t(50));
        QCOMPARE(g.demand().originRequests, std::uint64_t(1));
    }

    // The first answer shows that nothing may be shared; all who waited for it must then be at the
    // origin at the same time, for it answers none of them before.
    void whatMayNotBeSharedIsFetchedSideBySide()
    {
        std::atomic<int> asked{0};
        std::atomic<bool> joined{false};
        std::atomic<bool> together{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.waitFor(++asked == 1 ? joined : together);
            peer.send(answerWith("Cache-Control: no-store\r\n", "private"));
            return true;
        });
        GatewayFixture g(origin.url());
        std::vector<RawClient> clients;
        for (int i = 0; i < 20; ++i) {
            clients.emplace_back(g.port);
            clients.back().send(requestText("GET", "/mine"));
        }
        QTRY_COMPARE(g.gateway.figures().requests, std::uint64_t(20));
        joined = true;
        QTRY_COMPARE(origin.requests(), 20);
        together = true;
        for (RawClient &client : clients)
            QCOMPARE(readAnswer(client).body, std::string("private"));
        QCOMPARE(origin.requests(), 20);
    }

    void joinersWithOtherVaryFieldsAskThemselves()
    {
        std::atomic<bool> open{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            peer.waitFor(open);
            const bool german = head.find("Language: de") != std::string::npos;
            peer.send(answerWith("Cache-Control: max-age=60\r\nVary: Accept-Language\r\n",
                                 german ? "hallo" : "hello"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient english(g.port), german(g.port), another(g.port);
        english.send(requestText("GET", "/", "Accept-Language: en\r\n"));
        QTRY_COMPARE(origin.requests(), 1);
        german.send(requestText("GET", "/", "Accept-Language: de\r\n"));
        another.send(requestText("GET", "/", "Accept-Language: en\r\n"));
        QTRY_COMPARE(g.gateway.figures().requests, std::uint64_t(3));
        open = true;
        QCOMPARE(readAnswer(english).body, std::string("hello"));
        QCOMPARE(readAnswer(german).body, std::string("hallo"));
        QCOMPARE(readAnswer(another).body, std::string("hello"));
        QCOMPARE(origin.requests(), 2);
    }

    void aPrivateAnswerStaysWithItsOwner()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            const std::size_t at = head.find("Authorization: ");
            const std::string who = at == std::string::npos ? "nobody" : head.substr(at + 15, 3);
            peer.send(answerWith("Cache-Control: private, max-age=60\r\n", who));
            return true;
        });
        GatewayFixture g(origin.url());
        for (int round = 0; round < 2; ++round)
            for (const std::string who : {"ann", "bob"})
                QCOMPARE(ask(g.port, "GET", "/me", "Authorization: " + who + "\r\n").body, who);
        QCOMPARE(ask(g.port, "GET", "/me").body, std::string("nobody"));
        // Also while they are in flight together.
        std::vector<RawClient> clients;
        for (int i = 0; i < 20; ++i) {
            clients.emplace_back(g.port);
            const std::string who = i % 2 == 0 ? "ann" : "bob";
            clients.back().send(requestText("GET", "/other", "Authorization: " + who + "\r\n"));
        }
        for (std::size_t i = 0; i < clients.size(); ++i)
            QCOMPARE(readAnswer(clients[i]).body, std::string(i % 2 == 0 ? "ann" : "bob"));
    }

    void theFetchGoesOnForItsJoinersWhenItsClientLeaves()
    {
        std::atomic<bool> open{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.waitFor(open);
            peer.send(answerWith("Cache-Control: max-age=60\r\n", "for all"));
            return true;
        });
        GatewayFixture g(origin.url());
        auto first = std::make_unique<RawClient>(g.port);
        first->send(requestText("GET", "/a"));
        QTRY_COMPARE(origin.requests(), 1);
        RawClient second(g.port);
        second.send(requestText("GET", "/a"));
        QTRY_COMPARE(g.gateway.figures().requests, std::uint64_t(2));
        QTest::qWait(20); // it has joined
        first.reset();
        QTRY_COMPARE(g.demand().errors, std::uint64_t(1));
        open = true;
        QCOMPARE(readAnswer(second).body, std::string("for all"));
        QCOMPARE(origin.requests(), 1);
    }

    void aFetchThatNobodyWantsIsGivenUp()
    {
        std::atomic<int> cut{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            if (head.starts_with("GET /b"))
                return peer.send(answerWith("", "b")), true;
            cut += peer.readUntil("\r\n\r\n").empty() ? 1 : 0; // the end of the connection
            return false;
        });
        GatewayFixture g(origin.url());
        {
            RawClient client(g.port);
            client.send(requestText("GET", "/a"));
            QTRY_COMPARE(origin.requests(), 1);
        }
        QTRY_COMPARE(cut.load(), 1);
        QCOMPARE(ask(g.port, "GET", "/b").body, std::string("b"));
        QCOMPARE(g.pipeline.flights().size(), std::size_t(0));
    }

    void interimAnswersArePassedOn()
    {
        RawOrigin origin(
            always("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answerWith("", "ok")));
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        client.send(requestText("POST", "/", "", "x"));
        QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 103 Early Hints\r\nLink: </x>"));
        QCOMPARE(readAnswer(client).body, std::string("ok"));
    }

    void busyPortIsAClearError()
    {
        RawOrigin origin(always(answerWith("", "ok")));
        GatewayFixture g(origin.url());
        Gateway second(g.pipeline, g.clock, *Origin::parse(origin.url()));
        const auto failed = second.start({"127.0.0.1", g.port});
        QVERIFY(!failed.ok());
        QVERIFY(failed.error().text.find("in use") != std::string::npos);
        QVERIFY(!second.isRunning());
    }
};

QTEST_GUILESS_MAIN(GatewayTest)
#include "gateway_test.moc"
