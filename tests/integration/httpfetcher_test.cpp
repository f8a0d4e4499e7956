// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpfetcher.h"
#include "tests/integration/hostileserver.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

QByteArray answer(const QByteArray &body, const QByteArray &fields = {}, int status = 200)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + fields +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray describe(const FetchEnd &end)
{
    static const char *const names[] = {"Answered", "Network", "TimedOut", "Refused", "Cancelled"};
    return QByteArray(names[int(end.status)]) + " " + QByteArray::fromStdString(end.error);
}

} // namespace

class HttpFetcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetches();
    void sendsTheContextAndNothingElse();
    void keepsDuplicatesAndCookiesApart();
    void statusCodesAreAnswers_data();
    void statusCodesAreAnswers();
    void doesNotFollowRedirects();
    void doesNotDecompress();
    void keepsTargetsAsTheyAreWritten_data();
    void keepsTargetsAsTheyAreWritten();
    void hostileAnswers_data();
    void hostileAnswers();
    void hangsAreTimedOut_data();
    void hangsAreTimedOut();
    void refusedConnections();
    void cancelEndsAtOnce();
    void endsWithTheFetcher();
    void aHundredInParallel();
    void bigBodiesPassInPieces();
    void aReusedConnectionThatDiedIsNoError();

private:
    Notes::Fetched fetch(HttpFetcher &fetcher, const std::string &target,
                         RequestContextPtr context = {})
    {
        const auto id = PrefetchId(++m_lastId);
        fetcher.start({id, {m_interner.intern(target), {}}, 1, std::move(context), &m_interner},
                      m_notes);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(m_notes.of(id).end.has_value(), 10'000); }();
        const Notes::Fetched got = m_notes.of(id);
        if (!got.end)
            return {{}, {}, FetchEnd{FetchStatus::Network, "the test gave up", 0}, 0, 0};
        return got;
    }

    Interner m_interner{10'000};
    Notes m_notes;
    std::uint64_t m_lastId = 0;
};

void HttpFetcherTest::fetches()
{
    HostileServer server;
    server.on("/api/items?page=2", answer("hello", "X-Test: 1\r\n"));
    HttpFetcher fetcher(server.origin("/api"));
    const auto got = fetch(fetcher, "/items?page=2");
    QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
    QCOMPARE(got.head->status, 200);
    QCOMPARE(got.head->headers.value("x-test"), std::string_view("1"));
    QCOMPARE(got.body, std::string("hello"));
    QCOMPARE(got.end->bytes, std::uint64_t(5));
    QCOMPARE(got.heads, 1);
    QCOMPARE(got.ends, 1);
    fetch(fetcher, "/items?page=2");
    QCOMPARE(server.connections, 1); // kept alive
}

void HttpFetcherTest::sendsTheContextAndNothingElse()
{
    HostileServer server;
    server.on("/", answer("ok", "Set-Cookie: tracked=1\r\n"));
    HttpFetcher fetcher(server.origin());
    RequestContext context;
    context.headers.add("Authorization", "Bearer abc");
    context.headers.add("Cookie", "a=1");
    context.headers.add("Cookie", "b=2");
    context.headers.add("Accept-Encoding", "br");
    context.headers.add("Accept-Language", "de");
    context.headers.add("User-Agent", "phone");
    context.headers.add("X-Tenant", "7");
    context.headers.add("Connection", "close");
    context.headers.add("Host", "evil.example");
    fetch(fetcher, "/", std::make_shared<const RequestContext>(context));
    fetch(fetcher, "/"); // somebody else: nothing of the first may show
    QCOMPARE(server.seen.size(), 2);
    const QByteArray first = server.seen[0], second = server.seen[1];
    for (const char *line :
         {"Authorization: Bearer abc\r\n", "Cookie: a=1; b=2\r\n", "Accept-Encoding: br\r\n",
          "Accept-Language: de\r\n", "User-Agent: phone\r\n", "X-Tenant: 7\r\n",
          "Sec-Purpose: prefetch\r\n"})
        QVERIFY2(first.contains(line), line + first);
    QVERIFY2(!first.contains("evil.example") && !first.contains("close"), first);
    for (const char *line : {"Accept-Encoding: identity\r\n", "Accept-Language: *\r\n",
                             "User-Agent: forefetch/", "Sec-Purpose: prefetch\r\n"})
        QVERIFY2(second.contains(line), line + second);
    QVERIFY2(!second.toLower().contains("cookie") && !second.contains("Authorization"), second);
}

void HttpFetcherTest::keepsDuplicatesAndCookiesApart()
{
    HostileServer server;
    server.on("/", answer("ok", "Set-Cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\n"
                                "Set-Cookie: b=2\r\nVary: Accept\r\nVary: Cookie\r\n"
                                "Location: /a\r\n"));
    HttpFetcher fetcher(server.origin());
    const auto got = fetch(fetcher, "/");
    QCOMPARE(got.head->headers.values("Set-Cookie"),
             (std::vector<std::string_view>{"a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"}));
    QCOMPARE(*got.head->headers.joined("Vary"), std::string("Accept, Cookie"));
}

void HttpFetcherTest::statusCodesAreAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("fields");
    for (const int status : {200, 201, 203, 206, 299, 300, 400, 403, 404, 405, 409,
                             410, 418, 429, 451, 499, 500, 501, 502, 503, 504, 599})
        QTest::addRow("%d", status) << status << QByteArray();
    QTest::newRow("401 basic") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
    QTest::newRow("401 negotiate") << 401 << QByteArray("WWW-Authenticate: Negotiate\r\n");
    QTest::newRow("401 ntlm") << 401 << QByteArray("WWW-Authenticate: NTLM\r\n");
    QTest::newRow("407") << 407 << QByteArray("Proxy-Authenticate: Basic realm=\"x\"\r\n");
}

