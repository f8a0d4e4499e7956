// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/rulelist.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kManyWords = 3; // then the words of a query are said to vary

// What it says but for the route that it follows, whose name ends its binding.
std::string_view withoutRoute(const RouteRule &rule)
{
    const std::string_view binding = rule.binding;
    return binding.substr(0, binding.size() - std::min(binding.size(), rule.from.size()));
}

bool isOfPlace(const RouteRule &rule)
{
    return rule.from.find("{directory}") != rule.from.npos;
}

// Is every request of `route` one of `general`, too: "/{slug}/{number}" of "/users/{number}"?
bool covers(std::string_view general, std::string_view route)
{
    constexpr std::string_view anyDirectory = "{directory}";
    if (general.starts_with(anyDirectory)) {
        const std::size_t name = route.substr(0, route.find('?')).rfind('/');
        return name != route.npos && route.substr(name + 1) == general.substr(anyDirectory.size());
    }
    while (!general.empty() && !route.empty()) {
        const std::size_t a = general.find('/', 1), b = route.find('/', 1);
        const std::string_view mine = general.substr(0, a), its = route.substr(0, b);
        if (mine != its && !(mine.starts_with("/{") && mine.ends_with('}')))
            return false;
        general.remove_prefix(std::min(a, general.size()));
        route.remove_prefix(std::min(b, route.size()));
    }
    return general.empty() && route.empty();
}

// Leaves out the more general of two that say the same, where it was right hardly more often.
void leaveOutGeneral(LearntRules &learnt)
{
    std::unordered_map<std::string, std::vector<const RouteRule *>> alike;
    const auto saysOf = [](const RouteRule &rule) {
        return std::string(rule.to).append(withoutRoute(rule));
    };
    for (const RouteRule &rule : learnt.rules)
        alike[saysOf(rule)].push_back(&rule);
    std::vector<bool> general(learnt.rules.size());
    for (std::size_t i = 0; i < learnt.rules.size(); ++i) {
        const RouteRule &rule = learnt.rules[i];
        for (const RouteRule *other : alike[saysOf(rule)])
            general[i] =
                general[i] || (other->from != rule.from && covers(rule.from, other->from) &&
                               2 * rule.count <= 3 * other->count);
    }
    std::vector<RouteRule> kept;
    for (std::size_t i = 0; i < learnt.rules.size(); ++i) {
        if (!general[i])
            kept.push_back(std::move(learnt.rules[i]));
    }
    learnt.known -= learnt.rules.size() - kept.size();
    learnt.rules = std::move(kept);
}

// "/find?q=lamp&page={number}" as "/find?q={slug}&page={number}".
std::string withoutWords(std::string_view route)
{
    std::string out;
    for (std::size_t i = 0, query = route.find('?'); i < route.size(); ++i) {
        out.push_back(route[i]);
        if (route[i] != '=' || i < query)
            continue;
        const std::size_t end = std::min(route.find('&', i), route.size());
        const std::string_view value = route.substr(i + 1, end - i - 1);
        const bool isValue = value.starts_with('{') && value.find('}') == value.size() - 1;
        out.append(isValue ? value : "{slug}");
        i = end - 1;
    }
    return out;
}

// Adds up what differs in the words of a query alone.
void mergeWords(std::vector<RouteRule> &rules)
{
    std::unordered_map<std::string, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].from.find('?') == std::string::npos)
            continue;
        std::string key = rules[i].to;
        key.append(withoutRoute(rules[i])).append(withoutWords(rules[i].from));
        alike[std::move(key)].push_back(i);
    }
    std::vector<bool> isMerged(rules.size());
    for (const auto &entry : alike) {
        const std::vector<std::size_t> &places = entry.second;
        if (places.size() < kManyWords)
            continue;
        RouteRule sum = rules[places.front()];
        sum.binding = std::string(withoutRoute(sum));
        sum.from = withoutWords(sum.from);
        sum.binding.append(sum.binding.empty() ? "" : sum.from);
        sum.count = sum.total = 0;
        float sure = 0;
        for (const std::size_t place : places) {
            sum.count += rules[place].count;
            sum.total += rules[place].total;
            sure += rules[place].sure * static_cast<float>(rules[place].total);
            isMerged[place] = true;
        }
        sum.sure = sure / static_cast<float>(std::max(sum.total, 1U));
        isMerged[places.front()] = false;
        rules[places.front()] = std::move(sum);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (isMerged[i])
            continue;
        if (kept != i)
            rules[kept] = std::move(rules[i]);
        ++kept;
    }
    rules.resize(kept);
}

} // namespace

LearntRules tidied(std::vector<RouteRule> rules, std::size_t known, std::size_t most)
{
    LearntRules learnt;
    learnt.known = known;
    const std::size_t before = rules.size();
    mergeWords(rules);
    learnt.known -= before - rules.size();
    const auto byCount = [](const RouteRule &a, const RouteRule &b) { return a.count > b.count; };
    std::stable_sort(rules.begin(), rules.end(), byCount);
    std::stable_partition(rules.begin(), rules.end(),
                          [](const RouteRule &r) { return !isOfPlace(r); });
    std::unordered_set<std::string> said; // by what comes of which values
    for (RouteRule &rule : rules) {
        if (!said.insert(rule.to + rule.binding).second)
            --learnt.known;
        else if (learnt.rules.size() < most)
            learnt.rules.push_back(std::move(rule));
    }
    leaveOutGeneral(learnt);
    std::stable_sort(learnt.rules.begin(), learnt.rules.end(), byCount);
    return learnt;
}

} // namespace forefetch
