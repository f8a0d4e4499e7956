// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What attackers send: each payload is refused, the connection is closed, and the origin sees
// nothing of it, not even of the request that was smuggled behind.
#include "tests/integration/gatewayfixture.h"

#include <QtTest>

using namespace forefetch;

namespace {

struct Payload
{
    const char *name;
    std::string bytes;
};

std::string post(const std::string &fields, const std::string &body)
{
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

std::string get(const std::string &fields)
{
    return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string line(const std::string &requestLine)
{
    return requestLine + "\r\nHost: a\r\n\r\n";
}

std::string chunked(const std::string &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

std::vector<Payload> framing()
{
    return {
        {"CL.TE", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        {"TE.CL", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")},
        {"two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab")},
        {"same length twice", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a")},
        {"listed length", post("Content-Length: 1, 1\r\n", "a")},
        {"signed length", post("Content-Length: +1\r\n", "a")},
        {"negative length", post("Content-Length: -1\r\n", "")},
        {"hex length", post("Content-Length: 0x1\r\n", "a")},
        {"huge length", post("Content-Length: 99999999999999999999999\r\n", "")},
        {"empty length", post("Content-Length: \r\n", "")},
        {"length with text", post("Content-Length: 1 a\r\n", "a")},
        {"length_underscore", post("Content_Length: 5\r\n", "")},
        {"coding_underscore", post("Transfer_Encoding: chunked\r\n", "0\r\n\r\n")},
        {"gzip", post("Transfer-Encoding: gzip\r\n", "")},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
        {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")},
        {"chunked twice",
         post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
        {"xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
        {"quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")},
        {"vertical tab", post("Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n")},
        {"space before colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")},
        {"coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    };
}

std::vector<Payload> chunks()
{
    return {
        {"chunk size not hex", chunked("z\r\n\r\n0\r\n\r\n")},
        {"chunk size with 0x", chunked("0x1\r\na\r\n0\r\n\r\n")},
        {"chunk size negative", chunked("-1\r\na\r\n0\r\n\r\n")},
        {"chunk size with space", chunked(" 1\r\na\r\n0\r\n\r\n")},
        {"chunk size overflows", chunked("11111111111111111\r\na\r\n0\r\n\r\n")},
        {"chunk size missing", chunked("\r\na\r\n0\r\n\r\n")},
        {"chunk ends late", chunked("1\r\nab\r\n0\r\n\r\n")},
        {"chunk ends in LF", chunked("1\na\n0\n\n")},
        {"chunk extension with LF", chunked("1;a\nb\r\na\r\n0\r\n\r\n")},
        {"bare CR in chunk size", chunked("1\ra\r\na\r\n0\r\n\r\n")},
        {"length in the trailer", chunked("0\r\nContent-Length: 5\r\n\r\n")},
        {"folded trailer", chunked("1\r\na\r\n0\r\nX: a\r\n b\r\n\r\n")},
        {"trailer with CR", chunked("1\r\na\r\n0\r\nX: a\rb\r\n\r\n")},
        {"trailer with NUL", chunked("1\r\na\r\n0\r\nX: " + std::string(1, '\0') + "\r\n\r\n")},
        {"trailer with a bad name", chunked("1\r\na\r\n0\r\nX Y: a\r\n\r\n")},
        {"long trailer", chunked("0\r\nA: " + std::string(100'000, 'x') + "\r\n\r\n")},
        {"coding in the trailer", chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n")},
    };
}

std::vector<Payload> lines()
{
    return {
        {"LF only", "GET / HTTP/1.1\nHost: a\n\n"},
        {"CR only", "GET / HTTP/1.1\rHost: a\r\r"},
        {"bare CR in a value", get("X: a\rb\r\n")},
        {"bare LF in a value", get("X: a\nX-Injected: b\r\n")},
        {"NUL in a value", get(std::string("X: a\0b\r\n", 8))},
        {"NUL in a name", get(std::string("X\0Y: a\r\n", 8))},
        {"control in a value", get("X: a\x01\r\n")},
        {"folded", get("X: a\r\n b\r\n")},
        {"folded with tab", get("X: a\r\n\tb\r\n")},
        {"folded first", "GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"},
        {"empty name", get(": a\r\n")},
        {"no colon", get("Garbage\r\n")},
        {"space in a name", get("X Y: a\r\n")},
        {"two empty lines before", "\r\n\r\n" + get("")},
    };
}

std::vector<Payload> targets()
{
    return {
        {"no Host", "GET / HTTP/1.1\r\n\r\n"},
        {"two Hosts", get("Host: b\r\n")},
        {"Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        {"Host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"},
        {"Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"},
        {"Host port", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"},
        {"Host empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
        {"HTTP/0.9", "GET /\r\n\r\n"},
        {"HTTP/2.0", line("GET / HTTP/2.0")},
        {"HTTP/1.2", line("GET / HTTP/1.2")},
        {"http/1.1", line("GET / http/1.1")},
        {"HTTP/1.10", line("GET / HTTP/1.10")},
        {"two spaces", line("GET  / HTTP/1.1")},
        {"tab", line("GET\t/\tHTTP/1.1")},
        {"space in the target", line("GET /a b HTTP/1.1")},
        {"trailing space", line("GET / HTTP/1.1 ")},
        {"fragment", line("GET /a#b HTTP/1.1")},
        {"relative", line("GET a HTTP/1.1")},
        {"absolute elsewhere", line("GET http://example.com/ HTTP/1.1")},
        {"absolute with user", line("GET http://127.0.0.1@example.com/ HTTP/1.1")},
        {"other scheme", line("GET ftp://127.0.0.1/ HTTP/1.1")},
        {"CONNECT", line("CONNECT example.com:443 HTTP/1.1")},
        {"CONNECT /", line("CONNECT / HTTP/1.1")},
        {"asterisk", line("GET * HTTP/1.1")},
        {"method not a token", line("GE{T / HTTP/1.1")},
        {"no method", line(" / HTTP/1.1")},
        {"TLS", std::string("\x16\x03\x01\x02\x00\x01\x00", 7)},
        {"NUL in the target", std::string("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 28)},
        {"expectation", get("Expect: 200-maybe\r\n")},
        {"5,000 fields", get([] {
             std::string many;
             for (int i = 0; i < 5000; ++i)
                 many += "A: b\r\n";
             return many;
         }())},
        {"one long field", get("A: " + std::string(100'000, 'x') + "\r\n")},
    };
}

} // namespace

class GatewayStrictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("startsWell"); // a body that turns bad after a sound head
        for (const auto &[group, startsWell] :
             {std::pair{framing(), false}, {chunks(), true}, {lines(), false}, {targets(), false}})
            for (const Payload &p : group)
                QTest::newRow(p.name)
                    << QByteArray(p.bytes.data(), static_cast<qsizetype>(p.bytes.size()))
                    << startsWell;
    }

    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, startsWell);
        // It waits for the request's body, as origins do, before it answers.
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            if (head.find("chunked") != std::string::npos && peer.readUntil("0\r\n\r\n").empty())
                return false;
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        client.send(bytes.toStdString() + kSmuggled);
        const std::string all = client.readAll();
        QVERIFY2(client.sawEnd(), "the connection stayed open");
        const int status = all.size() > 12 ? std::stoi(all.substr(9, 3)) : 0;
        QVERIFY2(status >= 400 && status < 600 && status != 404, all.substr(0, 300).c_str());
        QCOMPARE(all.find("HTTP/1.1", 1), std::string::npos); // one answer, no second
        for (const std::string &head : origin.heads())
            QVERIFY2(head.find("smuggled") == std::string::npos, head.c_str());
        if (!startsWell)
            QCOMPARE(origin.requests(), 0);
        QVERIFY(g.gateway.figures().malformed >= 1);
    }

    void soundButUnusualIsAnswered_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const std::string &bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("one empty line before", "\r\n" + get(""));
        row("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n");
        row("empty value", get("X:\r\n"));
        row("spaces around a value", get("X:  \t a \t\r\n"));
        row("chunk extension", chunked("1;a=\"b;c\"\r\nx\r\n0\r\n\r\n"));
        row("trailer", chunked("1\r\nx\r\n0\r\nX-Sum: 1\r\n\r\n"));
        row("upper case coding", post("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"));
        row("lower case method", line("get / HTTP/1.1"));
        row("own method", line("PURGE / HTTP/1.1"));
        row("query only", line("GET /?a HTTP/1.1"));
        row("IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
        row("not ASCII in a value", get("X: \xc3\xa9\r\n"));
        row("asterisk", line("OPTIONS * HTTP/1.1"));
    }

    void soundButUnusualIsAnswered()
    {
        QFETCH(QByteArray, bytes);
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &head) {
            if (head.find("hunked") != std::string::npos)
                peer.readUntil("0\r\n\r\n");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        client.send(bytes.toStdString());
        const Answer a = readAnswer(client);
        QVERIFY2(a.status() == 200 || a.status() == 204, a.head.c_str());
        QVERIFY(origin.lastHead().find("X-Sum") == std::string::npos);
    }

    void absoluteFormOfItselfIsAnswered()
    {
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        client.send("GET http://localhost:" + std::to_string(g.port) +
                    "/x?y HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(readAnswer(client).status(), 200);
        QVERIFY(origin.lastHead().starts_with("GET /x?y HTTP/1.1\r\n"));
    }
};

QTEST_GUILESS_MAIN(GatewayStrictTest)
#include "gatewaystrict_test.moc"
