// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gate.h"

#include "core/metrics/figurevalues.h"
#include "core/metrics/glossary.h"
#include "core/metrics/jsontext.h"
#include "core/settings/parameter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace forefetch {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

std::vector<std::string_view> parts(std::string_view text, std::string_view separator)
{
    std::vector<std::string_view> all;
    for (;;) {
        const std::size_t end = text.find(separator);
        all.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            return all;
        text.remove_prefix(end + separator.size());
    }
}

Error complaint(std::string_view text, const std::string &why)
{
    return invalid("\"" + std::string(text) + "\": " + why);
}

// "0.5" or "50%"
std::optional<double> number(std::string_view text)
{
    const bool isPercent = text.ends_with('%');
    if (isPercent)
        text = trimmed(text.substr(0, text.size() - 1));
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return {};
    return isPercent ? value / 100 : value;
}

// The whole name of a figure that is a number.
Result<std::string> figureName(std::string_view name)
{
    std::vector<std::string_view> known;
    std::vector<std::string_view> found;
    for (const GlossaryEntry &entry : glossary()) {
        if (entry.kind == FigureKind::Text || entry.name.find('.') == std::string_view::npos)
            continue;
        known.push_back(entry.name);
        if (entry.name == name || entry.name.ends_with('.' + std::string(name)))
            found.push_back(entry.name);
    }
    if (std::ranges::find(found, name) != found.end() || found.size() == 1)
        return std::string(found.size() == 1 ? found.front() : name);
    if (found.empty()) {
        const std::string_view nearest = nearestTo(name, known);
        return invalid("there is no figure \"" + std::string(name) + "\"; did you mean " +
                       std::string(nearest) + "?");
    }
    std::string all;
    for (const std::string_view one : found)
        all += (all.empty() ? "" : ", ") + std::string(one);
    return invalid("\"" + std::string(name) + "\" can be " + all);
}

} // namespace

Result<Gate::Condition> Gate::condition(std::string_view text)
{
    // The longer ones first: "<=" begins as "<" does.
    static constexpr std::array<std::pair<std::string_view, Operator>, 6> operators = {{
        {"<=", Operator::AtMost},
        {">=", Operator::AtLeast},
        {"==", Operator::Equal},
        {"!=", Operator::Unequal},
        {"<", Operator::Less},
        {">", Operator::Greater},
    }};
    for (const auto &[sign, op] : operators) {
        const std::size_t at = text.find(sign);
        if (at == std::string_view::npos)
            continue;
        Result<std::string> figure = figureName(trimmed(text.substr(0, at)));
        if (!figure)
            return complaint(text, figure.error().text);
        const std::string_view limitText = trimmed(text.substr(at + sign.size()));
        const std::optional<double> limit = number(limitText);
        if (!limit)
            return complaint(text, "\"" + std::string(limitText) + "\" is no number");
        return Condition{std::string(text), std::move(*figure), op, *limit};
    }
    return complaint(text, "write it as FIGURE < NUMBER, with <, <=, >, >=, == or !=");
}

Result<Gate> Gate::parse(std::string_view text)
{
    Gate gate;
    for (const std::string_view alternative : parts(text, "||")) {
        std::vector<Condition> &all = gate.m_alternatives.emplace_back();
        for (const std::string_view one : parts(alternative, "&&")) {
            Result<Condition> read = condition(one);
            if (!read)
                return read.error();
            all.push_back(std::move(*read));
        }
    }
    return gate;
}

bool Gate::holds(const Condition &condition, double value)
{
    switch (condition.op) {
    case Operator::Less:
        return value < condition.limit;
    case Operator::AtMost:
        return value <= condition.limit;
    case Operator::Greater:
        return value > condition.limit;
    case Operator::AtLeast:
        return value >= condition.limit;
    case Operator::Equal:
        return value == condition.limit;
    case Operator::Unequal:
        break;
    }
    return value != condition.limit;
}

std::optional<std::string> Gate::heldBy(const Snapshot &snapshot) const
{
    const std::vector<FigureValue> figures = figureValues(snapshot);
    for (const std::vector<Condition> &alternative : m_alternatives) {
        std::string why;
        const bool all = std::ranges::all_of(alternative, [&](const Condition &c) {
            const auto figure = std::ranges::find(figures, c.figure, &FigureValue::name);
            if (figure == figures.end() || !holds(c, figure->value))
                return false;
            why += (why.empty() ? "" : "; ") + c.text + ": " + c.figure + " is " +
                   numberText(figure->value);
            return true;
        });
        if (all)
            return why;
    }
    return {};
}

} // namespace forefetch
