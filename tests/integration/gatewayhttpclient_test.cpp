// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pooled HTTP client against origins that behave, and origins that do not.
#include "core/fetch/httpclient.h"

#include "tests/integration/raworigin.h"

#include <QtTest>

#include <memory>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Sink final : HttpCallListener
{
    ResponseHead head;
    std::optional<std::uint64_t> length;
    std::string body;
    std::vector<int> interim;
    std::string failure;
    FetchStatus status = FetchStatus::Answered;
    bool gotHead = false;
    bool done = false;
    std::function<void()> onHeadDo;
    std::function<void()> onWritableDo;
    std::unique_ptr<HttpCall> call;

    void onInterim(const ResponseHead &h) override { interim.push_back(h.status); }
    void onHead(ResponseHead &&h, std::optional<std::uint64_t> l) override
    {
        head = std::move(h);
        length = l;
        gotHead = true;
        if (onHeadDo)
            onHeadDo();
    }
    void onData(std::string_view bytes) override { body += bytes; }
    void onEnd() override
    {
        done = true;
        call.reset();
    }
    void onFailure(const HttpFailure &f) override
    {
        done = true;
        failure = f.text;
        status = f.status;
        call.reset();
    }
    void onWritable() override
    {
        if (onWritableDo)
            onWritableDo();
    }
};

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

} // namespace

class GatewayHttpClientTest : public QObject
{
    Q_OBJECT

    RealClock m_clock;

    std::unique_ptr<HttpClient> client(const RawOrigin &origin, HttpClientOptions options = {})
    {
        return std::make_unique<HttpClient>(*Origin::parse(origin.url()), m_clock, options);
    }
    static RequestHead request(std::string method = "GET", std::string target = "/")
    {
        return {std::move(method), std::move(target), {}};
    }
    // One GET whose answer is exactly `bytes`.
    std::unique_ptr<Sink> answer(const std::string &bytes, bool thenClose,
                                 const std::string &method = "GET")
    {
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send(bytes);
            if (!thenClose)
                peer.hang();
            return false;
        });
        HttpClientOptions options;
        options.firstByteTime = 1s;
        options.idleTime = 1s;
        auto c = client(origin, options);
        auto sink = std::make_unique<Sink>();
        sink->call = c->send(request(method), Framing::none(), *sink);
        (void)QTest::qWaitFor([&] { return sink->done; }, 8000); // the caller looks
        sink->call.reset();
        return sink;
    }

