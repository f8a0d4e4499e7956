// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever text gets into a report, it stays text.
#include "core/metrics/htmlwriter.h"
#include "core/metrics/openmetrics.h"
#include "core/metrics/reportwords.h"
#include "tests/unit/metrics/reports.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>
#include <rapidcheck.h>

using namespace forefetch;

namespace {

// Bytes of any kind, markup more often than chance has it.
rc::Gen<std::string> anyText()
{
    const auto piece =
        rc::gen::oneOf(rc::gen::element<std::string>(
                           "<script>", "</title>", "&amp;", "\"", "'", "-->", "]]>", "</style>",
                           "|", "\n\n# ", "`", "](x)", "@team", "#12", "\\", "\xff\xfe",
                           "\xed\xa0\x80", "\xef\xbf\xbe", "é", "\U0001F600", "://u:p@", "?", "\r"),
                       rc::gen::string<std::string>());
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string> &pieces) {
                            std::string out;
                            for (const std::string &p : pieces)
                                out += p;
                            return out;
                        });
}

Report reportOf(const std::string &title, const std::string &source, const std::string &model,
                const std::string &address, const std::string &by)
{
    Report report = plausibleReport();
    report.title = title;
    report.snapshot.source = source;
    report.snapshot.predictor.model = model;
    report.target = report.gateway = address;
    report.changes->front().change.source = by;
    report.charts = {{title, by, "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>", {}}};
    return report;
}

// Elements and attributes in order, without any text: what a browser would make of the page.
struct Page
{
    QStringList elements;
    QString heading; // the text of <h1>
    bool isWellFormed = false;
};

Page pageOf(const std::string &html)
{
    Page page;
    QXmlStreamReader reader(QString::fromStdString(html));
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        QString element = reader.name().toString();
        for (const QXmlStreamAttribute &a : reader.attributes())
            element += u' ' + a.name().toString();
        page.elements << element;
        if (reader.name() == u"h1")
            page.heading = reader.readElementText();
    }
    page.isWellFormed = !reader.hasError();
    return page;
}

} // namespace

class ReportProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsNeverBecomeMarkup();
    void escapingKeepsWhatCanBeKept();
    void markdownKeepsItsShape();
    void labelsKeepTheirLines();
};

void ReportProperties::textsNeverBecomeMarkup()
{
    const QStringList plain =
        pageOf(toHtml(reportOf("title", "source", "model", "address", "by"))).elements;
    QVERIFY(rc::check([&plain] {
        const std::string title = *anyText();
        RC_PRE(!title.empty());
        const Page page =
            pageOf(toHtml(reportOf(title, *anyText(), *anyText(), "a" + *anyText(), *anyText())));
        RC_ASSERT(page.isWellFormed);
        RC_ASSERT(page.elements == plain);
    }));
}

void ReportProperties::escapingKeepsWhatCanBeKept()
{
    QVERIFY(rc::check([] {
        const std::string text = *anyText();
        const std::string escaped = escapedHtml(text);
        RC_ASSERT(escaped.find_first_of("<>\"'") == std::string::npos);
        QXmlStreamReader reader(QString::fromStdString("<t>" + escaped + "</t>"));
        RC_ASSERT(reader.readNextStartElement());
        const QString back = reader.readElementText();
        RC_ASSERT(!reader.hasError());
        // All but control characters and broken UTF-8 comes back.
        const QString have = QString::fromUtf8(text.data(), qsizetype(text.size()));
        RC_ASSERT(back.size() == have.size());
        for (qsizetype i = 0; i < have.size(); ++i)
            RC_ASSERT((back[i] == have[i] || back[i] == QChar::ReplacementCharacter));
        if (!have.contains(
                QRegularExpression(QStringLiteral("[\\x00-\\x1f\\x7f-\\x9f\\x{fffe}\\x{ffff}]"))))
            RC_ASSERT(back == have);
    }));
}

// As many lines and cells as with a harmless text, no mark of Markdown or HTML from outside.
void ReportProperties::markdownKeepsItsShape()
{
    const std::string plain = toMarkdown(reportOf("x", "x", "x", "x", "x"));
    QVERIFY(rc::check([&plain] {
        const std::string text = *anyText();
        RC_PRE(!text.empty());
        const std::string out = toMarkdown(reportOf(text, text, text, text, text));
        const std::size_t from = out.rfind("<sub>");
        RC_ASSERT(out.substr(0, from) == plain.substr(0, plain.rfind("<sub>")));
        const std::string line = out.substr(from + 5, out.size() - from - 5 - 7);
        RC_ASSERT(out.ends_with("</sub>\n"));
        RC_ASSERT(line.find_first_of("<>|`*[]()@\\\n\r\"'") == std::string::npos);
        // What is left of & and # are the entities made here.
        for (std::size_t at = line.find('#'); at != std::string::npos; at = line.find('#', at + 1))
            RC_ASSERT((at > 0 && line[at - 1] == '&'));
    }));
}

void ReportProperties::labelsKeepTheirLines()
{
    const auto lines = [](const std::string &text) { return std::ranges::count(text, '\n'); };
    const auto plain = lines(toOpenMetrics(plausibleSnapshot()));
    QVERIFY(rc::check([&] {
        Snapshot s = plausibleSnapshot();
        s.source = *anyText();
        s.predictor.model = *anyText();
        const std::string out = toOpenMetrics(s);
        RC_ASSERT(lines(out) == plain);
        const QRegularExpression sample(
            QStringLiteral(
                "^forefetch_source_info\\{source=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\"\\} 1$"),
            QRegularExpression::MultilineOption);
        RC_ASSERT(sample.match(QString::fromStdString(out)).hasMatch());
    }));
}

QTEST_APPLESS_MAIN(ReportProperties)
#include "report_test.moc"
