// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Is the hold-back meter right? Visits to a shop, half of the sessions held back, looked at every
// second of virtual time for 20,000 requests, 200 seeds. Lines: nothing differs: a claim in at most
// 16 of them; prefetching adds three points: found in at least 90 of 100; the estimate is off by at
// most 0.3 points on average, with and without the effect.
//
//     build/release/tests/holdback_bench [SEEDS]
#include "core/metrics/comparison.h"
#include "core/metrics/snapshot.h"
#include "core/tune/harmmeter.h"
#include "tests/unit/metrics/shopvisits.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace forefetch;

namespace {

constexpr int kRequests = 20'000;

struct Tally
{
    int helps = 0, hurts = 0, harm = 0;
    double estimate = 0, planted = 0, halfWidth = 0, heldBack = 0;
};

Tally run(double effect, int seeds)
{
    Tally tally;
    for (int seed = 1; seed <= seeds; ++seed) {
        ShopVisits shop(static_cast<std::uint64_t>(seed), effect);
        Snapshot snapshot;
        snapshot.settings[Param::PrefetchEnabled] = 1;
        bool helps = false, hurts = false, harm = false;
        Comparison c;
        double look = 1;
        for (int i = 0; i < kRequests; ++i) {
            shop.request();
            if (shop.now() < look && i + 1 < kRequests)
                continue;
            look = std::floor(shop.now()) + 1;
            c = compare(snapshot, shop.meter.sessions(Group::Treated),
                        shop.meter.sessions(Group::HeldBack));
            helps |= c.verdict == Verdict::Helps;
            hurts |= c.sessions >= kLeastSessions && c.difference + c.halfWidth < 0;
            harm |= harmOf(shop.meter.harm(Group::Treated), shop.meter.harm(Group::HeldBack))
                        .has_value();
        }
        tally.helps += helps ? 1 : 0;
        tally.hurts += hurts ? 1 : 0;
        tally.harm += harm ? 1 : 0;
        tally.estimate += c.difference / seeds;
        tally.planted += shop.planted / shop.treated / seeds;
        tally.halfWidth += c.halfWidth / seeds;
        tally.heldBack += c.heldBack / seeds;
    }
    return tally;
}

} // namespace

int main(int argc, char **argv)
{
    const int seeds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 200;
    std::printf("%d seeds, %d requests each, looked at every second\n", seeds, kRequests);
    std::printf(
        "effect  helps  hurts  harm claimed  planted  estimate  +/-    hit ratio held back\n");
    for (const double effect : {0.0, 0.03}) {
        const Tally t = run(effect, seeds);
        std::printf("%4.1f    %4d   %4d   %4d          %5.2f    %5.2f     %4.2f   %.1f %%\n",
                    effect * 100, t.helps, t.hurts, t.harm, t.planted * 100, t.estimate * 100,
                    t.halfWidth * 100, t.heldBack * 100);
    }
    return 0;
}
