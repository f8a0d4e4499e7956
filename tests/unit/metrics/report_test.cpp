// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says. The golden texts are in tests/data/report; FOREFETCH_GOLDEN=write renews
// them, and the eye has to approve the difference.
#include "core/metrics/glossary.h"
#include "core/metrics/htmlwriter.h"
#include "core/metrics/quantity.h"
#include "core/metrics/reportsvg.h"
#include "core/metrics/reportwords.h"
#include "tests/unit/metrics/reports.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace forefetch;

namespace {

constexpr const char *kLicence = "<!-- SPDX-FileCopyrightText: 2026 The Forefetch authors\n"
                                 "     SPDX-License-Identifier: GPL-3.0-or-later -->\n";

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// What of the page is seen, in order, one line an element that holds text; no style sheet, and of
// the list of every figure the head alone.
QString outline(const std::string &html)
{
    QXmlStreamReader reader(text(html));
    QString out;
    QString line;
    while (!reader.atEnd() && !out.contains(QStringLiteral("Every figure and what it means\n"))) {
        const auto token = reader.readNext();
        static const QStringList inner{QStringLiteral("span"), QStringLiteral("code"),
                                       QStringLiteral("a"), QStringLiteral("time")};
        const bool isBlock = !inner.contains(reader.name());
        if (token == QXmlStreamReader::StartElement && reader.name() == u"style")
            reader.skipCurrentElement();
        else if (token == QXmlStreamReader::Characters)
            line += reader.text();
        else if ((reader.isStartElement() || reader.isEndElement()) && isBlock) {
            if (!line.trimmed().isEmpty())
                out += line.simplified() + u'\n';
            line.clear();
        }
    }
    return reader.hasError() ? reader.errorString() : out;
}

void compareWithGolden(const char *name, const QString &have)
{
    const QString path =
        QStringLiteral(FOREFETCH_SOURCE_DIR "/tests/data/report/") + QString::fromLatin1(name);
    QFile file(path);
    if (qEnvironmentVariable("FOREFETCH_GOLDEN") == u"write") {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kLicence + have.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    const QString golden = QString::fromUtf8(file.readAll()).mid(qsizetype(strlen(kLicence)));
    const QStringList want = golden.split(u'\n');
    const QStringList lines = have.split(u'\n');
    for (qsizetype i = 0; i < std::min(want.size(), lines.size()); ++i)
        QCOMPARE(lines[i], want[i]);
    QCOMPARE(lines.size(), want.size());
}

// The numbers of one column of the table in a section, without the separators of thousands; of
// the rows of this kind.
QList<qulonglong> column(const std::string &html, const char *section, bool groupRows)
{
    const QString all = text(html);
    const qsizetype begin =
        all.indexOf(QStringLiteral("<section id=\"%1\"").arg(QLatin1String(section)));
    const QString part = all.mid(begin, all.indexOf(QStringLiteral("</section>"), begin) - begin);
    static const QRegularExpression row(
        QStringLiteral(
            "<tr( class=\"group\")?>\\s*<th(?:(?!<tr).)*?</th><td class=\"number\">([0-9,]+)</td>"),
        QRegularExpression::DotMatchesEverythingOption);
    QList<qulonglong> numbers;
    for (auto it = row.globalMatch(part); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.captured(1).isEmpty() != groupRows)
            numbers << match.captured(2).remove(u',').toULongLong();
    }
    return numbers;
}

} // namespace

class ReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantities_data();
    void quantities();
    void goldenMarkdown();
    void goldenHtml();
    void outcomesBalanceInSight();
    void everyVerdictHasItsWords_data();
    void everyVerdictHasItsWords();
    void changedSettingsAreMarked();
    void whatIsOutsideTheEnvelopeIsTold();
    void everyFigureIsExplained();
    void interventionsHaveTheirReasons();
    void pageStandsAlone();
    void secretsStayBehind();
    void emptySnapshotIsAReportToo();
    void changesHaveTheirMoments();
    void picturesAreDrawingsOnly();
};

