// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/strongest.h"

#include "core/predict/evidence.h"

#include <algorithm>
#include <cmath>

namespace forefetch {

bool isStronger(const Transition &a, const Transition &b)
{
    if (a.count != b.count)
        return a.count > b.count;
    return a.from != b.from ? a.from < b.from : a.to < b.to;
}

bool offerStrongest(const Transition &edge, std::size_t most, std::vector<Transition> &heap)
{
    if (heap.size() == most) {
        if (heap.empty() || !isStronger(edge, heap.front()))
            return false;
        std::pop_heap(heap.begin(), heap.end(), isStronger);
        heap.pop_back();
    }
    heap.push_back(edge);
    std::push_heap(heap.begin(), heap.end(), isStronger);
    return true;
}

void sortStrongest(std::vector<Transition> &heap)
{
    std::sort_heap(heap.begin(), heap.end(), isStronger);
}

void strongestOf(const StateTable &states, const ContextRows &rows, float weight, std::size_t most,
                 std::vector<Transition> &out)
{
    out.clear();
    std::array<std::uint64_t, kSources> keys;
    states.forEach([&](StateTable::Number number, const StateTable::State &state) {
        Trail alone;
        alone.append(number, {});
        Evidence::keysOf(alone, 0, states, 1, keys);
        const ContextRows::Successors next = rows.find(keys[0]);
        for (std::uint32_t i = 0; i < next.size; ++i) {
            const auto count = static_cast<std::uint32_t>(std::lround(next.count[i] / weight));
            if (out.size() == most && (most == 0 || count < out.front().count))
                break;
            if (states.isValid(next.to[i]))
                offerStrongest({state.resource, states.at(next.to[i]).resource, count,
                                next.count[i] / next.total},
                               most, out);
        }
    });
    sortStrongest(out);
}

} // namespace forefetch
