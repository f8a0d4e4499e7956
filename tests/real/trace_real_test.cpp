// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The real logs, as published and normalised: no line is lost, and what the formats can carry
// survives being written and read back. Where the logs are absent the test passes and says so.
#include "tests/unit/trace/traces.h"

#include <QtTest>

#include <filesystem>

using namespace forefetch;

namespace {

const std::string kFolder = FOREFETCH_SOURCE_DIR "/../shared/data/";

bool isThere(const std::string &name)
{
    if (std::filesystem::exists(kFolder + name))
        return true;
    qInfo("%s: the log is not here; nothing was read", name.c_str());
    return false;
}

} // namespace

class TraceRealTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWithoutLoss_data()
    {
        QTest::addColumn<quint64>("lines");
        QTest::addColumn<quint64>("rejected");
        QTest::addColumn<quint64>("get");
        QTest::newRow("nasa_jul95.tsv.gz") << 9'999ULL << 0ULL << 9'984ULL;
        QTest::newRow("openstack_nova_2017.tsv.gz") << 1'017ULL << 0ULL << 931ULL;
        QTest::newRow("aws_cloudtrail_2023.tsv.gz") << 2'900ULL << 0ULL << 2'326ULL;
        // One line as published breaks off within the agent.
        QTest::newRow("semicomplete_2015.access.log.gz") << 10'000ULL << 1ULL << 9'951ULL;
        QTest::newRow("thedash_api_2013.jsonl.gz") << 10'049ULL << 0ULL << 7'382ULL;
    }

    void readsWithoutLoss()
    {
        QFETCH(quint64, lines);
        QFETCH(quint64, rejected);
        QFETCH(quint64, get);
        const std::string name = QTest::currentDataTag();
        if (!isThere(name))
            return;
        const ReadTrace read = drained(openTrace(kFolder + name));
        qInfo("%s", read.report.text().c_str());
        QCOMPARE(read.report.lines, lines);
        QCOMPARE(read.report.rejected, rejected);
        QCOMPARE(read.report.used, lines - rejected);
        QCOMPARE(static_cast<quint64>(std::ranges::count_if(
                     read.events, [](const OwnedEvent &e) { return e.event().method == "GET"; })),
                 get);
    }

    void survivesEveryFormat_data()
    {
        QTest::addColumn<int>("format");
        for (const TraceFormat format : {TraceFormat::Combined, TraceFormat::JsonLines,
                                         TraceFormat::Har, TraceFormat::Csv, TraceFormat::Tsv})
            QTest::newRow(std::string(nameOf(format)).c_str()) << static_cast<int>(format);
    }

    void survivesEveryFormat()
    {
        QFETCH(int, format);
        for (const char *name : {"nasa_jul95.tsv.gz", "thedash_api_2013.jsonl.gz"}) {
            if (!isThere(name))
                continue;
            const ReadTrace read = drained(openTrace(kFolder + name));
            const ReadTrace again =
                readText(written(read.events, static_cast<TraceFormat>(format)));
            QCOMPARE(again.report.rejected, 0U);
            QVERIFY(essence(again) == essence(read));
            QCOMPARE(again.report.ties, read.report.ties);
            QCOMPARE(again.report.sessions, read.report.sessions);
        }
    }

    void parametersOfTheDashboard()
    {
        if (!isThere("thedash_api_2013.jsonl.gz"))
            return;
        TraceOptions options;
        for (int round = 0; round < 2; ++round) {
            const ReadTrace read =
                drained(openTrace(kFolder + "thedash_api_2013.jsonl.gz", options));
            QCOMPARE(read.report.proposals.size(), round == 0 ? 3U : 0U);
            for (const ParameterProposal &proposal : read.report.proposals)
                options.dropParameters.push_back(proposal.name);
        }
        QCOMPARE(options.dropParameters, (std::vector<std::string>{"_", "t", "gclid"}));
    }
};

QTEST_GUILESS_MAIN(TraceRealTest)
#include "trace_real_test.moc"