private Q_SLOTS:
    void reusesItsConnection()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &) {
            peer.send(kOk);
            return true;
        });
        auto c = client(origin);
        for (int i = 0; i < 5; ++i) {
            Sink sink;
            sink.call = c->send(request("GET", "/" + std::to_string(i)), Framing::none(), sink);
            QTRY_VERIFY(sink.done);
            QCOMPARE(sink.failure, std::string());
            QCOMPARE(sink.head.status, 200);
            QCOMPARE(sink.body, std::string("ok"));
            QCOMPARE(sink.length.value_or(0), std::uint64_t(2));
        }
        QCOMPARE(origin.connections(), 1);
        QCOMPARE(c->idleConnections(), std::size_t(1));
        QVERIFY(origin.lastHead().starts_with("GET /4 HTTP/1.1\r\n"));
        QVERIFY(origin.lastHead().find("Host: 127.0.0.1:" + std::to_string(origin.port())) !=
                std::string::npos);
    }

    void atMostSoManyConnections()
    {
        std::atomic<bool> open{false};
        std::atomic<int> busy{0};
        std::atomic<int> most{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            most = std::max(most.load(), ++busy);
            peer.waitFor(open);
            --busy;
            peer.send(kOk);
            return true;
        });
        HttpClientOptions options;
        options.connections = 3;
        options.waiting = 5;
        std::atomic<std::uint32_t> waiting{0}; // what prefetches stand back for
        options.waitingCalls = &waiting;
        auto c = client(origin, options);
        std::vector<std::unique_ptr<Sink>> sinks;
        for (int i = 0; i < 9; ++i) {
            sinks.push_back(std::make_unique<Sink>());
            sinks.back()->call = c->send(request(), Framing::none(), *sinks.back());
            QVERIFY(!sinks.back()->done);
        }
        QCOMPARE(c->waiting(), std::size_t(5));
        QCOMPARE(waiting.load(), 5U);
        sinks[7]->call.reset(); // somebody leaves
        QCOMPARE(waiting.load(), 4U);
        QTRY_VERIFY(sinks.back()->done);
        QCOMPARE(sinks.back()->status, FetchStatus::Refused);
        QTRY_COMPARE(busy.load(), 3);
        open = true;
        for (int i = 0; i < 7; ++i) {
            QTRY_VERIFY(sinks[static_cast<std::size_t>(i)]->done);
            QCOMPARE(sinks[static_cast<std::size_t>(i)]->body, std::string("ok"));
        }
        QCOMPARE(waiting.load(), 0U);
        QCOMPARE(most.load(), 3);
        QCOMPARE(origin.connections(), 3);
    }

    void framings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("close");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *bytes, bool close, const char *method,
                            const char *body) {
            QTest::newRow(name) << QByteArray(bytes) << close << QByteArray(method)
                                << QByteArray(body);
        };
        row("sized", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", false, "GET", "abc");
        row("chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde"
            "\r\n0\r\nX: y\r\n\r\n",
            false, "GET", "abcde");
        row("until close", "HTTP/1.1 200 OK\r\n\r\nabc", true, "GET", "abc");
        row("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nabc", true, "GET", "abc");
        row("head", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", false, "HEAD", "");
        row("204", "HTTP/1.1 204 No Content\r\n\r\n", false, "GET", "");
        row("304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false, "GET", "");
        row("interim",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            false, "GET", "a");
    }

    void framings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, close);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        const auto sink = answer(bytes.toStdString(), close, method.toStdString());
        QVERIFY(sink->done);
        QCOMPARE(sink->failure, std::string());
        QCOMPARE(sink->body, body.toStdString());
        if (bytes.contains("103"))
            QCOMPARE(sink->interim, std::vector<int>{103});
    }

    void lies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("close");
        const auto row = [](const char *name, const QByteArray &bytes, bool close) {
            QTest::newRow(name) << bytes << close;
        };
        const auto with = [](const char *fields, const char *body) {
            return QByteArray("HTTP/1.1 200 OK\r\n") + fields + "\r\n" + body;
        };
        row("too short", with("Content-Length: 5\r\n", "abc"), true);
        row("never whole", with("Content-Length: 5\r\n", "abc"), false);
        row("too long", with("Content-Length: 1\r\n", "abc"), false);
        row("two lengths", with("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), true);
        row("length and coding",
            with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), true);
        row("other coding", with("Transfer-Encoding: gzip\r\n", "abc"), true);
        row("chunk cut", with("Transfer-Encoding: chunked\r\n", "5\r\nabc"), true);
        row("no last chunk", with("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n"), true);
        row("bad chunk", with("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n"), true);
        row("folded trailer",
            with("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nX: a\r\n b\r\n\r\n"), false);
        row("trailer with CR",
            with("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nX: a\rb\r\n\r\n"), false);
        row("trailer without a name",
            with("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n: a\r\n\r\n"), false);
        row("trailer cut", with("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nX: a\r\n"),
            true);
        row("folded", with("A: b\r\n c\r\nContent-Length: 0\r\n", ""), true);
        row("bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", true);
        row("garbage", "<html>no</html>\r\n\r\n", true);
        row("binary", "\x16\x03\x01\x02", true);
        row("silence", "", false);
        row("hangs up", "", true);
        row("half a head", "HTTP/1.1 200 OK\r\nConte", false);
        row("switch", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", false);
        row("status", "HTTP/1.1 999 Much\r\nContent-Length: 0\r\n\r\n", true);
    }

    void lies()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, close);
        const auto sink = answer(bytes.toStdString(), close);
        QVERIFY(sink->done);
        QVERIFY(!sink->failure.empty());
        QVERIFY(sink->failure.find("http://127.0.0.1:") == 0);
        QVERIFY(sink->body.size() <= 3);
    }

    void unreachable()
    {
        std::uint16_t port = 0;
        {
            RawOrigin gone([](RawOrigin::Peer &, const std::string &) { return false; });
            port = gone.port();
        }
        HttpClient c(*Origin::parse("http://127.0.0.1:" + std::to_string(port)), m_clock);
        Sink sink;
        sink.call = c.send(request(), Framing::none(), sink);
        QVERIFY(!sink.done);
        QTRY_VERIFY(sink.done);
        QCOMPARE(sink.status, FetchStatus::Network);
        QVERIFY(sink.failure.find("cannot be reached") != std::string::npos);
        QCOMPARE(c.connections(), std::size_t(0));
    }

    void resendsOnlyWhatMayBeSentTwice()
    {
        std::atomic<int> served{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            if (++served % 2 == 0)
                return false; // the second request on a connection dies with it
            peer.send(kOk);
            return true;
        });
        auto c = client(origin);
        const auto run = [&](const std::string &method, std::string_view body) {
            auto sink = std::make_unique<Sink>();
            sink->call = c->send(request(method), body, *sink);
            (void)QTest::qWaitFor([&] { return sink->done; }, 5000); // the caller looks
            return sink;
        };
        QCOMPARE(run("GET", "")->body, std::string("ok"));
        QCOMPARE(run("GET", "")->body, std::string("ok"));
        QCOMPARE(c->resent(), std::uint64_t(1));
        QVERIFY(!run("POST", "")->failure.empty());
        QCOMPARE(run("GET", "")->body, std::string("ok"));
        QVERIFY(!run("PUT", "x")->failure.empty());
        QCOMPARE(c->resent(), std::uint64_t(1));
    }

    void bodiesStreamBothWaysWithBackPressure()
    {
        constexpr std::size_t kBytes = 20'000'000;
        std::atomic<bool> reading{false}; // the origin takes nothing until the client had to wait
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            peer.waitFor(reading);
            const bool chunked = head.find("chunked") != std::string::npos;
            const std::string body =
                chunked ? peer.readUntil("\r\n0\r\n\r\n") : peer.readBytes(kBytes);
            const bool whole = chunked ? body.size() > kBytes : body == std::string(kBytes, 'u');
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kBytes) + "\r\n\r\n" +
                      std::string(kBytes, whole ? 'd' : 'x'));
            return true;
        });
        auto c = client(origin);
        for (const bool chunked : {false, true}) {
            reading = false;
            Sink sink;
            std::size_t left = kBytes;
            const auto feed = [&] {
                while (left > 0) {
                    const std::size_t n = std::min<std::size_t>(left, 50'000);
                    left -= n;
                    if (!sink.call->write(std::string(n, 'u')))
                        break;
                }
                if (left == 0)
                    sink.call->finish();
            };
            sink.onWritableDo = feed;
            sink.onHeadDo = [&] { sink.call->pause(); };
            sink.call = c->send(request("POST"),
                                chunked ? Framing::chunked() : Framing::sized(kBytes), sink);
            feed();
            QVERIFY(left > kBytes / 2); // it was told to wait
            reading = true;
            QTRY_VERIFY_WITH_TIMEOUT(sink.gotHead, 60000);
            QTest::qWait(20);
            QVERIFY(sink.body.empty());
            sink.call->resume();
            QTRY_VERIFY(sink.done);
            QCOMPARE(sink.failure, std::string());
            QVERIFY(sink.body == std::string(kBytes, 'd'));
        }
        QCOMPARE(origin.connections(), 1);
    }

    void aPausedAnswerOutlivesItsConnection()
    {
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\n\r\n" + std::string(300'000, 'z'));
            return false;
        });
        auto c = client(origin);
        Sink sink;
        sink.onHeadDo = [&] { sink.call->pause(); };
        sink.call = c->send(request(), Framing::none(), sink);
        QTRY_VERIFY(sink.gotHead);
        QTest::qWait(30);
        QVERIFY(!sink.done);
        sink.call->resume();
        QTRY_VERIFY(sink.done);
        QCOMPARE(sink.failure, std::string());
        QCOMPARE(sink.body.size(), std::size_t(300'000));
    }

    void givingUpClosesTheConnection()
    {
        std::atomic<bool> open{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.waitFor(open);
            peer.send(kOk);
            return true;
        });
        auto c = client(origin);
        Sink sink;
        sink.call = c->send(request(), Framing::none(), sink);
        QTRY_COMPARE(origin.requests(), 1);
        sink.call.reset();
        QCOMPARE(c->connections(), std::size_t(0));
        open = true;
        Sink second;
        second.call = c->send(request(), Framing::none(), second);
        QTRY_VERIFY(second.done);
        QCOMPARE(second.body, std::string("ok"));
        QVERIFY(!sink.done);
    }
};

QTEST_GUILESS_MAIN(GatewayHttpClientTest)
#include "gatewayhttpclient_test.moc"
