// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/ownedevent.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace forefetch {

// Puts events that come in the order of their ends into the order of their beginnings, as far as
// kWindow events reach; equal moments keep the order of the file.
//
//     order.push(event);
//     while (order.full())
//         use(order.pop());
//     ...
//     while (!order.empty()) // at the end
//         use(order.pop());
//
// Thread: the owner's.
class StartOrder
{
public:
    static constexpr std::size_t kWindow = 4096;

    void push(const TraceEvent &event);
    bool full() const { return m_heap.size() > kWindow; }
    bool empty() const { return m_heap.empty(); }
    std::size_t size() const { return m_heap.size(); }
    // The earliest; its texts last until the next pop.
    TraceEvent pop();

private:
    struct Waiting
    {
        WallTime at;
        std::uint64_t number;
        std::uint32_t slot;
    };
    static bool isLater(const Waiting &a, const Waiting &b);

    std::vector<OwnedEvent> m_slots;
    std::vector<std::uint32_t> m_free;
    std::vector<Waiting> m_heap;
    std::optional<std::uint32_t> m_handedOut;
};

} // namespace forefetch
