// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The demo's users and its shop against each other over real loopback HTTP, with nothing between.
#include "core/demo/shopserver.h"
#include "core/demo/virtualusers.h"

#include <QtTest>

#include <map>
#include <mutex>
#include <numeric>
#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

using Visits = std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::string>>;

struct Run
{
    Visits sequences;
    std::vector<VisitRecord> records;
    VirtualUserFigures users;
    ShopFigures shop;
};

class Demo
{
public:
    Demo(double latencyScale, double rate, unsigned count = 20)
        : m_server({{}, {.seed = 2, .latencyScale = latencyScale}, &m_faults}, m_clock)
    {
        const Result<ListenAddress> bound = m_server.start();
        if (!bound)
            qFatal("%s", bound.error().text.c_str());
        Origin origin;
        origin.host = bound->host;
        origin.port = bound->port;
        const VirtualUsers::Options options{
            count, rate, 2, {.seed = 2, .latencyScale = latencyScale}};
        m_users =
            std::make_unique<VirtualUsers>(origin, options, m_clock, [this](const VisitStep &s) {
                const std::lock_guard lock(m_mutex);
                auto &sequence = m_sequences[{s.slot, s.visit}];
                sequence.push_back(std::string(s.method).append(" ").append(s.target));
                m_inOrder = m_inOrder && s.number == sequence.size();
            });
        m_users->start();
    }

    Run end()
    {
        m_users->stop();
        m_server.stop(2s);
        return {m_sequences, m_users->visits(), m_users->figures(), m_server.figures()};
    }

    bool waitFor(const std::function<bool(const VirtualUserFigures &)> &reached)
    {
        return QTest::qWaitFor([&] { return reached(m_users->figures()); }, 30'000);
    }

    FaultBoard &faults() { return m_faults; }
    VirtualUsers &users() { return *m_users; }
    bool inOrder() const { return m_inOrder; }

private:
    RealClock m_clock;
    FaultBoard m_faults{m_clock};
    ShopServer m_server;
    std::mutex m_mutex;
    Visits m_sequences;
    bool m_inOrder = true;
    std::unique_ptr<VirtualUsers> m_users;
};

} // namespace

class DemoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequencesDoNotDependOnLatency()
    {
        Demo quick(0, 600), slow(0.3, 300);
        const auto enough = [](const VirtualUserFigures &f) {
            return f.answers >= 800 && f.visits > 25;
        };
        QVERIFY(quick.waitFor(enough));
        QVERIFY(slow.waitFor(enough));
        const Run a = quick.end(), b = slow.end();
        QVERIFY(quick.inOrder() && slow.inOrder());

        std::size_t both = 0, whole = 0;
        for (const auto &[visit, first] : a.sequences) {
            const auto found = b.sequences.find(visit);
            if (found == b.sequences.end())
                continue;
            // One run may have come further; as far as both came they are the same.
            const std::size_t common = std::min(first.size(), found->second.size());
            for (std::size_t i = 0; i < common; ++i)
                QCOMPARE(first[i], found->second[i]);
            both += common;
            whole += first.size() == found->second.size();
        }
        QVERIFY2(both > 500, std::to_string(both).c_str());
        QVERIFY(whole > 0);

        // The digests say the same: whoever has as many requests has the same digest.
        std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint64_t> digests;
        for (const VisitRecord &r : a.records)
            digests[{r.slot, r.visit, r.requests}] = r.digest;
        std::size_t compared = 0;
        for (const VisitRecord &r : b.records) {
            const auto found = digests.find({r.slot, r.visit, r.requests});
            if (found == digests.end())
                continue;
            QCOMPARE(r.digest, found->second);
            ++compared;
        }
        QVERIFY(compared > 0);
    }

    void everyRequestReachesTheShopAndIsAnswered()
    {
        Demo demo(0, 500);
        QVERIFY(demo.waitFor([](const VirtualUserFigures &f) { return f.answers >= 500; }));
        const Run run = demo.end();
        QCOMPARE(run.users.refusals, std::uint64_t{0});
        QCOMPARE(run.users.failures, std::uint64_t{0});
        std::uint64_t logged = 0, recorded = 0;
        for (const auto &[visit, sequence] : run.sequences)
            logged += sequence.size();
        for (const VisitRecord &r : run.records)
            recorded += r.requests;
        QCOMPARE(logged, run.users.requests);
        QCOMPARE(recorded, run.users.requests);
        // What was under way when all was stopped may not have got there.
        QVERIFY(run.shop.requests <= run.users.requests);
        QVERIFY(run.shop.requests >= run.users.answers);
        QVERIFY(run.users.requests - run.users.answers <= 20);
        QCOMPARE(run.shop.prefetches, std::uint64_t{0});
        QCOMPARE(run.shop.byRoute[static_cast<std::size_t>(ShopRoute::Unknown)], std::uint64_t{0});
    }

    void usersSurviveFaults_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char *name : {"errors-30", "errors-100", "resets"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void usersSurviveFaults()
    {
        QFETCH(QString, fault);
        Demo demo(0, 400);
        QVERIFY(demo.waitFor([](const VirtualUserFigures &f) { return f.answers >= 50; }));
        demo.faults().begin(*faultFrom(fault.toStdString()));
        QVERIFY(demo.waitFor(
            [](const VirtualUserFigures &f) { return f.refusals + f.failures >= 20; }));
        demo.faults().endAll();
        const std::uint64_t before = demo.users().figures().answers;
        QVERIFY(demo.waitFor(
            [before](const VirtualUserFigures &f) { return f.answers >= before + 50; }));
        const Run run = demo.end();
        QVERIFY(run.shop.faults >= 20);
        QCOMPARE(fault == QStringLiteral("resets"), run.users.failures > 0);
    }

    // All who pause come at once: as many visits have begun as there are places, and more.
    void aHerdComes()
    {
        Demo demo(0, 1); // each pauses for minutes
        QVERIFY(demo.waitFor([](const VirtualUserFigures &f) { return f.requests > 0; }));
        demo.users().comeAtOnce();
        QVERIFY(demo.waitFor([](const VirtualUserFigures &f) { return f.visits >= 12; }));
    }

    void stopsWhileTheShopHangs()
    {
        Demo demo(0, 400);
        demo.faults().begin(Fault::Timeouts);
        QVERIFY(
            demo.waitFor([](const VirtualUserFigures &f) { return f.requests - f.answers >= 10; }));
        const Run run = demo.end();
        QCOMPARE(run.users.refusals, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(DemoTest)
#include "demo_test.moc"
