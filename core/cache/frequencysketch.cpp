// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/frequencysketch.h"

#include "core/request/ids.h"

#include <algorithm>
#include <bit>

namespace forefetch {

namespace {

constexpr std::uint64_t kCountsPerEntry = 10;
constexpr unsigned kRows = 4;
constexpr std::uint64_t kLineWords = 8; // two words a row

struct Counter
{
    std::uint64_t word = 0;
    unsigned shift = 0;
};

// Mixed anew: the bits of a key's hash also choose its shard and its cell in the index.
std::uint64_t bitsOf(std::uint64_t hash)
{
    return mixBits(hash ^ 0x9e3779b97f4a7c15ULL);
}

Counter counterOf(std::uint64_t bits, unsigned row, std::uint64_t words)
{
    const std::uint64_t line = (bits >> 32) * kLineWords & (words - 1);
    const auto own = static_cast<unsigned>(bits >> (8 * row)) & 0xff;
    return {line + 2 * row + (own & 1), 4 * (own >> 1 & 15)};
}

} // namespace

void FrequencySketch::makeRoomFor(std::uint64_t entries)
{
    const std::size_t before = m_words.size();
    if (entries <= before)
        return;
    m_words.resize(std::bit_ceil(std::max<std::uint64_t>(entries, kLineWords)));
    // A key's line is one bit of its hash longer now: both of its places know what the one knew.
    for (std::size_t i = before; before > 0 && i < m_words.size(); ++i)
        m_words[i] = m_words[i & (before - 1)];
}

void FrequencySketch::increment(std::uint64_t hash)
{
    const std::uint64_t bits = bitsOf(hash);
    bool counted = false;
    for (unsigned row = 0; row < kRows; ++row) {
        const auto [word, shift] = counterOf(bits, row, m_words.size());
        if ((m_words[word] >> shift & 15) == 15)
            continue;
        m_words[word] += std::uint64_t(1) << shift;
        counted = true;
    }
    if (counted && ++m_counted >= kCountsPerEntry * m_words.size())
        halve();
}

unsigned FrequencySketch::estimate(std::uint64_t hash) const
{
    const std::uint64_t bits = bitsOf(hash);
    unsigned least = 15;
    for (unsigned row = 0; row < kRows; ++row) {
        const auto [word, shift] = counterOf(bits, row, m_words.size());
        least = std::min(least, static_cast<unsigned>(m_words[word] >> shift & 15));
    }
    return least;
}

void FrequencySketch::halve()
{
    for (std::uint64_t &word : m_words)
        word = word >> 1 & 0x7777777777777777ULL;
    m_counted /= 2;
}

} // namespace forefetch
