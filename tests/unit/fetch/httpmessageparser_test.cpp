// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The trailer of a chunked body is read as strictly as a head, both ways, however the bytes come.
#include "core/fetch/httpmessageparser.h"

#include <QtTest>

using namespace forefetch;

namespace {

using Kind = HttpMessageParser::Kind;
using Step = HttpMessageParser::Step;

const std::string kRequest = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string kResponse = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

struct Outcome
{
    std::string body;
    std::string rest; // not understood
    int status = 0;   // of the failure
    bool whole = false;
};

// Feeds `bytes` in pieces of `piece` bytes, as a socket might.
Outcome feed(Kind kind, std::string_view bytes, std::size_t piece, HeadLimits limits = {})
{
    HttpMessageParser parser(kind, limits);
    Outcome outcome;
    while (!bytes.empty()) {
        outcome.rest.append(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        std::string_view input = outcome.rest;
        Step step = Step::Wait;
        while ((step = parser.next(input)) != Step::Wait) {
            if (step == Step::GotBody)
                outcome.body += parser.body();
            outcome.whole = step == Step::GotEnd;
            if (step == Step::Failed)
                outcome.status = parser.failure().status;
            if (step == Step::Failed || outcome.whole)
                break;
        }
        outcome.rest.erase(0, outcome.rest.size() - input.size());
        if (outcome.status != 0 || outcome.whole)
            break;
    }
    outcome.rest += bytes;
    return outcome;
}

} // namespace

class HttpMessageParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badTrailersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("trailer");
        const auto row = [](const char *name, const QByteArray &trailer) {
            QTest::newRow(name) << trailer;
        };
        row("folded", "X: a\r\n b\r\n");
        row("folded with tab", "X: a\r\n\tb\r\n");
        row("folded first", " X: a\r\n");
        row("folded in the second", "X: a\r\nY: b\r\n c\r\n");
        row("space line", "X: a\r\n \r\n");
        row("CR in a value", "X: a\rb\r\n");
        row("CR CR LF", "X: a\r\r\n");
        row("LF alone", "X: a\n");
        row("NUL in a value", QByteArray("X: a\0b\r\n", 8));
        row("NUL in a name", QByteArray("X\0: a\r\n", 7));
        row("control", "X: \x01\r\n");
        row("no colon", "X\r\n");
        row("no name", ": a\r\n");
        row("space in a name", "X Y: a\r\n");
        row("space before the colon", "X : a\r\n");
        row("bracket in a name", "X[0]: a\r\n");
        row("length", "Content-Length: 5\r\n");
        row("coding", "Transfer-Encoding: chunked\r\n");
        row("length with underscore", "Content_Length: 5\r\n");
    }

    void badTrailersAreRefused()
    {
        QFETCH(QByteArray, trailer);
        for (const auto &[kind, head] :
             {std::pair{Kind::Request, kRequest}, {Kind::Response, kResponse}}) {
            for (const std::string last :
                 {"0\r\n", "3\r\nabc\r\n0\r\n", "3\r\nabc\r\n00;a=b\r\n"}) {
                const std::string bytes = head + last + trailer.toStdString() + "\r\n";
                for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
                    const Outcome got = feed(kind, bytes, piece);
                    QVERIFY(!got.whole);
                    QCOMPARE(got.status, 400);
                }
            }
        }
    }

    void soundTrailersAreReadOver()
    {
        const std::string next = "GET /next HTTP/1.1\r\n";
        for (const auto &[kind, head] :
             {std::pair{Kind::Request, kRequest}, {Kind::Response, kResponse}}) {
            for (const std::string trailer :
                 {"", "X: a\r\n", "X:\r\nY: \t a b \t\r\n", "X: \xc3\xa9\r\nHost: b\r\n"}) {
                const std::string bytes = head + "3\r\nabc\r\n0\r\n" + trailer + "\r\n" + next;
                for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
                    const Outcome got = feed(kind, bytes, piece);
                    QCOMPARE(got.status, 0);
                    QVERIFY(got.whole);
                    QCOMPARE(got.body, std::string("abc"));
                    QCOMPARE(got.rest, next);
                }
            }
        }
    }

    void dataThatLooksLikeALastChunkIsData()
    {
        const std::string data = "0\r\nX: a\r\n b\r\n\r\n";
        const std::string bytes = kRequest + "f\r\n" + data + "\r\n0\r\n\r\n";
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
            const Outcome got = feed(Kind::Request, bytes, piece);
            QVERIFY(got.whole);
            QCOMPARE(got.body, data);
        }
    }

    void trailersAreLimitedAsHeadsAre()
    {
        const HeadLimits limits{1000, 10};
        std::string many;
        for (int i = 0; i < 12; ++i)
            many += "A: b\r\n";
        const std::string last = kRequest + "0\r\n";
        const std::string endless = "A: " + std::string(2000, 'a');
        for (const std::size_t piece : {1U, 64U, 100'000U}) {
            QCOMPARE(feed(Kind::Request, last + many + "\r\n", piece, limits).status, 431);
            QCOMPARE(feed(Kind::Request, last + endless, piece, limits).status, 431);
            QCOMPARE(feed(Kind::Request, last + endless + "\r\n\r\n", piece, limits).status, 431);
            QVERIFY(feed(Kind::Request, last + "A: b\r\n\r\n", piece, limits).whole);
        }
    }
};

QTEST_GUILESS_MAIN(HttpMessageParserTest)
#include "httpmessageparser_test.moc"
