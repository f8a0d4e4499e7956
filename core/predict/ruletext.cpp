// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Routes and rules in words.
#include "core/predict/estimates.h"
#include "core/predict/generaliser.h"
#include "core/predict/rulelist.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace forefetch {

namespace {

using Way = Viewpoint::Way;

// What is right less often than once in so many times is no habit, and not shown.
constexpr unsigned kLeastShare = 10;

// A value as people call it: by the name that it has in the query, else by its kind: "page",
// "{number}".
std::string calledAfter(std::string_view before, std::string name)
{
    if (!before.ends_with('='))
        return name;
    before.remove_suffix(1);
    const std::size_t from = before.find_last_of("?&;=/");
    const std::string_view label = before.substr(from == before.npos ? 0 : from + 1);
    return label.empty() ? name : std::string(label);
}

struct ValueNames
{
    std::string inRoute; // {number}, {slug2}
    std::string called;
};

// The values of a route by the names in its text.
std::vector<ValueNames> namesIn(std::string_view route)
{
    std::vector<ValueNames> names;
    for (std::size_t from = route.find('{'); from != route.npos; from = route.find('{', from)) {
        const std::size_t to = std::min(route.find('}', from), route.size() - 1);
        const std::string name(route.substr(from, to + 1 - from));
        names.push_back({name, calledAfter(route.substr(0, from), name)});
        from = to + 1;
    }
    // The directory stands for three values: itself, the one above it, and its name.
    if (!names.empty() && names.front().inRoute == "{directory}")
        names.insert(names.begin() + 1, {{"{above}", "{above}"}, {"{parent}", "{parent}"}});
    return names;
}

std::string signedText(std::int32_t step)
{
    return (step < 0 ? " - " : " + ") + std::to_string(std::abs(std::int64_t{step}));
}

// The recipe as a text with the names of its values, and where each comes from.
void spell(std::string_view recipe, const std::vector<ValueNames> &names, const JsonPlaces &places,
           RouteRule &rule)
{
    const auto bind = [&](const std::string &name, const std::string &source) {
        rule.binding.append(rule.binding.empty() ? "" : ", ");
        rule.binding.append(calledAfter(rule.to, name)).append(" = ").append(source);
        rule.to.append(name);
    };
    for (std::size_t i = 0; i < recipe.size(); i += recipe::sizeAt(recipe, i)) {
        const char c = recipe[i];
        if (recipe::sizeAt(recipe, i) == 1) {
            rule.to.push_back(c);
        } else if (c == recipe::Answer || c == recipe::AnswerLink) {
            bind(c == recipe::Answer ? "{value}" : "{link}",
                 std::string(places.text(recipe::numberAt(recipe, i + 1))));
        } else {
            const auto n = static_cast<std::size_t>(recipe[i + 1] - 1);
            const ValueNames value = n < names.size() ? names[n] : ValueNames{"{value}", "{value}"};
            if (c == recipe::StepValue)
                bind(value.inRoute, value.called + signedText(static_cast<std::int32_t>(
                                                       recipe::numberAt(recipe, i + 2))));
            else
                bind(value.inRoute, "same value as " + value.called);
        }
    }
    if (!rule.binding.empty())
        rule.binding
            .append(rule.from.starts_with('/') || rule.from.starts_with('{') ? " of GET " : " of ")
            .append(rule.from);
}

bool takesValues(std::string_view recipe)
{
    using enum recipe::Instruction;
    return recipe::uses(recipe, CopyValue) || recipe::uses(recipe, StepValue) ||
           recipe::uses(recipe, recipe::Answer) || recipe::uses(recipe, AnswerLink);
}

struct Candidate
{
    unsigned right;
    std::uint32_t route;
    std::uint32_t rule;
};

bool isStronger(const Candidate &a, const Candidate &b)
{
    return a.right != b.right   ? a.right > b.right
           : a.route != b.route ? a.route < b.route
                                : a.rule < b.rule;
}

// The name of a value: "number", "slug", "slug2".
std::string valueName(std::span<const Viewpoint::Value> values, std::size_t value)
{
    const ValueKind kind = values[value].kind;
    const auto same = std::count_if(values.begin(), values.begin() + value,
                                    [kind](const Viewpoint::Value &v) { return v.kind == kind; });
    std::string name(nameOf(kind));
    if (same > 0)
        name.append(std::to_string(same + 1));
    return name;
}

} // namespace

RouteRule Generaliser::describe(std::uint32_t route, std::uint32_t number) const
{
    RouteRule result;
    if (route >= m_rules.slots() || m_rules.name(route) == 0 || number >= m_rules.of(route).size())
        return result;
    const RouteRules::Rule &rule = m_rules.of(route)[number];
    result.from = m_rules.words(route);
    result.count = rule.rightInAll();
    result.total = std::max(m_rules.passes(route), result.count);
    result.sure = smoothed(result.count, result.total, rule.witnesses);
    spell(m_rules.recipes().text(rule.recipe), namesIn(result.from), m_places, result);
    return result;
}

LearntRules Generaliser::strongest(std::size_t most) const
{
    std::vector<Candidate> all;
    for (std::uint32_t route = 0; route < m_rules.slots(); ++route) {
        if (m_rules.name(route) == 0)
            continue;
        const auto rules = m_rules.of(route);
        for (std::uint32_t i = 0; i < rules.size(); ++i) {
            if (rules[i].witnesses >= 2 &&
                kLeastShare * rules[i].rightInAll() >= m_rules.passes(route) &&
                takesValues(m_rules.recipes().text(rules[i].recipe)))
                all.push_back({rules[i].rightInAll(), route, i});
        }
    }
    const std::size_t known = all.size();
    const std::size_t read = std::min(all.size(), 4 * most);
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(read), all.end(),
                      isStronger);
    all.resize(read);
    std::vector<RouteRule> said;
    said.reserve(read);
    for (const Candidate &c : all)
        said.push_back(describe(c.route, c.rule));
    return tidied(std::move(said), known, most);
}

std::string Generaliser::routeOf(std::string_view text) const
{
    const std::size_t space = text.starts_with('/') ? text.npos : text.find(' ');
    const std::size_t at = space == text.npos ? 0 : space + 1;
    TargetParts parts;
    if (!parts.parse(text.substr(at)))
        return std::string(text);
    const std::string_view method = text.substr(0, at == 0 ? 0 : space);
    Viewpoints views;
    views.of(parts, method, m_tree);
    const Viewpoint &query = views.ways[static_cast<std::size_t>(Way::Query)];
    const Viewpoint &view = query.exists() ? query : views.kinds();
    return routeText(view.way, {view.values.data(), view.count}, parts.text(), method);
}

std::string routeText(Way way, std::span<const Viewpoint::Value> values, std::string_view target,
                      std::string_view method)
{
    std::string text(method);
    if (!method.empty())
        text.push_back(' ');
    std::size_t at = 0;
    const std::size_t first = way == Way::Directory ? 3 : 0;
    if (first > 0) {
        text.append("{directory}");
        at = values.front().span.size;
    }
    for (std::size_t i = first; i < values.size(); ++i) {
        const TextSpan span = values[i].span;
        text.append(target.substr(at, span.at - at));
        text.append("{").append(valueName(values.subspan(first), i - first)).append("}");
        at = span.end();
    }
    return text.append(target.substr(at));
}

} // namespace forefetch