void HttpFetcherTest::statusCodesAreAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, fields);
    HostileServer server;
    server.on("/", answer("the page", fields, status));
    HttpFetcher fetcher(server.origin());
    const auto got = fetch(fetcher, "/");
    QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
    QCOMPARE(got.head->status, status);
    QCOMPARE(got.body, std::string("the page"));
    QCOMPARE(server.seen.size(), 1);
}

void HttpFetcherTest::doesNotFollowRedirects()
{
    HostileServer server, elsewhere;
    for (const int status : {301, 302, 303, 307, 308}) {
        const QByteArray path = "/" + QByteArray::number(status);
        const QByteArray to =
            "Location: http://127.0.0.1:" + QByteArray::number(elsewhere.serverPort()) +
            "/trap\r\n";
        server.on(path, answer("moved", to, status));
        HttpFetcher fetcher(server.origin());
        const auto got = fetch(fetcher, path.toStdString());
        QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
        QCOMPARE(got.head->status, status);
        QCOMPARE(got.body, std::string("moved"));
    }
    QCOMPARE(elsewhere.connections, 0);
}

void HttpFetcherTest::doesNotDecompress()
{
    // 20 bytes of an empty gzip member: it would come out as nothing.
    const QByteArray gzip = QByteArray::fromHex("1f8b08000000000000030300000000000000000000");
    HostileServer server;
    server.on("/", answer(gzip, "Content-Encoding: gzip\r\n"));
    HttpFetcher fetcher(server.origin());
    const auto got = fetch(fetcher, "/");
    QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
    QCOMPARE(QByteArray::fromStdString(got.body), gzip);
    QCOMPARE(got.head->headers.value("Content-Encoding"), std::string_view("gzip"));
}

void HttpFetcherTest::keepsTargetsAsTheyAreWritten_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target : {"/a%2Fb", "/a%20b?q=%26%3d", "/a?b=c?d", "/a//b/../c", "/%C3%A4",
                               "/a?", "/a?q=1+2", "/a;v=1?x[]=2", "/a?u=http://b/c:d@e", "/%41"})
        QTest::newRow(target) << QByteArray(target);
}

void HttpFetcherTest::keepsTargetsAsTheyAreWritten()
{
    QFETCH(QByteArray, target);
    HostileServer server;
    server.otherwise = [](QTcpSocket *socket, const QByteArray &) { socket->write(answer("ok")); };
    HttpFetcher fetcher(server.origin());
    const auto got = fetch(fetcher, target.toStdString());
    // Either sent byte by byte as it is, or not at all.
    if (got.end->status == FetchStatus::Refused) {
        QVERIFY(server.seen.isEmpty());
        QVERIFY2(target == "/%41" || target.contains("/../"), "this one can be sent");
        return;
    }
    QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
    QCOMPARE(server.seen.value(0).split(' ').value(1).toLower(), target.toLower());
}

