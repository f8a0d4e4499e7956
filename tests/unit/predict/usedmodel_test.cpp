// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/usedmodel.h"

#include "core/time/random.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

// P(used) alone: what is watched, and what it learns from how that ends.
class UsedModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsOfEveryLengthAreInTheSample();
    void theHorizonInTimeCounts();
    void whatCameIsLearntWhenItsHorizonIsOver();
    void aStepIsWatchedOnce();
    void whatWaitsIsBounded();
    void sessionsAndRequestsAreKeptApart();

private:
    static constexpr SessionId kSession{7, 1};
    static constexpr ResourceId kResource{3, 1};
    static UsedModel::Features plain() { return {1.0F}; }
    static float estimate(const UsedModel &model)
    {
        UsedModel::Columns columns{};
        for (std::size_t f = 0; f < columns.size(); ++f)
            columns[f][0] = plain()[f];
        CandidateSet::Column p{};
        model.estimate(columns, 1, 0, p);
        return p[0];
    }
    // Long after: whatever is watched has ended.
    static void endAll(UsedModel &model)
    {
        model.settle(UsedModel::kMostWatched, TimePoint(1000h),
                     [](SessionId) { return std::uint32_t(1'000'000); });
    }
};

// Every fifteenth request is the same. Within the next ten it comes from ten of fifteen places;
// of the first predictions after each time that it came, it is none.
void UsedModelTest::waitsOfEveryLengthAreInTheSample()
{
    UsedModel model(1);
    for (std::uint32_t length = 1; length < 9000; ++length) {
        if (length % 15 == 0)
            model.came(kSession, kResource, length, TimePoint{});
        model.watch(kSession, kResource, plain(), 0, length, TimePoint{});
        model.settle(4, TimePoint{}, [&](SessionId) { return length; });
    }
    QVERIFY2(std::abs(estimate(model) - 10.0F / 15) < 0.06F,
             qPrintable(QString::number(double(estimate(model)))));
}

void UsedModelTest::theHorizonInTimeCounts()
{
    UsedModel model(1);
    model.setHorizon(10, 60s);
    TimePoint now{};
    for (std::uint32_t length = 1; length < 2000; length += 2) {
        model.watch(kSession, kResource, plain(), 0, length, now);
        now += 61s; // too late
        model.came(kSession, kResource, length + 1, now);
        model.settle(4, now, [&](SessionId) { return length + 1; });
    }
    QVERIFY(estimate(model) < 0.1F);
}

// Else the first minute would know of successes alone.
void UsedModelTest::whatCameIsLearntWhenItsHorizonIsOver()
{
    UsedModel model(1);
    const std::vector<float> nothing = model.learnt();
    for (std::uint32_t i = 0; i < 200; ++i)
        model.watch(kSession, {i, 1}, plain(), 0, 1, TimePoint{});
    for (std::uint32_t i = 0; i < 100; ++i)
        model.came(kSession, {i, 1}, 2, TimePoint{});
    model.settle(400, TimePoint(1s), [](SessionId) { return 2U; });
    QVERIFY(model.learnt() == nothing);
    endAll(model);
    QVERIFY(model.learnt() != nothing);
    QVERIFY(std::abs(estimate(model) - 0.5F) < 0.1F);
}

void UsedModelTest::aStepIsWatchedOnce()
{
    UsedModel once(1), often(1);
    for (std::uint32_t length = 1; length < 50; ++length) {
        once.watch(kSession, kResource, plain(), 0, length, TimePoint{});
        for (int i = 0; i < 3; ++i)
            often.watch(kSession, kResource, plain(), 0, length, TimePoint{});
    }
    once.came(kSession, kResource, 50, TimePoint{});
    often.came(kSession, kResource, 50, TimePoint{});
    endAll(once);
    endAll(often);
    QVERIFY(once.learnt() == often.learnt());
}

void UsedModelTest::whatWaitsIsBounded()
{
    UsedModel model(1);
    Random random(5);
    for (std::uint32_t i = 1; i < 3 * UsedModel::kMostWatched; ++i)
        model.watch(kSession, {i % 40, 1}, plain(), 0, i, TimePoint{});
    QVERIFY(!model.wantsMore());
    const std::size_t full = model.bytes();
    const std::uint32_t later = 4 * UsedModel::kMostWatched;
    // In whatever order they end, all of them do.
    for (int i = 0; i < 20'000; ++i) {
        if (i % 50 == 0)
            model.came(kSession, {static_cast<std::uint32_t>(random.below(40)), 1}, later,
                       TimePoint{});
        model.settle(1, TimePoint{}, [&](SessionId) { return later; });
    }
    QVERIFY(model.wantsMore());
    for (std::uint32_t i = 1; i < UsedModel::kMostWatched; ++i)
        model.watch(kSession, {i % 40, 1}, plain(), 0, later + i, TimePoint{});
    QVERIFY(model.wantsMore());
    QVERIFY(model.bytes() <= full + 8 * UsedModel::kMostWatched); // the list of free places
}

void UsedModelTest::sessionsAndRequestsAreKeptApart()
{
    UsedModel model(1);
    for (std::uint32_t length = 1; length < 400; ++length) {
        model.watch(kSession, kResource, plain(), 0, length, TimePoint{});
        model.came({8, 1}, kResource, length + 1, TimePoint{});
        model.came(kSession, {4, 1}, length + 1, TimePoint{});
    }
    const std::vector<float> nothing = UsedModel(1).learnt();
    QVERIFY(model.learnt() == nothing);
    model.came(kSession, kResource, 400, TimePoint{});
    endAll(model);
    QVERIFY(model.learnt() != nothing);
}

QTEST_GUILESS_MAIN(UsedModelTest)
#include "usedmodel_test.moc"
