// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/startorder.h"

#include <algorithm>
#include <tuple>

namespace forefetch {

bool StartOrder::isLater(const Waiting &a, const Waiting &b)
{
    return std::tie(a.at, a.number) > std::tie(b.at, b.number);
}

void StartOrder::push(const TraceEvent &event)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    m_slots[slot] = event;
    m_heap.push_back({event.at, event.number, slot});
    std::push_heap(m_heap.begin(), m_heap.end(), isLater);
}

TraceEvent StartOrder::pop()
{
    if (m_handedOut)
        m_free.push_back(*m_handedOut);
    std::pop_heap(m_heap.begin(), m_heap.end(), isLater);
    const std::uint32_t slot = m_heap.back().slot;
    m_heap.pop_back();
    m_handedOut = slot;
    return m_slots[slot].event();
}

} // namespace forefetch
