// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/httpdate.h"

#include "core/request/headers.h"

#include <array>
#include <cstdio>

namespace forefetch {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Fields
{
    unsigned weekday = 0; // Sunday is 0
    int year = 0;
    unsigned month = 0; // January is 1
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

// Reads a text from its start; once something was not as expected it stays failed.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    void literal(std::string_view text)
    {
        if (!equalsIgnoringCase(m_rest.substr(0, text.size()), text))
            m_failed = true;
        else
            m_rest.remove_prefix(text.size());
    }

    int digits(std::size_t count)
    {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (i >= m_rest.size() || m_rest[i] < '0' || m_rest[i] > '9') {
                m_failed = true;
                return 0;
            }
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(count);
        return value;
    }

    // The index of the name that comes next, each cut to `length` characters (0: whole).
    template <std::size_t N>
    unsigned oneOf(const std::array<std::string_view, N> &names, std::size_t length)
    {
        for (unsigned i = 0; i < N; ++i) {
            const std::string_view name = length ? names[i].substr(0, length) : names[i];
            if (equalsIgnoringCase(m_rest.substr(0, name.size()), name)) {
                m_rest.remove_prefix(name.size());
                return i;
            }
        }
        m_failed = true;
        return 0;
    }

    void time(Fields &f)
    {
        f.hour = digits(2);
        literal(":");
        f.minute = digits(2);
        literal(":");
        f.second = digits(2);
    }

    bool next(char c) const { return !m_rest.empty() && m_rest.front() == c; }
    bool done() const { return !m_failed && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

// "Sun, 06 Nov 1994 08:49:37 GMT"
bool readFixdate(std::string_view text, Fields &f)
{
    Reader in(text);
    f.weekday = in.oneOf(kDays, 3);
    in.literal(", ");
    f.day = in.digits(2);
    in.literal(" ");
    f.month = in.oneOf(kMonths, 0) + 1;
    in.literal(" ");
    f.year = in.digits(4);
    in.literal(" ");
    in.time(f);
    in.literal(" GMT");
    return in.done();
}

// "Sunday, 06-Nov-94 08:49:37 GMT"
bool readRfc850(std::string_view text, Fields &f, WallTime now)
{
    Reader in(text);
    f.weekday = in.oneOf(kDays, 0);
    in.literal(", ");
    f.day = in.digits(2);
    in.literal("-");
    f.month = in.oneOf(kMonths, 0) + 1;
    in.literal("-");
    const int thisYear = static_cast<int>(year_month_day(floor<days>(now)).year());
    f.year = thisYear - thisYear % 100 + in.digits(2);
    if (f.year > thisYear + 50)
        f.year -= 100;
    else if (f.year <= thisYear - 50)
        f.year += 100;
    in.literal(" ");
    in.time(f);
    in.literal(" GMT");
    return in.done();
}

// "Sun Nov  6 08:49:37 1994"
bool readAsctime(std::string_view text, Fields &f)
{
    Reader in(text);
    f.weekday = in.oneOf(kDays, 3);
    in.literal(" ");
    f.month = in.oneOf(kMonths, 0) + 1;
    in.literal(" ");
    if (in.next(' ')) {
        in.literal(" ");
        f.day = in.digits(1);
    } else {
        f.day = in.digits(2);
    }
    in.literal(" ");
    in.time(f);
    in.literal(" ");
    f.year = in.digits(4);
    return in.done();
}

} // namespace

std::optional<WallTime> parseHttpDate(std::string_view text, WallTime now)
{
    Fields f;
    if (!readFixdate(text, f) && !readRfc850(text, f, now) && !readAsctime(text, f))
        return std::nullopt;
    const year_month_day date(year(f.year), month(f.month), day(static_cast<unsigned>(f.day)));
    // A leap second is in the grammar; it is taken as the second after.
    if (!date.ok() || f.hour > 23 || f.minute > 59 || f.second > 60)
        return std::nullopt;
    const sys_days midnight(date);
    if (weekday(midnight).c_encoding() != f.weekday)
        return std::nullopt;
    return midnight + hours(f.hour) + minutes(f.minute) + std::chrono::seconds(f.second);
}

std::string formatHttpDate(WallTime when)
{
    const sys_days midnight = floor<days>(when);
    const year_month_day date(midnight);
    const hh_mm_ss time(floor<std::chrono::seconds>(when - midnight));
    const std::string_view day = kDays[weekday(midnight).c_encoding()].substr(0, 3);
    const std::string_view month = kMonths[static_cast<unsigned>(date.month()) - 1];
    std::array<char, 40> text;
    const int length = std::snprintf(
        text.data(), text.size(), "%.3s, %02u %.3s %04d %02d:%02d:%02d GMT", day.data(),
        static_cast<unsigned>(date.day()), month.data(), static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return std::string(text.data(), static_cast<std::size_t>(length));
}

} // namespace forefetch
