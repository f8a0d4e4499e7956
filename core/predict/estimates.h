// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace forefetch {

// The probability of what was right `right` times of `passes`, discounted as in Kneser-Ney: what
// was seen once may be chance. A rule that was right by one set of values alone has not shown yet
// that it carries over to others.
//
//     smoothed(1, 1, 1) == 0.16f      smoothed(20, 20, 9) == 0.963f
class Smoothing
{
public:
    Smoothing(unsigned passes, unsigned witnesses)
        : m_discount(witnesses < 2 ? 0.8F : 0.5F), m_scale(1 / (static_cast<float>(passes) + 0.25F))
    {
    }
    float of(unsigned right) const
    {
        const float counted = static_cast<float>(right) - m_discount;
        return counted <= 0 ? 0 : counted * m_scale;
    }

private:
    float m_discount;
    float m_scale;
};

inline float smoothed(unsigned right, unsigned passes, unsigned witnesses)
{
    return Smoothing(passes, witnesses).of(right);
}

} // namespace forefetch
