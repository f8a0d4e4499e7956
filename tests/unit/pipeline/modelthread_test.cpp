// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pipeline/modelthread.h"

#include <QtTest>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

using namespace forefetch;

namespace {

Exchange numbered(std::uint32_t number)
{
    Exchange e;
    e.bytes = number;
    return e;
}

} // namespace

class ModelThreadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void learnsInOrderInAThreadOfItsOwn()
    {
        std::vector<std::uint32_t> learnt;
        std::thread::id thread;
        ModelThread model(
            [&](const Exchange &e) {
                learnt.push_back(e.bytes);
                thread = std::this_thread::get_id();
            },
            {});
        model.start();
        for (std::uint32_t i = 0; i < 1000; ++i)
            QVERIFY(model.feed(numbered(i)));
        model.stop(); // after all of it
        QCOMPARE(learnt.size(), std::size_t(1000));
        for (std::uint32_t i = 0; i < 1000; ++i)
            QCOMPARE(learnt[i], i);
        QVERIFY(thread != std::this_thread::get_id());
    }

    void bodiesThatWaitAreBounded()
    {
        std::size_t bodies = 0;
        ModelThread model([&](const Exchange &e) { bodies += e.body ? 1 : 0; }, {});
        Exchange exchange;
        exchange.body = std::make_shared<const std::string>("{}");
        for (std::size_t i = 0; i < 2 * ModelThread::kMostBodies; ++i)
            QVERIFY(model.feed(exchange)); // it is not running yet: all of them wait
        QCOMPARE(exchange.body.use_count(), long(ModelThread::kMostBodies) + 1);
        model.start();
        model.stop();
        QCOMPARE(bodies, ModelThread::kMostBodies);
    }

    void aFullRingDropsAndCounts()
    {
        std::promise<void> entered;
        std::promise<void> mayGo;
        std::atomic<int> learnt{0};
        std::atomic<int> dropped{0};
        ModelThread model(
            [&](const Exchange &) {
                if (learnt++ == 0) {
                    entered.set_value();
                    mayGo.get_future().wait();
                }
            },
            [&] { ++dropped; }, 100);
        model.start();
        QVERIFY(model.feed(numbered(0)));
        entered.get_future().wait();
        int taken = 0;
        for (std::uint32_t i = 0; i < 300; ++i)
            taken += model.feed(numbered(i)) ? 1 : 0;
        QCOMPARE(taken, 100);
        QCOMPARE(dropped.load(), 200);
        QCOMPARE(model.waiting(), std::size_t(100));
        mayGo.set_value();
        model.stop();
        QCOMPARE(learnt.load(), 101);
    }

    void manyFeedersLoseNothing()
    {
        std::uint64_t sum = 0;
        ModelThread model([&](const Exchange &e) { sum += e.bytes; }, {});
        model.start();
        std::vector<std::thread> feeders;
        for (int t = 0; t < 4; ++t)
            feeders.emplace_back([&] {
                for (std::uint32_t i = 1; i <= 10'000; ++i)
                    model.feed(numbered(i));
            });
        for (std::thread &t : feeders)
            t.join();
        while (model.waiting() > ModelThread::kLastOnes)
            std::this_thread::yield();
        model.stop();
        QCOMPARE(sum, std::uint64_t(4) * 50'005'000);
    }

    void anEndDoesNotWaitForAFullRing()
    {
        constexpr std::uint32_t kFed = 10'000;
        constexpr int kTooLate = static_cast<int>(kFed - ModelThread::kLastOnes);
        std::promise<void> entered, mayGo;
        std::atomic<int> dropped{0};
        int learnt = 0;
        ModelThread model(
            [&](const Exchange &) {
                if (learnt++ == 0) {
                    entered.set_value();
                    mayGo.get_future().wait();
                }
            },
            [&] { ++dropped; });
        model.start();
        QVERIFY(model.feed(numbered(0)));
        entered.get_future().wait();
        for (std::uint32_t i = 0; i < kFed; ++i)
            QVERIFY(model.feed(numbered(i)));
        std::thread owner([&] { model.stop(); });
        while (dropped < kTooLate)
            std::this_thread::yield();
        mayGo.set_value();
        owner.join();
        QCOMPARE(dropped.load(), kTooLate);
        QCOMPARE(learnt, 1 + static_cast<int>(ModelThread::kLastOnes));
    }

    void startsAgain()
    {
        int learnt = 0;
        ModelThread model([&](const Exchange &) { ++learnt; }, {});
        for (int i = 0; i < 2; ++i) {
            model.start();
            model.feed(numbered(1));
            model.stop();
        }
        QCOMPARE(learnt, 2);
    }
};

QTEST_APPLESS_MAIN(ModelThreadTest)
#include "modelthread_test.moc"
