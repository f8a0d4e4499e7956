// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace forefetch {

// The probability of what was right `right` times of `passes`, discounted as in Kneser-Ney: what
// was seen once may be chance. A rule that was right by one set of values alone has not shown yet
// that it carries over to others.
//
//     smoothed(1, 1, 1) == 0.16f      smoothed(20, 20, 9) == 0.963f
inline float smoothed(unsigned right, unsigned passes, unsigned witnesses)
{
    const float discount = witnesses < 2 ? 0.8F : 0.5F;
    const float counted = static_cast<float>(right) - discount;
    return counted <= 0 ? 0 : counted / (static_cast<float>(passes) + 0.25F);
}

} // namespace forefetch
