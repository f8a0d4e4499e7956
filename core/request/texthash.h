// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace forefetch {

// A fast seeded hash of a text, for hash tables: eight bytes a step folded by a 64×64→128-bit
// multiplication (the scheme of wyhash, Wang Yi 2019). Not for secrets: see sipHash in partition.h.
//
//     std::uint64_t h = textHash("/items/7", seed);
inline std::uint64_t textHash(std::string_view text, std::uint64_t seed) noexcept
{
    __extension__ using Wide = unsigned __int128;
    constexpr std::uint64_t a = 0xa0761d6478bd642fULL;
    constexpr std::uint64_t b = 0xe7037ed1a0b428dbULL;
    constexpr std::uint64_t c = 0x8ebc6af09c88c6e3ULL;
    const auto fold = [](std::uint64_t x, std::uint64_t y) {
        const Wide product = static_cast<Wide>(x) * y;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    };
    const char *p = text.data();
    std::size_t left = text.size();
    std::uint64_t h = seed ^ a;
    for (; left >= 16; left -= 16, p += 16) {
        std::uint64_t x, y;
        std::memcpy(&x, p, 8);
        std::memcpy(&y, p + 8, 8);
        h = fold(x ^ h, y ^ b);
    }
    std::uint64_t x = 0, y = 0;
    std::memcpy(&x, p, left < 8 ? left : 8);
    if (left > 8)
        std::memcpy(&y, p + 8, left - 8);
    h = fold(x ^ h ^ b, y ^ h ^ c);
    return mixBits(h ^ text.size());
}

} // namespace forefetch
