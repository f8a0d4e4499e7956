// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the gateway does with what it has stored: validation, staleness, parts, variants,
// invalidation (RFC 9111, RFC 5861). Stale from the start (max-age=0, no-cache), so that nothing
// waits for time to pass.
#include "tests/integration/gatewayfixture.h"

#include <QtTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace forefetch;

namespace {

bool asks(const std::string &head, const std::string &line)
{
    return head.find(line + "\r\n") != std::string::npos;
}

std::string answerWith(const std::string &fields, const std::string &body,
                       const std::string &status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// 304 to who has it, else the whole, with `fields`.
RawOrigin::Serve tagged(const std::string &fields, std::string tag = "\"v1\"")
{
    return [=](RawOrigin::Peer &peer, const std::string &head) {
        const std::string all = fields + "ETag: " + tag + "\r\n";
        if (asks(head, "If-None-Match: " + tag))
            peer.send("HTTP/1.1 304 Not Modified\r\n" + all + "X-Fresh: yes\r\n\r\n");
        else
            peer.send(answerWith(all + "X-Old: 1\r\n", "one"));
        return true;
    };
}

} // namespace

class GatewayValidationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 9111, 4.3.
    void whatIsStaleIsValidated()
    {
        RawOrigin origin(tagged("Cache-Control: no-cache\r\n"));
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        QVERIFY(ask(client, "GET", "/a").has("fwd=uri-miss; stored\r\n"));
        for (int i = 0; i < 2; ++i) {
            const Answer again = ask(client, "GET", "/a");
            QCOMPARE(again.status(), 200);
            QCOMPARE(again.body, std::string("one"));
            QVERIFY(again.has("fwd=stale; fwd-status=304; stored\r\n"));
            QVERIFY(again.has("X-Fresh: yes\r\n"));
            QVERIFY(again.has("X-Old: 1\r\n")); // what the 304 does not carry stays
            QVERIFY(asks(origin.lastHead(), "If-None-Match: \"v1\""));
        }
        QCOMPARE(origin.requests(), 3);
    }

    void aClientThatHasItGetsA304()
    {
        RawOrigin origin(tagged("Cache-Control: no-cache\r\n"));
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        const Answer same = ask(client, "GET", "/a", "If-None-Match: \"v0\", \"v1\"\r\n");
        QCOMPARE(same.status(), 304);
        QVERIFY(same.has("ETag: \"v1\"\r\n"));
        const Answer other = ask(client, "GET", "/a", "If-None-Match: \"v0\"\r\n");
        QCOMPARE(other.status(), 200);
        QCOMPARE(other.body, std::string("one"));
        QVERIFY(asks(origin.lastHead(), "If-None-Match: \"v1\""));
    }

