// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP server alone, over loopback, with a handler that echoes.
#include "core/fetch/ioloop.h"
#include "core/gateway/httpserver.h"

#include "tests/integration/rawclient.h"

#include <QtTest>

#include <memory>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// "/echo" sends the body back as it comes; "/large" ten times 100,000 bytes, unsized; "/never"
// does not answer; anything else answers with its target.
class Echo final : public RequestListener
{
public:
    explicit Echo(ServerRequest &request) : m_request(request) {}

    void begin()
    {
        m_request.setListener(this);
        m_request.resumeBody(); // before the answer: a 100 can only come first
        m_request.begin({200, "", {}}, m_request.bodyLength());
    }
    void onBody(std::string_view bytes) override
    {
        if (!m_request.write(bytes))
            m_request.pauseBody();
    }
    void onBodyEnd() override
    {
        m_request.end();
        delete this;
    }
    void onWritable() override { m_request.resumeBody(); }
    void onGone() override { delete this; }

private:
    ServerRequest &m_request;
};

class Never final : public RequestListener
{
public:
    explicit Never(std::atomic<int> &gone) : m_gone(gone) {}
    void onBody(std::string_view) override {}
    void onBodyEnd() override {}
    void onWritable() override {}
    void onGone() override
    {
        ++m_gone;
        delete this;
    }

private:
    std::atomic<int> &m_gone;
};

class EchoHandler final : public RequestHandler
{
public:
    explicit EchoHandler(std::atomic<int> &gone) : m_gone(gone) {}
    void handle(ServerRequest &request) override
    {
        const std::string target = request.head().target;
        if (target == "/echo") {
            (new Echo(request))->begin();
        } else if (target == "/never") {
            request.setListener(new Never(m_gone));
        } else if (target == "/large") {
            request.begin({200, "", {}}, std::nullopt);
            for (int i = 0; i < 10; ++i)
                request.write(std::string(100'000, static_cast<char>('0' + i)));
            request.end();
        } else if (target == "/shared") {
            request.respond({200, "", {}}, std::make_shared<const std::string>(3'000'000, 's'));
        } else {
            Headers fields;
            fields.add("X-Client", std::string(request.clientAddress()));
            request.respond({200, "", std::move(fields)}, target);
        }
    }

private:
    std::atomic<int> &m_gone;
};

std::string get(std::string_view target, std::string_view more = "")
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}

} // namespace

class GatewayServerTest : public QObject
{
    Q_OBJECT

    RealClock m_clock;
    std::atomic<int> m_gone{0};

    std::unique_ptr<HttpServer> server(ServerOptions options = {})
    {
        return std::make_unique<HttpServer>(
            options, m_clock, [this](IoLoop &) { return std::make_unique<EchoHandler>(m_gone); });
    }

private Q_SLOTS:
    void init() { m_gone = 0; }

    void answersAndKeepsTheConnection()
    {
        auto s = server();
        const auto bound = s->start();
        QVERIFY(bound.ok());
        QVERIFY(bound->port != 0);
        RawClient client(bound->port);
        for (int i = 0; i < 3; ++i) {
            client.send(get("/x" + std::to_string(i)));
            const std::string head = client.readUntil("\r\n\r\n");
            QVERIFY(head.starts_with("HTTP/1.1 200 OK\r\n"));
            QVERIFY(head.find("Content-Length: 3\r\n") != std::string::npos);
            QVERIFY(head.find("X-Client: 127.0.0.1\r\n") != std::string::npos);
            QVERIFY(head.find("\r\nDate: ") != std::string::npos);
            QCOMPARE(client.readBytes(3), "/x" + std::to_string(i));
        }
        QVERIFY(s->stop(1s));
        QCOMPARE(s->figures().connections, 0U);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        auto s = server({.threads = 2});
        const auto bound = s->start();
        RawClient client(bound->port);
        std::string requests;
        for (int i = 0; i < 200; ++i)
            requests += i % 10 == 3 ? get("/large") : get("/" + std::to_string(i));
        std::thread sender([&] { client.send(requests); });
        for (int i = 0; i < 200; ++i) {
            client.readUntil("\r\n\r\n");
            if (i % 10 == 3) {
                const std::string body = client.readUntil("\r\n0\r\n\r\n");
                QVERIFY(body.size() > 1'000'000);
            } else {
                const std::string want = "/" + std::to_string(i);
                QCOMPARE(client.readBytes(want.size()), want);
            }
        }
        sender.join();
    }

