// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/example/ownfetcher.cpp"

#include <QtTest>

class OwnFetcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void predictionsBecomeResponsesInTheCache()
    {
        const RealClock clock;
        const Settings settings(clock);
        Interner interner(1000);
        Ledger ledger;
        CacheManager cache(settings, clock);
        QVERIFY(cache.start().ok());
        prefetchInto(cache, settings, clock, interner, ledger,
                     {{"/api/users/1", 0.8F}, {"/api/users/2", 0.6F}, {"/api/users/3", 0.1F}});

        const auto body = [&](const char *endpoint) {
            const auto hit = cache.get({interner.find(endpoint), {}});
            return hit ? *hit->entry->body : std::string();
        };
        QCOMPARE(body("/api/users/1"), std::string(R"({"data": "result for /api/users/1"})"));
        QCOMPARE(body("/api/users/2"), std::string(R"({"data": "result for /api/users/2"})"));
        QCOMPARE(body("/api/users/3"), std::string()); // below the threshold
        QCOMPARE(ledger.figures()[PrefetchState::Ready], std::uint64_t(2));
        QVERIFY(ledger.figures().balances());
        cache.stop();
    }
};

QTEST_APPLESS_MAIN(OwnFetcherTest)
#include "ownfetcher_test.moc"
