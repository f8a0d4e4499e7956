// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// HAR, compression, what is cut off, and the writers.
#include "core/trace/linesource.h"
#include "core/trace/startorder.h"
#include "tests/unit/trace/packing.h"
#include "tests/unit/trace/traces.h"

#include <QtTest>

using namespace forefetch;

namespace {

std::string manyLines(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "10.0.0." + std::to_string(i % 200) +
                " - - [17/May/2015:10:05:03 +0000] \"GET /items/" + std::to_string(i) +
                " HTTP/1.1\" 200 " + std::to_string(i) + "\n";
    return text;
}

} // namespace

class DocumentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void harWithAllItsTraps();
    void brokenHars();
    void compressedMembers_data();
    void compressedMembers();
    void whatIsCutOff();
    void longLines();
    void writersReadBack_data();
    void writersReadBack();
    void orderOfBeginnings();
};

void DocumentsTest::harWithAllItsTraps()
{
    TraceOptions options;
    options.sessionKey = *SessionKey::parse("header:x-client");
    const ReadTrace read = drained(openTrace(fixturePath("browser.har"), options));
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.report.lines, 8U);
    QCOMPARE(read.events.size(), 2U);
    const TraceEvent first = read.events[0].event();
    QCOMPARE(first.target, "/a");
    QCOMPARE(first.number, 2U);
    QCOMPARE(first.at.time_since_epoch().count(), 1769860800250);
    QCOMPARE(first.duration, Duration(8'000'000)); // wait + connect; ssl is within connect
    QCOMPARE(first.bytes, -1);
    const TraceEvent second = read.events[1].event();
    QCOMPARE(second.target, "/b?x=1");
    QCOMPARE(second.host, "api.example");
    QCOMPARE(second.bytes, 77);
    QCOMPARE(second.agent, "UA");
    QCOMPARE(second.user, "c1");
    QCOMPARE(second.mimeType, "application/json");
    QCOMPARE(second.duration, Duration(30'500'000));
    std::string reasons;
    for (const auto &[reason, count] : read.report.reasons)
        reasons += std::to_string(count) + " " + std::string(reason) + "; ";
    QCOMPARE(reasons, std::string("1 a data: URL; 1 answered by the browser's cache; 1 answered by "
                                  "a service worker; 1 another host; 1 no answer; 1 no time; "));
    options.onlyHost = "cdn.example";
    const ReadTrace other = drained(openTrace(fixturePath("browser.har"), options));
    QCOMPARE(other.events.size(), 1U);
    QCOMPARE(other.events[0].event().target, "/e");
}

void DocumentsTest::brokenHars()
{
    QVERIFY(readText(R"({"log":{"version":"1.2"}})").error.find("log.entries") !=
            std::string::npos);
    QVERIFY(!readText(R"({"log":{"entries":[{"a":)").report.used);
    const std::string entry =
        R"({"startedDateTime":"2026-01-31T12:00:00.250Z","request":{"method":"GET","url":"http://a/"},"response":{"status":200}})";
    const ReadTrace read = readText(R"({"log":{"entries":[)" + entry + ",{]" + entry + "]}}");
    QCOMPARE(read.report.used, 2U);
    QCOMPARE(read.report.rejected, 1U);
    QVERIFY(!read.report.ended); // a broken entry costs itself
    const ReadTrace cut = readText(R"({"log":{"entries":[)" + entry + "," + entry.substr(0, 60));
    QCOMPARE(cut.report.used, 1U);
    QCOMPARE(cut.report.rejected, 1U);
    QVERIFY(cut.report.ended.has_value());
    // Wrong kinds of values are as if they were not there.
    const ReadTrace odd = readText(
        R"({"log":{"entries":[{"startedDateTime":7,"time":"x","request":[],"response":null},7]}})");
    QCOMPARE(odd.report.used, 0U);
    QVERIFY(odd.report.rejected >= 1U);
}

