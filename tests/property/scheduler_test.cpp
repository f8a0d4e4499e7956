// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/prefetchscheduler.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace forefetch;

namespace {

struct Call
{
    std::vector<std::pair<std::uint32_t, int>> predictions; // resource, percent
    int threshold;                                          // percent
    int limit;
    int answers; // bits: cached, demanded, no room, not allowed (for some keys), held back, off
    int takes;   // what workers take, and end, afterwards
    int seconds;
};

rc::Gen<std::vector<Call>> calls()
{
    return rc::gen::container<std::vector<Call>>(rc::gen::construct<Call>(
        rc::gen::container<std::vector<std::pair<std::uint32_t, int>>>(
            rc::gen::pair(rc::gen::inRange<std::uint32_t>(0, 30), rc::gen::inRange(0, 120))),
        rc::gen::inRange(0, 100), rc::gen::inRange(0, 8), rc::gen::inRange(0, 64),
        rc::gen::inRange(0, 6), rc::gen::inRange(0, 5)));
}

std::uint64_t sumOf(const SchedulerFigures &f)
{
    return f.scheduled + f.filteredLowProbability + f.filteredCached + f.filteredQueued +
           f.filteredSpace + f.filteredGuard + f.filteredLimit;
}

// A scheduler under calls, and what must hold after each.
class Run
{
public:
    Run() : m_scheduler(m_queue, m_ledger, m_settings, environment()) {}

    void apply(const Call &call)
    {
        m_answers = call.answers;
        set(Param::SchedulerMinProbability, call.threshold / 100.0);
        set(Param::SchedulerMaxPrefetchPerSchedule, call.limit);
        set(Param::SchedulerMaxAge, 4);
        set(Param::PrefetchEnabled, (call.answers & 32) == 0 ? 1 : 0);
        std::vector<Prediction> predictions;
        for (const auto &[resource, percent] : call.predictions)
            predictions.push_back({ResourceId{resource, 1}, 0, static_cast<float>(percent) / 100});
        m_predictions += predictions.size();

        const std::uint64_t before = m_scheduler.stats().scheduled;
        const std::uint64_t raisedBefore = m_queue.stats().raised;
        const ScheduleContext context{.now = m_clock.now(), .heldBack = (call.answers & 16) != 0};
        const auto keys = m_scheduler.scheduleFromPredictions(predictions, context);
        const std::uint64_t scheduled = m_scheduler.stats().scheduled - before;
        const std::uint64_t raised = m_queue.stats().raised - raisedBefore;

        RC_ASSERT(keys.size() == scheduled + raised);
        RC_ASSERT(scheduled <= static_cast<std::uint64_t>(call.limit));
        RC_ASSERT((call.answers & 48) == 0 || keys.empty());
        RC_ASSERT((call.answers & 4) == 0 || scheduled == 0);
        for (const Key &key : keys)
            RC_ASSERT(bestOf(predictions, key) >= static_cast<float>(call.threshold / 100.0));
        work(call.takes);
        m_clock.advance(std::chrono::seconds(call.seconds));
        check();
    }

private:
    static float bestOf(const std::vector<Prediction> &predictions, const Key &key)
    {
        float best = -1;
        for (const Prediction &p : predictions) {
            if (p.resource == key.resource)
                best = std::max(best, p.pUsed);
        }
        return best;
    }
    PrefetchScheduler::Environment environment()
    {
        return {.isCached =
                    [this](const Key &key) {
                        return (m_answers & 1) != 0 && key.resource.index % 3 == 0;
                    },
                .isInFlight =
                    [this](const Key &key) {
                        return (m_answers & 2) != 0 && key.resource.index % 5 == 0;
                    },
                .hasRoom = [this](float) { return (m_answers & 4) == 0; },
                .isAllowed =
                    [this](const Prediction &p, const ScheduleContext &) {
                        return (m_answers & 8) == 0 || p.resource.index % 2 == 0;
                    }};
    }
    void set(Param param, double value) { RC_ASSERT(m_settings.set(param, value, "test").ok()); }
    void work(int takes)
    {
        for (int i = 0; i < takes; ++i) {
            const auto taken = m_queue.tryGet();
            if (!taken)
                return;
            const bool expired = taken->isExpired(m_clock.now());
            // Whatever is taken has one open record, in which it still waits.
            RC_ASSERT(m_ledger.end(
                taken->id, expired ? PrefetchState::ExpiredInQueue : PrefetchState::Superseded,
                m_clock.now()));
            m_queue.finished(taken->key);
        }
    }
    void check() const
    {
        const SchedulerFigures f = m_scheduler.stats();
        RC_ASSERT(f.totalPredictions == m_predictions);
        RC_ASSERT(f.totalPredictions == sumOf(f));
        const LedgerFigures book = m_ledger.figures();
        RC_ASSERT(book.balances());
        RC_ASSERT(book.scheduled == f.scheduled);
        RC_ASSERT(book[PrefetchState::Queued] == m_queue.size());
        RC_ASSERT(m_queue.stats().totalAdded == f.scheduled);
    }

    Interner m_interner{16};
    ManualClock m_clock;
    Settings m_settings{m_clock};
    Ledger m_ledger{100};
    PrefetchQueue m_queue{m_interner, 6};
    int m_answers = 0;
    std::uint64_t m_predictions = 0;
    PrefetchScheduler m_scheduler;
};

} // namespace

class SchedulerProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPredictionIsCountedOnceAndEveryPrefetchIsInTheLedger()
    {
        QVERIFY(rc::check("figures and ledger balance after every call", [] {
            Run run;
            for (const Call &call : *calls())
                run.apply(call);
        }));
    }

    void candidatesAreThoseThatTheThresholdAndTheCacheLeave()
    {
        QVERIFY(rc::check("candidates = filter, then order", [] {
            const auto drawn = *rc::gen::container<std::vector<std::pair<std::uint32_t, int>>>(
                rc::gen::pair(rc::gen::inRange<std::uint32_t>(0, 30), rc::gen::inRange(0, 100)));
            const auto cached = *rc::gen::arbitrary<std::set<std::uint8_t>>();
            const double threshold = *rc::gen::inRange(0, 100) / 100.0;
            std::unordered_set<ResourceId> keys;
            for (const std::uint8_t n : cached)
                keys.insert(ResourceId{n, 1});
            std::vector<Prediction> predictions;
            std::size_t expected = 0;
            for (const auto &[resource, percent] : drawn) {
                predictions.push_back(
                    {ResourceId{resource, 1}, 0, static_cast<float>(percent) / 100});
                if (predictions.back().pUsed >= static_cast<float>(threshold) &&
                    !keys.contains(predictions.back().resource))
                    ++expected;
            }
            const auto out = PrefetchScheduler::candidates(predictions, keys, threshold);
            RC_ASSERT(out.size() == expected);
            for (std::size_t i = 0; i < out.size(); ++i) {
                RC_ASSERT(out[i].pUsed >= static_cast<float>(threshold));
                RC_ASSERT(!keys.contains(out[i].resource));
                // Doubled: RC_ASSERT takes an expression apart, and then || evaluates both sides.
                RC_ASSERT((i == 0 || out[i - 1].pUsed >= out[i].pUsed));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(SchedulerProperties)
#include "scheduler_test.moc"
