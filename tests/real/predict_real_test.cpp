// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Accuracy on real logs, against the figures that the same protocol gave elsewhere: GET only, a
// session is a client with a gap of 30 minutes, its first request is not scored, each request is
// predicted before it is learnt. Where the logs are absent the test passes and says so.
#include "core/predict/markov.h"

#include <QtTest>

#include <zlib.h>

#include <charconv>
#include <map>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

struct Line
{
    std::int64_t at = 0; // ms
    std::string client, method, url;
    int status = 0;
};

std::vector<std::string_view> split(std::string_view line)
{
    std::vector<std::string_view> fields;
    for (std::size_t from = 0; from <= line.size();) {
        const std::size_t to = std::min(line.find('\t', from), line.size());
        fields.push_back(line.substr(from, to - from));
        from = to + 1;
    }
    return fields;
}

std::vector<Line> readTrace(const QString &path)
{
    std::vector<Line> lines;
    gzFile file = gzopen(path.toLocal8Bit().constData(), "rb");
    if (!file)
        return lines;
    char buffer[1 << 16];
    for (bool head = true; gzgets(file, buffer, sizeof buffer); head = false) {
        std::string_view text(buffer);
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.remove_suffix(1);
        const auto fields = split(text);
        if (head || fields.size() < 5)
            continue;
        Line line{0, std::string(fields[1]), std::string(fields[2]), std::string(fields[3])};
        std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), line.at);
        std::from_chars(fields[4].data(), fields[4].data() + fields[4].size(), line.status);
        lines.push_back(std::move(line));
    }
    gzclose(file);
    return lines;
}

PredictorFigures run(const std::vector<Line> &trace, bool getOnly, bool withAnswers)
{
    constexpr std::int64_t gap = 30 * 60 * 1000;
    struct Client
    {
        SessionId session;
        std::int64_t last = 0;
    };
    Interner interner;
    MarkovPredictor predictor(64 << 20);
    std::map<std::string, Client> clients;
    std::uint32_t sessions = 0;
    for (const Line &line : trace) {
        Client &client = clients[line.client];
        if (!client.session.valid() || line.at - client.last > gap)
            client.session = {sessions++, 1};
        client.last = line.at;
        if (getOnly && line.method != "GET" && line.method != "HEAD")
            continue;
        Exchange exchange;
        exchange.session = client.session;
        exchange.resource = interner.intern(line.url);
        exchange.method = methodFrom(line.method);
        predictor.observe(exchange);
        exchange.status = static_cast<std::int16_t>(line.status);
        if (withAnswers)
            predictor.answered(exchange);
    }
    return predictor.figures();
}

} // namespace

class PredictRealTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accuracyIsThatOfAFirstOrderModel_data();
    void accuracyIsThatOfAFirstOrderModel();
};

void PredictRealTest::accuracyIsThatOfAFirstOrderModel_data()
{
    QTest::addColumn<double>("accuracyAt1"); // %
    QTest::addColumn<double>("hitAt5");
    QTest::newRow("nasa_jul95") << 37.4 << 56.9;
    QTest::newRow("thedash_api_2013") << 87.4 << 90.8;
    QTest::newRow("semicomplete_2015") << 43.6 << 60.3;
    QTest::newRow("aws_cloudtrail_2023") << 10.7 << 14.0;
}

void PredictRealTest::accuracyIsThatOfAFirstOrderModel()
{
    QFETCH(double, accuracyAt1);
    QFETCH(double, hitAt5);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const auto trace =
        readTrace(QStringLiteral(FOREFETCH_SOURCE_DIR "/../shared/data/%1.tsv.gz").arg(name));
    if (trace.empty()) {
        qInfo("%s: the log is not here; nothing was measured", qPrintable(name));
        return;
    }
    const auto print = [](const char *what, const PredictorFigures &f) {
        qInfo("%-34s accuracy@1 %5.1f %%  hit@5 %5.1f %%  %llu states, %llu transitions, "
              "%.1f bytes a transition (with the histories)",
              what, 100 * f.accuracyAt1, 100 * f.hitAt5, static_cast<unsigned long long>(f.states),
              static_cast<unsigned long long>(f.transitions),
              static_cast<double>(f.memory) / static_cast<double>(f.transitions));
    };
    const PredictorFigures plain = run(trace, true, false);
    print("GET only, answers not told", plain);
    QVERIFY(std::abs(100 * plain.accuracyAt1 - accuracyAt1) < 1.5);
    // The reference takes order 0 only where the context is unknown; here it also fills up to k,
    // which can only find more.
    QVERIFY(100 * plain.hitAt5 > hitAt5 - 1.5);
    QVERIFY(100 * plain.hitAt5 < hitAt5 + 4);

    // As in live traffic: requests that are answered by an error or a redirect are no longer
    // predicted, so they count as missed when they come again.
    const PredictorFigures live = run(trace, false, true);
    print("all methods as context, answers told", live);
    QVERIFY(100 * live.accuracyAt1 > accuracyAt1 - 3);
    QVERIFY(100 * live.hitAt5 > hitAt5 - 3);
}

QTEST_GUILESS_MAIN(PredictRealTest)
#include "predict_real_test.moc"
