// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>

namespace forefetch {

// What a piece of so many bytes takes of the heap: the C library keeps its size beside it and gives
// out multiples of 16, at least 32 (glibc on 64 bits). Small pieces take much more than they hold;
// a budget that leaves this out is overrun by half.
inline constexpr std::size_t heapSize(std::size_t bytes)
{
    return std::max<std::size_t>(32, (bytes + 8 + 15) / 16 * 16);
}

} // namespace forefetch
