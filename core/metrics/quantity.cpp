// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/quantity.h"

#include <array>
#include <charconv>
#include <cmath>

namespace forefetch {

namespace {

constexpr std::string_view kUnknown = "–";

bool isWhole(double value)
{
    return value >= 0 && value < 1e15 && value == std::floor(value);
}

std::string twoParts(double large, const char *largeUnit, double small, const char *smallUnit)
{
    std::string text = groupedText(static_cast<std::uint64_t>(large)) + ' ' + largeUnit;
    if (small > 0)
        text += ' ' + std::to_string(static_cast<int>(small)) + ' ' + smallUnit;
    return text;
}

} // namespace

std::string groupedText(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3; i -= 3)
        text.insert(i - 3, ",");
    return text;
}

std::string decimalText(double value, int digits)
{
    if (!std::isfinite(value))
        return std::string(kUnknown);
    std::array<char, 384> buffer{}; // the largest double has 309 digits before its point
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, digits);
    std::string text(buffer.data(), end.ptr);
    return text.find_first_not_of("-0.") == std::string::npos && text.front() == '-'
               ? text.substr(1) // no "-0.0"
               : text;
}

std::string percentText(double ratio)
{
    return decimalText(100 * ratio, 1) + (std::isfinite(ratio) ? " %" : "");
}

std::string signedPercents(double ratio)
{
    const std::string text = decimalText(std::abs(100 * ratio), 1);
    if (!std::isfinite(ratio) || text == "0.0")
        return text;
    return (ratio < 0 ? "−" : "+") + text;
}

std::string bytesText(double bytes)
{
    constexpr std::array<const char *, 5> units{" B", " KiB", " MiB", " GiB", " TiB"};
    std::size_t unit = 0;
    for (; bytes >= 1023.5 && unit + 1 < units.size(); ++unit)
        bytes /= 1024;
    return decimalText(bytes, unit == 0 || bytes >= 99.95 ? 0 : 1) + units[unit];
}

std::string spanText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return std::string(kUnknown);
    if (seconds < 59.95)
        return decimalText(seconds, seconds < 9.995 && seconds > 0 ? 2 : 1) + " s";
    const double whole = std::round(seconds);
    const double hours = std::floor(whole / 3600);
    const double minutes = std::floor(whole / 60);
    return hours > 0 ? twoParts(hours, "h", minutes - 60 * hours, "min")
                     : twoParts(minutes, "min", whole - 60 * minutes, "s");
}

std::string millisecondsText(double ms)
{
    return decimalText(ms, ms < 1 ? 2 : ms < 9.95 ? 1 : 0) + " ms";
}

std::string quantityText(double value, std::string_view unit)
{
    if (unit == "bytes")
        return bytesText(value);
    if (unit == "s")
        return spanText(value);
    if (unit == "ms")
        return millisecondsText(value);
    if (unit == "1/s")
        return decimalText(value, value < 100 ? 1 : 0) + " /s";
    if (isWhole(value))
        return groupedText(static_cast<std::uint64_t>(value));
    return decimalText(value, 3);
}

} // namespace forefetch