void ReportTest::quantities_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("shown");
    const auto row = [](double value, const char *unit, const char *shown) {
        QTest::addRow("%g %s", value, unit)
            << value << QString::fromLatin1(unit) << QString::fromUtf8(shown);
    };
    row(1234567, "requests", "1,234,567");
    row(0, "requests", "0");
    row(999, "bytes", "999 B");
    row(1023.9, "bytes", "1.0 KiB");
    row(1536, "bytes", "1.5 KiB");
    row(67108864, "bytes", "64.0 MiB");
    row(1e18, "bytes", "909495 TiB");
    row(0, "s", "0.0 s");
    row(0.041, "s", "0.04 s");
    row(12.46, "s", "12.5 s");
    row(59.97, "s", "1 min");
    row(312.4, "s", "5 min 12 s");
    row(3600, "s", "1 h");
    row(11'100, "s", "3 h 5 min");
    row(-1, "s", "–");
    row(0.8249, "ms", "0.82 ms");
    row(4.14, "ms", "4.1 ms");
    row(171.4, "ms", "171 ms");
    row(7.94, "1/s", "7.9 /s");
    row(12'345.6, "1/s", "12346 /s");
    row(0.41234, "", "0.412");
    row(-0.00001, "", "0.000");
    row(std::numeric_limits<double>::quiet_NaN(), "", "–");
    row(std::numeric_limits<double>::infinity(), "s", "–");
}

void ReportTest::quantities()
{
    QFETCH(double, value);
    QFETCH(QString, unit);
    QFETCH(QString, shown);
    QCOMPARE(text(quantityText(value, unit.toStdString())), shown);
    QCOMPARE(text(signedPercents(0.2722)), QStringLiteral("+27.2"));
    QCOMPARE(text(signedPercents(-0.2722)), QStringLiteral("−27.2"));
    QCOMPARE(text(signedPercents(-0.0001)), QStringLiteral("0.0"));
    QCOMPARE(text(percentText(0.6134)), QStringLiteral("61.3 %"));
}

void ReportTest::goldenMarkdown()
{
    compareWithGolden("demo.md", text(toMarkdown(plausibleReport())));
}

void ReportTest::goldenHtml()
{
    Report report = plausibleReport();
    report.charts = {
        {"Hit ratio", "61 % now", "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>", {}}};
    compareWithGolden("demo.outline.md", outline(toHtml(report)));
}

void ReportTest::outcomesBalanceInSight()
{
    Report report = plausibleReport();
    const std::string html = toHtml(report);
    const QList<qulonglong> states = column(html, "outcomes", false);
    const QList<qulonglong> groups = column(html, "outcomes", true);
    QCOMPARE(states.size(), qsizetype(kPrefetchStateCount) + 1); // and the sum
    QCOMPARE(groups.size(), 4);
    qulonglong sum = 0;
    for (qsizetype i = 0; i + 1 < states.size(); ++i)
        sum += states[i];
    QCOMPARE(sum, report.snapshot.prefetch.scheduled);
    QCOMPARE(states.last(), sum);
    QCOMPARE(groups[0] + groups[1] + groups[2] + groups[3], sum);
    QVERIFY(text(html).contains(QStringLiteral("= 2,611 scheduled: it balances")));
    // And where it does not, that is seen as well.
    ++report.snapshot.prefetch.scheduled;
    QVERIFY(text(toHtml(report)).contains(QStringLiteral("does NOT balance")));
    QVERIFY(text(toMarkdown(report)).contains(QStringLiteral("does NOT balance")));
}

void ReportTest::everyVerdictHasItsWords_data()
{
    QTest::addColumn<int>("hits");
    QTest::addColumn<int>("controlHits");
    QTest::addColumn<double>("enabled");
    QTest::addColumn<QString>("head");
    QTest::newRow("helps") << 600 << 300 << 1.0 << "✔ Prefetching helps";
    QTest::newRow("harms") << 300 << 600 << 1.0 << "✕ Prefetching does not help";
    QTest::newRow("unsure") << 510 << 500 << 1.0 << "? Not yet distinguishable";
    QTest::newRow("off") << 600 << 300 << 0.0 << "○ Prefetch is off";
}

void ReportTest::everyVerdictHasItsWords()
{
    QFETCH(int, hits);
    QFETCH(int, controlHits);
    QFETCH(double, enabled);
    QFETCH(QString, head);
    Report report{.snapshot = plausibleSnapshot()};
    report.snapshot.settings[Param::PrefetchEnabled] = enabled;
    report.snapshot.demandTreated = plausibleDemand(1000, std::uint64_t(hits), 0, {});
    report.snapshot.demandHeldBack = plausibleDemand(1000, std::uint64_t(controlHits), 0, {});
    const QString page = outline(toHtml(report));
    QVERIFY2(page.contains(head + u'\n'), qPrintable(page));
    QVERIFY(text(toMarkdown(report)).startsWith(QStringLiteral("**%1.**").arg(head)));
    const bool unsure = head.startsWith(u'?');
    QCOMPARE(page.contains(QStringLiteral("points (95 %), not yet distinguishable")), unsure);
    // The interval in the sentence is that of the comparison.
    const Comparison c = compare(report.snapshot);
    if (enabled != 0)
        QVERIFY(page.contains(text(signedPercents(c.difference - c.halfWidth) + " to " +
                                   signedPercents(c.difference + c.halfWidth))));
}

void ReportTest::changedSettingsAreMarked()
{
    const QString page = text(toHtml(plausibleReport()));
    QCOMPARE(page.count(QStringLiteral("<span class=\"mark\">changed</span>")), 4);
    QVERIFY(page.contains(QStringLiteral("4 of %1 settings differ").arg(kParamCount)));
    for (const ParamInfo &row : parameterTable())
        QVERIFY2(page.contains(text("<code>" + std::string(row.id) + "</code>")), row.id.data());
    const QString brief = text(toMarkdown(plausibleReport()));
    QVERIFY(brief.contains(QStringLiteral("| `workers.count` | 4 | 2 |")));
    QVERIFY(!brief.contains(QStringLiteral("queue.max_size")));
}

void ReportTest::whatIsOutsideTheEnvelopeIsTold()
{
    Report report = plausibleReport();
    QVERIFY(!text(toHtml(report)).contains(u"Outside what the profile was tested with"));
    report.snapshot.tuner.outside = {{Param::WorkersCount, 4, {2, 2}},
                                     {Param::CachePolicy, 2, {0}}};
    const QString page = text(toHtml(report));
    QVERIFY(page.contains(u"workers.count is 4, tested: 2; cache.policy is assume, tested: safe."));
}

void ReportTest::everyFigureIsExplained()
{
    const QString page = text(toHtml(plausibleReport()));
    for (const GlossaryEntry &entry : glossary()) {
        const std::string name(entry.name);
        const std::size_t dot = name.find('.');
        if (dot == std::string::npos || name == "guard.events" || name == "tuner.outside_settings")
            continue; // they are told elsewhere
        QVERIFY2(page.contains(text("<code>" + name.substr(dot + 1) + "</code>")), name.c_str());
        QVERIFY2(page.contains(text(escapedHtml(entry.text))), name.c_str());
    }
}

void ReportTest::interventionsHaveTheirReasons()
{
    Report report = plausibleReport();
    const QString page = text(toHtml(report));
    QVERIFY(page.contains(QStringLiteral("/orders has asked to be left alone for 10 s")));
    QVERIFY(page.contains(QStringLiteral("<code>brake</code>")));
    QVERIFY(page.indexOf(QStringLiteral("take 5.1 times")) <
            page.indexOf(QStringLiteral("left alone"))); // the newest first
    report.snapshot.guard.events.clear();
    QVERIFY(!text(toHtml(report)).contains(QStringLiteral("<code>brake</code>")));
}

void ReportTest::pageStandsAlone()
{
    Report report = plausibleReport();
    report.charts = {{"A", "a", "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>", "<svg/>"}};
    QXmlStreamReader reader(text(toHtml(report)));
    QList<QString> headings;
    std::set<QString> ids;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString tag = reader.name().toString();
        QVERIFY2(tag != u"script" && tag != u"link" && tag != u"img" && tag != u"iframe",
                 qPrintable(tag));
        if (tag.size() == 2 && tag[0] == u'h' && tag[1].isDigit())
            headings << tag;
        for (const QXmlStreamAttribute &a : reader.attributes()) {
            QVERIFY2(a.name() != u"src" && a.name() != u"style", qPrintable(tag));
            QVERIFY(a.name() != u"href" || a.value().startsWith(u'#'));
            QVERIFY2(!a.value().contains(u"://"), qPrintable(a.value().toString()));
            if (a.name() == u"id")
                QVERIFY2(ids.insert(a.value().toString()).second, qPrintable(a.value().toString()));
        }
        if (tag == u"svg") {
            QCOMPARE(reader.attributes().value(QStringLiteral("role")).toString(),
                     QStringLiteral("img"));
            QVERIFY(!reader.attributes().value(QStringLiteral("aria-label")).isEmpty());
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(headings.first(), QStringLiteral("h1"));
    QCOMPARE(headings.count(QStringLiteral("h1")), 1);
    const QString page = text(toHtml(report));
    QVERIFY(page.startsWith(QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">")));
    QCOMPARE(page.count(QStringLiteral("<table>")), page.count(QStringLiteral("<caption>")));
    QVERIFY(!page.contains(QStringLiteral("@import")) &&
            !page.contains(QStringLiteral("url(http")));
}

void ReportTest::secretsStayBehind()
{
    Report report = plausibleReport();
    report.title = "Staging https://anna:s3cret-a@host/x";
    report.target = "https://bert:s3cret-b@api.example.com/v2?access_token=s3cret-c&page=2";
    report.gateway = "http://s3cret-d@127.0.0.1:8080";
    report.snapshot.source = "see ftp://u:s3cret-e@files/";
    report.snapshot.predictor.model = "https://x:s3cret-f@y";
    report.changes->front().change.source = "api https://z:s3cret-g@y";
    report.charts = {{"https://t:s3cret-h@y", "", "<svg/>", {}}};
    for (const std::string &written : {toHtml(report), toMarkdown(report)}) {
        const std::size_t found = written.find("s3cret");
        QVERIFY2(found == std::string::npos,
                 written.substr(std::min(found, written.size()), 40).c_str());
        QVERIFY(written.find("api.example.com/v2") != std::string::npos);
    }
    QCOMPARE(shownText("a@b.example, no address"), std::string("a@b.example, no address"));
}

void ReportTest::emptySnapshotIsAReportToo()
{
    const QString page = outline(toHtml({}));
    QVERIFY(page.contains(QStringLiteral("Nothing cacheable has been asked for yet.")));
    QVERIFY(page.contains(QStringLiteral("The settings stayed as they were.")));
    QVERIFY(page.contains(QStringLiteral("All settings have their defaults")));
    for (const QString &nonsense : {QStringLiteral("nan"), QStringLiteral("inf %")})
        QVERIFY(!page.contains(nonsense, Qt::CaseInsensitive));
    // Of a saved snapshot one knows that there were changes, and no more.
    const QString saved = outline(toHtml({.snapshot = plausibleSnapshot()}));
    QVERIFY(saved.contains(QStringLiteral("The settings were changed (revision 3)")));
    QVERIFY(saved.contains(QStringLiteral("as if each request stood alone")));
}

void ReportTest::changesHaveTheirMoments()
{
    using namespace std::chrono_literals;
    const std::vector<SettingsChange> changes{
        {1, TimePoint(100s), Param::WorkersCount, 2, 4, "user"}};
    const WallTime now = *parseIsoTime("2026-01-01T00:00:10Z");
    const auto dated = datedChanges(changes, TimePoint(107'500ms), now);
    QCOMPARE(dated.size(), 1U);
    QCOMPARE(isoTime(dated[0].at), std::string("2026-01-01T00:00:02.500Z"));
}

void ReportTest::picturesAreDrawingsOnly()
{
    const std::string svg =
        inlineSvg("<?xml version=\"1.0\"?><!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\" "
                  "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9mm\" height=\"9mm\" "
                  "viewBox=\"0 0 9 9\" onload=\"x()\"><title>t</title><script>x()</script>"
                  "<style>* {fill:url(http://x/y)}</style><foreignObject><b>x</b></foreignObject>"
                  "<image xlink:href=\"http://x/y.png\"/><g id=\"a\" fill=\"url(#b)\" "
                  "clip-path=\"url(http://x)\" "
                  "style=\"x\"><path d=\"M0 0\" onclick=\"x()\"/><text>1 &lt; 2</text></g></svg>",
                  "a \"label\"", "p-");
    QCOMPARE(
        text(svg),
        QStringLiteral("<svg role=\"img\" aria-label=\"a &quot;label&quot;\" viewBox=\"0 0 9 9\">"
                       "<g id=\"p-a\" fill=\"url(#p-b)\"><path d=\"M0 0\"></path>"
                       "<text>1 &lt; 2</text></g></svg>"));
    for (const char *none : {"", "no", "<html/>", "<svg><g></svg>", "<svg>"})
        QCOMPARE(inlineSvg(none, {}, {}), std::string());
}

QTEST_APPLESS_MAIN(ReportTest)
#include "report_test.moc"