    // 4.3.4: a 304 for something that is not here is no answer.
    void aForeign304IsAskedAgain()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            if (head.find("If-None-Match") != std::string::npos)
                peer.send("HTTP/1.1 304 Not Modified\r\nETag: \"other\"\r\n\r\n");
            else
                peer.send(answerWith("Cache-Control: no-cache\r\nETag: \"v1\"\r\n", "one"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        const Answer again = ask(client, "GET", "/a");
        QCOMPARE(again.status(), 200);
        QCOMPARE(again.body, std::string("one"));
        QCOMPARE(origin.requests(), 3);
    }

    void aNewerAnswerReplacesTheStoredOne()
    {
        std::atomic<int> n{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            const bool first = n++ == 0;
            peer.send(first ? answerWith("Cache-Control: no-cache\r\nETag: \"v1\"\r\n", "one")
                            : answerWith("Cache-Control: no-store\r\n", "two"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        QCOMPARE(ask(client, "GET", "/a").body, std::string("two"));
        ask(client, "GET", "/a");
        QVERIFY(origin.lastHead().find("If-None-Match") == std::string::npos);
    }

    // A request with no-cache is answered by the origin, and what it says is kept (5.2.1.4).
    void noCacheAsksAndStores()
    {
        RawOrigin origin(tagged("Cache-Control: max-age=60\r\n"));
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        const Answer again = ask(client, "GET", "/a", "Cache-Control: no-cache\r\n");
        QVERIFY(again.has("fwd=request; fwd-status=304; stored\r\n"));
        QCOMPARE(origin.requests(), 2);
        QVERIFY(ask(client, "GET", "/a").has("X-Fresh: yes\r\n"));
        QCOMPARE(origin.requests(), 2);
    }

    // RFC 5861, 3.
    void staleWhileRevalidate()
    {
        std::atomic<bool> answers{true};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            peer.waitFor(answers);
            return tagged("Cache-Control: max-age=0, stale-while-revalidate=60\r\n")(peer, head);
        });
        GatewayFixture g(origin.url());
        ask(g.port, "GET", "/a");
        answers = false; // who waited for the origin would wait for ever
        for (int i = 0; i < 5; ++i) {
            const Answer stale = ask(g.port, "GET", "/a");
            QCOMPARE(stale.body, std::string("one"));
            QVERIFY(stale.has("; hit; ttl="));
        }
        QTRY_COMPARE(origin.requests(), 2); // one asks for all
        answers = true;
        QTRY_VERIFY(ask(g.port, "GET", "/a").has("X-Fresh: yes\r\n"));
    }

    // The refresh is for all: the condition of the client that caused it is not its own.
    void aRefreshAsksForTheWhole()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            if (head.find("If-None-Match") != std::string::npos)
                peer.send("HTTP/1.1 304 Not Modified\r\n\r\n");
            else
                peer.send(
                    answerWith("Cache-Control: max-age=0, stale-while-revalidate=60\r\n", "x"));
            return true;
        });
        GatewayFixture g(origin.url());
        ask(g.port, "GET", "/a");
        QVERIFY(ask(g.port, "GET", "/a", "If-None-Match: \"mine\"\r\n").has("; hit; "));
        QTRY_COMPARE(origin.requests(), 2);
        QVERIFY(origin.lastHead().find("If-None-Match") == std::string::npos);
    }

    // RFC 5861, 4; 4.2.4.
    void staleWhenTheOriginFails()
    {
        std::atomic<int> mode{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            if (mode == 1)
                peer.send(answerWith("", "broken", "503 Service Unavailable"));
            if (mode == 0)
                return tagged("Cache-Control: max-age=0, stale-if-error=60\r\n")(peer, head);
            return mode == 1; // 2: it closes the connection
        });
        GatewayFixture g(origin.url());
        ask(g.port, "GET", "/a");
        mode = 1;
        const Answer first = ask(g.port, "GET", "/a");
        QCOMPARE(first.status(), 200);
        QCOMPARE(first.body, std::string("one"));
        QVERIFY(first.has("fwd=stale; fwd-status=503; detail=stale-if-error\r\n"));
        QVERIFY(first.has("Age: "));
        // The origin is known to fail: the next one does not wait for it.
        QVERIFY(ask(g.port, "GET", "/a").has("; hit; ttl="));
        mode = 2;
        QCOMPARE(ask(g.port, "GET", "/a").body, std::string("one"));
        QCOMPARE(ask(g.port, "GET", "/never-seen").status(), 502);
    }

    void staleIsForbiddenByMustRevalidate()
    {
        for (const char *said : {"must-revalidate", "proxy-revalidate", "s-maxage=0", "no-cache"}) {
            std::atomic<bool> broken{false};
            RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
                if (!broken)
                    tagged("Cache-Control: max-age=0, stale-if-error=60, " + std::string(said) +
                           "\r\n")(peer, head);
                return !broken;
            });
            GatewayFixture g(origin.url());
            ask(g.port, "GET", "/a");
            broken = true;
            QCOMPARE(ask(g.port, "GET", "/a").status(), 502);
        }
    }

    // Without a word about errors: a silent origin is answered for, one that says 503 is not.
    void aSilentOriginIsAnsweredFor()
    {
        std::atomic<int> mode{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            if (mode == 1)
                peer.send(answerWith("", "broken", "503 Service Unavailable"));
            if (mode == 0)
                tagged("Cache-Control: max-age=0\r\n")(peer, head);
            return mode != 2;
        });
        GatewayFixture g(origin.url());
        ask(g.port, "GET", "/a");
        mode = 1;
        QCOMPARE(ask(g.port, "GET", "/a").status(), 503);
        mode = 2;
        const Answer stale = ask(g.port, "GET", "/a");
        QCOMPARE(stale.status(), 200);
        QVERIFY(stale.has("detail=stale-if-error\r\n"));
    }

    // RFC 9110, 14; RFC 9111, 3.3.
    void partsComeFromTheStoredWhole()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &) {
            peer.send(answerWith("Cache-Control: max-age=60\r\nETag: \"v1\"\r\n", "0123456789"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        const Answer part = ask(client, "GET", "/a", "Range: bytes=2-4\r\n");
        QCOMPARE(part.status(), 206);
        QCOMPARE(part.body, std::string("234"));
        QVERIFY(part.has("Content-Range: bytes 2-4/10\r\n"));
        QVERIFY(part.has("; hit; "));
        QCOMPARE(ask(client, "GET", "/a", "Range: bytes=10-\r\n").status(), 416);
        const Answer whole = ask(client, "GET", "/a", "Range: bytes=2-4\r\nIf-Range: \"v0\"\r\n");
        QCOMPARE(whole.status(), 200);
        QCOMPARE(whole.body, std::string("0123456789"));
        QCOMPARE(origin.requests(), 1);
    }

    // 4.1.
    void variantsStandSideBySide()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            const bool de = head.find("Accept-Language: de") != std::string::npos;
            peer.send(answerWith("Cache-Control: max-age=60\r\nVary: Accept-Language\r\n",
                                 de ? "hallo" : "hello"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(ask(client, "GET", "/a", "Accept-Language: en\r\n").body,
                     std::string("hello"));
            QCOMPARE(ask(client, "GET", "/a", "Accept-Language: de\r\n").body,
                     std::string("hallo"));
        }
        QCOMPARE(origin.requests(), 2);
        ask(client, "DELETE", "/a");
        ask(client, "GET", "/a", "Accept-Language: de\r\n");
        QCOMPARE(origin.requests(), 4);
    }

    // 4.3.5.
    void aHeadFreshensOrInvalidates()
    {
        std::atomic<bool> changed{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            const std::string fields = std::string("Cache-Control: max-age=60\r\nETag: ") +
                                       (changed ? "\"v2\"" : "\"v1\"") +
                                       "\r\nX-N: " + (head.starts_with("HEAD") ? "head" : "get") +
                                       "\r\n";
            peer.send(head.starts_with("HEAD")
                          ? "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 3\r\n\r\n"
                          : answerWith(fields, "one"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        ask(client, "GET", "/a");
        ask(client, "HEAD", "/a", "Cache-Control: no-cache\r\n");
        QVERIFY(ask(client, "GET", "/a").has("X-N: head\r\n"));
        QCOMPARE(origin.requests(), 2);
        changed = true;
        ask(client, "HEAD", "/a", "Cache-Control: no-cache\r\n");
        QVERIFY(ask(client, "GET", "/a").has("ETag: \"v2\"\r\n"));
        QCOMPARE(origin.requests(), 4);
    }

    // 4.4.
    void anUnsafeRequestInvalidatesWhatItNames()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            peer.send(answerWith(head.starts_with("GET") ? "Cache-Control: max-age=60\r\n"
                                                         : "Location: /made\r\nContent-Location: "
                                                           "http://elsewhere.test/kept\r\n",
                                 "x"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        for (const char *target : {"/list", "/made", "/kept"})
            ask(client, "GET", target);
        ask(client, "POST", "/list", "", "y");
        QVERIFY(ask(client, "GET", "/list").has("fwd=uri-miss"));
        QVERIFY(ask(client, "GET", "/made").has("fwd=uri-miss"));
        QVERIFY(ask(client, "GET", "/kept").has("; hit; "));
    }

    // RFC 9112, 6.3: under rfc what is wrong and yet certain is taken; else it is refused.
    void oddFraming()
    {
        const std::string head = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n";
        const std::pair<std::string, std::string> cases[] = {
            {head + "Content-Length: 3\r\n\r\nonetwo", "one"},
            {head + "Transfer-Encoding: plain\r\n\r\nall of it", "all of it"}};
        for (const auto &[bytes, body] : cases) {
            RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
                peer.send(bytes);
                return false;
            });
            GatewayFixture strict(origin.url());
            QCOMPARE(ask(strict.port, "GET", "/a").status(), 502);
            GatewayFixture g(origin.url());
            QVERIFY(g.settings.set(Param::CachePolicy, double(CachePolicy::Rfc), "test"));
            QCOMPARE(ask(g.port, "GET", "/a").body, body);
            const Answer stored = ask(g.port, "GET", "/a");
            QVERIFY(stored.has("; hit; "));
            QCOMPARE(stored.body, body);
            QVERIFY(!stored.has("Transfer-Encoding"));
        }
        // A coding that is known and not understood would be passed on undecoded.
        RawOrigin gzip([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send(head + "Transfer-Encoding: gzip\r\n\r\nx");
            return false;
        });
        GatewayFixture g(gzip.url());
        QVERIFY(g.settings.set(Param::CachePolicy, double(CachePolicy::Rfc), "test"));
        QCOMPARE(ask(g.port, "GET", "/a").status(), 502);
    }

    // RFC 9110, 15.2.
    void interimAnswersPassAndAreNotStored()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" +
                      answerWith("Cache-Control: max-age=60\r\n", "x"));
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        client.send(requestText("GET", "/a"));
        const Answer hints = readAnswer(client);
        QCOMPARE(hints.status(), 103);
        QVERIFY(hints.has("Link: </a.css>\r\n"));
        QCOMPARE(readAnswer(client).body, std::string("x"));
        const Answer stored = ask(client, "GET", "/a");
        QCOMPARE(stored.status(), 200);
        QVERIFY(!stored.has("Link"));
    }
};

QTEST_GUILESS_MAIN(GatewayValidationTest)
#include "gatewayvalidation_test.moc"
