// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/targetparts.h"

#include <algorithm>

namespace forefetch {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLetter(char c)
{
    return isLower(c) || isUpper(c);
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isSeparator(char c)
{
    return c == '/' || c == '?' || c == '&' || c == '=' || c == ';' || c == ',';
}

// 8-4-4-4-12 hexadecimal digits (RFC 9562).
bool isUuid(std::string_view s)
{
    if (s.size() != 36)
        return false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s[i] != '-' : !isHex(s[i]))
            return false;
    }
    return true;
}

// 2026-11-25.
bool isDate(std::string_view s)
{
    if (s.size() != 10)
        return false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (i == 4 || i == 7 ? s[i] != '-' : !isDigit(s[i]))
            return false;
    }
    return true;
}

struct Makeup
{
    int digits = 0, lower = 0, upper = 0, hex = 0, signs = 0, others = 0, turns = 0;
};

Makeup makeupOf(std::string_view s)
{
    Makeup m;
    char last = 0;
    for (const char c : s) {
        m.digits += isDigit(c) ? 1 : 0;
        m.lower += isLower(c) ? 1 : 0;
        m.upper += isUpper(c) ? 1 : 0;
        m.hex += isHex(c) ? 1 : 0;
        m.signs += c == '-' || c == '_' ? 1 : 0;
        m.others += isDigit(c) || isLetter(c) || c == '-' || c == '_' ? 0 : 1;
        if (last != 0)
            m.turns += isDigit(c) != isDigit(last) ? 1 : 0;
        last = c;
    }
    return m;
}

} // namespace

std::string_view nameOf(ValueKind kind)
{
    constexpr std::array<std::string_view, 6> names = {"number", "date", "uuid",
                                                       "hash",   "code", "slug"};
    return names[static_cast<std::size_t>(kind)];
}

ValueKind kindOf(std::string_view s)
{
    if (s.empty() || s.size() > 256)
        return ValueKind::Slug;
    const Makeup m = makeupOf(s);
    const auto size = static_cast<int>(s.size());
    if (m.digits == size)
        return ValueKind::Number;
    if (isUuid(s))
        return ValueKind::Uuid;
    if (isDate(s))
        return ValueKind::Date;
    if (size >= 8 && m.hex == size && m.digits > 0)
        return ValueKind::Hash;
    // Made by a machine: letters of both cases and digits, or letters and digits in turns.
    const bool mixed = m.lower > 0 && m.upper > 0 && m.digits > 0 && m.signs <= size / 6;
    const bool turning = m.turns >= 4 && m.signs == 0;
    if (size >= 8 && m.others == 0 && (mixed || turning))
        return ValueKind::Code;
    return ValueKind::Slug;
}

bool TargetParts::parse(std::string_view target)
{
    m_text.clear();
    m_segments.count = m_values.count = m_starts.count = m_pathSegments = 0;
    m_directoryEnd = m_pathEnd = 0;
    if (target.empty() || target.front() != '/' || target.size() > kLongest ||
        std::any_of(target.begin(), target.end(),
                    [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; }))
        return false;
    m_text.assign(target);
    const std::size_t query = std::min(target.find('?'), target.size());
    m_pathEnd = static_cast<std::uint16_t>(query);
    m_directoryEnd = static_cast<std::uint16_t>(target.substr(0, query).rfind('/') + 1);
    m_starts.add(0);
    std::size_t from = 1;
    for (std::size_t i = 1; i <= target.size(); ++i) {
        if (i < target.size() && !isSeparator(target[i]))
            continue;
        const bool inPath = i <= query;
        const bool isName = !inPath && i < target.size() && target[i] == '=';
        addSegment(from, i, inPath ? Place::Path : isName ? Place::Name : Place::Value);
        from = i + 1;
    }
    return true;
}

void TargetParts::addSegment(std::size_t from, std::size_t to, Place place)
{
    if (from >= to || m_segments.size() == kMostSegments)
        return;
    m_segments.add(
        {{static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to - from)}, place});
    m_pathSegments = static_cast<std::uint8_t>(m_pathSegments + (place == Place::Path ? 1 : 0));
    if (place == Place::Name)
        return;
    addStarts(from, to);
    addValues(static_cast<std::uint8_t>(m_segments.size() - 1));
}

void TargetParts::addStarts(std::size_t from, std::size_t to)
{
    char last = '/';
    for (std::size_t i = from; i < to; ++i) {
        const char c = m_text[i];
        const bool lastIsWord = isDigit(last) || isLetter(last);
        if (i == from || ((isDigit(c) || isLetter(c)) && !lastIsWord) ||
            (isDigit(c) && !isDigit(last)))
            m_starts.add(static_cast<std::uint16_t>(i));
        last = c;
    }
}

void TargetParts::addValues(std::uint8_t segment)
{
    const TextSpan span = m_segments[segment].span;
    const std::string_view s = text(span);
    const ValueKind kind = kindOf(s);
    if (kind != ValueKind::Slug)
        return m_values.add({span, kind, segment});
    for (std::size_t i = 0; i < s.size();) {
        std::size_t to = i;
        while (to < s.size() && isDigit(s[to]))
            ++to;
        if (to > i) {
            m_values.add(
                {{static_cast<std::uint16_t>(span.at + i), static_cast<std::uint16_t>(to - i)},
                 ValueKind::Number,
                 segment});
        }
        i = to + 1;
    }
}

} // namespace forefetch
