// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/replayfigures.h"

#include <QTest>

using namespace forefetch;

// What is counted by name stays small, whatever a log holds.
class ReplayFiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyMethodsBecomeOthers();
    void theFirstReasonsAreKept();
};

void ReplayFiguresTest::manyMethodsBecomeOthers()
{
    ReplayFigures figures;
    for (int i = 0; i < 100; ++i)
        figures.noteSkipped("M" + std::to_string(i));
    figures.noteSkipped("M3");
    QCOMPARE(figures.skipped.size(), ReplayFigures::kMostNames + 1);
    QCOMPARE(figures.skipped[3].second, 2U);
    QCOMPARE(figures.skipped.back().first, std::string("others"));
    QCOMPARE(figures.skippedCount(), 101U);
}

void ReplayFiguresTest::theFirstReasonsAreKept()
{
    ReplayFigures figures;
    for (int i = 0; i < 10; ++i)
        for (const char *reason : {"a", "b", "c", "d", "e", "f"})
            figures.noteReason(reason);
    QCOMPARE(figures.reasons.size(), ReplayFigures::kFirstReasons);
    QCOMPARE(figures.reasons.front(), (std::pair<std::string, std::uint64_t>("a", 10)));
}

QTEST_APPLESS_MAIN(ReplayFiguresTest)
#include "replayfigures_test.moc"
