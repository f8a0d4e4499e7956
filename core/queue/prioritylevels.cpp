// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prioritylevels.h"

namespace forefetch {

namespace {

constexpr std::uint64_t bitsBelow(std::uint32_t bit)
{
    return (std::uint64_t{1} << bit) - 1;
}

} // namespace

std::optional<PriorityLevels::Level> PriorityLevels::below(Level l) const noexcept
{
    if (const std::uint64_t rest = m_words[l / 64] & bitsBelow(l % 64))
        return level(static_cast<int>(l / 64), 63 - std::countl_zero(rest));
    const std::uint64_t words = m_summary & bitsBelow(l / 64);
    if (words == 0)
        return std::nullopt;
    const int word = 63 - std::countl_zero(words);
    return level(word, 63 - std::countl_zero(m_words[static_cast<std::size_t>(word)]));
}

void PriorityLevels::append(Level l, std::uint32_t slot) noexcept
{
    List &list = m_lists[l];
    m_pool[slot].previous = list.last;
    m_pool[slot].next = kNoSlot;
    if (list.last == kNoSlot) {
        list.first = slot;
        m_words[l / 64] |= std::uint64_t{1} << (l % 64);
        m_summary |= std::uint64_t{1} << (l / 64);
    } else {
        m_pool[list.last].next = slot;
    }
    list.last = slot;
}

void PriorityLevels::unlink(Level l, std::uint32_t slot) noexcept
{
    List &list = m_lists[l];
    const Slot &leaving = m_pool[slot];
    const bool isFirst = list.first == slot;
    if (isFirst)
        list.first = leaving.next;
    else
        m_pool[leaving.previous].next = leaving.next;
    if (list.last == slot)
        list.last = isFirst ? kNoSlot : leaving.previous;
    else if (!isFirst)
        m_pool[leaving.next].previous = leaving.previous;
    if (list.first == kNoSlot) {
        m_words[l / 64] &= ~(std::uint64_t{1} << (l % 64));
        if (m_words[l / 64] == 0)
            m_summary &= ~(std::uint64_t{1} << (l / 64));
    }
}

} // namespace forefetch
