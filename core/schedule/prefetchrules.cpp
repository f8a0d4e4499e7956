// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/prefetchrules.h"

#include <algorithm>

namespace forefetch {

namespace {

bool endsValue(char c)
{
    return c == '/' || c == '?' || c == '&' || c == '=';
}

// Where the value that begins `text` may end at the latest.
std::size_t valueLength(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), endsValue) -
                                    text.begin());
}

} // namespace

// What follows a brace is looked for once, the longest value first: a value that is followed by
// text of its own segment ("{name}.json") ends where that text stands last.
bool matchesPattern(std::string_view pattern, std::string_view text)
{
    while (!pattern.empty()) {
        const std::size_t close = pattern.front() == '{' ? pattern.find('}') : pattern.npos;
        if (close == pattern.npos) {
            if (text.empty() || text.front() != pattern.front())
                return false;
            pattern.remove_prefix(1);
            text.remove_prefix(1);
            continue;
        }
        pattern.remove_prefix(close + 1);
        const std::size_t longest = valueLength(text);
        const std::string_view literal =
            pattern.substr(0, std::min(pattern.find('{'), valueLength(pattern)));
        std::size_t length = longest;
        if (!literal.empty()) {
            const std::size_t at = text.substr(0, longest).rfind(literal);
            length = at == text.npos ? 0 : at;
        }
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return text.empty();
}

void PrefetchRules::set(PrefetchRuleList rules)
{
    auto list = std::make_shared<const PrefetchRuleList>(std::move(rules));
    const std::lock_guard lock(m_mutex);
    m_isEmpty.store(list->empty(), std::memory_order_release);
    m_list = std::move(list);
}

std::shared_ptr<const PrefetchRuleList> PrefetchRules::list() const
{
    const std::lock_guard lock(m_mutex);
    return m_list;
}

float PrefetchRules::threshold(std::string_view to, std::string_view from, float standard) const
{
    if (isEmpty())
        return standard;
    float strictest = -1;
    for (const PrefetchRule &rule : *list()) {
        const bool isFrom = rule.from.empty() || matchesPattern(rule.from, from);
        if (isFrom && matchesPattern(rule.to, to))
            strictest = std::max(strictest, static_cast<float>(rule.minProbability));
    }
    return strictest < 0 ? standard : strictest;
}

} // namespace forefetch
