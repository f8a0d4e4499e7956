// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The disk store when its disk fails, and behind the cache manager.
#include "tests/unit/store/diskbench.h"

#include "core/cache/cachemanager.h"

#include <QtTest>

#include <sys/resource.h>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// Nothing larger than so many bytes can be written while it is there.
class SmallFiles
{
public:
    explicit SmallFiles(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallFiles() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class DiskFailuresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shedsWhatDoesNotFit();
    void goesOnWithAFullDisk();
    void goesOnWithoutADisk();
    void belongsToOneProcess();
    void keepsAPrefetchOnceItWasUsed();
    void aPurgeReachesBothLevels();
};

void DiskFailuresTest::shedsWhatDoesNotFit()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/3"), "older");
    bench.close();
    QVERIFY(bench.open(1h, 100'000));
    QTRY_VERIFY(bench.store->figures().up);
    for (int i = 0; i < 5; ++i)
        bench.put(bench.key("/" + std::to_string(i)), std::string(40'000, 'x'));
    QCOMPARE(bench.store->figures().shed, 3u);
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/1")).size(), std::size_t(40'000));
    QCOMPARE(bench.body(bench.key("/3")), std::string()); // nor does the older one come back
}

void DiskFailuresTest::goesOnWithAFullDisk()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/before"), "before");
    bench.put(bench.key("/void"), "void");
    QTRY_COMPARE(bench.store->figures().writes, 2u);
    {
        const SmallFiles full(1'100'000); // the journal has its place already
        for (int i = 0; i < 100; ++i)
            bench.put(bench.key("/" + std::to_string(i)), std::string(40'000, 'x'));
        QTRY_VERIFY(!bench.store->figures().up);
        QCOMPARE(bench.body(bench.key("/before")), std::string("before")); // it can be read
        bench.store->erase(bench.key("/void"));
        QCOMPARE(bench.body(bench.key("/void")), std::string());
        QVERIFY(bench.store->figures().shed > 0);
    }
    QTRY_VERIFY_WITH_TIMEOUT(bench.store->figures().up, 20'000);
    const std::vector<std::string> notices = bench.notices();
    QCOMPARE(notices.size(), std::size_t(2)); // once that it fails, once that it works again
    QVERIFY(QString::fromStdString(notices[0]).contains(QStringLiteral("fails")));
    QVERIFY(QString::fromStdString(notices[1]).contains(QStringLiteral("works again")));
    bench.put(bench.key("/after"), "after");
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/after")), std::string("after"));
    QCOMPARE(bench.body(bench.key("/void")), std::string());
}

void DiskFailuresTest::goesOnWithoutADisk()
{
    DiskBench bench("/not/there/and/not/made");
    QVERIFY(bench.open());
    QVERIFY(!bench.store->mayHold(bench.key("/a")));
    bench.put(bench.key("/a"), "a");
    bench.store->erase(bench.key("/a"));
    bench.store->eraseTarget("/a");
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    QCOMPARE(bench.notices().size(), std::size_t(1));
    // It comes: then it is used, after a while.
    QDir().mkpath(QString::fromStdString(bench.folder()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.store->figures().up, 20'000);
    bench.put(bench.key("/a"), "a");
    QTRY_COMPARE(bench.body(bench.key("/a")), std::string("a"));
}

void DiskFailuresTest::belongsToOneProcess()
{
    DiskBench bench;
    QVERIFY(bench.open());
    DiskStoreOptions options;
    options.folder = bench.folder();
    DiskStore second(options, bench.interner, bench.settings, bench.clock);
    const Result<void> started = second.start();
    QVERIFY(!started);
    QVERIFY(QString::fromStdString(started.error().text).contains(QStringLiteral("--store-dir")));
    bench.close();
    QVERIFY(second.start());
}

void DiskFailuresTest::keepsAPrefetchOnceItWasUsed()
{
    DiskBench bench;
    QVERIFY(bench.open());
    DiskStore &level = *bench.store;
    CacheManager cache(bench.settings, bench.clock);
    cache.setBacking(std::move(bench.store));
    QVERIFY(cache.start());
    CacheEntry prefetched = bench.entry("prefetched");
    prefetched.prefetch = PrefetchId{5};
    prefetched.probability = 0.9F;
    QVERIFY(cache.set(bench.key("/used"), prefetched) == CacheManager::SetResult::Stored);
    QVERIFY(cache.set(bench.key("/unused"), prefetched) == CacheManager::SetResult::Stored);
    QVERIFY(cache.get(bench.key("/used")));
    cache.stop();
    QCOMPARE(level.figures().writes, 1u);
}

void DiskFailuresTest::aPurgeReachesBothLevels()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/a"), "a");
    bench.put(bench.key("/b"), "b");
    bench.close();
    QVERIFY(bench.open());
    CacheManager cache(bench.settings, bench.clock);
    cache.setBacking(std::move(bench.store));
    QVERIFY(cache.start());
    const auto recalled = [&cache](const Key &key) {
        std::promise<void> done;
        if (!cache.recall({{key}}, [&done] { done.set_value(); }))
            return false;
        done.get_future().wait();
        return cache.status(key) == KeyStatus::Fresh;
    };
    QVERIFY(!cache.get(bench.key("/a")));
    QVERIFY(recalled(bench.key("/a")));
    QVERIFY(cache.get(bench.key("/a")));
    QVERIFY(!recalled(bench.key("/a"))); // it is there
    QVERIFY(cache.erase(bench.key("/a")));
    QVERIFY(!recalled(bench.key("/a")));
    cache.eraseBehind("/b");
    QVERIFY(!recalled(bench.key("/b")));
    // Nothing is asked for while the level is left alone.
    QVERIFY(cache.set(bench.key("/c"), bench.entry("c")) == CacheManager::SetResult::Stored);
    for (int i = 0; i < 5; ++i)
        cache.tookTooLong();
    QVERIFY(!cache.mayRecall(std::vector{bench.key("/d")}));
    QCOMPARE(cache.levelFigures().timeouts, 5u);
    // Memory alone, from now on: what it holds is no longer asked for.
    (void)bench.settings.set(Param::CacheStore, 0, "test");
    QVERIFY(!cache.hasLevel());
}

QTEST_GUILESS_MAIN(DiskFailuresTest)
#include "diskfailures_test.moc"
