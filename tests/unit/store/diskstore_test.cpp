// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/diskbench.h"

#include "core/cache/freshness.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class DiskStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void keepsWhatIsOnItsWay();
    void tellsPartitionsApart();
    void neverFreshOrStaleForEver();
    void whatIsVoidStaysVoid();
    void aKilledProcessVoidsToo();
    void aPurgeWithoutAnIdCounts();
    void anOlderAnswerDoesNotComeBack();
    void tooManyPurgesVoidAll();
    void dropsDamage();
    void beginsAnewWithoutADatabase();
    void beginsAnewWithoutItsJournal();
    void evictsTheOldestUnused();
    void aCalendarThatRanBack();
    void aCalendarThatWasFarAhead();
};

void DiskStoreTest::comesBackAsItWas()
{
    DiskBench bench;
    QVERIFY(bench.open());
    CacheEntry e = bench.entry("hello", 60s);
    e.ageWhenStored = 7s;
    e.stale = {5s, 6s, 7s};
    e.assumedFreshness = true;
    e.vary = {{"accept-language", "de"}, {"x", ""}};
    bench.put(bench.key("/a?b=c"), e);
    bench.close();
    bench.clock.advance(10s);
    QVERIFY(bench.open());
    const CacheEntryPtr back = bench.get(bench.key("/a?b=c"));
    QVERIFY(back);
    QCOMPARE(*back->body, std::string("hello"));
    QCOMPARE(back->head->status, 200);
    QCOMPARE(back->head->headers, e.head->headers);
    QCOMPARE(back->vary, e.vary);
    QVERIFY(back->assumedFreshness);
    QCOMPARE(back->stale.ifUnreachable, e.stale.ifUnreachable);
    QCOMPARE(seconds(back->freshUntil - bench.clock.now()), 50.0);
    QCOMPARE(seconds(ageOf(*back, bench.clock.now())), 17.0);
    QVERIFY(!bench.get(bench.key("/other")));
}

void DiskStoreTest::keepsWhatIsOnItsWay()
{
    DiskBench bench;
    QVERIFY(bench.open(1h)); // nothing is written before the end
    for (int i = 0; i < 300; ++i)
        bench.put(bench.key("/" + std::to_string(i)), std::string(5000, 'x') + std::to_string(i));
    QVERIFY(!bench.store->mayHold(bench.key("/7")));
    bench.close();
    QVERIFY(bench.open());
    for (int i = 0; i < 300; ++i)
        QCOMPARE(bench.body(bench.key("/" + std::to_string(i))),
                 std::string(5000, 'x') + std::to_string(i));
    QCOMPARE(bench.store->figures().hits, 300u);
    QCOMPARE(bench.store->figures().entries, 300u);
}

void DiskStoreTest::tellsPartitionsApart()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/me", 1), "Ann");
    bench.put(bench.key("/me", 2), "Bob");
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/me", 1)), std::string("Ann"));
    QCOMPARE(bench.body(bench.key("/me", 2)), std::string("Bob"));
    QCOMPARE(bench.body(bench.key("/me", 3)), std::string());
    QCOMPARE(bench.body(bench.key("/me")), std::string());
}

void DiskStoreTest::neverFreshOrStaleForEver()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/for/ever"), bench.entry("a", Duration::max()));
    bench.put(bench.key("/soon"), bench.entry("b", 10s));
    bench.close();
    bench.clock.advance(30min);
    QVERIFY(bench.open());
    QVERIFY(bench.get(bench.key("/for/ever"))->freshUntil == kNever);
    QVERIFY(bench.get(bench.key("/soon"))->freshUntil < bench.clock.now()); // to be validated
    QVERIFY(bench.store->holdsFresh(bench.key("/for/ever")));
    QVERIFY(!bench.store->holdsFresh(bench.key("/soon")));
    bench.clock.advance(40min);
    QVERIFY(!bench.get(bench.key("/soon")));
    QVERIFY(!bench.store->mayHold(bench.key("/soon"))); // and is not asked for again
}

void DiskStoreTest::whatIsVoidStaysVoid()
{
    DiskBench bench;
    QVERIFY(bench.open());
    for (const char *target : {"/a", "/b", "/c"})
        for (std::uint64_t partition : {0, 1, 2})
            bench.put(bench.key(target, partition), target);
    QTRY_COMPARE(bench.store->figures().writes, 9u);
    bench.store->erase(bench.key("/a", 1));
    bench.store->eraseTarget("/b");
    QVERIFY(!bench.get(bench.key("/a", 1))); // at once, before anything is deleted
    QVERIFY(!bench.get(bench.key("/b", 2)));
    bench.put(bench.key("/b", 2), "newer");
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/a", 0)), std::string("/a"));
    QCOMPARE(bench.body(bench.key("/a", 1)), std::string());
    QCOMPARE(bench.body(bench.key("/b", 0)), std::string());
    QCOMPARE(bench.body(bench.key("/b", 2)), std::string("newer"));
    QCOMPARE(bench.store->figures().entries, 6u);
    bench.store->clear();
    QCOMPARE(bench.body(bench.key("/c")), std::string());
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/c")), std::string());
    QCOMPARE(bench.store->figures().entries, 0u);
}

