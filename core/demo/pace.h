// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/shop.h"

#include <cstdint>
#include <vector>

namespace forefetch {

// How long a unit of think time must be so that a number of users together make a wanted number of
// requests a second. Found by sending visitors through a shop without sockets and adding up their
// time: thought counts from the request before, and never ends before its answer; what a page
// asks for by itself comes after the answer.
//
//     Pace pace(1, {});
//     double unit = pace.unitFor(50, 25.0);    // seconds; 50 users, 25 requests/s
//
// Thread: any once made.
class Pace
{
public:
    // Units of thought between two visits.
    static constexpr double kBetweenVisits = 5;

    Pace(std::uint64_t seed, Shop::Options shop, std::uint32_t visits = 100);

    // 0 when the users cannot be so many requests even without thinking.
    double unitFor(unsigned users, double requestsPerSecond) const;
    double rateAt(unsigned users, double unit) const;
    // The share of their time that users spend between two visits.
    double pausingShare(double unit) const;

private:
    struct Step
    {
        float thought; // units; 0: follows the answer before
        float gap;     // s
        float latency; // s, of the answer before
    };
    double busySeconds(double unit) const; // of all visits together

    std::vector<Step> m_steps;
    std::uint32_t m_visits = 0;
};

} // namespace forefetch
