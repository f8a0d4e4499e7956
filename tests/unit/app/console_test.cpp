// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"
#include "app/figuretext.h"
#include "core/metrics/isotime.h"
#include "core/metrics/quantity.h"

#include <QTest>

#include <cstdlib>

using namespace forefetch;

namespace {

// What a console with these options writes.
template <typename F>
std::string written(Console::Options options, const F &act)
{
    char *text = nullptr;
    std::size_t size = 0;
    options.stream = open_memstream(&text, &size);
    {
        Console console(options);
        act(console);
    }
    std::fclose(options.stream);
    std::string result(text, size);
    std::free(text);
    return result;
}

} // namespace

class ConsoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rewritesTheStatusInPlaceOnATerminal();
    void messagesTakeTheStatusLinesPlace();
    void writesLinesElsewhere();
    void cutsToTheTerminalsWidth();
    void obeysVerbosity();
    void coloursOnlyWhenAsked();
    void writesJsonLinesForPrograms();
    void statusTellsTheLastInterval();
    void summaryEndsInTheIdentity();
    void groupsDigits();
};

void ConsoleTest::rewritesTheStatusInPlaceOnATerminal()
{
    const std::string text = written({.terminal = true}, [](Console &c) {
        c.status("one");
        c.status("two");
    });
    QCOMPARE(text, std::string("\r\x1b[2Kone\r\x1b[2Ktwo\n"));
}

void ConsoleTest::messagesTakeTheStatusLinesPlace()
{
    const std::string text = written({.terminal = true}, [](Console &c) {
        c.status("one");
        c.note("hello");
    });
    QCOMPARE(text, std::string("\r\x1b[2Kone\r\x1b[2Khello\n"));
}

void ConsoleTest::writesLinesElsewhere()
{
    const std::string text = written({}, [](Console &c) {
        c.status("one");
        c.status("two");
    });
    QCOMPARE(text, std::string("one\ntwo\n"));
}

void ConsoleTest::cutsToTheTerminalsWidth()
{
    const std::string text = written({.terminal = true, .columns = 5}, [](Console &c) {
        c.status("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"); // two bytes, one column each
    });
    QCOMPARE(text, std::string("\r\x1b[2K\u00e9\u00e9\u00e9\u00e9\n"));
}

void ConsoleTest::obeysVerbosity()
{
    const auto all = [](Console &c) {
        c.error("e");
        c.warning("w");
        c.note("n");
        c.detail("d");
        c.status("s");
    };
    QCOMPARE(written({.verbosity = -1}, all), std::string("error: e\n"));
    QCOMPARE(written({.verbosity = 0}, all), std::string("error: e\nwarning: w\nn\ns\n"));
    QCOMPARE(written({.verbosity = 1}, all), std::string("error: e\nwarning: w\nn\nd\ns\n"));
}

void ConsoleTest::coloursOnlyWhenAsked()
{
    const auto act = [](Console &c) { c.error("e"); };
    QVERIFY(written({.terminal = true, .colour = true}, act).find('\x1b') != std::string::npos);
    QVERIFY(written({.terminal = true, .colour = false}, act).find('\x1b') == std::string::npos);
}

void ConsoleTest::writesJsonLinesForPrograms()
{
    Console::Options options{.format = Console::Format::JsonLines, .colour = true};
    options.now = [] { return *parseIsoTime("2026-01-31T12:00:00.000Z"); };
    const std::string text = written(options, [](Console &c) {
        c.warning("it says \"no\"", "guard");
        c.status("0:12");
    });
    QCOMPARE(text, std::string("{\"time\":\"2026-01-31T12:00:00.000Z\",\"level\":\"warning\","
                               "\"category\":\"guard\",\"message\":\"it says \\\"no\\\"\"}\n"
                               "{\"time\":\"2026-01-31T12:00:00.000Z\",\"level\":\"info\","
                               "\"category\":\"status\",\"message\":\"0:12\"}\n"));
}

void ConsoleTest::statusTellsTheLastInterval()
{
    Snapshot before;
    before.uptime = 10;
    before.demand.requests = 1'000;
    before.demand.cacheable = 900;
    before.demand.hits = 100;
    Snapshot now = before;
    now.uptime = 12;
    now.demand.requests += 50;
    now.demand.cacheable += 40;
    now.demand.hits += 30;
    now.demand.hitsPrefetched += 10;
    now.prefetch.attempts += 6;
    now.queue.size = 14;
    now.queue.maxSize = 1'000;
    const std::string text = statusText(before, now);
    for (const char *part :
         {"0:12", "25 req/s", "hits 75.0% (25.0% prefetched)", "queue 14/1000", "prefetch 3.0/s"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
    QVERIFY(!statusText(now, now).empty()); // no time has passed: no division by nothing
}

void ConsoleTest::summaryEndsInTheIdentity()
{
    Snapshot s;
    s.source = "demo";
    s.uptime = 61;
    s.prefetch.scheduled = 1'234;
    s.prefetch.in[static_cast<std::size_t>(PrefetchState::Used)] = 1'000;
    s.prefetch.in[static_cast<std::size_t>(PrefetchState::WastedExpired)] = 234;
    QVERIFY(summaryText(s).ends_with("scheduled 1,234 = used 1,000 + wasted expired 234\n"));
    QVERIFY(summaryText(s).starts_with("demo ran for 1:01\n"));
    s.prefetch.scheduled += 1;
    QVERIFY(summaryText(s).find("does NOT balance") != std::string::npos);
}

void ConsoleTest::groupsDigits()
{
    QCOMPARE(groupedText(0), std::string("0"));
    QCOMPARE(groupedText(999), std::string("999"));
    QCOMPARE(groupedText(1'000), std::string("1,000"));
    QCOMPARE(groupedText(1'234'567), std::string("1,234,567"));
    QCOMPARE(percentText(0.6129), std::string("61.3 %"));
}

QTEST_GUILESS_MAIN(ConsoleTest)
#include "console_test.moc"
