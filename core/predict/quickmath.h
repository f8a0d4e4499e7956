// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace forefetch {

// Logarithm and exponential for scores: without branches, so that loops over candidates become
// vector instructions. The error stays under 0.0002 for the logarithm and 0.0002 of the value for
// the exponential, far below what any count is worth.
//
// Thread: any.

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

// e to the x, for x from -80 to 80 (beyond: as at the bound).
inline float quickExp(float x) noexcept
{
    const float bounded = x < -80.0F ? -80.0F : (x > 80.0F ? 80.0F : x);
    const float t = bounded * 1.44269504F + 127.0F;
    const auto whole = static_cast<std::int32_t>(t); // t > 0: towards zero is down
    const float f = t - static_cast<float>(whole);   // 0 … 1
    const float p = 1.0F + f * (0.69583356F + f * (0.22606716F + f * 0.07802285F)); // 2^f
    return std::bit_cast<float>(static_cast<std::uint32_t>(whole) << 23) * p;
}

inline float quickLogistic(float x) noexcept
{
    return 1.0F / (1.0F + quickExp(-x));
}

inline float logitOf(float p) noexcept
{
    const float bounded = p < 1e-6F ? 1e-6F : (p > 1.0F - 1e-6F ? 1.0F - 1e-6F : p);
    return quickLog(bounded / (1.0F - bounded));
}

} // namespace forefetch
