// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text is read by a parser of its own, written from the OpenMetrics specification 1.0, and by
// Prometheus' where that is installed.
#include "core/metrics/figurevalues.h"
#include "core/metrics/metricnames.h"
#include "core/metrics/openmetrics.h"
#include "tests/unit/metrics/reports.h"
#include "tests/unit/metrics/snapshots.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace forefetch;

namespace {

struct Family
{
    QString name;
    QString type;
    QString unit;
    QString help;
    QMap<QString, double> samples; // "forefetch_requests_total{result="miss"}"
};

// The suffixes that samples of a type may have.
QStringList suffixesOf(const QString &type)
{
    if (type == u"counter")
        return {QStringLiteral("_total"), QStringLiteral("_created")};
    if (type == u"info")
        return {QStringLiteral("_info")};
    if (type == u"summary")
        return {QString(), QStringLiteral("_sum"), QStringLiteral("_count")};
    return {QString()};
}

class Exposition
{
public:
    explicit Exposition(const std::string &text)
    {
        const QString all = QString::fromStdString(text);
        if (!all.endsWith(QStringLiteral("\n# EOF\n"))) {
            complain(QStringLiteral("does not end in # EOF"));
            return;
        }
        const QStringList lines = all.left(all.size() - 7).split(u'\n');
        for (const QString &line : lines) {
            if (!m_error.isEmpty())
                return;
            line.startsWith(u'#') ? readHead(line) : readSample(line);
        }
        for (const Family &family : m_families)
            check(family);
    }

    QString error() const { return m_error; }
    const QList<Family> &families() const { return m_families; }
    const Family *family(const QString &name) const
    {
        for (const Family &f : m_families)
            if (f.name == name)
                return &f;
        return nullptr;
    }
    double value(const char *sample) const
    {
        for (const Family &f : m_families)
            if (f.samples.contains(QString::fromLatin1(sample)))
                return f.samples.value(QString::fromLatin1(sample));
        return std::nan("");
    }

private:
    void complain(const QString &what)
    {
        if (m_error.isEmpty())
            m_error = what;
    }

    void readHead(const QString &line)
    {
        static const QRegularExpression head(
            QStringLiteral("^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$"));
        const QRegularExpressionMatch m = head.match(line);
        if (!m.hasMatch())
            return complain(line);
        if (m_families.isEmpty() || m_families.last().name != m.captured(2)) {
            if (family(m.captured(2)) || m.captured(1) != u"TYPE")
                return complain(QStringLiteral("not in one piece: ") + line);
            m_families.append({m.captured(2), {}, {}, {}, {}});
        }
        Family &f = m_families.last();
        QString &part = m.captured(1) == u"TYPE"   ? f.type
                        : m.captured(1) == u"UNIT" ? f.unit
                                                   : f.help;
        if (!part.isEmpty() || !f.samples.isEmpty())
            complain(QStringLiteral("twice, or behind a sample: ") + line);
        part = m.captured(3);
    }

    void readSample(const QString &line)
    {
        static const QString label =
            QStringLiteral("[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\n\"])*\"");
        static const QRegularExpression sample(
            QStringLiteral(
                "^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{%1(?:,%1)*\\})? "
                "([-+]?[0-9]+(?:\\.[0-9]+)?(?:e[-+]?[0-9]+)?)(?: ([0-9]+(?:\\.[0-9]+)?))?$")
                .arg(label));
        const QRegularExpressionMatch m = sample.match(line);
        if (!m.hasMatch() || m_families.isEmpty())
            return complain(line);
        Family &f = m_families.last();
        if (!m.captured(1).startsWith(f.name) ||
            !suffixesOf(f.type).contains(m.captured(1).mid(f.name.size())))
            return complain(QStringLiteral("no sample of %1: %2").arg(f.name, line));
        const QString key = m.captured(1) + m.captured(2);
        if (f.samples.contains(key))
            return complain(QStringLiteral("twice: ") + line);
        f.samples.insert(key, m.captured(3).toDouble());
    }

    void check(const Family &f)
    {
        static const QStringList types{QStringLiteral("counter"), QStringLiteral("gauge"),
                                       QStringLiteral("summary"), QStringLiteral("info"),
                                       QStringLiteral("stateset")};
        if (!types.contains(f.type) || f.help.isEmpty() || f.samples.isEmpty())
            complain(f.name + QStringLiteral(" has no type, help or samples"));
        if (!f.unit.isEmpty() && !f.name.endsWith(u'_' + f.unit))
            complain(f.name + QStringLiteral(" does not end in its unit"));
        if (f.type == u"counter" && f.name.endsWith(QStringLiteral("_total")))
            complain(f.name + QStringLiteral(": _total is its samples'"));
        double states = 0;
        for (auto s = f.samples.begin(); s != f.samples.end(); ++s) {
            states += s.value();
            if (f.type == u"info" && s.value() != 1)
                complain(s.key());
            if (f.type == u"stateset" && !s.key().startsWith(QStringLiteral("%1{%1=").arg(f.name)))
                complain(s.key());
        }
        if (f.type == u"stateset" && states != 1)
            complain(f.name + QStringLiteral(" is in several states, or in none"));
    }

