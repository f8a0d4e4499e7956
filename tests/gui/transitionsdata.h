// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/transitiongraph.h"
#include "core/request/routetemplate.h"
#include "core/time/random.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

// A shop's learnt chain, as a demo of some minutes leaves it: some routes that everybody takes, and
// many items with four requests each, the popular ones often.
class ShopChain
{
public:
    explicit ShopChain(std::uint32_t items = 40, std::uint64_t seed = 1) : m_random(seed)
    {
        add("POST /api/login", "/api/profile", 472, 472, {});
        add("/api/profile", "/api/catalogue", 185, 454,
            {.scheduled = 210, .used = 121, .late = 30, .wasted = 22, .other = 30});
        add("/api/profile", "/api/cart", 102, 454,
            {.scheduled = 168, .used = 12, .late = 4, .wasted = 140, .other = 8});
        add("/api/profile", "/api/orders", 91, 454,
            {.scheduled = 292, .used = 57, .late = 40, .wasted = 124, .other = 60});
        add("/api/orders", "/api/catalogue", 24, 87, {});
        add("/api/orders", "/api/orders/7001", 40, 87, {.scheduled = 3, .other = 1});
        add("POST /api/cart", "/api/cart", 43, 198, {.scheduled = 29, .other = 29});
        add("POST /api/cart", "/api/catalogue", 9, 198, {});
        add("POST /api/checkout", "POST /api/payment", 31, 31, {});
        add("/api/cart", "POST /api/checkout", 35, 99, {});
        const char *const kinds[] = {"lamp", "table", "chair", "shelf", "knife", "mirror", "pan"};
        std::uint64_t count = 57;
        for (const char *kind : kinds) {
            add("/api/catalogue", "/api/catalogue?category=" + std::string(kind), count, 590, {});
            count = count * 3 / 4;
        }
        add("/api/catalogue", "/api/search?q=lamp", 19, 590, {});
        add("/api/search?q=lamp", "/api/search?page=2&q=lamp", 11, 52, {});
        for (std::uint32_t i = 1; i <= items; ++i)
            addItem(i);
    }

    void add(const std::string &from, const std::string &to, std::uint64_t count,
             std::uint64_t total, const EdgeFigures &prefetch)
    {
        const ResourceId a = m_interner.intern(from), b = m_interner.intern(to);
        m_transitions.push_back({a, b, static_cast<std::uint32_t>(count),
                                 static_cast<float>(count) / static_cast<float>(total)});
        if (prefetch.scheduled > 0)
            m_records.push_back({a, b, prefetch});
    }
    void addItem(std::uint32_t number)
    {
        const std::uint64_t n = 60 / number + 3;
        const std::string item = "/api/items/" + std::to_string(100'000 + 7'919 * number);
        const EdgeFigures earned{
            .scheduled = n, .used = n * 3 / 5, .late = n / 8, .wasted = n / 8, .other = n / 9};
        add("/api/catalogue?category=lamp", item, n / 3 + 1, 120, {});
        add(item, item + "/stock", n, n, earned);
        add(item + "/stock", item + "/reviews", n, n, {});
        add(item + "/reviews", item + "/related", n * 2 / 3 + 1, n, earned);
        if (number % 3 == 0)
            add(item + "/related", item, 1 + m_random.below(3), n, {});
        if (number % 5 == 0)
            add(item + "/reviews", "POST /api/cart", n / 4 + 1, n, {});
    }

    std::shared_ptr<const TransitionGraph> graph()
    {
        std::ranges::stable_sort(m_transitions, std::ranges::greater(), &Transition::count);
        auto graph = std::make_shared<TransitionGraph>();
        fillLevels(*graph, m_transitions, m_records, m_interner,
                   [](const std::string &text) { return routeTemplate(text); });
        graph->transitions = graph->read = m_transitions.size();
        graph->threshold = 0.3;
        graph->prefetching = true;
        return graph;
    }

private:
    Random m_random;
    Interner m_interner;
    std::vector<Transition> m_transitions;
    std::vector<EdgeRecord> m_records;
};

} // namespace forefetch