void DocumentsTest::compressedMembers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("compression");
    const auto add = [](const char *name, const std::string &bytes, const char *compression) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(compression);
    };
    const std::string text = manyLines(3000);
    const std::string a = text.substr(0, 100'001); // within a line
    const std::string b = text.substr(100'001);
    add("plain", text, "");
    add("gzip", gzipped(text), "gzip");
    add("gzip members", gzipped(a) + gzipped("") + gzipped(b), "gzip");
    add("gzip, zeros behind", gzipped(text) + std::string(700, '\0'), "gzip");
    add("zstd", zstdPacked(text), "zstd");
    add("zstd frames", zstdPacked(a) + zstdPacked(b), "zstd");
    add("zstd, skippable frame first",
        std::string("\x50\x2a\x4d\x18\x02\0\0\0ab", 10) + zstdPacked(text), "zstd");
}

void DocumentsTest::compressedMembers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, compression);
    const ReadTrace read = readText(bytes.toStdString());
    QCOMPARE(read.error, std::string());
    QCOMPARE(QString::fromStdString(read.report.compression), compression);
    QCOMPARE(read.report.used, 3000U);
    QCOMPARE(read.report.rejected, 0U);
    QCOMPARE(read.events[2999].event().target, "/items/2999");
    QVERIFY(!read.report.ended);
}

void DocumentsTest::whatIsCutOff()
{
    const std::string text = manyLines(20'000);
    for (const std::string &packed : {gzipped(text), zstdPacked(text)}) {
        const ReadTrace cut = readText(packed.substr(0, packed.size() - packed.size() / 4));
        QVERIFY(cut.report.ended.has_value());
        QVERIFY(cut.report.ended->text.find("end early") != std::string::npos);
        QVERIFY(cut.report.used > 1000 && cut.report.used < 20'000);
        QCOMPARE(cut.report.lines, cut.report.used + cut.report.rejected);
        // A half line is not taken for a whole one.
        for (const OwnedEvent &kept : cut.events)
            QCOMPARE(std::string(kept.event().target),
                     "/items/" + std::to_string(kept.event().bytes));
    }
}

void DocumentsTest::longLines()
{
    const std::string good = manyLines(1);
    const std::string longOne(LineSource::kLongest + 5, 'x');
    std::string whole;
    TraceOptions options;
    options.onReject = [&](const RejectedLine &, std::string_view line) { whole = line; };
    const ReadTrace read =
        readText(good + longOne + longOne + longOne + "\n" + good + longOne, options);
    QCOMPARE(read.report.used, 2U);
    QCOMPARE(read.report.rejected, 2U);
    QCOMPARE(read.events[1].number(), 3U);
    QCOMPARE(whole.size(), LineSource::kLongest);
}

void DocumentsTest::writersReadBack_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("combined") << static_cast<int>(TraceFormat::Combined);
    QTest::newRow("json") << static_cast<int>(TraceFormat::JsonLines);
    QTest::newRow("har") << static_cast<int>(TraceFormat::Har);
    QTest::newRow("csv") << static_cast<int>(TraceFormat::Csv);
    QTest::newRow("tsv") << static_cast<int>(TraceFormat::Tsv);
}

void DocumentsTest::writersReadBack()
{
    QFETCH(int, format);
    const ReadTrace read = drained(openTrace(fixturePath("combined.log")));
    const ReadTrace again = readText(written(read.events, static_cast<TraceFormat>(format)));
    QCOMPARE(again.error, std::string());
    QCOMPARE(essence(again), essence(read));
    // An exact log loses in Combined Log Format what that cannot say, and nothing elsewhere.
    if (format == static_cast<int>(TraceFormat::Combined))
        return;
    const ReadTrace exact = drained(openTrace(fixturePath("nginx.jsonl")));
    QCOMPARE(essence(readText(written(exact.events, static_cast<TraceFormat>(format)))),
             essence(exact));
}

void DocumentsTest::orderOfBeginnings()
{
    StartOrder order;
    TraceEvent event;
    std::string target;
    for (int i = 0; i < 100; ++i) {
        event.at = WallTime(std::chrono::milliseconds((i * 37) % 10));
        event.number = static_cast<std::uint64_t>(i);
        target = "/" + std::to_string(i);
        event.target = target;
        order.push(event);
    }
    WallTime at{};
    std::uint64_t number = 0;
    int popped = 0;
    for (; !order.empty(); ++popped) {
        const TraceEvent next = order.pop();
        QVERIFY(next.at > at || (next.at == at && (popped == 0 || next.number > number)));
        QCOMPARE(std::string(next.target), "/" + std::to_string(next.number));
        at = next.at;
        number = next.number;
    }
    QCOMPARE(popped, 100);
}

QTEST_GUILESS_MAIN(DocumentsTest)
#include "documents_test.moc"