void DiskStoreTest::aKilledProcessVoidsToo()
{
    DiskBench bench;
    QVERIFY(bench.open());
    for (const char *target : {"/a", "/b", "/c", "/d"})
        bench.put(bench.key(target), "old");
    bench.close();
    QVERIFY(bench.open(1h)); // from here on nothing reaches the database
    QTRY_VERIFY(bench.store->figures().up);
    bench.store->erase(bench.key("/a"));
    bench.store->eraseTarget("/b");
    bench.put(bench.key("/c"), "new");
    bench.kill();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    QCOMPARE(bench.body(bench.key("/b")), std::string());
    QCOMPARE(bench.body(bench.key("/c")), std::string()); // the old one is void, the new one lost
    QCOMPARE(bench.body(bench.key("/d")), std::string("old"));
}

void DiskStoreTest::aPurgeWithoutAnIdCounts()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/a", 4), "old");
    bench.close();
    // Another process, which never asked for it, is told that it changed; before it has read what
    // there is.
    QVERIFY(bench.open());
    bench.store->eraseTarget("/a");
    QCOMPARE(bench.body(bench.key("/a", 4)), std::string());
    QTRY_COMPARE(bench.store->figures().entries, 0u);
    QCOMPARE(bench.body(bench.key("/a", 4)), std::string());
}

void DiskStoreTest::anOlderAnswerDoesNotComeBack()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/a"), "one");
    QTRY_VERIFY(bench.store->mayHold(bench.key("/a")));
    // It was replaced in memory by one that the disk does not get.
    const auto ticket = bench.store->replacing(bench.key("/a"));
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    bench.store->keep(bench.key("/a"), ticket, nullptr);
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    // Two at once: the one that came last is the one that is kept, whoever is quicker.
    const auto first = bench.store->replacing(bench.key("/b"));
    const auto second = bench.store->replacing(bench.key("/b"));
    bench.store->keep(bench.key("/b"), second,
                      std::make_shared<const CacheEntry>(bench.entry("second")));
    bench.store->keep(bench.key("/b"), first,
                      std::make_shared<const CacheEntry>(bench.entry("first")));
    // What was voided between the two steps is not kept.
    const auto late = bench.store->replacing(bench.key("/c"));
    bench.store->eraseTarget("/c");
    bench.store->keep(bench.key("/c"), late,
                      std::make_shared<const CacheEntry>(bench.entry("void")));
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    QCOMPARE(bench.body(bench.key("/b")), std::string("second"));
    QCOMPARE(bench.body(bench.key("/c")), std::string());
}

void DiskStoreTest::tooManyPurgesVoidAll()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/a"), "a");
    bench.put(bench.key("/b"), "b");
    bench.close();
    QVERIFY(bench.open(1h));
    QTRY_VERIFY(bench.store->figures().up);
    // More than the journal has lines for, and none of them reaches the database.
    for (int i = 0; i < 140'000; ++i)
        bench.store->eraseTarget("/nowhere/" + std::to_string(i));
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    bench.put(bench.key("/b"), "after");
    bench.kill();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/a")), std::string());
    QCOMPARE(bench.body(bench.key("/b")), std::string());
}

