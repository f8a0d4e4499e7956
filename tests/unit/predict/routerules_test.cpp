// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/routerules.h"

#include <QtTest>

#include <string>

using namespace forefetch;

class RouteRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRouteKeepsItsBestRules();
    void staysWithinItsBudget();
    void aSmallerBudgetKeepsWhatIsUsed();
};

namespace {

constexpr std::uint32_t kNone = RouteRules::kNone;

// One more time that `recipe` was right for the route.
void count(RouteRules &rules, std::uint64_t route, const std::string &recipe)
{
    const std::uint32_t slot = rules.touch(route, kNone);
    rules.passed(slot, 0);
    if (!rules.right(slot, RouteRules::tagOf(recipe), 0, 1))
        rules.add(slot, recipe, 0, 1);
    if (rules.words(slot).empty())
        rules.setWords(slot, "/route/" + std::to_string(route));
}

} // namespace

void RouteRulesTest::aRouteKeepsItsBestRules()
{
    RouteRules rules(1 << 20);
    for (int i = 0; i < 100; ++i) {
        count(rules, 7, "/often");
        count(rules, 7, "/once/" + std::to_string(i));
    }
    const auto kept = rules.of(rules.find(7, kNone));
    QCOMPARE(kept.size(), RouteRules::kRules);
    QCOMPARE(rules.recipes().text(kept.front().recipe), std::string_view("/often"));
    QCOMPARE(rules.recipes().size(), RouteRules::kRules);
    QCOMPARE(rules.rules(), RouteRules::kRules);
}

void RouteRulesTest::staysWithinItsBudget()
{
    constexpr std::size_t budget = 256 << 10;
    RouteRules rules(budget);
    std::size_t most = 0;
    for (std::uint64_t i = 1; i < 20'000; ++i) {
        for (std::uint64_t rule = 0; rule <= i % 5; ++rule)
            count(rules, i, "/a/target/of/some/length/" + std::to_string(i * 10 + rule));
        most = std::max(most, rules.bytes());
    }
    QVERIFY2(most < budget + budget / 8, qPrintable(QString::number(most)));
    QVERIFY(rules.routes() > 100);
    QCOMPARE(rules.find(1, kNone), kNone); // the first have made room
    QVERIFY(rules.find(19'999, kNone) != kNone);
}

void RouteRulesTest::aSmallerBudgetKeepsWhatIsUsed()
{
    RouteRules rules(4 << 20);
    for (std::uint64_t i = 1; i <= 4'000; ++i)
        count(rules, i, "/target/" + std::to_string(i));
    for (int again = 0; again < 3; ++again) {
        for (std::uint64_t i = 1; i <= 50; ++i)
            count(rules, i, "/target/" + std::to_string(i));
    }
    rules.setBudget(256 << 10);
    QVERIFY2(rules.bytes() <= 256 << 10, qPrintable(QString::number(rules.bytes())));
    for (std::uint64_t i = 1; i <= 50; ++i) {
        const std::uint32_t slot = rules.find(i, kNone);
        QVERIFY(slot != kNone);
        QCOMPARE(rules.of(slot).size(), std::size_t(1));
        QCOMPARE(rules.of(slot).front().rightInAll(), 4U);
        QCOMPARE(rules.recipes().text(rules.of(slot).front().recipe),
                 std::string_view("/target/" + std::to_string(i)));
        QCOMPARE(rules.words(slot), std::string_view("/route/" + std::to_string(i)));
        QCOMPARE(rules.passes(slot), 4U);
    }
}

QTEST_APPLESS_MAIN(RouteRulesTest)
#include "routerules_test.moc"
