// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/replay/tracelog.h"
#include "tests/unit/trace/packing.h"
#include "tests/unit/trace/traces.h"

#include <QTest>

using namespace forefetch;
using namespace std::chrono_literals;

// Only the first part of a log's time.
class FirstPartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsBeforeWhatLiesBehind_data();
    void endsBeforeWhatLiesBehind();
    void aPartLongerThanTheLogIsAllOfIt();
    void anEndlessLogIsNotReadToItsEnd();
    void bytesAreSeenWhole();
    void bytesAreSeenUntilNobodyWantsMore();

private:
    static TraceOptions first(Duration part)
    {
        TraceOptions options;
        options.onlyFirst = part;
        return options;
    }
};

void FirstPartTest::endsBeforeWhatLiesBehind_data()
{
    QTest::addColumn<QByteArray>("log");
    QByteArray lines;
    for (int i = 0; i < 10; ++i)
        lines += QByteArray::fromStdString(requestLine(i + 0.5, "/" + std::to_string(i)));
    QTest::newRow("in order of the beginnings") << lines;
    QByteArray whole;
    for (int i = 0; i < 10; ++i)
        whole += QByteArray::fromStdString(secondLine(i, "/" + std::to_string(i)));
    QTest::newRow("in order of the file") << whole;
    QTest::newRow("har") << QByteArray::fromStdString(
        written(readText(lines.toStdString()).events, TraceFormat::Har));
}

void FirstPartTest::endsBeforeWhatLiesBehind()
{
    QFETCH(QByteArray, log);
    const ReadTrace part = readText(log.toStdString(), first(3s));
    QVERIFY2(part.error.empty(), part.error.c_str());
    QCOMPARE(part.events.size(), std::size_t{3}); // at 0, 1 and 2 s
    QCOMPARE(std::string(part.events.back().event().target), std::string("/2"));
    const TraceReport &report = part.report;
    QVERIFY(report.stopped && !report.ended);
    QCOMPARE(report.used, part.events.size() + report.beyond);
    QCOMPARE(report.lines, report.used + report.rejected);
    QVERIFY(!report.sessionKey.empty()); // it is complete
    QVERIFY(report.text().find("stopped   where the first part") != std::string::npos);
}

void FirstPartTest::aPartLongerThanTheLogIsAllOfIt()
{
    const std::string log = requestLine(0.5, "/a") + requestLine(3, "/b");
    const ReadTrace all = readText(log, first(1h));
    QCOMPARE(all.events.size(), std::size_t{2});
    QVERIFY(!all.report.stopped);
    QCOMPARE(all.report.beyond, 0U);
    QCOMPARE(readText(log, first(2500ms)).events.size(), std::size_t{1}); // /b is at its end
}

void FirstPartTest::anEndlessLogIsNotReadToItsEnd()
{
    std::string log;
    for (int i = 0; i < 20'000; ++i)
        log += requestLine(i + 0.5, "/" + std::to_string(i));
    const ReadTrace part = readText(log, first(10s));
    QCOMPARE(part.events.size(), std::size_t{10});
    QVERIFY(part.report.lines < 10'000);
}

// Also those behind the part that is taken, and of a packed log as they are.
void FirstPartTest::bytesAreSeenWhole()
{
    std::string log;
    for (int i = 0; i < 5'000; ++i)
        log += requestLine(i, "/" + std::to_string(i));
    for (const std::string &bytes : {log, gzipped(log)}) {
        std::string seen;
        TraceOptions options = first(3s);
        options.onBytes = [&seen](std::string_view part) {
            seen += part;
            return true;
        };
        QCOMPARE(readText(bytes, options).events.size(), std::size_t{3});
        QCOMPARE(seen.size(), bytes.size());
        QVERIFY(seen == bytes);
    }
}

void FirstPartTest::bytesAreSeenUntilNobodyWantsMore()
{
    std::string log;
    for (int i = 0; i < 5'000; ++i)
        log += requestLine(i, "/" + std::to_string(i));
    std::size_t seen = 0;
    TraceOptions options = first(3s);
    options.onBytes = [&seen](std::string_view part) {
        seen += part.size();
        return false;
    };
    QCOMPARE(readText(log, options).events.size(), std::size_t{3});
    QVERIFY(seen > 0 && seen < log.size());
}

QTEST_APPLESS_MAIN(FirstPartTest)
#include "firstpart_test.moc"