void DiskStoreTest::dropsDamage()
{
    DiskBench bench;
    QVERIFY(bench.open());
    const std::string marked(2000, 'm');
    bench.put(bench.key("/a"), marked);
    bench.put(bench.key("/b"), std::string("whole"));
    bench.close();
    QFile file(QString::fromStdString(bench.file()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 at = file.readAll().indexOf(QByteArray(2000, 'm'));
    QVERIFY(at > 0);
    file.seek(at + 1000);
    file.write("M");
    file.close();
    QVERIFY(bench.open());
    QVERIFY(!bench.get(bench.key("/a")));
    QCOMPARE(bench.store->figures().damaged, 1u);
    QCOMPARE(bench.body(bench.key("/b")), std::string("whole"));
    QTRY_COMPARE(bench.store->figures().entries, 1u); // its row goes
}

void DiskStoreTest::beginsAnewWithoutADatabase()
{
    DiskBench bench;
    QVERIFY(bench.open());
    for (int i = 0; i < 100; ++i)
        bench.put(bench.key("/" + std::to_string(i)), std::string(10'000, 'x'));
    bench.close();
    QFile file(QString::fromStdString(bench.file()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(4096, '\x5a')); // its first page
    file.close();
    QVERIFY(bench.open());
    QVERIFY(!bench.get(bench.key("/1")));
    QTRY_VERIFY(bench.store->figures().up);
    QVERIFY(bench.store->figures().failures > 0);
    QVERIFY(!bench.notices().empty());
    bench.put(bench.key("/1"), "again");
    bench.close();
    QVERIFY(bench.open());
    QCOMPARE(bench.body(bench.key("/1")), std::string("again"));
}

void DiskStoreTest::beginsAnewWithoutItsJournal()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.put(bench.key("/1"), "one");
    bench.close();
    QVERIFY(QFile::remove(QString::fromStdString(bench.folder() + "/purges")));
    QVERIFY(bench.open()); // what was voided nobody knows
    QVERIFY(!bench.get(bench.key("/1")));
    bench.put(bench.key("/2"), "two");
    bench.close();
    QVERIFY(bench.open());
    QVERIFY(!bench.get(bench.key("/1")));
    QCOMPARE(bench.body(bench.key("/2")), std::string("two"));
}

void DiskStoreTest::evictsTheOldestUnused()
{
    DiskBench bench;
    (void)bench.settings.set(Param::CacheDiskCapacity, 1, "test"); // MiB
    QVERIFY(bench.open());
    const auto put = [&bench](int i) {
        bench.put(bench.key("/" + std::to_string(i)), std::string(50'000, 'x'));
        QTRY_COMPARE(bench.store->figures().writes, std::uint64_t(i + 1));
    };
    for (int i = 0; i < 20; ++i)
        put(i);
    QCOMPARE(bench.store->figures().evictions, 0u);
    QVERIFY(bench.get(bench.key("/0"))); // used: has another round
    for (int i = 20; i < 30; ++i)
        put(i);
    const StoreLevelFigures figures = bench.store->figures();
    QVERIFY(figures.bytes <= 1024 * 1024);
    QCOMPARE(figures.evictions, 10u);
    QCOMPARE(figures.entries, 20u);
    QVERIFY(bench.get(bench.key("/0")));
    QVERIFY(!bench.get(bench.key("/1")));
    QVERIFY(bench.get(bench.key("/29")));
}

void DiskStoreTest::aCalendarThatRanBack()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.clock.advance(30min);
    bench.put(bench.key("/a"), "a");
    CacheEntry once = bench.entry("b");
    once.keepUntil = once.freshUntil; // not to be validated
    bench.put(bench.key("/b"), once);
    bench.close();
    // The next process's clock: another zero, and a calendar that is ten minutes behind.
    DiskBench later;
    ManualClock behind(later.clock.wallNow() + 20min);
    DiskStoreOptions options;
    options.folder = bench.folder();
    options.key = {7, 8};
    DiskStore store(options, bench.interner, bench.settings, behind);
    QVERIFY(store.start());
    const auto get = [&store](const Key &key) {
        CacheEntryPtr found;
        std::promise<void> done;
        store.load(
            {{key}}, [&found](const Key &, const CacheEntryPtr &e) { found = e; },
            [&done] { done.set_value(); });
        done.get_future().wait();
        return found;
    };
    const CacheEntryPtr found = get(bench.key("/a"));
    QVERIFY(found);
    QVERIFY(found->freshUntil <= behind.now()); // its age is not known: to be validated
    QVERIFY(!get(bench.key("/b")));
    QVERIFY(!store.holdsFresh(bench.key("/a")));
    // What comes from now on is fresh.
    const auto ticket = store.replacing(bench.key("/c"));
    CacheEntry e = bench.entry("c");
    e.storedAt = behind.now();
    e.freshUntil = behind.now() + 1min;
    store.keep(bench.key("/c"), ticket, std::make_shared<const CacheEntry>(e));
    QTRY_VERIFY(store.holdsFresh(bench.key("/c")));
    QVERIFY(get(bench.key("/c"))->freshUntil > behind.now());
}

void DiskStoreTest::aCalendarThatWasFarAhead()
{
    DiskBench bench;
    QVERIFY(bench.open());
    bench.clock.advance(24h * 365);
    bench.put(bench.key("/a"), "a");
    bench.close();
    DiskBench later;
    DiskStoreOptions options;
    options.folder = bench.folder();
    options.key = {7, 8};
    DiskStore store(options, bench.interner, bench.settings, later.clock);
    QVERIFY(store.start());
    QTRY_VERIFY(store.figures().up);
    QCOMPARE(store.figures().entries, 0u);
}

QTEST_GUILESS_MAIN(DiskStoreTest)
#include "diskstore_test.moc"
