// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/prefetchrule.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>

namespace forefetch {

// Does a request's text match a pattern of a rule? What is in braces stands for one or more
// characters other than '/', '?', '&' and '='; all else is meant as it stands.
//
//     matchesPattern("/items/{number}", "/items/17")           // yes
//     matchesPattern("/items/{number}", "/items/17/stock")     // no
bool matchesPattern(std::string_view pattern, std::string_view text);

// The rules in force. They are replaced as a whole, and act from the next prediction on; where
// several match, the strictest counts.
//
//     rules.set({{.to = "/items/{number}/stock"}});                       // never
//     rules.threshold("/items/17/stock", "/items/17", 0.3F)               // 2: out of reach
//
// Thread: any. While there is none, asking costs one atomic load.
class PrefetchRules
{
public:
    void set(PrefetchRuleList rules);
    std::shared_ptr<const PrefetchRuleList> list() const; // never null
    bool isEmpty() const { return m_isEmpty.load(std::memory_order_acquire); }

    // The least P(used) that is prefetched; `standard` where no rule matches.
    float threshold(std::string_view to, std::string_view from, float standard) const;

private:
    std::atomic<bool> m_isEmpty{true};
    mutable std::mutex m_mutex; // guards the pointer
    std::shared_ptr<const PrefetchRuleList> m_list = std::make_shared<const PrefetchRuleList>();
};

} // namespace forefetch
