// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ledger.h"
#include "core/queue/prefetchqueue.h"
#include "core/request/interner.h"
#include "core/schedule/prefetchrules.h"
#include "core/schedule/prefetchscheduler.h"

#include <QtTest>

using namespace forefetch;

class PrefetchRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesWhatTheGraphCallsARoute_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, const char *text, bool matches) {
            QTest::addRow("%s %s", pattern, text)
                << QByteArray(pattern) << QByteArray(text) << matches;
        };
        row("/items", "/items", true);
        row("/items", "/items/", false);
        row("/items/{number}", "/items/17", true);
        row("/items/{number}", "/items/", false);
        row("/items/{number}", "/items/17/stock", false);
        row("/items/{number}/stock", "/items/17/stock", true);
        row("/items/{number}/stock", "/items/17/reviews", false);
        row("/search?q={slug}", "/search?q=red-shoes", true);
        row("/search?q={slug}", "/search?q=red&page=2", false);
        row("/search?q={slug}&page={number}", "/search?q=red&page=2", true);
        row("/{a}/{b}", "/x/y", true);
        row("/{a}.json", "/a.b.json", true);
        row("/{a}.json", "/.json", false);
        row("/{a}-{b}", "/x-y-z", true);
        row("/{open", "/{open", true); // no brace that closes: as it stands
        row("", "", true);
        row("{all}", "", false);
    }
    void matchesWhatTheGraphCallsARoute()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, text);
        QFETCH(bool, matches);
        QCOMPARE(matchesPattern(pattern.toStdString(), text.toStdString()), matches);
    }

    void theStrictestCounts()
    {
        PrefetchRules rules;
        QVERIFY(rules.isEmpty());
        QCOMPARE(rules.threshold("/a", "/b", 0.3F), 0.3F);
        rules.set({{"/a", "", 0.1}, {"/a", "/b", 0.6}, {"/c", "/d"}});
        QVERIFY(!rules.isEmpty());
        QCOMPARE(rules.threshold("/a", "/x", 0.3F), 0.1F); // lower than the standard, too
        QCOMPARE(rules.threshold("/a", "/b", 0.3F), 0.6F);
        QCOMPARE(rules.threshold("/c", "/b", 0.3F), 0.3F);
        QVERIFY(rules.threshold("/c", "/d", 0.3F) > 1);
        rules.set({});
        QCOMPARE(rules.threshold("/a", "/b", 0.3F), 0.3F);
    }

    // The scheduler asks for each prediction, and counts what stays below as improbable.
    void theSchedulerKeepsThem()
    {
        ManualClock clock;
        Settings settings(clock);
        Interner interner(100);
        PrefetchQueue queue(interner);
        Ledger ledger;
        PrefetchRules rules;
        PrefetchScheduler::Environment environment;
        environment.threshold = [&](const Prediction &p, float standard) {
            return rules.threshold(interner.text(p.resource), interner.text(p.cause.context),
                                   standard);
        };
        PrefetchScheduler scheduler(queue, ledger, settings, environment);
        const std::vector<Prediction> both{{interner.intern("/a"), 0.5F, 0.5F, {}},
                                           {interner.intern("/b"), 0.2F, 0.2F, {}}};
        rules.set({{"/a", ""}, {"/b", "", 0.1}});
        const auto keys = scheduler.scheduleFromPredictions(both, {});
        QCOMPARE(keys.size(), std::size_t(1));
        QCOMPARE(keys[0].resource, interner.find("/b"));
        QCOMPARE(scheduler.stats().filteredLowProbability, std::uint64_t(1));
        QVERIFY(scheduler.stats().totalPredictions == 2);
    }
};

QTEST_APPLESS_MAIN(PrefetchRulesTest)
#include "prefetchrules_test.moc"
