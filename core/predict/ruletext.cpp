// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Routes and rules in words.
#include "core/predict/generaliser.h"

#include <algorithm>
#include <cstdlib>

namespace forefetch {

namespace {

using Way = Viewpoint::Way;

// The values of a route by the names in its text: {number}, {slug2}.
std::vector<std::string> namesIn(std::string_view route)
{
    std::vector<std::string> names;
    for (std::size_t from = route.find('{'); from != route.npos; from = route.find('{', from)) {
        const std::size_t to = std::min(route.find('}', from), route.size() - 1);
        names.emplace_back(route.substr(from, to + 1 - from));
        from = to + 1;
    }
    // The directory stands for three values: itself, the one above it, and its name.
    if (!names.empty() && names.front() == "{directory}")
        names.insert(names.begin() + 1, {"{above}", "{parent}"});
    return names;
}

std::string signedText(std::int32_t step)
{
    return (step < 0 ? " - " : " + ") + std::to_string(std::abs(std::int64_t{step}));
}

// The recipe as a text with the names of its values, and where each comes from.
void spell(std::string_view recipe, const std::vector<std::string> &names, const JsonPlaces &places,
           RouteRule &rule)
{
    const auto bind = [&](const std::string &binding) {
        if (!rule.binding.empty())
            rule.binding.append(", ");
        rule.binding.append(binding);
    };
    for (std::size_t i = 0; i < recipe.size(); i += recipe::sizeAt(recipe, i)) {
        const char c = recipe[i];
        if (recipe::sizeAt(recipe, i) == 1) {
            rule.to.push_back(c);
            continue;
        }
        if (c == recipe::Answer || c == recipe::AnswerLink) {
            const std::string name = c == recipe::Answer ? "{value}" : "{link}";
            rule.to.append(name);
            bind(name + " = " + std::string(places.text(recipe::numberAt(recipe, i + 1))) + " of " +
                 rule.from);
            continue;
        }
        const auto n = static_cast<std::size_t>(recipe[i + 1] - 1);
        const std::string name = n < names.size() ? names[n] : "{value}";
        rule.to.append(name);
        if (c == recipe::StepValue)
            bind(name + " = " + name +
                 signedText(static_cast<std::int32_t>(recipe::numberAt(recipe, i + 2))) + " of " +
                 rule.from);
        else
            bind(name + " of " + rule.from);
    }
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
    result.total = m_rules.passes(route);
    spell(m_rules.recipes().text(rule.recipe), namesIn(result.from), m_places, result);
    return result;
}

std::vector<RouteRule> Generaliser::strongest(std::size_t most) const
{
    std::vector<RouteRule> all;
    for (std::uint32_t route = 0; route < m_rules.slots(); ++route) {
        if (m_rules.name(route) == 0)
            continue;
        const auto rules = m_rules.of(route);
        for (std::uint32_t i = 0; i < rules.size(); ++i) {
            const auto text = m_rules.recipes().text(rules[i].recipe);
            if (rules[i].witnesses >= 2 &&
                (recipe::uses(text, recipe::CopyValue) || recipe::uses(text, recipe::StepValue)))
                all.push_back(describe(route, i));
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const RouteRule &a, const RouteRule &b) { return a.count > b.count; });
    all.resize(std::min(all.size(), most));
    return all;
}

std::string valueName(const Viewpoint &view, std::size_t value)
{
    if (view.way == Way::Directory && value < 3) {
        constexpr std::array<std::string_view, 3> names = {"directory", "above", "parent"};
        return std::string(names[value]);
    }
    const std::size_t first = view.way == Way::Directory ? 3 : 0;
    const ValueKind kind = view.values[value].kind;
    std::size_t same = 1;
    for (std::size_t i = first; i < value; ++i)
        same += view.values[i].kind == kind ? 1 : 0;
    std::string name(nameOf(kind));
    if (same > 1)
        name.append(std::to_string(same));
    return name;
}

std::string routeText(const Viewpoint &view, const TargetParts &parts, std::string_view method)
{
    std::string text(method);
    if (!method.empty())
        text.push_back(' ');
    std::size_t at = 0;
    const std::size_t first = view.way == Way::Directory ? 3 : 0;
    if (first > 0) {
        text.append("{directory}");
        at = parts.directory().size;
    }
    for (std::size_t i = first; i < view.count; ++i) {
        const TextSpan span = view.values[i].span;
        text.append(parts.text().substr(at, span.at - at));
        text.append("{").append(valueName(view, i)).append("}");
        at = span.end();
    }
    return text.append(parts.text().substr(at));
}

} // namespace forefetch
