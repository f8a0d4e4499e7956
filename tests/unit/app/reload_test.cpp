// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reload.h"
#include "core/schedule/prefetchrules.h"

#include <QtTest>

using namespace forefetch;

class ReloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatDiffersIsChangedAsOne()
    {
        ManualClock clock;
        Settings settings(clock);
        PrefetchRules rules;
        Profile profile;
        profile.values[Param::WorkersCount] = 8;
        profile.values[Param::SchedulerMinProbability] = 0.5;
        const auto reloaded = reload(profile, {}, settings, rules);
        QVERIFY(reloaded.ok());
        QCOMPARE(reloaded->changed.size(), std::size_t(2));
        QCOMPARE(reloaded->changed[1], std::string("workers.count 2 -> 8"));
        QCOMPARE(settings.integer(Param::WorkersCount), 8);
        QCOMPARE(settings.revision(), 1U);
        QCOMPARE(settings.changes().back().source, std::string("profile"));
    }

    // Somebody has turned a knob since: the file stands above it.
    void aTurnedKnobGoesBack()
    {
        ManualClock clock;
        Settings settings(clock);
        PrefetchRules rules;
        QVERIFY(settings.set(Param::QueueMaxSize, 50, "api"));
        const auto reloaded = reload({}, {}, settings, rules);
        QVERIFY(reloaded.ok());
        QCOMPARE(reloaded->changed.front(), std::string("queue.max_size 50 -> 1000"));
        QVERIFY(reload({}, {}, settings, rules)->changed.empty());
    }

    void rulesAreTakenAndCookiesWait()
    {
        ManualClock clock;
        Settings settings(clock);
        PrefetchRules rules;
        Profile profile;
        profile.rules.push_back({.to = "/stock/{id}"});
        profile.partitionCookies = {"sid"};
        const auto reloaded = reload(profile, {}, settings, rules);
        QVERIFY(reloaded.ok());
        QCOMPARE(reloaded->changed.front(), std::string("rules 0 -> 1"));
        QCOMPARE(reloaded->later.size(), std::size_t(1));
    }

    void whatIsRefusedChangesNothing()
    {
        ManualClock clock;
        Settings settings(clock);
        PrefetchRules rules;
        Profile profile;
        profile.values[Param::WorkersCount] = 8;
        profile.values[Param::QueueMaxSize] = -1;
        profile.rules.push_back({.to = "/stock/{id}"});
        QVERIFY(!reload(profile, {}, settings, rules).ok());
        QCOMPARE(settings.integer(Param::WorkersCount), 2);
        QVERIFY(rules.isEmpty());
    }
};

QTEST_APPLESS_MAIN(ReloadTest)
#include "reload_test.moc"
