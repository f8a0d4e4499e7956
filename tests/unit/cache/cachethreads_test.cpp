// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cachemanager.h"
#include "core/time/random.h"

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

Key keyOf(std::uint64_t resource)
{
    return {ResourceId{static_cast<std::uint32_t>(resource), 1}, {}};
}

} // namespace

// The cache under many threads; meant to be run under the thread sanitizer too.
class CacheThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Every prefetch that was stored leaves exactly once, or is still there at the end; it is
    // proven by exactly one hit.
    void nothingIsLostOrToldTwice()
    {
        constexpr int kThreads = 4;
        constexpr std::uint64_t kRounds = 20'000;
        ManualClock clock;
        SettingsValues values;
        values[Param::CacheCapacity] = 1;
        Settings settings(clock, values);
        CacheManager cache(settings, clock, {.shards = 4});
        constexpr std::uint64_t kIds = kThreads * kRounds + 1;
        std::vector<std::atomic<int>> left(kIds), used(kIds), stored(kIds);
        cache.setRemovalListener(
            [&](const CacheManager::Removal &r) { ++left[static_cast<std::size_t>(r.prefetch)]; });
        QVERIFY(cache.start());

        const auto work = [&](std::uint64_t thread) {
            Random random(thread);
            for (std::uint64_t i = 0; i < kRounds; ++i) {
                const Key key = keyOf(random.below(500));
                const std::uint64_t id = thread * kRounds + i + 1;
                switch (random.below(8)) {
                case 0:
                    cache.erase(key);
                    break;
                case 1:
                    clock.advance(1ms);
                    break;
                case 2:
                    cache.metrics();
                    break;
                case 3:
                case 4: {
                    CacheEntry e;
                    e.size = 1 + random.below(8'000);
                    e.freshUntil = clock.now() + 1ms * random.below(5'000);
                    e.prefetch = PrefetchId(id);
                    e.probability = static_cast<float>(random.uniform());
                    if (cache.set(key, std::move(e)) == CacheManager::SetResult::Stored)
                        ++stored[id];
                    break;
                }
                default:
                    if (const auto hit = cache.get(key))
                        ++used[static_cast<std::size_t>(hit->firstUseOf)];
                }
            }
        };
        std::vector<std::thread> threads;
        for (std::uint64_t t = 0; t < kThreads; ++t)
            threads.emplace_back(work, t);
        for (std::thread &t : threads)
            t.join();
        QVERIFY(cache.metrics().bytes <= 1 << 20);
        cache.clear();
        for (std::size_t id = 1; id < left.size(); ++id) {
            QCOMPARE(left[id].load(), stored[id].load());
            QVERIFY(used[id] <= stored[id]);
        }
        QCOMPARE(cache.metrics().bytes, std::uint64_t(0));
    }

    void manyCallersOfOneKeyMakeItOnce()
    {
        constexpr int kThreads = 8;
        ManualClock clock;
        Settings settings(clock);
        CacheManager cache(settings, clock);
        QVERIFY(cache.start());
        std::atomic<int> made{0};
        std::mutex mutex;
        std::condition_variable asked;
        int waiting = 0;
        const auto make = [&]() -> Result<std::string> {
            ++made;
            // Until all have come, or would have: then those that wait, wait for this.
            std::unique_lock lock(mutex);
            asked.wait_for(lock, 5s, [&] { return waiting == kThreads; });
            return Error{ErrorCode::Unreachable, "gone"};
        };
        std::atomic<int> failed{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&] {
                {
                    const std::lock_guard lock(mutex);
                    ++waiting;
                }
                asked.notify_all();
                failed += !cache.getOrSet(keyOf(1), 1s, make);
            });
        }
        for (std::thread &t : threads)
            t.join();
        QCOMPARE(failed.load(), kThreads); // the failure reaches everybody
        // A thread that came after the end began anew: at most, never at once with another.
        QVERIFY(made >= 1 && made <= kThreads);
        const auto body = cache.getOrSet(
            keyOf(1), 1s, []() -> Result<std::string> { return std::string("back"); });
        QVERIFY(body && *body.value() == "back");
    }

    void stoppingDisturbsNobody()
    {
        ManualClock clock;
        Settings settings(clock);
        CacheManager cache(settings, clock);
        QVERIFY(cache.start());
        std::atomic<bool> end{false};
        std::thread user([&] {
            for (std::uint64_t i = 0; !end; ++i) {
                cache.set(keyOf(i % 100), "x", 1h);
                cache.get(keyOf(i % 100));
            }
        });
        for (int i = 0; i < 200; ++i) {
            cache.stop();
            (void)cache.start();
        }
        end = true;
        user.join();
        QVERIFY(cache.isRunning());
    }
};

QTEST_APPLESS_MAIN(CacheThreadsTest)
#include "cachethreads_test.moc"