void HttpFetcherTest::hostileAnswers_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QByteArray &wire, FetchStatus status,
                        const QByteArray &says) {
        QTest::newRow(name) << wire << int(status) << says;
    };
    const auto net = FetchStatus::Network;
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("closes at once", "", net, "before a proper answer");
    row("half a status line", "HTTP/1.", net, "before a proper answer");
    row("half a head", ok + "Content-Le", net, "before a proper answer");
    row("garbage", "\x01\x02 what is this\r\n\r\n", net, "before a proper answer");
    row("another protocol", "220 mail.example ESMTP\r\n\r\n", net, "before a proper answer");
    row("too short", ok + "Content-Length: 10\r\n\r\nhello", net, "");
    row("too short by all", ok + "Content-Length: 10\r\n\r\n", net, "");
    row("chunk cut", ok + "Transfer-Encoding: chunked\r\n\r\na\r\nhello", net, "");
    row("no last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", net, "");
    row("no chunk at all", ok + "Transfer-Encoding: chunked\r\n\r\n", net, "");
    row("both lengths",
        ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
             "5\r\nhello\r\n0\r\n\r\n",
        net, "ambiguous");
    row("two lengths", ok + "Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello", net,
        "ambiguous");
    row("negative length", ok + "Content-Length: -5\r\n\r\nhello", net, "ambiguous");
    row("no number", ok + "Content-Length: five\r\n\r\nhello", net, "ambiguous");
    row("announced too big", ok + "Content-Length: 99999999\r\n\r\nhello", FetchStatus::Refused,
        "above the limit");
    row("grows too big", ok + "\r\n" + QByteArray(70'000, 'x'), FetchStatus::Refused,
        "above the limit");
    row("until close", ok + "\r\nhello", FetchStatus::Answered, "");
    row("nothing until close", ok + "\r\n", FetchStatus::Answered, "");
}

void HttpFetcherTest::hostileAnswers()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    HostileServer server;
    server.on("/", wire, true);
    server.on("/good", answer("good"));
    HttpFetcherOptions options;
    options.maxBody = 64'000;
    options.totalTime = 3s;
    HttpFetcher fetcher(server.origin(), options);
    const auto got = fetch(fetcher, "/");
    QVERIFY2(int(got.end->status) == status, describe(*got.end));
    QVERIFY2(got.end->error.find(says.toStdString()) != std::string::npos, describe(*got.end));
    if (got.end->status != FetchStatus::Answered) {
        QVERIFY(got.end->error.find("http://127.0.0.1:") == 0);
        QVERIFY(got.end->error.size() < 200);
    }
    QCOMPARE(got.ends, 1);
    // Qt would send four; it is called off while it connects for the second.
    QVERIFY(server.requests("/").size() <= 2);
    const auto next = fetch(fetcher, "/good"); // the next one is none the worse
    QVERIFY2(next.end->status == FetchStatus::Answered, describe(*next.end));
    QCOMPARE(next.body, std::string("good"));
}

void HttpFetcherTest::hangsAreTimedOut_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("says nothing") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    QTest::newRow("half a chunk") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf");
}

void HttpFetcherTest::hangsAreTimedOut()
{
    QFETCH(QByteArray, wire);
    HostileServer server;
    server.on("/", wire);
    HttpFetcherOptions options;
    options.firstByteTime = 200ms;
    options.totalTime = 400ms;
    HttpFetcher fetcher(server.origin(), options);
    const auto got = fetch(fetcher, "/");
    QVERIFY2(got.end->status == FetchStatus::TimedOut, describe(*got.end));
    QVERIFY(got.end->error.find("http://127.0.0.1:") == 0);
}

void HttpFetcherTest::refusedConnections()
{
    quint16 port = 0;
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        port = gone.serverPort();
    }
    HttpFetcher refused(*Origin::parse("http://127.0.0.1:" + std::to_string(port)));
    const auto got = fetch(refused, "/");
    QVERIFY2(got.end->status == FetchStatus::Network, describe(*got.end));
    QVERIFY2(got.end->error.find("refused") != std::string::npos, describe(*got.end));
    HttpFetcher unknown(*Origin::parse("http://nowhere.invalid"));
    const auto none = fetch(unknown, "/");
    QVERIFY2(none.end->status == FetchStatus::Network, describe(*none.end));
    QVERIFY2(none.end->error.find("not known") != std::string::npos, describe(*none.end));
    // The resource was forgotten before its turn came.
    HttpFetcher fetcher(*Origin::parse("http://127.0.0.1:1"));
    const auto id = PrefetchId(++m_lastId);
    fetcher.start({id, {}, 1, {}, &m_interner}, m_notes);
    QTRY_VERIFY(m_notes.of(id).end.has_value());
    QVERIFY(m_notes.of(id).end->status == FetchStatus::Refused);
}

