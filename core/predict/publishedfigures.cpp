// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/publishedfigures.h"

namespace forefetch {

unsigned strikesAfter(int status, unsigned before)
{
    if ((status >= 200 && status < 300) || status == 304)
        return 0;
    if (status >= 500)
        return std::min(before + 1, 2u);
    switch (status) {
    case 401:
    case 403:
    case 407:
    case 408:
    case 425:
    case 429:
    case 499:
        return before;
    default:
        return status >= 300 || status == 101 ? 2 : before;
    }
}

} // namespace forefetch
