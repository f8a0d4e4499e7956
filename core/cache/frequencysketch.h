// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace forefetch {

// How often keys were asked for lately, about: a count-min sketch (Cormode and Muthukrishnan 2005)
// of four-bit counters in four rows, halved after ten counts for each entry of the cache, so that
// what was popular once is forgotten (TinyLFU: Einziger, Friedman, Manes, ACM Transactions on
// Storage 2017). The four counters of a key lie in one cache line, as in Caffeine. It estimates
// too high now and then, never too low between two halvings.
//
//     FrequencySketch sketch;
//     sketch.makeRoomFor(entries);       // grows and keeps what it knows
//     sketch.increment(hash);
//     sketch.estimate(hash)              // 0 to 15
//
// Thread: its owner's.
class FrequencySketch
{
public:
    FrequencySketch() { makeRoomFor(1); }

    void makeRoomFor(std::uint64_t entries);
    void increment(std::uint64_t hash);
    unsigned estimate(std::uint64_t hash) const;

private:
    void halve();

    std::vector<std::uint64_t> m_words; // sixteen counters each; a power of two of them
    std::uint64_t m_counted = 0;        // since the last halving, and half of those before
};

} // namespace forefetch
