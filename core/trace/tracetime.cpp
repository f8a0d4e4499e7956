// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/tracetime.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace forefetch {

namespace {

constexpr std::int64_t kSecond = 1'000'000; // µs
constexpr std::int64_t kYear = 366LL * 86'400 * kSecond;

// Exactly `count` digits; -1 when there is anything else.
int digits(std::string_view text, std::size_t from, std::size_t count)
{
    if (from + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::optional<std::int64_t> dayStart(int y, unsigned m, int d)
{
    using namespace std::chrono;
    const year_month_day date(year(y), month(m), day(static_cast<unsigned>(d)));
    if (!date.ok())
        return {};
    return sys_days(date).time_since_epoch().count() * 86'400 * kSecond;
}

// "+0130", "+01:30", "+01", "Z" or nothing, in µs.
std::optional<std::int64_t> offsetOf(std::string_view text)
{
    if (text.empty() || text == "Z" || text == "z")
        return 0;
    if (text[0] != '+' && text[0] != '-')
        return {};
    const int hours = digits(text, 1, 2);
    const std::size_t rest = text.size() > 3 && text[3] == ':' ? 4 : 3;
    const int minutes = text.size() == 3 ? 0 : digits(text, rest, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 ||
        (text.size() != 3 && text.size() != rest + 2))
        return {};
    const std::int64_t us = (hours * 60LL + minutes) * 60 * kSecond;
    return text[0] == '-' ? -us : us;
}

int monthOf(std::string_view name)
{
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t at = names.find(name);
    return at == std::string_view::npos || at % 3 != 0 ? -1 : static_cast<int>(at / 3) + 1;
}

struct Decimal
{
    std::int64_t whole = 0;
    std::int64_t billionths = 0;
    bool hasFraction = false;
};

// Digits with at most one point; exact to 10^-9.
std::optional<Decimal> decimalOf(std::string_view text)
{
    Decimal value;
    const char *end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, value.whole);
    if (error != std::errc() || text[0] == '-')
        return {};
    if (after == end)
        return value;
    if (*after != '.')
        return {};
    value.hasFraction = true;
    std::int64_t unit = 100'000'000;
    for (const char *p = after + 1; p != end; ++p, unit /= 10) {
        if (*p < '0' || *p > '9')
            return {};
        value.billionths += (*p - '0') * unit;
    }
    return value;
}

std::int64_t perSecond(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Milliseconds:
        return 1'000;
    case TimeUnit::Microseconds:
        return 1'000'000;
    case TimeUnit::Nanoseconds:
        return 1'000'000'000;
    case TimeUnit::Guess:
    case TimeUnit::Seconds:
        break;
    }
    return 1;
}

TimeUnit guessFrom(std::int64_t whole)
{
    if (whole < 100'000'000'000)
        return TimeUnit::Seconds;
    if (whole < 100'000'000'000'000)
        return TimeUnit::Milliseconds;
    return whole < 100'000'000'000'000'000 ? TimeUnit::Microseconds : TimeUnit::Nanoseconds;
}

// In 10^-9 s; nothing when it is too large for that.
std::optional<std::int64_t> nanoseconds(const Decimal &value, TimeUnit unit)
{
    const std::int64_t per = perSecond(unit);
    const std::int64_t each = 1'000'000'000 / per;
    if (value.whole > INT64_MAX / each - 1)
        return {};
    return value.whole * each + value.billionths / per;
}

// Takes a unit off the end.
TimeUnit takeUnit(std::string_view &text, TimeUnit otherwise)
{
    struct Suffix
    {
        std::string_view text;
        TimeUnit unit;
    };
    constexpr std::array<Suffix, 5> kSuffixes{{{"ms", TimeUnit::Milliseconds},
                                               {"us", TimeUnit::Microseconds},
                                               {"µs", TimeUnit::Microseconds},
                                               {"ns", TimeUnit::Nanoseconds},
                                               {"s", TimeUnit::Seconds}}};
    for (const Suffix &suffix : kSuffixes) {
        if (!text.ends_with(suffix.text))
            continue;
        text.remove_suffix(suffix.text.size());
        while (text.ends_with(' '))
            text.remove_suffix(1);
        return suffix.unit;
    }
    return otherwise;
}

} // namespace

std::optional<LogTime> ClfTime::parse(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    // 17/May/2015:10:05:03 +0000
    if (text.size() != 26 || text[17] != ':' || text[20] != ' ')
        return {};
    if (std::memcmp(text.data(), m_hour, sizeof m_hour) != 0) {
        const int month = monthOf(text.substr(3, 3));
        const int hour = digits(text, 12, 2);
        const int day = digits(text, 0, 2);
        const int year = digits(text, 7, 4);
        if (text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || month < 0 ||
            day < 0 || year < 0 || hour < 0 || hour > 23)
            return {};
        const auto start = dayStart(year, static_cast<unsigned>(month), day);
        if (!start)
            return {};
        m_hourUs = *start + hour * 3'600 * kSecond;
        std::memcpy(m_hour, text.data(), sizeof m_hour);
    }
    const int minute = digits(text, 15, 2);
    const int second = digits(text, 18, 2);
    const auto offset = offsetOf(text.substr(21));
    if (minute < 0 || minute > 59 || second < 0 || second > 60 || !offset)
        return {};
    return LogTime{m_hourUs + (minute * 60 + second) * kSecond - *offset, true};
}

std::optional<LogTime> parseIsoLogTime(std::string_view text)
{
    // 2026-01-31T12:00:00
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' ||
        (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' ||
        text[16] != ':')
        return {};
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 60)
        return {};
    const auto start = dayStart(year, static_cast<unsigned>(month), day);
    std::size_t at = 19;
    std::int64_t fraction = 0;
    const bool whole = at == text.size() || (text[at] != '.' && text[at] != ',');
    if (!whole) {
        std::int64_t unit = kSecond / 10;
        const std::size_t from = ++at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
            fraction += (text[at] - '0') * unit;
        if (at == from)
            return {};
    }
    if (at < text.size() && text[at] == ' ')
        ++at;
    const auto offset = offsetOf(text.substr(at));
    if (!start || !offset)
        return {};
    const std::int64_t clock = (hour * 3'600LL + minute * 60 + second) * kSecond;
    return LogTime{*start + clock + fraction - *offset, whole};
}

std::optional<LogTime> parseEpoch(std::string_view text, TimeUnit unit)
{
    const std::optional<Decimal> value = decimalOf(text);
    if (!value)
        return {};
    if (unit == TimeUnit::Guess)
        unit = guessFrom(value->whole);
    const auto ns = nanoseconds(*value, unit);
    if (!ns)
        return {};
    return LogTime{*ns / 1'000, unit == TimeUnit::Seconds && !value->hasFraction};
}

std::optional<Duration> parseLogDuration(std::string_view text, TimeUnit unit)
{
    unit = takeUnit(text, unit);
    const std::optional<Decimal> value = decimalOf(text);
    if (!value)
        return {};
    const auto ns = nanoseconds(*value, unit == TimeUnit::Guess ? TimeUnit::Seconds : unit);
    if (!ns || *ns > kYear * 1'000)
        return {};
    return Duration(*ns);
}

} // namespace forefetch
