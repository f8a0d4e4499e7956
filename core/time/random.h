// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

namespace forefetch {

// A small seeded generator (xoshiro256**, Blackman and Vigna 2018) whose numbers are the same on
// every platform, which the standard library's distributions do not promise. Handed in wherever
// chance is needed; there is no global one.
//
//     Random random(1);
//     if (random.uniform() < 0.2) ...
//
// Thread: its owner's. Satisfies UniformRandomBitGenerator.
class Random
{
public:
    using result_type = std::uint64_t;

    explicit Random(std::uint64_t seed)
    {
        for (auto &word : m_state)
            word = splitMix(seed);
    }

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return ~0ULL; }

    result_type operator()()
    {
        const std::uint64_t result = rotate(m_state[1] * 5, 7) * 9;
        const std::uint64_t t = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= t;
        m_state[3] = rotate(m_state[3], 45);
        return result;
    }

    // In [0, 1).
    double uniform() { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

    // In [0, n); 0 for n = 0. Multiply-shift (Lemire): the bias is below n / 2^64.
    std::uint64_t below(std::uint64_t n)
    {
        return static_cast<std::uint64_t>((static_cast<Wide>((*this)()) * n) >> 64);
    }

    // With the given mean.
    double exponential(double mean) { return -mean * std::log1p(-uniform()); }

    // An independent stream for one of many parts that share a seed (a user, a worker).
    Random split(std::uint64_t stream) const
    {
        std::uint64_t mixed = m_state[0] ^ (stream * 0x9e3779b97f4a7c15ULL);
        return Random(splitMix(mixed));
    }

private:
    __extension__ using Wide = unsigned __int128;

    static std::uint64_t rotate(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
    static std::uint64_t splitMix(std::uint64_t &x)
    {
        std::uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state[4];
};

// From the machine's own entropy, for keys that must not be guessed (partitions, hashed sessions in
// logs) and for nothing else: everything that anybody may want to repeat takes a Random.
std::uint64_t secretNumber();

} // namespace forefetch
