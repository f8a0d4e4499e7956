// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/isotime.h"

#include <array>
#include <cstdio>

namespace forefetch {

namespace {

// All of `text` as digits; nothing when there is anything else.
std::optional<int> digits(std::string_view text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

std::string isoTime(WallTime time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return buffer.data();
}

std::optional<WallTime> parseIsoTime(std::string_view text)
{
    using namespace std::chrono;
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    constexpr std::string_view formWithFraction = "0000-00-00T00:00:00.000Z";
    if (text.size() != form.size() && text.size() != formWithFraction.size())
        return {};
    const std::string_view pattern = text.size() == form.size() ? form : formWithFraction;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i])
            return {};
    }
    const auto part = [text](std::size_t from, std::size_t count) {
        return digits(text.substr(from, count)).value_or(0);
    };
    const year_month_day date(year(part(0, 4)), month(static_cast<unsigned>(part(5, 2))),
                              day(static_cast<unsigned>(part(8, 2))));
    if (!date.ok() || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 60)
        return {};
    const int fraction = pattern == form ? 0 : part(20, 3);
    return WallTime(sys_days(date)) + hours(part(11, 2)) + minutes(part(14, 2)) +
           std::chrono::seconds(part(17, 2)) + milliseconds(fraction);
}

} // namespace forefetch