    QString m_error;
    QList<Family> m_families;
};

double sumOf(const Exposition &e, const char *family)
{
    double sum = 0;
    for (const double value : e.family(QString::fromLatin1(family))->samples)
        sum += value;
    return sum;
}

} // namespace

class OpenMetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheGrammar();
    void theCheckFindsMistakes_data();
    void theCheckFindsMistakes();
    void namesAreTheContract();
    void carriesEveryFigure();
    void settingsAreGaugesInBaseUnits();
    void prometheusReadsIt();
};

void OpenMetricsTest::followsTheGrammar()
{
    for (const Stamps stamps : {Stamps::None, Stamps::OfSnapshot}) {
        for (const Snapshot &s : {Snapshot{}, plausibleSnapshot(), distinct()}) {
            const Exposition e(toOpenMetrics(s, stamps));
            QVERIFY2(e.error().isEmpty(), qPrintable(e.error()));
            QVERIFY(e.families().size() > 80);
            for (const Family &f : e.families())
                QVERIFY2(f.name.startsWith(QStringLiteral("forefetch_")), qPrintable(f.name));
        }
    }
}

void OpenMetricsTest::theCheckFindsMistakes_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *from, const char *to) {
        QTest::newRow(to) << QByteArray(from) << QByteArray(to);
    };
    row("# EOF\n", "");
    row("forefetch_requests_total{result=\"miss\"}", "forefetch_requests{result=\"miss\"}");
    row("result=\"miss\"}", "result=\"late\"}");
    row("result=\"miss\"}", "result=\"mi\"ss\"}");
    row("# TYPE forefetch_queue_size gauge\n", "");
    row("# UNIT forefetch_uptime_seconds seconds", "# UNIT forefetch_uptime_seconds minutes");
    row("forefetch_queue_limit 1000", "forefetch_queue_limit 1 000 7");
    row("# HELP forefetch_hit_ratio", "# HELP forefetch_requests");
}

void OpenMetricsTest::theCheckFindsMistakes()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray text = QByteArray::fromStdString(toOpenMetrics(plausibleSnapshot()));
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    QVERIFY(!Exposition(text.toStdString()).error().isEmpty());
}

void OpenMetricsTest::namesAreTheContract()
{
    const Snapshot s = plausibleSnapshot();
    const Exposition e(toOpenMetrics(s));
    const auto is = [&e](const char *sample, double value) {
        if (std::abs(e.value(sample) - value) > 1e-9)
            qWarning("%s is %g and not %g", sample, e.value(sample), value);
        return std::abs(e.value(sample) - value) <= 1e-9;
    };
    QVERIFY(is("forefetch_requests_total{result=\"hit_prefetched\"}", 1890));
    QVERIFY(is("forefetch_requests_total{result=\"hit_demand\"}", 4630 - 1890));
    QVERIFY(is("forefetch_group_requests_total{group=\"held_back\",result=\"hit_demand\"}", 585));
    QVERIFY(is("forefetch_latency_seconds{quantile=\"0.95\"}", 0.161));
    QVERIFY(is("forefetch_group_latency_seconds{group=\"treated\",quantile=\"0.5\"}", 0.00082));
    QVERIFY(is("forefetch_prefetches_total{outcome=\"wasted_expired\"}", 388));
    QVERIFY(is("forefetch_prefetches_open{state=\"ready\"}", 61));
    QVERIFY(is("forefetch_lead_time_seconds_count", 1702));
    QVERIFY(is("forefetch_origin_requests_total{purpose=\"prefetch\"}", 2451));
    QVERIFY(is("forefetch_cache_capacity_bytes", 67'108'864));
    QVERIFY(is("forefetch_source_info{source=\"demo\"}", 1));
    QVERIFY(is("forefetch_build_info{version=\"" FOREFETCH_VERSION "\"}", 1));
    // What adds up, adds up.
    QCOMPARE(sumOf(e, "forefetch_requests"), static_cast<double>(s.demand.requests));
    QCOMPARE(sumOf(e, "forefetch_guard_interventions"),
             static_cast<double>(s.guard.interventions()));
    QVERIFY(is("forefetch_tuner_steps_total", 7));
    QVERIFY(is("forefetch_tuner_scored_steps_total{result=\"broken\"}", 1));
    QVERIFY(is("forefetch_tuner_stopped", 0));
    QVERIFY(is("forefetch_guard_state{forefetch_guard_state=\"recovering\"}", 1));
    QVERIFY(is("forefetch_guard_state{forefetch_guard_state=\"clear\"}", 0));
    QCOMPARE(sumOf(e, "forefetch_prefetches") + sumOf(e, "forefetch_prefetches_open"),
             e.value("forefetch_prefetches_scheduled_total"));
}

