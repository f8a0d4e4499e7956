// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchrequest.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <vector>

using namespace forefetch;
using namespace std::chrono_literals;

class PrefetchRequestTest : public QObject
{
    Q_OBJECT

private:
    Interner m_interner{10'000};

    PrefetchRequest make(const PrefetchSpec &spec)
    {
        const auto made = PrefetchRequest::create(m_interner, spec);
        if (!made)
            qFatal("%s", made.error().text.c_str());
        return *made;
    }
    std::string errorOf(const PrefetchSpec &spec)
    {
        const auto made = PrefetchRequest::create(m_interner, spec);
        return made ? std::string() : made.error().text;
    }

private Q_SLOTS:
    void createKeepsEveryField()
    {
        const TimePoint at(5s);
        const PrefetchRequest r =
            make({"/api/users/123", {{"details", "full"}}, 0.85, at, 0.75, 12.5, Partition{7}});
        QCOMPARE(r.endpoint(m_interner), std::string("/api/users/123"));
        QCOMPARE(r.params(m_interner), (Params{{"details", "full"}}));
        QCOMPARE(r.target(m_interner), std::string("/api/users/123?details=full"));
        QCOMPARE(r.priority, 0.85F);
        QCOMPARE(r.sourcePrediction, 0.75F);
        QCOMPARE(r.createdAt, at);
        QCOMPARE(r.maxAge, Duration(12500ms));
        QCOMPARE(r.key.partition.value, std::uint64_t(7));
        QCOMPARE(r.id, PrefetchId::None);
        QVERIFY(!r.context.valid());
    }

    void higherPriorityComesFirst()
    {
        std::vector<PrefetchRequest> requests{
            make({"/low", {}, 0.2, TimePoint(1s)}), make({"/late", {}, 0.8, TimePoint(3s)}),
            make({"/high", {}, 0.9, TimePoint(4s)}), make({"/early", {}, 0.8, TimePoint(2s)})};
        std::sort(requests.begin(), requests.end());
        std::vector<std::string> order;
        for (const PrefetchRequest &r : requests)
            order.push_back(r.target(m_interner));
        QCOMPARE(order, (std::vector<std::string>{"/high", "/early", "/late", "/low"}));
    }

    void equalByKeyWhateverThePriority()
    {
        const PrefetchRequest a = make({"/a", {{"x", "1"}, {"y", "2"}}, 0.2, TimePoint(1s)});
        const PrefetchRequest same = make({"/a", {{"y", "2"}, {"x", "1"}}, 0.9, TimePoint(2s)});
        const PrefetchRequest other = make({"/a", {{"x", "1"}}, 0.2, TimePoint(1s)});
        const PrefetchRequest theirs =
            make({"/a", {{"x", "1"}, {"y", "2"}}, 0.2, TimePoint(1s), 0, 30, Partition{1}});
        QVERIFY(a == same);
        QVERIFY(!(a == other));
        QVERIFY(!(a == theirs));
    }

    void setsHoldOneOfEachKey()
    {
        std::unordered_set<PrefetchRequest> set;
        set.insert(make({"/a", {}, 0.2}));
        set.insert(make({"/a", {}, 0.7}));
        set.insert(make({"/b", {}, 0.2}));
        QCOMPARE(set.size(), std::size_t(2));
        QVERIFY(set.contains(make({"/b", {}, 0.5})));
    }

    void expiresAfterItsMaxAgeAndNotAtIt()
    {
        const PrefetchRequest r = make({"/a", {}, 0.5, TimePoint(100s), 0.5, 30});
        QVERIFY(!r.isExpired(TimePoint(100s)));
        QVERIFY(!r.isExpired(TimePoint(130s)));
        QVERIFY(r.isExpired(TimePoint(130s + 1ns)));
        QCOMPARE(r.age(TimePoint(101s)), Duration(1s));
        QCOMPARE(r.ageSeconds(TimePoint(100s + 250ms)), 0.25);
    }

    // Separators within names, values and paths, and the reader, must all count.
    void twoRequestsShareOneCacheKey()
    {
        const std::vector<PrefetchSpec> specs{
            {"/a", {{"x", "1&y=2"}}},
            {"/a", {{"x", "1"}, {"y", "2"}}},
            {"/a", {{"x=1&y", "2"}}},
            {"/a", {{"x", "1"}, {"y", "2"}}, 0, {}, 0, 30, Partition{1}},
            {"/a", {{"x", "1"}, {"y", "2"}}, 0, {}, 0, 30, Partition{0x10}},
            {"/a", {{"x", "1"}, {"x", "2"}}},
            {"/a", {{"x", "12"}}},
            {"/a", {{"x1", "2"}}},
            {"/a", {{"x", ""}}},
            {"/a", {{"", "x"}}},
            {"/a", {}},
            {"/a/x", {}},
            {"/a%3Fx", {}},
            {"/a", {{"x", "1 2"}}},
            {"/a", {{"x", "1+2"}}},
            {"/a", {{"x", "1%202"}}},
        };
        std::unordered_set<std::string> texts;
        std::unordered_set<Key> keys;
        for (const PrefetchSpec &spec : specs) {
            const PrefetchRequest r = make(spec);
            texts.insert(r.cacheKey(m_interner));
            keys.insert(r.key);
        }
        QCOMPARE(texts.size(), specs.size());
        QCOMPARE(keys.size(), specs.size());
    }

    void cacheKeyReadsAsPartitionAndTarget()
    {
        const PrefetchRequest r = make({"/items", {{"page", "2"}}, 0, {}, 0, 30, Partition{0xa7}});
        QCOMPARE(r.cacheKey(m_interner), std::string("00000000000000a7 /items?page=2"));
    }

    void textIsEmptyOnceTheInternerForgot()
    {
        Interner small(64);
        const auto r = PrefetchRequest::create(small, {"/old", {{"a", "1"}}});
        QVERIFY(r.ok());
        for (int i = 0; i < 10'000; ++i)
            small.intern("/" + std::to_string(i));
        QVERIFY(r->target(small).empty());
        QVERIFY(r->endpoint(small).empty());
        QVERIFY(r->params(small).empty());
        QVERIFY(r->cacheKey(small).empty());
    }

    void refusesWhatItCannotFetch_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<double>("priority");
        QTest::addColumn<double>("prediction");
        QTest::addColumn<double>("maxAge");
        QTest::addColumn<QString>("says");
        const double nan = std::nan("");
        const auto row = [](const char *name, const char *endpoint, double priority,
                            double prediction, double maxAge, const char *says) {
            QTest::newRow(name) << QString::fromLatin1(endpoint) << priority << prediction << maxAge
                                << QString::fromLatin1(says);
        };
        row("no endpoint", "", 0.5, 0.5, 30, "prefetch of");
        row("absolute", "http://elsewhere/a", 0.5, 0.5, 30, "elsewhere");
        row("white space", "/a b", 0.5, 0.5, 30, "/a b");
        row("fragment", "/a#b", 0.5, 0.5, 30, "/a#b");
        row("priority below", "/a", -0.01, 0.5, 30, "priority is -0.01");
        row("priority above", "/a", 1.01, 0.5, 30, "priority is 1.01");
        row("priority no number", "/a", nan, 0.5, 30, "priority is nan");
        row("prediction above", "/a", 0.5, 2, 30, "source prediction is 2");
        row("prediction no number", "/a", 0.5, nan, 30, "source prediction is nan");
        row("max age zero", "/a", 0.5, 0.5, 0, "max age is 0 s");
        row("max age below", "/a", 0.5, 0.5, -1, "max age is -1 s");
        row("max age no number", "/a", 0.5, 0.5, nan, "max age is nan");
    }

    void refusesWhatItCannotFetch()
    {
        QFETCH(QString, endpoint);
        QFETCH(double, priority);
        QFETCH(double, prediction);
        QFETCH(double, maxAge);
        QFETCH(QString, says);
        const std::string error =
            errorOf({endpoint.toStdString(), {}, priority, {}, prediction, maxAge});
        QVERIFY2(error.find(says.toStdString()) != std::string::npos, error.c_str());
    }

    void boundsAreInside()
    {
        QVERIFY(errorOf({"/a", {}, 0, {}, 0, 0.001}).empty());
        QVERIFY(errorOf({"/a", {}, 1, {}, 1, std::numeric_limits<double>::infinity()}).empty());
        const PrefetchRequest forEver =
            make({"/a", {}, 1, {}, 1, std::numeric_limits<double>::infinity()});
        QVERIFY(!forEver.isExpired(TimePoint(24h * 365 * 100)));
    }
};

QTEST_APPLESS_MAIN(PrefetchRequestTest)
#include "prefetchrequest_test.moc"
