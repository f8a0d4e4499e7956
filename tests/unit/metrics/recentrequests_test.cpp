// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/recentrequests.h"

#include <QtTest>

#include <atomic>
#include <numeric>
#include <set>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A request whose fields all follow from one number, so that a torn copy shows.
RequestRecord request(std::uint32_t n)
{
    RequestRecord r;
    r.resource = {n, n + 1};
    r.session = {n + 2, n + 3};
    r.at = TimePoint(Duration(n));
    r.end = {.status = static_cast<int>(n % 600), .latency = Duration(n), .bytes = n};
    return r;
}

bool isWhole(const RequestRecord &r)
{
    const std::uint32_t n = r.resource.index;
    return r.resource.generation == n + 1 && r.session.index == n + 2 &&
           r.session.generation == n + 3 && r.at.time_since_epoch().count() == n &&
           r.end.status == static_cast<int>(n % 600) && r.end.latency.count() == n &&
           r.end.bytes == n;
}

using Numbers = std::vector<std::uint64_t>;

Numbers numbersOf(const std::vector<RequestRecord> &records)
{
    Numbers numbers;
    for (const RequestRecord &r : records)
        numbers.push_back(r.number);
    return numbers;
}

} // namespace

class RecentRequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOverOnlyNews();
    void forgetsTheOldest();
    void givesTheNewestOfMany();
    void keepsNothingWhereNobodyLooks();
    void keepsAllOfARequest();
    void severalWritersAndAReader();
};

void RecentRequestsTest::handsOverOnlyNews()
{
    RecentRequests recent(100);
    std::vector<RequestRecord> news{request(9)}; // goes
    recent.read(0, 10, news);
    QVERIFY(news.empty());
    QCOMPARE(recent.newest(), std::uint64_t{0});
    for (std::uint32_t n = 1; n <= 3; ++n)
        recent.record(request(n));
    recent.read(0, 10, news);
    QCOMPARE(numbersOf(news), (Numbers{1, 2, 3}));
    recent.read(3, 10, news);
    QVERIFY(news.empty());
    recent.record(request(4));
    recent.read(3, 10, news);
    QCOMPARE(numbersOf(news), Numbers{4});
    recent.read(99, 10, news); // from the future
    QVERIFY(news.empty());
}

void RecentRequestsTest::forgetsTheOldest()
{
    RecentRequests recent(5);
    std::vector<RequestRecord> news;
    for (std::uint32_t n = 1; n <= 12; ++n)
        recent.record(request(n));
    recent.read(2, 100, news);
    QCOMPARE(numbersOf(news), (Numbers{8, 9, 10, 11, 12})); // 3 to 7 are gone: the gap says so
    for (const RequestRecord &r : news)
        QCOMPARE(std::uint64_t{r.resource.index}, r.number);
    QCOMPARE(recent.newest(), std::uint64_t{12});
    QCOMPARE(recent.capacity(), std::size_t{5});
}

void RecentRequestsTest::givesTheNewestOfMany()
{
    RecentRequests recent(1000);
    std::vector<RequestRecord> news;
    for (std::uint32_t n = 1; n <= 700; ++n)
        recent.record(request(n));
    recent.read(10, 300, news); // more than is copied under one lock
    Numbers want(300);
    std::iota(want.begin(), want.end(), std::uint64_t{401});
    QCOMPARE(numbersOf(news), want);
    recent.read(0, 0, news);
    QVERIFY(news.empty());
    recent.read(699, 300, news);
    QCOMPARE(numbersOf(news), Numbers{700});
}

void RecentRequestsTest::keepsNothingWhereNobodyLooks()
{
    RecentRequests none(0);
    none.record(request(1));
    std::vector<RequestRecord> news;
    none.read(0, 10, news);
    QVERIFY(news.empty());
    QCOMPARE(none.newest(), std::uint64_t{0});
}

void RecentRequestsTest::keepsAllOfARequest()
{
    RecentRequests recent(4, Callers::OneThread);
    RequestRecord want = request(7);
    want.method = Method::Post;
    want.heldBack = true;
    want.end.result = DemandResult::Late;
    want.end.prefetchedEntry = want.end.sentToOrigin = true;
    want.number = 1234; // not the caller's to give
    recent.record(want);
    std::vector<RequestRecord> news;
    recent.read(0, 1, news);
    QCOMPARE(news.size(), std::size_t{1});
    const RequestRecord &have = news[0];
    QVERIFY(isWhole(have));
    QCOMPARE(have.number, std::uint64_t{1});
    QVERIFY(have.method == Method::Post && have.heldBack);
    QVERIFY(have.end.result == DemandResult::Late && have.end.prefetchedEntry &&
            have.end.sentToOrigin);
}

void RecentRequestsTest::severalWritersAndAReader()
{
    constexpr std::uint32_t writers = 4, each = 20'000;
    RecentRequests recent(256);
    std::atomic<std::uint32_t> going{writers};
    std::vector<std::thread> threads;
    for (std::uint32_t w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            for (std::uint32_t n = 0; n < each; ++n)
                recent.record(request(w * each + n));
            --going;
        });
    }
    bool whole = true, ascending = true, bounded = true;
    std::uint64_t seen = 0, read = 0;
    std::vector<RequestRecord> news;
    for (bool more = true; more;) {
        more = going > 0;
        recent.read(seen, 200, news);
        bounded = bounded && news.size() <= 200;
        for (const RequestRecord &r : news) {
            whole = whole && isWhole(r);
            ascending = ascending && r.number > seen;
            seen = r.number;
            ++read;
        }
    }
    for (std::thread &t : threads)
        t.join();
    QVERIFY(whole);
    QVERIFY(ascending);
    QVERIFY(bounded);
    QCOMPARE(recent.newest(), std::uint64_t{writers * each});
    QCOMPARE(seen, recent.newest());
    QVERIFY(read > 0);
}

QTEST_APPLESS_MAIN(RecentRequestsTest)
#include "recentrequests_test.moc"
