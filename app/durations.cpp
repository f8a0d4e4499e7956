// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/durations.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>

namespace forefetch {

namespace {

constexpr double kMostSeconds = 366.0 * 86'400;

std::optional<double> secondsIn(std::string_view unit)
{
    static constexpr std::array<std::pair<std::string_view, double>, 5> units{
        {{"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86'400}}};
    for (const auto &[name, seconds] : units)
        if (name == unit)
            return seconds;
    return {};
}

// Takes one "90m" off the front; a bare number only when nothing stands around it.
std::optional<double> takePart(std::string_view &text, bool alone)
{
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || !(number >= 0)) // "nan" is a number to from_chars
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::string_view unit = text.substr(0, text.find_first_of("0123456789."));
    text.remove_prefix(unit.size());
    if (unit.empty() && alone && text.empty())
        return number;
    const std::optional<double> factor = secondsIn(unit);
    return factor ? std::optional(number * *factor) : std::nullopt;
}

} // namespace

Result<Duration> parseDuration(std::string_view text)
{
    const std::string written(text);
    double total = 0;
    for (bool first = true; first || !text.empty(); first = false) {
        const std::optional<double> part = takePart(text, first);
        if (!part)
            return invalid("\"" + written + "\" is no duration: write 30s, 5m, 1h30m or 500ms");
        total += *part;
    }
    if (total <= 0 || total > kMostSeconds)
        return invalid("a duration of \"" + written +
                       "\" is out of range: more than 0, at most 366d");
    return fromSeconds(total);
}

std::string clockText(double seconds)
{
    const auto whole = static_cast<long long>(seconds < 0 ? 0 : seconds);
    std::array<char, 32> text{};
    if (whole >= 3600)
        std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60,
                      whole % 60);
    else
        std::snprintf(text.data(), text.size(), "%lld:%02lld", whole / 60, whole % 60);
    return text.data();
}

} // namespace forefetch
