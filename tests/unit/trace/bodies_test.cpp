// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bodies of answers in logs that hold them.
#include "core/trace/bodyshelf.h"
#include "traces.h"

#include <QtTest>

using namespace forefetch;

namespace {

TraceOptions wanted()
{
    TraceOptions options;
    options.bodies = true;
    return options;
}

// A HAR of answers with this content each.
std::string har(const QList<QByteArray> &contents, int status = 200)
{
    QByteArray entries;
    for (qsizetype i = 0; i < contents.size(); ++i) {
        QByteArray entry = "{'startedDateTime':'2026-01-01T00:00:0@.000Z','time':5,"
                           "'request':{'method':'GET','url':'http://a/@','headers':[]},"
                           "'response':{'headers':[],'status':";
        entry.replace('\'', '"').replace('@', QByteArray::number(i));
        entries += (i > 0 ? "," : "") + entry + QByteArray::number(status) +
                   ",\"content\":" + contents[i] + "}}";
    }
    return "{\"log\":{\"version\":\"1.2\",\"entries\":[" + entries.toStdString() + "]}}";
}

std::string bodyIn(const ReadTrace &read, std::size_t at = 0)
{
    const Body body = at < read.events.size() ? read.events[at].event().body : nullptr;
    return body ? *body : std::string();
}

} // namespace

class BodiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofAHar_data();
    void ofAHar();
    void onlyWhereAskedFor();
    void onlyOfGoodAnswers();
    void ofJsonLines();
    void equalOnesAreShared();
    void aFullShelfLeavesOutAndSaysSo();
    void aReadFileThatIsTooLargeForAModel();
    void writersReadBack_data();
    void writersReadBack();
};

void BodiesTest::ofAHar_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("body");
    const QByteArray none;
    QTest::newRow("plain") << QByteArray(R"({"mimeType":"application/json","text":"{\"id\":7}"})")
                           << QByteArray(R"({"id":7})");
    QTest::newRow("type behind the text")
        << QByteArray(R"({"text":"[1]","mimeType":"application/problem+json; charset=utf-8"})")
        << QByteArray("[1]");
    for (const QByteArray &json : {QByteArray("[12]"), QByteArray("[123]"), QByteArray("[1234]")})
        QTest::newRow(("base64 of " + json).constData())
            << (R"({"mimeType":"application/json","encoding":"base64","text":")" + json.toBase64() +
                "\"}")
            << json;
    QTest::newRow("no base64")
        << QByteArray(R"({"mimeType":"application/json","encoding":"base64","text":"{\"id\":7}"})")
        << none;
    QTest::newRow("another encoding")
        << QByteArray(R"({"mimeType":"application/json","encoding":"rot13","text":"[1]"})") << none;
    QTest::newRow("no JSON") << QByteArray(R"({"mimeType":"text/html","text":"[1]"})") << none;
    QTest::newRow("no text") << QByteArray(R"({"mimeType":"application/json"})") << none;
    QTest::newRow("null") << QByteArray(R"({"mimeType":"application/json","text":null})") << none;
}

void BodiesTest::ofAHar()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, body);
    const ReadTrace read = readText(har({content}), wanted());
    QCOMPARE(read.error, std::string());
    QCOMPARE(read.events.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(bodyIn(read)), body);
    QCOMPARE(read.report.withBody, body.isEmpty() ? 0U : 1U);
}

void BodiesTest::onlyWhereAskedFor()
{
    const ReadTrace read = readText(har({R"({"mimeType":"application/json","text":"[1]"})"}));
    QCOMPARE(read.events.size(), std::size_t{1});
    QVERIFY(!read.events[0].event().body);
}

void BodiesTest::onlyOfGoodAnswers()
{
    for (const int status : {206, 304, 404, 500}) {
        const ReadTrace read =
            readText(har({R"({"mimeType":"application/json","text":"[1]"})"}, status), wanted());
        QCOMPARE(read.events.size(), std::size_t{1});
        QVERIFY(!read.events[0].event().body);
    }
}

void BodiesTest::ofJsonLines()
{
    const ReadTrace read = readText(
        R"({"msec":1700000000.5,"request_method":"GET","request_uri":"/a","status":200,)"
        R"("sent_http_content_type":"application/json","response_body":"{\"a\":\"\\\"b\"}"})"
        "\n",
        wanted());
    QCOMPARE(read.events.size(), std::size_t{1});
    QCOMPARE(bodyIn(read), std::string(R"({"a":"\"b"})"));
}

void BodiesTest::equalOnesAreShared()
{
    const QByteArray one = R"({"mimeType":"application/json","text":"[1]"})";
    const QByteArray other = R"({"mimeType":"application/json","text":"[2]"})";
    const ReadTrace read = readText(har({one, other, one}), wanted());
    QCOMPARE(read.events.size(), std::size_t{3});
    QCOMPARE(read.events[0].event().body.get(), read.events[2].event().body.get());
    QCOMPARE(bodyIn(read, 1), std::string("[2]"));
}

void BodiesTest::aFullShelfLeavesOutAndSaysSo()
{
    BodyShelf shelf(1000);
    int kept = 0;
    for (int i = 0; i < 100; ++i)
        kept += shelf.put("a body that has the number " + std::to_string(i)) ? 1 : 0;
    QVERIFY(kept > 1 && kept < 20);
    QVERIFY(shelf.bytes() <= 1000);
    QCOMPARE(shelf.leftOut(), static_cast<std::uint64_t>(100 - kept));
    QVERIFY(shelf.put("a body that has the number 0")); // is there already
    QVERIFY(!BodyShelf().put(std::string(BodyShelf::kLargest + 1, ' ')));

    TraceReport report;
    report.used = 1;
    report.bodiesLeftOut = 1234;
    QVERIFY(report.text().find("the bodies of 1,234 answers") != std::string::npos);
}

void BodiesTest::aReadFileThatIsTooLargeForAModel()
{
    const QByteArray large(static_cast<qsizetype>(BodyShelf::kLargest) + 1, '1');
    const ReadTrace read =
        readText(har({R"({"mimeType":"application/json","text":")" + large + "\"}"}), wanted());
    QCOMPARE(read.report.used, 1U);
    QVERIFY(!read.events[0].event().body);
}

void BodiesTest::writersReadBack_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("HAR") << static_cast<int>(TraceFormat::Har);
    QTest::newRow("JSON lines") << static_cast<int>(TraceFormat::JsonLines);
}

void BodiesTest::writersReadBack()
{
    QFETCH(int, format);
    const ReadTrace first =
        readText(har({R"({"mimeType":"application/json","text":"{\"a\":\"\\u00e4 \\\\ \\n\"}"})",
                      R"({"mimeType":"text/html","text":"<p>"})"}),
                 wanted());
    const std::string text = written(first.events, static_cast<TraceFormat>(format));
    const ReadTrace again = readText(text, wanted());
    QCOMPARE(again.events.size(), std::size_t{2});
    QCOMPARE(bodyIn(again), bodyIn(first));
    QVERIFY(!bodyIn(first).empty());
    QVERIFY(!again.events[1].event().body);
    // What no line can hold is left out, not its line.
    std::vector<OwnedEvent> events = first.events;
    TraceEvent event = first.events[0].event();
    event.body = std::make_shared<const std::string>(std::string(200'000, '\x01'));
    events[0] = event;
    const ReadTrace third = readText(written(events, static_cast<TraceFormat>(format)), wanted());
    QCOMPARE(third.report.used, 2U);
    QVERIFY(!third.events[0].event().body);
}

QTEST_GUILESS_MAIN(BodiesTest)
#include "bodies_test.moc"
