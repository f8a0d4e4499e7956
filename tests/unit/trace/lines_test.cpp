// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of access logs: Common and Combined Log Format, JSON lines, tables.
#include "tests/unit/trace/traces.h"

#include <QtTest>

#include <algorithm>

using namespace forefetch;

namespace {

std::vector<std::string> reasonsOf(const TraceReport &report)
{
    std::vector<std::string> all;
    for (const auto &[reason, count] : report.reasons)
        for (std::uint64_t i = 0; i < count; ++i)
            all.emplace_back(reason);
    return all;
}

std::int64_t ms(const TraceEvent &event)
{
    return event.at.time_since_epoch().count();
}

} // namespace

class LinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void combinedLogFormat();
    void byteOrderMarkAndCarriageReturns();
    void jsonLines();
    void jsonFieldsCanBeTold();
    void tables();
    void formatsAreToldByContent();
    void whatIsNoLogIsRefused();
    void cacheBustersAreProposedAndDropped();
    void whatNoAnswerDependsOnIsProposed();
    void timesNeverRunBackwards();
    void timesOutsideTheYearsAreRejected();
    void sessionsByMarkAddressAndAgent();
};

void LinesTest::combinedLogFormat()
{
    const ReadTrace read = drained(openTrace(fixturePath("combined.log")));
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.report.format, std::string("Combined Log Format"));
    QCOMPARE(read.report.lines, 12U);
    QCOMPARE(read.events.size(), 5U);
    const TraceEvent first = read.events[0].event();
    QCOMPARE(ms(first), 1431857103000);
    QVERIFY(!first.exactTime && !first.hasDuration());
    QCOMPARE(first.target, "/items?page=2");
    QCOMPARE(first.agent, "curl/8");
    QCOMPARE(first.bytes, 512);
    const TraceEvent absolute = read.events[1].event();
    QCOMPARE(ms(absolute), 1431857103000);
    QCOMPARE(absolute.client, "::1");
    QCOMPARE(absolute.target, "/items/7");
    QCOMPARE(absolute.host, "api.example");
    QCOMPARE(absolute.bytes, -1);
    QCOMPARE(absolute.agent, "say \"hi\" A\\");
    const TraceEvent ofHost = read.events[2].event();
    QCOMPARE(ofHost.client, "10.0.0.2");
    QCOMPARE(ofHost.host, "api.example:443");
    // The time is that of the answer: two whole seconds before it.
    const TraceEvent slow = read.events[3].event();
    QCOMPARE(ms(slow), 1431857105000);
    QCOMPARE(slow.duration, Duration(2'500'000'000));
    QCOMPARE(slow.client, "203.0.113.9");
    QCOMPARE(read.events[4].event().target, "/nine");
    const std::vector<std::string> reasons = reasonsOf(read.report);
    QCOMPARE(reasons.size(), 7U);
    for (const char *why :
         {"cut off before the status", "no request line (method, target)", "no time such as [17/May/2015:10:05:03 +0000]",
          "a tunnel (CONNECT)", "an empty line", "the target is neither a path nor an HTTP URL",
          "white space or control characters in the target"})
        QVERIFY2(std::ranges::find(reasons, why) != reasons.end(), why);
    QCOMPARE(read.report.firstRejects.size(), 5U);
    QCOMPARE(read.report.firstRejects[0].number, 5U);
    // As it stood there, with its escapes.
    QVERIFY(read.report.firstRejects[1].text.find("\\x16\\x03\\x01") != std::string::npos);
}

void LinesTest::byteOrderMarkAndCarriageReturns()
{
    const ReadTrace read = drained(openTrace(fixturePath("combined_crlf.log")));
    QCOMPARE(read.report.rejected, 0U);
    QCOMPARE(read.events.size(), 4U);
    QCOMPARE(read.events[0].event().client, "10.0.0.1");
    QCOMPARE(read.events[0].event().agent, "curl/8");
}

void LinesTest::jsonLines()
{
    const ReadTrace read = drained(openTrace(fixturePath("nginx.jsonl")));
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.report.format, std::string("JSON lines"));
    QCOMPARE(read.report.lines, 9U);
    QCOMPARE(read.events.size(), 3U);
    // In the order of the beginnings, which is not that of the lines.
    const TraceEvent slow = read.events[0].event();
    QCOMPARE(slow.target, "/slow?a=é");
    QCOMPARE(slow.number, 1U);
    QCOMPARE(ms(slow), 1769860800000);
    QVERIFY(slow.exactTime);
    QCOMPARE(slow.duration, Duration(1'250'000'000));
    QCOMPARE(slow.status, 200);
    QCOMPARE(slow.client, "203.0.113.1");
    QCOMPARE(slow.agent, "ua \"x\"");
    const TraceEvent quick = read.events[1].event();
    QCOMPARE(ms(quick), 1769860800400);
    QCOMPARE(quick.target, "/quick");
    QCOMPARE(quick.bytes, -1);
    const TraceEvent caddy = read.events[2].event();
    QCOMPARE(caddy.method, "POST");
    QCOMPARE(caddy.target, "/caddy");
    QCOMPARE(caddy.agent, "caddy-client");
    QCOMPARE(caddy.host, "api.example");
    QCOMPARE(ms(caddy), 1769860802500);
    QCOMPARE(read.report.rejected, 6U);
}

void LinesTest::jsonFieldsCanBeTold()
{
    const std::string line = R"({"when_ms":1769860800500,"verb":"GET","where":"/a","uri":"/b"})";
    QVERIFY(readText(line).report.used == 0);
    TraceOptions options;
    options.fields = {{"time", "when_ms"}, {"url", "where"}};
    const ReadTrace read = readText(line, options);
    QCOMPARE(read.events.size(), 1U);
    QCOMPARE(read.events[0].event().target, "/a");
    QCOMPARE(ms(read.events[0].event()), 1769860800500);
    options.fields = {{"colour", "red"}};
    QVERIFY(readText(line, options).error.find("\"colour\"") != std::string::npos);
}

void LinesTest::tables()
{
    TraceOptions options;
    options.fields = {{"client", "who"}, {"time", "when"}};
    options.format = TraceFormat::Csv;
    ReadTrace read = readText("when;url;who\n2026-01-31 12:00:00.5;/;9.9.9.9\n", options);
    QCOMPARE(read.report.used, 0U); // no column is a method
    options.fields.emplace_back("method", "x");
    read = readText("when;url;who;status;x\n"
                    "2026-01-31 12:00:00.5;\"/a;b\"\"c\";10.0.0.1;200;GET\n"
                    "2026-01-31 12:00:00.5;/two;10.0.0.1;200;GET;\n"
                    "2026-01-31 12:00:01.5;\"/open;10.0.0.1;200;GET\n"
                    "2026-01-31 12:00:01.5;/few;1\n",
                    options);
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.report.lines, 4U);
    QCOMPARE(read.events.size(), 1U);
    QCOMPARE(read.events[0].event().target, "/a;b\"c");
    QCOMPARE(read.events[0].event().number, 2U);
    QVERIFY(read.events[0].event().exactTime);
}

void LinesTest::formatsAreToldByContent()
{
    QCOMPARE(readText(fixtureText("combined_crlf.log")).report.format,
             std::string("Combined Log Format"));
    QCOMPARE(readText(fixtureText("nginx.jsonl")).report.format, std::string("JSON lines"));
    QCOMPARE(readText(fixtureText("browser.har")).report.format, std::string("HAR"));
    QCOMPARE(readText("ts_ms\turl\tmethod\n1769860800500\t/\tGET\n").report.format,
             std::string("TSV"));
    QCOMPARE(readText("ts_ms,url,method\n1769860800500,/,GET").report.format, std::string("CSV"));
    QVERIFY(!traceFormatFrom("xml"));
    QVERIFY(*traceFormatFrom("har") == TraceFormat::Har);
}

void LinesTest::whatIsNoLogIsRefused()
{
    QVERIFY(readText("").error.find("is empty") != std::string::npos);
    QVERIFY(readText("\xff\xfe{").error.find("UTF-16") != std::string::npos);
    QVERIFY(readText("hello\nworld\n").error.find("hello") != std::string::npos);
    const auto missing = openTrace("/nowhere/at/all.log");
    QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
    QVERIFY(!openTrace("/"));
}

void LinesTest::whatNoAnswerDependsOnIsProposed()
{
    std::string text = "ts_ms,method,url\n";
    for (int i = 0; i < 20; ++i) {
        const std::string n = std::to_string(i + 10);
        text += "17698608005" + n + ",GET,/a?price=0." + n + "&r=0.84442185152504" + n +
                "&utm_source=mail&id=17698608" + n + (i < 2 ? "&gclid=x" : "") + "\n";
    }
    const ReadTrace read = readText(text);
    QCOMPARE(read.report.proposals.size(), 2U); // not a price, an id, or what came twice
    QCOMPARE(read.report.proposals[0].name, std::string("r"));
    QCOMPARE(read.report.proposals[1].name, std::string("utm_source"));
    const std::string said = read.report.text();
    QVERIFY2(said.find("[\"r\"]: 20 of 20 values are random fractions") != said.npos, said.c_str());
    QVERIFY2(said.find("[\"utm_source\"]: 20 of 20 values are whence somebody came") != said.npos,
             said.c_str());
}

void LinesTest::cacheBustersAreProposedAndDropped()
{
    std::string text = "ts_ms,method,url\n";
    for (int i = 0; i < 5; ++i) {
        const std::string n = std::to_string(i);
        text += "176986080050" + n + ",GET,/a?page=" + n + "&_=176986080050" + n + "\n";
    }
    ReadTrace read = readText(text);
    QCOMPARE(read.report.proposals.size(), 1U);
    QCOMPARE(read.report.proposals[0].name, std::string("_"));
    QCOMPARE(read.report.proposals[0].odd, 5U);
    QCOMPARE(read.report.normalised, 0U);
    TraceOptions options;
    options.dropParameters = {"_"};
    read = readText(text, options);
    QCOMPARE(read.events[3].event().target, "/a?page=3");
    QCOMPARE(read.report.normalised, 5U);
    QVERIFY(read.report.proposals.empty());
    options.dropParameters = {"_", "page"};
    QCOMPARE(readText(text, options).events[3].event().target, "/a");
}

void LinesTest::timesNeverRunBackwards()
{
    const std::string line = " - - [17/May/2015:10:05:0";
    std::string text;
    for (const char second : {'3', '9', '1', '9', '5'})
        text += std::string("10.0.0.") + second + line + second + " +0000] \"GET /" + second +
                " HTTP/1.1\" 200 1\n";
    const ReadTrace read = readText(text);
    QCOMPARE(read.report.wentBack, 2U);
    QCOMPARE(read.report.wentBackMost, Duration(std::chrono::seconds(8)));
    QCOMPARE(read.report.ties, 3U);
    std::string order;
    for (std::size_t i = 0; i < read.events.size(); ++i) {
        order += read.events[i].event().target;
        QVERIFY(i == 0 || read.events[i - 1].at() <= read.events[i].at());
    }
    QCOMPARE(order, std::string("/3/9/1/9/5"));
    QVERIFY(read.report.text().find("2 lines go back in time, by up to 8.000 s") !=
            std::string::npos);
    QVERIFY(read.report.text().find("whole seconds") != std::string::npos);
}

void LinesTest::timesOutsideTheYearsAreRejected()
{
    for (const char *time : {"0", "3770-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
                             "1969-12-31T23:59:59Z", "9223372036854775807"}) {
        const ReadTrace read = readText(std::string("ts,method,url\n") + time + ",GET,/\n");
        QVERIFY2(read.report.used == 0 && read.report.rejected == 1, time);
    }
}

void LinesTest::sessionsByMarkAddressAndAgent()
{
    const std::string text =
        R"({"ts_ms":1769860800000,"method":"GET","url":"/","remote_addr":"9.9.9.9","http_user_agent":"a","cookie_sid":"one"}
{"ts_ms":1769860801000,"method":"GET","url":"/","remote_addr":"9.9.9.9","http_user_agent":"b","cookie_sid":"one"}
{"ts_ms":1769860802000,"method":"GET","url":"/","remote_addr":"9.9.9.9","http_user_agent":"a","cookie_sid":"two"}
{"ts_ms":1769862603000,"method":"GET","url":"/","remote_addr":"9.9.9.9","http_user_agent":"a","cookie_sid":"two"}
)";
    const auto sessions = [&](const TraceOptions &options) {
        const ReadTrace read = readText(text, options);
        std::string begins;
        for (const OwnedEvent &kept : read.events)
            begins += kept.event().beginsSession ? '!' : '.';
        return begins;
    };
    TraceOptions options;
    QCOMPARE(sessions(options), std::string("!!.!")); // the last one after 30 minutes and a second
    options.sessionKey = *SessionKey::parse("cookie:sid");
    QCOMPARE(sessions(options), std::string("!.!!"));
    options.sessionGap = std::chrono::hours(1);
    QCOMPARE(sessions(options), std::string("!.!."));
}

QTEST_GUILESS_MAIN(LinesTest)
#include "lines_test.moc"