    void bodiesGoThroughBothFramings()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
        QVERIFY(client.readUntil("\r\n\r\n").find("Content-Length: 5\r\n") != std::string::npos);
        QCOMPARE(client.readBytes(5), std::string("hello"));
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (const char c : std::string_view("5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nT: 1\r\n\r\n"))
            client.send({&c, 1});
        QVERIFY(client.readUntil("\r\n\r\n").find("chunked") != std::string::npos);
        std::string text;
        while (text.find("0\r\n\r\n") == std::string::npos)
            text += client.readUntil("\r\n");
        std::string joined;
        for (const char c : text)
            if (c > '9' || c == '!')
                joined += c;
        QCOMPARE(joined, std::string("hello!"));
        client.send(get("/after"));
        QVERIFY(client.readUntil("/after").find("200 OK") != std::string::npos);
    }

    void emptyChunkedBodyByteByByte()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        const std::string request =
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        for (const char c : request) {
            client.send({&c, 1});
            QThread::yieldCurrentThread();
        }
        QVERIFY(client.readUntil("0\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
    }

    void continueIsSentWhenTheBodyIsWanted()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                    "Content-Length: 2\r\n\r\n");
        QString interim = QString::fromStdString(client.readUntil("\r\n\r\n"));
        if (interim.startsWith(QStringLiteral("HTTP/1.1 200")))
            QFAIL("the answer began before the body was asked for");
        QVERIFY(interim.startsWith(QStringLiteral("HTTP/1.1 100 Continue\r\n")));
        client.send("ok");
        QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
        QCOMPARE(client.readBytes(2), std::string("ok"));
    }

    void aBodyThatNobodyWantsIsThrownAway()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + get("/y"));
        QVERIFY(client.readUntil("/x").find("200 OK") != std::string::npos);
        QVERIFY(client.readUntil("/y").find("200 OK") != std::string::npos);
    }

    void headAnswersHaveALengthAndNoBody()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        client.send("HEAD /four HTTP/1.1\r\nHost: a\r\n\r\n" + get("/y"));
        QVERIFY(client.readUntil("\r\n\r\n").find("Content-Length: 5\r\n") != std::string::npos);
        QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
    }

    void largeSharedBodyArrivesWhole()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        client.send(get("/shared") + get("/y"));
        client.readUntil("\r\n\r\n");
        const std::string body = client.readBytes(3'000'000);
        QCOMPARE(body.size(), std::size_t(3'000'000));
        QVERIFY(body.find_first_not_of('s') == std::string::npos);
        QVERIFY(client.readUntil("/y").find("200 OK") != std::string::npos);
    }

    void http10ClosesUnlessAskedTo()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient client(bound->port);
        client.send("GET /a HTTP/1.0\r\n\r\n");
        QVERIFY(client.readAll().ends_with("/a"));
        QVERIFY(client.sawEnd());
        RawClient streamed(bound->port);
        streamed.send("GET /large HTTP/1.0\r\n\r\n");
        const std::string all = streamed.readAll();
        QVERIFY(all.find("chunked") == std::string::npos);
        QCOMPARE(all.size() - all.find("\r\n\r\n") - 4, std::size_t(1'000'000));
        RawClient kept(bound->port);
        kept.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QVERIFY(kept.readUntil("\r\n\r\n").find("Connection: keep-alive") != std::string::npos);
    }

    void limitsAreAnswered()
    {
        ServerOptions options;
        options.limits.head = {1000, 10};
        options.limits.bodyBytes = 10;
        options.limits.headTime = 600ms;
        options.limits.bodyIdle = 600ms;
        options.limits.idle = 800ms;
        auto s = server(options);
        const auto bound = s->start();
        const auto answer = [&](const std::string &request) {
            RawClient client(bound->port);
            client.send(request);
            return client.readAll().substr(0, 12);
        };
        QCOMPARE(answer(get("/" + std::string(2000, 'a'))), std::string("HTTP/1.1 414"));
        QCOMPARE(answer(get("/", "A: " + std::string(2000, 'a') + "\r\n")),
                 std::string("HTTP/1.1 431"));
        std::string many;
        for (int i = 0; i < 12; ++i)
            many += "A: b\r\n";
        QCOMPARE(answer(get("/", many)), std::string("HTTP/1.1 431"));
        QCOMPARE(answer("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n"),
                 std::string("HTTP/1.1 413"));
        QCOMPARE(answer("GET / HT"), std::string("HTTP/1.1 408"));
        QCOMPARE(answer("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nh").substr(0, 12),
                 std::string("HTTP/1.1 200"));
        QCOMPARE(answer(""), std::string());
        QVERIFY(s->figures().timedOut >= 2);
    }

    void tooManyConnectionsAreRefused()
    {
        ServerOptions options;
        options.limits.connections = 2;
        auto s = server(options);
        const auto bound = s->start();
        RawClient a(bound->port), b(bound->port);
        a.send(get("/a"));
        b.send(get("/b"));
        QVERIFY(!a.readUntil("/a").empty());
        QVERIFY(!b.readUntil("/b").empty());
        RawClient c(bound->port);
        QVERIFY(c.readAll().starts_with("HTTP/1.1 503"));
        a.close();
        QTRY_VERIFY(s->figures().connections < 2);
        RawClient d(bound->port);
        d.send(get("/d"));
        QVERIFY(d.readUntil("/d").starts_with("HTTP/1.1 200"));
    }

    void handlerLearnsThatTheClientLeft()
    {
        auto s = server();
        const auto bound = s->start();
        {
            RawClient client(bound->port);
            client.send(get("/never"));
            QTRY_COMPARE(s->figures().requests, 1U);
        }
        QTRY_COMPARE(m_gone.load(), 1);
    }

    void stopCutsWhatDoesNotEnd()
    {
        auto s = server();
        const auto bound = s->start();
        RawClient idle(bound->port);
        RawClient client(bound->port);
        client.send(get("/never"));
        QTRY_COMPARE(s->figures().requests, 1U);
        QVERIFY(!s->stop(50ms));
        QCOMPARE(m_gone.load(), 1);
        QVERIFY(client.readAll().empty());
        RawClient refused(bound->port);
        QVERIFY(!refused.isOpen());
    }

    void busyPortIsAClearError()
    {
        auto s = server();
        const auto bound = s->start();
        auto second = server({.listen = *bound});
        const auto failed = second->start();
        QVERIFY(!failed.ok());
        QVERIFY(failed.error().text.find(bound->text()) != std::string::npos);
        QVERIFY(failed.error().text.find("in use") != std::string::npos);
        QVERIFY(!server({.listen = {"no.such.host", 0}})->start().ok());
    }

    void aPortThatIsSharedByThreadsIsBusyForOthers()
    {
        auto s = server({.threads = 3});
        const auto bound = s->start();
        for (const unsigned threads : {1U, 3U}) {
            auto second = server({.listen = *bound, .threads = threads});
            QVERIFY(!second->start().ok());
        }
    }

    void everyThreadAcceptsForItself()
    {
        class Numbered final : public RequestHandler
        {
        public:
            explicit Numbered(int number) : m_number(number) {}
            void handle(ServerRequest &request) override
            {
                request.respond({200, "", {}}, std::to_string(m_number));
            }

        private:
            int m_number;
        };
        int made = 0;
        HttpServer s({.threads = 2}, m_clock,
                     [&](IoLoop &) { return std::make_unique<Numbered>(++made); });
        const auto bound = s.start();
        std::string seen;
        for (int i = 0; i < 64; ++i) { // all at one: once in 2^63
            RawClient client(bound->port);
            client.send(get("/"));
            client.readUntil("\r\n\r\n");
            seen += client.readBytes(1);
        }
        QVERIFY(seen.find('1') != seen.npos && seen.find('2') != seen.npos);
    }
};

QTEST_GUILESS_MAIN(GatewayServerTest)
#include "gatewayserver_test.moc"
