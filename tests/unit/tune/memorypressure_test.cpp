// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/memorypressure.h"

#include <QtTest>

using namespace forefetch;

class MemoryPressureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMachinesMemory()
    {
        const auto m = parseMemInfo("MemTotal:        8000000 kB\nMemFree:          100 kB\n"
                                    "MemAvailable:    2000000 kB\nBuffers:           5 kB\n");
        QVERIFY(m);
        QCOMPARE(m->total, 8'192'000'000ULL);
        QCOMPARE(m->share(), 0.25);
        QVERIFY(!parseMemInfo("MemTotal: 8000000 kB\n"));
        QVERIFY(!parseMemInfo("MemTotal: 0 kB\nMemAvailable: 0 kB\n"));
        QVERIFY(!parseMemInfo("MemTotal: x kB\nMemAvailable: y kB"));
        QVERIFY(!parseMemInfo(""));
    }

    void theGroupsMemory()
    {
        const auto m = parseCgroupMemory("1000\n", "900\n", "anon 500\ninactive_file 150\n");
        QVERIFY(m);
        QCOMPARE(m->available, 250ULL); // file pages that can be had back are not missing
        QCOMPARE(m->share(), 0.25);
        QVERIFY(!parseCgroupMemory("max\n", "900\n", ""));
        QVERIFY(!parseCgroupMemory("", "", ""));
        QCOMPARE(parseCgroupMemory("1000", "5000", "")->available, 0ULL);
        QCOMPARE(parseCgroupMemory("1000", "10", "inactive_file 99")->available, 1000ULL);
    }

    void thisMachineHasSome()
    {
        if (const auto m = readMemory())
            QVERIFY(m->total > 0 && m->available <= m->total);
    }
};

QTEST_APPLESS_MAIN(MemoryPressureTest)
#include "memorypressure_test.moc"