void HttpFetcherTest::cancelEndsAtOnce()
{
    HostileServer server;
    server.on("/", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    HttpFetcher fetcher(server.origin());
    const auto id = PrefetchId(++m_lastId);
    fetcher.start({id, {m_interner.intern("/"), {}}, 1, {}, &m_interner}, m_notes);
    QTRY_COMPARE(m_notes.of(id).body, std::string("half"));
    fetcher.cancel(id);
    fetcher.cancel(id);
    QTRY_VERIFY(m_notes.of(id).end.has_value());
    QVERIFY(m_notes.of(id).end->status == FetchStatus::Cancelled);
    QTest::qWait(50);
    QCOMPARE(m_notes.of(id).ends, 1);
    fetcher.cancel(PrefetchId(99'999)); // nobody
}

void HttpFetcherTest::endsWithTheFetcher()
{
    HostileServer server;
    const auto first = m_lastId + 1;
    {
        HttpFetcher fetcher(server.origin());
        for (int i = 0; i < 20; ++i)
            fetcher.start(
                {PrefetchId(++m_lastId), {m_interner.intern("/hang"), {}}, 1, {}, &m_interner},
                m_notes);
    }
    for (std::uint64_t id = first; id <= m_lastId; ++id) {
        QCOMPARE(m_notes.of(PrefetchId(id)).ends, 1);
        QVERIFY(m_notes.of(PrefetchId(id)).end->status == FetchStatus::Cancelled);
    }
}

void HttpFetcherTest::aHundredInParallel()
{
    HostileServer server;
    QList<QTcpSocket *> held;
    QByteArrayList targets;
    server.otherwise = [&](QTcpSocket *socket, const QByteArray &request) {
        held.append(socket);
        targets.append(request.split(' ').value(1));
    };
    HttpFetcher fetcher(server.origin());
    const std::uint64_t first = m_lastId + 1;
    for (int i = 0; i < 100; ++i) {
        const std::string target = "/items/" + std::to_string(i);
        fetcher.start({PrefetchId(++m_lastId), {m_interner.intern(target), {}}, 1, {}, &m_interner},
                      m_notes);
    }
    QTRY_COMPARE(held.size(), 100); // all of them at once: none waits within Qt
    QCOMPARE(fetcher.managers(), std::size_t(17));
    for (qsizetype i = 0; i < held.size(); ++i)
        held[i]->write(answer("body of " + targets[i]));
    for (std::uint64_t id = first; id <= m_lastId; ++id) {
        QTRY_VERIFY(m_notes.of(PrefetchId(id)).end.has_value());
        const auto got = m_notes.of(PrefetchId(id));
        QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
        QCOMPARE(got.body, "body of /items/" + std::to_string(id - first));
    }
}

void HttpFetcherTest::bigBodiesPassInPieces()
{
    QByteArray body;
    for (int i = 0; i < 1'000'000; ++i)
        body += static_cast<char>(i * 31 + i / 251);
    body = body.repeated(12);
    HostileServer server;
    server.on("/", answer(body));
    HttpFetcher fetcher(server.origin());
    const auto got = fetch(fetcher, "/");
    QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
    QVERIFY(got.body == body.toStdString());
    QCOMPARE(got.end->bytes, std::uint64_t(body.size()));
}

void HttpFetcherTest::aReusedConnectionThatDiedIsNoError()
{
    HostileServer server;
    QPointer<QTcpSocket> last; // a new one may stand where a dead one stood
    server.otherwise = [&](QTcpSocket *socket, const QByteArray &) {
        if (socket == last) { // used before: dies under the second request
            socket->abort();
            return;
        }
        last = socket;
        socket->write(answer("ok"));
    };
    HttpFetcher fetcher(server.origin());
    for (int i = 0; i < 3; ++i) {
        const auto got = fetch(fetcher, "/" + std::to_string(i));
        QVERIFY2(got.end->status == FetchStatus::Answered, describe(*got.end));
    }
}

QTEST_GUILESS_MAIN(HttpFetcherTest)
#include "httpfetcher_test.moc"
