// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many of the requests that nobody has ever made before are predicted, on real logs. Each
// request is predicted before it is learnt; a session is a client with a gap of 30 minutes, its
// first request is not scored. Logs have no bodies: what is found here is found in the texts alone.
// Where the logs are absent the test passes and says so.
#include "core/predict/generaliser.h"
#include "core/request/interner.h"
#include "tests/real/tracefile.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

struct Score
{
    int all = 0;     // GETs that are not the first of their session
    int allHits = 0; // in the top 5
    int fresh = 0;   // … of a target that nobody has asked for before
    int freshHits = 0;
    int freshAlone = 0; // in the top 5 of those never asked for
    struct Bin
    {
        int count = 0;
        double promised = 0;
        int kept = 0;
    };
    std::array<Bin, 10> bins{}; // of P(next), by tenths
    double error() const
    {
        double sum = 0;
        int count = 0;
        for (const Bin &bin : bins) {
            sum += std::abs(bin.promised - bin.kept);
            count += bin.count;
        }
        return count > 0 ? sum / count : 0;
    }
};

void score(const std::vector<BoundCandidate> &candidates, const std::string &url,
           const std::set<std::string, std::less<>> &seen, Score &score)
{
    const bool fresh = !seen.contains(url);
    ++score.all;
    score.fresh += fresh ? 1 : 0;
    int neverAsked = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const bool hit = candidates[i].target == url;
        const bool candidateIsFresh = !seen.contains(candidates[i].target);
        neverAsked += candidateIsFresh ? 1 : 0;
        if (hit && i < 5) {
            ++score.allHits;
            score.freshHits += fresh ? 1 : 0;
        }
        if (hit && fresh && neverAsked <= 5)
            ++score.freshAlone;
        auto &bin =
            score
                .bins[std::min<std::size_t>(9, static_cast<std::size_t>(candidates[i].pNext * 10))];
        ++bin.count;
        bin.promised += candidates[i].pNext;
        bin.kept += hit ? 1 : 0;
    }
}

Score run(const std::vector<TraceLine> &trace)
{
    constexpr std::int64_t gap = 30 * 60 * 1000;
    struct Client
    {
        SessionId session;
        std::int64_t last = 0;
    };
    Interner interner;
    Generaliser generaliser(16 << 20);
    std::map<std::string, Client> clients;
    std::set<std::string, std::less<>> seen;
    std::vector<BoundCandidate> candidates;
    std::uint32_t sessions = 0;
    Score result;
    for (const TraceLine &line : trace) {
        Client &client = clients[line.client];
        const bool first = !client.session.valid() || line.at - client.last > gap;
        if (first)
            client.session = {sessions++, 1};
        client.last = line.at;
        const bool get = line.method == "GET";
        if (get && !first) {
            generaliser.predict(client.session, 20, candidates);
            score(candidates, line.url, seen, result);
        }
        const std::string text = get ? line.url : line.method + " " + line.url;
        generaliser.observe(client.session, interner.intern(text), text, methodFrom(line.method));
        if (get)
            seen.insert(line.url);
    }
    if (qEnvironmentVariableIsSet("FOREFETCH_RULES")) {
        for (const RouteRule &rule : generaliser.strongest(60).rules)
            qInfo("%4u/%4u  %s -> %s", rule.count, rule.total, rule.from.c_str(), rule.to.c_str());
    }
    return result;
}

} // namespace

class GeneraliserRealTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsNeverSeenBeforeArePredicted_data();
    void requestsNeverSeenBeforeArePredicted();
};

void GeneraliserRealTest::requestsNeverSeenBeforeArePredicted_data()
{
    QTest::addColumn<bool>("some");
    QTest::newRow("nasa_jul95") << true;
    QTest::newRow("semicomplete_2015") << true;
    QTest::newRow("thedash_api_2013") << true;
    QTest::newRow("aws_cloudtrail_2023") << false; // parameters are hashes: nothing to go by
    QTest::newRow("openstack_nova_2017") << false; // fewer than fifty of them
}

void GeneraliserRealTest::requestsNeverSeenBeforeArePredicted()
{
    QFETCH(bool, some);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const auto trace =
        readTraceFile(QStringLiteral(FOREFETCH_SOURCE_DIR "/../shared/data/%1.tsv.gz").arg(name));
    if (trace.empty()) {
        qInfo("%s: the log is not here; nothing was measured", qPrintable(name));
        return;
    }
    const Score s = run(trace);
    qInfo("%-20s never seen: %4d, in the top 5 %5.1f %% (of what was never seen %5.1f %%); "
          "all: %5d, in the top 5 %5.1f %%; calibration error %.3f",
          qPrintable(name), s.fresh, 100.0 * s.freshHits / std::max(1, s.fresh),
          100.0 * s.freshAlone / std::max(1, s.fresh), s.all, 100.0 * s.allHits / s.all, s.error());
    QString bins;
    for (const Score::Bin &bin : s.bins)
        bins += QStringLiteral(" %1/%2(%3)")
                    .arg(bin.kept / std::max(1.0, double(bin.count)), 0, 'f', 2)
                    .arg(bin.promised / std::max(1.0, double(bin.count)), 0, 'f', 2)
                    .arg(bin.count);
    qInfo("    kept/promised(count):%s", qPrintable(bins));
    QVERIFY(s.fresh > 0);
    QVERIFY(!some || s.freshHits > 0);
}

QTEST_GUILESS_MAIN(GeneraliserRealTest)
#include "generaliser_test.moc"