// Each figure of the snapshot has a value of its own here, and each is found again.
void OpenMetricsTest::carriesEveryFigure()
{
    const Snapshot s = distinct();
    const Exposition e(toOpenMetrics(s));
    std::set<QString> values;
    for (const Family &f : e.families())
        for (const double v : f.samples)
            values.insert(QString::number(v, 'g', 12));
    // Those that are sums over a label; namesAreTheContract adds them up.
    static const std::set<std::string> sums{"requests", "cacheable", "hits"};
    std::size_t found = 0;
    for (const FigureValue &figure : figureValues(s)) {
        const std::string inner = figure.name.substr(figure.name.find('.') + 1);
        if (!figure.text.empty() || figure.name == "guard.interventions" ||
            (figure.name.starts_with("demand") && sums.contains(inner)))
            continue;
        const bool isMs = inner.starts_with("latency_ms");
        const QString want = QString::number(isMs ? figure.value / 1e3 : figure.value, 'g', 12);
        QVERIFY2(values.contains(want), figure.name.c_str());
        ++found;
    }
    QVERIFY(found > 90);
}

void OpenMetricsTest::settingsAreGaugesInBaseUnits()
{
    Snapshot s = plausibleSnapshot();
    s.settings[Param::CacheCapacity] = 3;
    s.settings[Param::SchedulerMaxAge] = 12.5;
    const Exposition e(toOpenMetrics(s));
    std::size_t knobs = 0;
    for (const Family &f : e.families())
        knobs += f.name.startsWith(QStringLiteral("forefetch_config_")) ? 1 : 0;
    QCOMPARE(knobs, kParamCount);
    QCOMPARE(e.value("forefetch_config_scheduler_min_probability"), 0.35);
    QCOMPARE(e.value("forefetch_config_cache_capacity_bytes"), 3.0 * 1024 * 1024);
    QCOMPARE(e.value("forefetch_config_scheduler_max_age_seconds"), 12.5);
    QCOMPARE(e.value("forefetch_config_prefetch_enabled"), 1.0);
    QCOMPARE(e.value("forefetch_config_cache_policy{forefetch_config_cache_policy=\"assume\"}"),
             1.0);
    QCOMPARE(e.value("forefetch_config_cache_policy{forefetch_config_cache_policy=\"safe\"}"), 0.0);
}

// promtool of Debian's package prometheus: blocks are made by the server's own OpenMetrics parser,
// and read back.
void OpenMetricsTest::prometheusReadsIt()
{
    const QString promtool = QStandardPaths::findExecutable(QStringLiteral("promtool"));
    if (promtool.isEmpty())
        QSKIP("promtool is not installed");
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("metrics.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const std::string text = toOpenMetrics(plausibleSnapshot(), Stamps::OfSnapshot);
    file.write(text.data(), qint64(text.size()));
    file.close();
    const QString blocks = folder.filePath(QStringLiteral("blocks"));
    QProcess tool;
    tool.start(promtool, {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"),
                          QStringLiteral("openmetrics"), file.fileName(), blocks});
    QVERIFY(tool.waitForFinished(20'000));
    QVERIFY2(tool.exitCode() == 0, tool.readAllStandardError().constData());
    QVERIFY(QDir(blocks).mkpath(QStringLiteral("wal"))); // which it wants to see
    tool.start(promtool, {QStringLiteral("tsdb"), QStringLiteral("dump"), blocks});
    QVERIFY(tool.waitForFinished(20'000));
    QCOMPARE(tool.exitCode(), 0);
    const QString dump = QString::fromUtf8(tool.readAllStandardOutput());
    qsizetype samples = 0;
    const Exposition exposition(text);
    for (const Family &f : exposition.families())
        samples += f.samples.size();
    QCOMPARE(dump.count(u'\n'), samples);
    QVERIFY2(dump.contains(QStringLiteral("{__name__=\"forefetch_requests_total\", "
                                          "result=\"hit_prefetched\"} 1890 1773480413589")),
             qPrintable(dump.left(500)));
}

QTEST_APPLESS_MAIN(OpenMetricsTest)
#include "openmetrics_test.moc"
