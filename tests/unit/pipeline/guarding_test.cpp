// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The guard within the whole pipeline, in virtual time: an origin that falls ill and gets well.
#include "core/simulate/virtualdrive.h"

#include "core/time/random.h"

#include <QtTest>

#include <string>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kPages = 900;
constexpr double kPerSecond = 40; // requests

// What ails the origin, from when until when.
struct Fault
{
    Duration from{}, until{};
    double times = 1;      // latency
    double errorShare = 0; // of the answers, as 500, and at once
    int status = 500;

    bool isOn(TimePoint now) const { return now >= TimePoint(from) && now < TimePoint(until); }
};

// Visitors who walk from page to page, each at its own place; the origin takes 50 ms or so.
class World
{
public:
    explicit World(Fault fault = {}, bool prefetch = true)
        : m_fault(fault), origin(clock, [this](const Key &key) { return answer(key); })
    {
        set(Param::WorkersMaxRequestsPerSecond, 100);
        set(Param::WorkersCount, 8);
        set(Param::CacheDefaultTtl, 4);
        set(Param::PredictorModel, *parseValue(Param::PredictorModel, "first-order"));
        set(Param::PrefetchEnabled, prefetch ? 1 : 0);
        drive.setOnEnd([this](const Exchange &e, const DemandEnd &end) { ended(e, end); });
        [[maybe_unused]] const bool started = pipeline.start().ok();
    }

    void set(Param p, double value)
    {
        [[maybe_unused]] const bool done = settings.set(p, value, "test").ok();
    }

    // Until that moment; samples the attempts each tenth of a second.
    void run(Duration until)
    {
        while (clock.now() < TimePoint(until)) {
            const auto visitor = static_cast<std::uint32_t>(m_random.below(30));
            std::uint32_t &page = m_pages[visitor];
            page = m_random.uniform() < 0.1 ? static_cast<std::uint32_t>(m_random.below(kPages))
                                            : (page + 1) % kPages;
            Exchange e;
            e.at = clock.now() + fromSeconds(m_random.exponential(1 / kPerSecond));
            e.session = {visitor, 1};
            if (treatedSlower > 1) { // half of the visitors, who see answers of their own
                e.heldBack = visitor % 2 == 0;
                e.partition = {e.heldBack ? 0U : 1U};
                e.session.index +=
                    30 * static_cast<std::uint32_t>(seconds(clock.now() - TimePoint()) / 10);
            }
            e.resource = pipeline.interner().intern("/pages/" + std::to_string(page));
            drive.request(e);
            while (attempts.size() <=
                   static_cast<std::size_t>(seconds(clock.now() - TimePoint()) * 10))
                attempts.push_back(pipeline.ledger().figures().attempts);
        }
    }
    // Attempts between two moments, in tenths of a second.
    std::uint64_t sent(Duration from, Duration until) const
    {
        const auto at = [&](Duration t) {
            return attempts[std::min(attempts.size() - 1, static_cast<std::size_t>(t / 100ms))];
        };
        return at(until) - at(from);
    }
    std::uint64_t mostInASecond(Duration from, Duration until) const
    {
        std::uint64_t most = 0;
        for (Duration t = from; t + 1s <= until; t += 100ms)
            most = std::max(most, sent(t, t + 1s));
        return most;
    }
    GuardFigures guard() { return pipeline.snapshot().guard; }
    std::optional<GuardEvent> first(GuardAction action)
    {
        for (const GuardEvent &event : pipeline.guard().figures(clock.now(), 1000).events) {
            if (event.action == action)
                return event;
        }
        return std::nullopt;
    }
    Duration p95() { return pipeline.demandMeter().latency(Group::Everybody).quantile(0.95); }

private:
    OriginAnswer answer(const Key &key)
    {
        OriginAnswer a;
        a.bytes = 1000;
        a.latency = 40ms + 1ms * (mixBits(key.resource.index) % 30);
        if (!key.partition.isPublic())
            a.latency = fromSeconds(seconds(a.latency) * treatedSlower);
        if (!m_fault.isOn(clock.now()))
            return a;
        // By page and quarter of a second: the same for whoever asks, and in every run.
        const auto quarter = static_cast<std::uint64_t>(clock.now().time_since_epoch() / 250ms);
        const double chance =
            static_cast<double>(mixBits(key.resource.index * 7919ULL + quarter) >> 11) * 0x1.0p-53;
        if (chance < m_fault.errorShare)
            return {5ms, 0, static_cast<std::int16_t>(m_fault.status)};
        a.latency = fromSeconds(seconds(a.latency) * m_fault.times);
        return a;
    }
    void ended(const Exchange &, const DemandEnd &end)
    {
        errors += end.status >= 500 || end.status == 429 ? 1 : 0;
    }

