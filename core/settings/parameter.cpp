// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/parameter.h"

#include "core/settings/parametertable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

namespace forefetch {

namespace {

using enum ParamKind;

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] != b[j])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string number(double value)
{
    std::array<char, 32> text{};
    const bool whole = value == std::floor(value) && std::fabs(value) < 1e15;
    const auto end =
        whole ? std::to_chars(text.data(), text.data() + text.size(), static_cast<long long>(value))
              : std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

std::string quoted(std::string_view text)
{
    return std::string("\"").append(text).append("\"");
}

std::string rangeText(const ParamInfo &row)
{
    std::string range = number(row.minimum) + " to " + number(row.maximum);
    return row.unit.empty() ? range : range.append(" ").append(row.unit);
}

Error badChoice(const ParamInfo &row, std::string_view text)
{
    const std::string what = std::string(row.id) + ": " + quoted(text);
    if (isChoiceNotBuilt(row.param, text))
        return {ErrorCode::Unsupported, what + " is known, but not built yet"};
    std::string all;
    for (const std::string_view choice : row.choices)
        all.append(all.empty() ? "" : ", ").append(choice);
    return invalid(what + " is not one of: " + all);
}

} // namespace

std::string_view nearestTo(std::string_view text, std::span<const std::string_view> candidates)
{
    std::string_view nearest;
    std::size_t least = ~std::size_t{0};
    // What people type is bounded here, so that nonsense costs nothing.
    text = text.substr(0, 200);
    for (const std::string_view candidate : candidates) {
        std::size_t edits = editDistance(text, candidate);
        // Without its group, as in "min_probabilty".
        if (text.find('.') == std::string_view::npos)
            edits = std::min(edits, editDistance(text, candidate.substr(candidate.find('.') + 1)));
        if (edits < least) {
            least = edits;
            nearest = candidate;
        }
    }
    return nearest;
}

Result<Param> findParameter(std::string_view id)
{
    for (const ParamInfo &row : parameterTable()) {
        if (row.id == id)
            return row.param;
    }
    std::array<std::string_view, kParamCount> ids;
    std::transform(parameterTable().begin(), parameterTable().end(), ids.begin(),
                   [](const ParamInfo &row) { return row.id; });
    std::string_view nearest = nearestTo(id, ids);
    // The name without its group, as in "min_probability", means the one that ends so.
    for (const std::string_view known : ids) {
        if (!id.empty() && known.substr(known.find('.') + 1) == id)
            nearest = known;
    }
    return invalid("there is no parameter " + quoted(id) + "; did you mean " +
                   std::string(nearest) + "?");
}

Result<void> checkValue(Param param, double value)
{
    const ParamInfo &row = info(param);
    const std::string name(row.id);
    if (std::isnan(value))
        return invalid(name + " must be a number, " + rangeText(row));
    if (value < row.minimum || value > row.maximum)
        return invalid(name + ": " + number(value) + " is out of range, " + rangeText(row));
    if (row.kind != Real && value != std::floor(value))
        return invalid(name + ": " + number(value) + " is not a whole number, " + rangeText(row));
    return {};
}

Result<double> parseValue(Param param, std::string_view text)
{
    const ParamInfo &row = info(param);
    if (row.kind == Switch || row.kind == Choice) {
        const auto at = std::find(row.choices.begin(), row.choices.end(), text);
        if (at == row.choices.end())
            return badChoice(row, text);
        return static_cast<double>(at - row.choices.begin());
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return invalid(std::string(row.id) + ": " + quoted(text) + " is not a number, " +
                       rangeText(row));
    if (const auto checked = checkValue(param, value); !checked)
        return checked.error();
    return value == 0 ? 0.0 : value; // no negative zero
}

std::string formatValue(Param param, double value)
{
    const ParamInfo &row = info(param);
    if (row.kind != Switch && row.kind != Choice)
        return number(value);
    const auto last = static_cast<double>(row.choices.size() - 1);
    return std::string(row.choices[static_cast<std::size_t>(std::clamp(value, 0.0, last))]);
}

} // namespace forefetch
