// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/rulelist.h"

#include <QtTest>

using namespace forefetch;

namespace {

RouteRule rule(const std::string &from, const std::string &to, const std::string &what,
               std::uint32_t count, std::uint32_t total)
{
    return {from, to, what.empty() ? "" : what + " of GET " + from, count, total, 0.5F};
}

std::vector<std::string> sources(const LearntRules &learnt)
{
    std::vector<std::string> from;
    for (const RouteRule &r : learnt.rules)
        from.push_back(r.from);
    return from;
}

} // namespace

class RuleListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsOfAQueryAreOne()
    {
        std::vector<RouteRule> rules;
        for (const char *word : {"lamp", "table", "royal%{number}kettle"})
            rules.push_back(rule("/find?q=" + std::string(word), "/items/{value}",
                                 "{value} = $.items[*].id", 4, 5));
        rules.push_back(rule("/find?q=lamp&page={number}", "/items/{value}",
                             "{value} = $.items[*].id", 2, 3)); // another route
        const LearntRules learnt = tidied(rules, 10, 100);
        QCOMPARE(sources(learnt),
                 (std::vector<std::string>{"/find?q={slug}", "/find?q=lamp&page={number}"}));
        QCOMPARE(learnt.rules[0].count, 12u);
        QCOMPARE(learnt.rules[0].total, 15u);
        QCOMPARE(learnt.rules[0].sure, 0.5F);
        QCOMPARE(learnt.rules[0].binding,
                 std::string("{value} = $.items[*].id of GET /find?q={slug}"));
        QCOMPARE(learnt.known, std::size_t(8));
    }

    void twoWordsAreTwo()
    {
        const LearntRules learnt = tidied(
            {rule("/find?sort=price", "/a", "", 4, 5), rule("/find?sort=name", "/a", "", 3, 5)}, 2,
            100);
        QCOMPARE(learnt.rules[0].from, std::string("/find?sort=price"));
        QCOMPARE(learnt.rules.size(), std::size_t(1)); // the same request: said once
        const LearntRules values =
            tidied({rule("/find?sort=price&p={number}", "/b/{number}", "x", 4, 5),
                    rule("/find?sort=name&p={number}", "/b/{number}", "x", 3, 5)},
                   2, 100);
        QCOMPARE(values.rules.size(), std::size_t(2));
    }

    void theMoreSpecificStays()
    {
        const auto twice = [](std::uint32_t general) {
            return sources(tidied({rule("/{slug}/{number}", "/d/{number}", "x", general, 50),
                                   rule("{directory}{number}", "/d/{number}", "x", general, 50),
                                   rule("/list/{number}", "/d/{number}", "x", 40, 50)},
                                  3, 100));
        };
        QCOMPARE(twice(40), std::vector<std::string>{"/list/{number}"});
        QCOMPARE(twice(61), (std::vector<std::string>{"/{slug}/{number}", "/list/{number}"}));
    }

    void isBounded()
    {
        std::vector<RouteRule> rules;
        for (std::uint32_t i = 0; i < 50; ++i)
            rules.push_back(rule("/r" + std::to_string(i), "/t" + std::to_string(i), "x", i, 60));
        const LearntRules learnt = tidied(rules, 70, 10);
        QCOMPARE(learnt.rules.size(), std::size_t(10));
        QCOMPARE(learnt.rules[0].count, 49u);
        QCOMPARE(learnt.known, std::size_t(70));
        QVERIFY(tidied({}, 0, 10).rules.empty());
    }
};

QTEST_APPLESS_MAIN(RuleListTest)
#include "rulelist_test.moc"