    Fault m_fault;
    Random m_random{7};
    std::array<std::uint32_t, 30> m_pages{};

public:
    double treatedSlower = 1;
    std::vector<std::uint64_t> attempts; // by the tenth of a second
    int errors = 0;
    ManualClock clock;
    Settings settings{clock};
    OriginModel origin;
    Pipeline pipeline{settings, clock, origin, {.callers = Callers::OneThread}};
    VirtualDrive drive{pipeline, clock, origin};
};

} // namespace

class GuardingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inGoodTimesItIsNotNoticed()
    {
        World w;
        w.run(120s);
        const GuardFigures guard = w.guard();
        QCOMPARE(guard.brakes, 0u);
        QCOMPARE(guard.breakerOpenings, 0u);
        QCOMPARE(guard.rateFactor, 1.0);
        // Or the other tests would show nothing.
        QVERIFY2(w.sent(60s, 120s) > 300, qPrintable(QString::number(w.sent(60s, 120s))));
        QVERIFY(guard.extraLoad > 0 && guard.extraLoad <= 1);
    }

    void aFaultIsBrakedWithinTwoSecondsAndRecoversGently_data()
    {
        QTest::addColumn<double>("times");
        QTest::addColumn<double>("errorShare");
        QTest::newRow("5x slower") << 5.0 << 0.0;
        QTest::newRow("10x slower") << 10.0 << 0.0;
        QTest::newRow("30 % errors") << 1.0 << 0.3;
        QTest::newRow("nothing but errors") << 1.0 << 1.0;
    }

    void aFaultIsBrakedWithinTwoSecondsAndRecoversGently()
    {
        QFETCH(double, times);
        QFETCH(double, errorShare);
        World w({.from = 60s, .until = 90s, .times = times, .errorShare = errorShare});
        w.run(150s);
        const auto brake = w.first(GuardAction::Brake);
        QVERIFY(brake);
        QVERIFY2(brake->at >= TimePoint(60s) && brake->at <= TimePoint(62s),
                 qPrintable(QString::number(seconds(brake->at - TimePoint(60s)))));
        const std::uint64_t before = w.sent(50s, 60s);
        QVERIFY(before > 30);
        QVERIFY2(w.sent(64s, 74s) * 5 < before, qPrintable(QString::number(w.sent(64s, 74s))));
        // Back within half a minute, and never with a good deal more in a second than before.
        QCOMPARE(w.guard().rateFactor, 1.0);
        QVERIFY(w.first(GuardAction::Release));
        QVERIFY(w.sent(120s, 130s) * 2 > before);
        QVERIFY2(w.mostInASecond(90s, 150s) * 4 <= w.mostInASecond(30s, 60s) * 5,
                 qPrintable(QStringLiteral("%1, %2 before")
                                .arg(w.mostInASecond(90s, 150s))
                                .arg(w.mostInASecond(30s, 60s))));
        QVERIFY(w.sent(90s, 91s) * 3 <= w.mostInASecond(30s, 60s)); // nor at once
    }

    void clientsAreNoWorseOff_data() { aFaultIsBrakedWithinTwoSecondsAndRecoversGently_data(); }

    void clientsAreNoWorseOff()
    {
        QFETCH(double, times);
        QFETCH(double, errorShare);
        const Fault fault{.from = 60s, .until = 90s, .times = times, .errorShare = errorShare};
        World with(fault), without(fault, false);
        with.run(150s);
        without.run(150s);
        with.drive.finish();
        without.drive.finish();
        QCOMPARE(with.drive.requests(), without.drive.requests()); // the same visitors
        QVERIFY2(with.errors <= without.errors + static_cast<int>(with.drive.requests() / 1000),
                 qPrintable(QStringLiteral("%1 %2").arg(with.errors).arg(without.errors)));
        QVERIFY(seconds(with.p95()) <= 1.03 * seconds(without.p95()));
    }

    // Prefetching stops first: the breaker opens on what demand hears.
    void demandOpensTheBreaker()
    {
        World w({.from = 60s, .until = 90s, .errorShare = 1});
        w.run(60s);
        w.set(Param::WorkersCount, 0); // no prefetch can have failed
        w.run(62s);
        QCOMPARE(w.pipeline.workers().metrics().failedFetches, 0u);
        QVERIFY(w.first(GuardAction::BreakerOpened));
        QCOMPARE(w.guard().state, std::string("breaker_open"));
        w.set(Param::WorkersCount, 8);
        w.run(85s);
        QVERIFY2(w.sent(62s, 85s) < 20, qPrintable(QString::number(w.sent(62s, 85s)))); // probes
        w.run(150s);
        QVERIFY(w.first(GuardAction::BreakerClosed));
        QCOMPARE(w.guard().state, std::string("clear"));
    }

    void demandThatIsDeclinedPausesItsRoute()
    {
        World w({.from = 60s, .until = 61s, .errorShare = 1, .status = 429});
        w.run(58s);
        w.set(Param::WorkersCount, 0);
        w.run(60500ms);
        const auto paused = w.first(GuardAction::RoutePaused);
        QVERIFY(paused);
        QCOMPARE(paused->reason, std::string("/pages has asked to be left alone for 10 s"));
        const auto limited = w.first(GuardAction::Brake); // and all other routes
        QVERIFY(limited && limited->reason.find("429") != std::string::npos);
        const std::uint64_t cancelled = w.pipeline.ledger().figures()[PrefetchState::Cancelled];
        const std::uint64_t waiting = w.pipeline.queue().size();
        QVERIFY(waiting > 0);
        w.set(Param::WorkersCount, 8);
        w.run(69s);
        QCOMPARE(w.sent(60500ms, 69s), 0u); // what was queued before is not sent either
        QVERIFY(w.pipeline.ledger().figures()[PrefetchState::Cancelled] > cancelled);
        w.run(100s);
        QVERIFY(w.sent(80s, 100s) > 20);
    }

    void harmSwitchesPrefetchingOffAndSaysWhy()
    {
        World w;
        w.treatedSlower = 6; // and all else is as it was from the start
        w.run(300s);
        QVERIFY(!w.settings.enabled(Param::PrefetchEnabled));
        const auto off = w.first(GuardAction::HarmOff);
        QVERIFY(off);
        QVERIFY2(off->reason.starts_with("with prefetching requests wait"), off->reason.c_str());
        QVERIFY(off->measured > off->limit);
        QCOMPARE(w.guard().state, std::string("harm_off"));
        QCOMPARE(w.guard().harmStops, 1u);
        const SettingsChange change = w.settings.changes().back();
        QCOMPARE(change.source, std::string("guard"));
        QCOMPARE(change.param, Param::PrefetchEnabled);
        QCOMPARE(w.pipeline.queue().size(), std::size_t(0));
        const std::uint64_t sent = w.pipeline.ledger().figures().attempts;
        w.run(310s);
        QCOMPARE(w.pipeline.ledger().figures().attempts, sent);
        QVERIFY(w.pipeline.ledger().figures().balances());
        w.set(change.param, change.from); // undone
        QCOMPARE(w.guard().state, std::string("clear"));
        w.run(315s);
        QVERIFY(w.pipeline.ledger().figures().attempts > sent);
    }

    void theCapHoldsAtEverySendOfThePipeline_data()
    {
        QTest::addColumn<double>("cap");
        for (const double cap : {0.0, 0.1, 0.5, 1.0})
            QTest::newRow(qPrintable(QString::number(cap))) << cap;
    }

    void theCapHoldsAtEverySendOfThePipeline()
    {
        QFETCH(double, cap);
        World w({.from = 20s, .until = 40s, .errorShare = 0.2}); // retries count as well
        w.set(Param::GuardMaxExtraLoad, cap);
        w.set(Param::SchedulerMinProbability, 0.01);
        w.set(Param::GuardMaxErrorRatio, 1);
        std::deque<std::pair<TimePoint, std::uint64_t>> demand, sent; // cumulative
        std::uint64_t lastSent = 0;
        while (w.clock.now() < TimePoint(80s)) {
            w.run(w.clock.now().time_since_epoch() + 1ns); // one request, and what is due before
            const Snapshot s = w.pipeline.snapshot();
            const TimePoint now = w.clock.now();
            demand.emplace_back(now, s.demand.requests + w.drive.waiting());
            sent.emplace_back(now, s.prefetch.attempts);
            // As of the last request that was surely before the window.
            const auto since = [&](const auto &series) {
                std::uint64_t before = 0;
                for (const auto &[at, n] : series) {
                    if (at > now - 10s)
                        break;
                    before = n;
                }
                return series.back().second - before;
            };
            if (s.prefetch.attempts > lastSent) {
                // `sent` may hold what is a moment older than the window: one request's worth.
                QVERIFY(cap > 0);
                QVERIFY(static_cast<double>(since(sent)) <=
                        std::max(1.0, cap * static_cast<double>(since(demand) + 1)) + 3);
            }
            lastSent = s.prefetch.attempts;
        }
        QCOMPARE(lastSent > 0, cap > 0);
        QVERIFY(cap == 0 || cap == 1 || w.guard().capsReached > 0);
    }
};

QTEST_APPLESS_MAIN(GuardingTest)
#include "guarding_test.moc"
