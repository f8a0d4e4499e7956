// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

// A function over columns of candidates, made twice: for processors with vectors of 32 bytes (AVX2)
// and for all others; the loader chooses. The operations and so the results are the same. Not under
// the sanitizers, whose functions cannot run that early.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) &&       \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FOREFETCH_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define FOREFETCH_WIDE
#endif

namespace forefetch {

// Logarithm and exponential for scores: without branches, so that loops over candidates become
// vector instructions. The error stays under 0.0002 for the logarithm and 0.0002 of the value for
// the exponential, far below what any count is worth; the inverse root is as exact as a float.
//
// Thread: any.

// One selection each: of two that hang together the compiler makes branches, and with a branch in
// it no loop becomes vector instructions.
inline float atLeast(float x, float least) noexcept
{
    return x < least ? least : x;
}
inline float atMost(float x, float most) noexcept
{
    return x > most ? most : x;
}

// Natural logarithm; x > 0 and not denormal.
inline float quickLog(float x) noexcept
{
    const auto bits = std::bit_cast<std::uint32_t>(x);
    const auto exponent = static_cast<float>(static_cast<std::int32_t>(bits >> 23) - 127);
    const float m = std::bit_cast<float>((bits & 0x7fffffU) | 0x3f800000U) - 1.0F; // 0 … 1
    // ln(1 + m), Abramowitz and Stegun 4.1.44 and the like: least maximum error on [0, 1].
    const float l =
        m * (0.99949556F +
             m * (-0.49190896F + m * (0.28947478F + m * (-0.13606275F + m * 0.03215845F))));
    return exponent * 0.69314718F + l;
}

// e to the x, for x from -1e9 to 0; below -69 next to nothing (1e-30), but nothing denormal, which
// processors are slow with.
inline float quickDecay(float x) noexcept
{
    const float t = x * 1.44269504F + 127.0F;
    const auto whole = static_cast<std::int32_t>(t); // t > 0: towards zero is down
    const float f = t - static_cast<float>(whole);   // 0 … 1
    const float p = 1.0F + f * (0.69583356F + f * (0.22606716F + f * 0.07802285F)); // 2^f
    return std::bit_cast<float>((whole < 27 ? 27 : whole) << 23) * p;
}

inline float quickLogistic(float x) noexcept
{
    const float small = quickDecay(x < 0.0F ? x : -x);
    return (x < 0.0F ? small : 1.0F) / (1.0F + small);
}

// 1 / sqrt(x), x > 0: a first guess by its bits (Lomont 2003), then three steps of Newton's.
inline float quickInverseRoot(float x) noexcept
{
    float y = std::bit_cast<float>(0x5f375a86U - (std::bit_cast<std::uint32_t>(x) >> 1));
    const float half = 0.5F * x;
    y *= 1.5F - half * y * y;
    y *= 1.5F - half * y * y;
    return y * (1.5F - half * y * y);
}

// From -13.8 to 13.8.
inline float logitOf(float p) noexcept
{
    return quickLog(atLeast(p, 1e-6F) / atLeast(1.0F - p, 1e-6F));
}

} // namespace forefetch
