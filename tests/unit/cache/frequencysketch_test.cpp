// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/frequencysketch.h"

#include "core/request/ids.h"

#include <QtTest>

#include <algorithm>

using namespace forefetch;

namespace {

std::uint64_t hashed(std::uint64_t n)
{
    return mixBits(n);
}

} // namespace

class FrequencySketchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsUpToFifteen()
    {
        FrequencySketch sketch;
        sketch.makeRoomFor(100);
        QCOMPARE(sketch.estimate(hashed(1)), 0u);
        for (unsigned i = 1; i <= 40; ++i) {
            sketch.increment(hashed(1));
            QCOMPARE(sketch.estimate(hashed(1)), std::min(i, 15u));
        }
    }

    // Too high by chance, seldom; never too low before it is halved.
    void neverUnderestimates()
    {
        constexpr std::uint64_t keys = 1024;
        FrequencySketch sketch;
        sketch.makeRoomFor(keys);
        for (std::uint64_t n = 0; n < keys; ++n) {
            for (std::uint64_t i = 0; i < n % 8; ++i)
                sketch.increment(hashed(n));
        }
        int exact = 0;
        for (std::uint64_t n = 0; n < keys; ++n) {
            QVERIFY(sketch.estimate(hashed(n)) >= n % 8);
            exact += sketch.estimate(hashed(n)) == n % 8;
        }
        QVERIFY(exact > static_cast<int>(keys * 95 / 100));
    }

    void growsAndKeepsWhatItKnows()
    {
        FrequencySketch sketch;
        sketch.makeRoomFor(8);
        for (int i = 0; i < 5; ++i)
            sketch.increment(hashed(3));
        sketch.makeRoomFor(100'000);
        QCOMPARE(sketch.estimate(hashed(3)), 5u);
    }

    void halvesAfterTenCountsForEachEntry()
    {
        FrequencySketch sketch;
        sketch.makeRoomFor(1024);
        for (int i = 0; i < 12; ++i)
            sketch.increment(hashed(1));
        const unsigned before = sketch.estimate(hashed(1));
        std::uint64_t others = 0;
        while (sketch.estimate(hashed(1)) >= before && others < 20'000)
            sketch.increment(hashed(1000 + others++));
        QCOMPARE(others, std::uint64_t(10 * 1024 - 12));
        QCOMPARE(sketch.estimate(hashed(1)), before / 2);
    }
};

QTEST_APPLESS_MAIN(FrequencySketchTest)
#include "frequencysketch_test.moc"
