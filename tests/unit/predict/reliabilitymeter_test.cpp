// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/reliabilitymeter.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kNobodys = 1'000'000; // a request that nobody makes

// Sessions whose next request is what was predicted with the probability that is so, or another.
struct Traffic
{
    ReliabilityMeter meter{7};
    Random random{3};
    TimePoint now{std::chrono::seconds(1)};

    void ask(std::uint32_t session, std::uint32_t resource, Method method = Method::Get)
    {
        Exchange e;
        e.session = {session, 1};
        e.resource = {resource, 1};
        e.method = method;
        e.at = now;
        meter.came(e);
    }
    void predict(std::uint32_t session, const std::vector<Prediction> &predictions)
    {
        meter.predicted({session, 1}, now, predictions);
    }
    // Says P(next) and P(used); the request comes next, or after `later` others, with `truth`.
    void session(std::uint32_t session, float said, double truth)
    {
        ask(session, 1);
        predict(session, {{{2, 1}, said, said, {}}, {{kNobodys, 1}, 0, 0, {}}});
        const bool comes = random.uniform() < truth;
        for (int i = 0; i < 12; ++i) {
            now += 100ms;
            ask(session, comes && i == 0 ? 2 : 100 + static_cast<std::uint32_t>(i));
            predict(session, {});
        }
    }
};

double binOf(const Reliability &reliability, double p)
{
    const auto &bin = reliability.bins()[static_cast<std::size_t>(p * Reliability::kBins)];
    return bin.count > 0 ? bin.came / static_cast<double>(bin.count) : -1;
}

} // namespace

class ReliabilityMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A share of the requests is followed, and what they say is what all say.
    void tellsWhatCame()
    {
        Traffic t;
        for (std::uint32_t i = 0; i < 8000; ++i)
            t.session(i, 0.5F, 0.8);
        const auto reading = t.meter.reading(t.now);
        QVERIFY(reading.next.count() > 2 * 1700 && reading.next.count() < 2 * 2300); // one in 4
        QVERIFY(std::abs(binOf(reading.next, 0.5) - 0.8) < 0.03);
        QVERIFY(std::abs(binOf(reading.used, 0.5) - 0.8) < 0.03);
        QVERIFY(std::abs(reading.used.error() - 0.15) < 0.02); // 0.3 off, by half of them
        QVERIFY(reading.used.floor() < 0.01);
        QCOMPARE(binOf(reading.next, 0.0), 0.0);
    }

    // P(used) is of the horizon: requests and time.
    void theHorizonIsWhatCounts_data()
    {
        QTest::addColumn<int>("others"); // requests between
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("used");
        QTest::newRow("next") << 0 << 1 << true;
        QTest::newRow("the last that counts") << 2 << 1 << true;
        QTest::newRow("one too late") << 3 << 1 << false;
        QTest::newRow("in time") << 1 << 8 << true;
        QTest::newRow("too late") << 1 << 40 << false;
    }
    void theHorizonIsWhatCounts()
    {
        QFETCH(int, others);
        QFETCH(int, seconds);
        QFETCH(bool, used);
        Traffic t;
        t.meter.setHorizon({3, 30s});
        for (std::uint32_t i = 0; i < 400; ++i) {
            t.ask(i, 1);
            t.predict(i, {{{2, 1}, 0.5F, 0.5F, {}}});
            t.now += std::chrono::seconds(seconds);
            for (int other = 0; other < others; ++other)
                t.ask(i, 50);
            t.ask(i, 2);
            for (int more = 0; more < 3; ++more)
                t.ask(i, 60);
            t.now += 5s;
        }
        const auto reading = t.meter.reading(t.now);
        QVERIFY(reading.used.count() > 60);
        QCOMPARE(binOf(reading.used, 0.5), used ? 1.0 : 0.0);
        QCOMPARE(binOf(reading.next, 0.5), others == 0 ? 1.0 : 0.0);
    }

    // Who never comes back did not use what was predicted.
    void aSessionThatEndsIsScored()
    {
        Traffic t;
        for (std::uint32_t i = 0; i < 4000; ++i) {
            t.ask(i, 1);
            t.predict(i, {{{2, 1}, 0.5F, 0.5F, {}}});
            t.now += 1s;
        }
        const auto reading = t.meter.reading(t.now);
        QVERIFY(reading.used.count() > 800);
        QCOMPARE(binOf(reading.used, 0.5), 0.0);
        QCOMPARE(reading.next.count(), 0u); // nothing came next
    }

    // An answer's body may name what comes: what was said last is what counts.
    void whatIsSaidAgainCounts()
    {
        Traffic t;
        for (std::uint32_t i = 0; i < 400; ++i) {
            t.ask(i, 1);
            t.predict(i, {{{kNobodys, 1}, 0.9F, 0.9F, {}}});
            t.predict(i, {{{2, 1}, 0.5F, 0.5F, {}}});
            t.now += 1s;
            t.ask(i, 2);
            t.predict(i, {{{3, 1}, 0.1F, 0.1F, {}}}); // after it: another request's
            t.now += 100s;
        }
        const auto reading = t.meter.reading(t.now);
        QCOMPARE(binOf(reading.next, 0.5), 1.0);
        QCOMPARE(binOf(reading.next, 0.9), -1.0);
        QCOMPARE(binOf(reading.used, 0.9), -1.0);
    }

    // What is no GET is never predicted, and does not say that a prediction was wrong.
    void otherMethodsAreNotNext()
    {
        Traffic t;
        for (std::uint32_t i = 0; i < 400; ++i) {
            t.ask(i, 1);
            t.predict(i, {{{2, 1}, 0.5F, 0.5F, {}}});
            t.ask(i, 70, Method::Post);
            t.ask(i, 2);
            t.now += 100s;
        }
        const auto reading = t.meter.reading(t.now);
        QCOMPARE(reading.next.count(), 0u);
        QCOMPARE(binOf(reading.used, 0.5), 1.0);
    }

    void whatIsLongPastIsForgotten()
    {
        Traffic t;
        for (std::uint32_t i = 0; i < 60'000; ++i)
            t.session(i, 0.5F, 1.0);
        QVERIFY(binOf(t.meter.reading(t.now).used, 0.5) == 1.0);
        for (std::uint32_t i = 0; i < 60'000; ++i)
            t.session(i, 0.5F, 0.0);
        const auto reading = t.meter.reading(t.now);
        QCOMPARE(binOf(reading.used, 0.5), 0.0);
        QVERIFY(reading.span < 16h); // of 40
        QVERIFY(reading.used.count() >= 7 * ReliabilityMeter::kPartLeast);
        QVERIFY(reading.used.count() < 9 * 15'000u);
    }

    void anotherModelBeginsAnew()
    {
        Traffic t;
        for (std::uint32_t i = 0; i < 500; ++i)
            t.session(i, 0.5F, 0.5);
        QVERIFY(t.meter.reading(t.now).used.count() > 0);
        t.meter.setHorizon({5, 60s}); // "used" means something else
        QCOMPARE(t.meter.reading(t.now).used.count(), 0u);
        QVERIFY(t.meter.reading(t.now).next.count() > 0);
        t.meter.restart();
        QCOMPARE(t.meter.reading(t.now).next.count(), 0u);
        QCOMPARE(t.meter.reading(t.now).span, Duration{});
    }

    // More sessions than can be followed: no worse, only fewer.
    void crowdsAreSampled()
    {
        Traffic t;
        std::vector<Prediction> said{{{2, 1}, 0.5F, 0.5F, {}}};
        for (int round = 0; round < 12; ++round) {
            for (std::uint32_t i = 0; i < 20'000; ++i) {
                t.ask(i, i % 10 < 3 && round % 2 == 1 ? 2 : 90);
                t.predict(i, round % 2 == 0 ? said : std::vector<Prediction>{});
            }
            t.now += 1s;
        }
        const auto reading = t.meter.reading(t.now);
        QVERIFY(reading.next.count() > 1000);
        QVERIFY(std::abs(binOf(reading.next, 0.5) - 0.3) < 0.05);
    }
};

QTEST_GUILESS_MAIN(ReliabilityMeterTest)
#include "reliabilitymeter_test.moc"
