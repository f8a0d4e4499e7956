// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/routetemplate.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

constexpr std::size_t kShortestHex = 8;
constexpr std::size_t kShortestToken = 16;
constexpr std::size_t kLongestExtension = 5;

// Not of <cctype>, which goes by the locale.
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isJoint(char c)
{
    return c == '-' || c == '_';
}

bool endsInNumber(std::string_view s)
{
    const auto digits =
        static_cast<std::size_t>(std::find_if_not(s.rbegin(), s.rend(), isDigit) - s.rbegin());
    return digits >= 2 && digits < s.size() && isJoint(s[s.size() - digits - 1]);
}

bool isIdentifier(std::string_view s)
{
    const auto digits = static_cast<std::size_t>(std::count_if(s.begin(), s.end(), isDigit));
    if (digits == 0)
        return false;
    if (digits == s.size() || endsInNumber(s))
        return true;
    if (digits < 2)
        return false;
    const auto all = [s](auto &&is) { return std::all_of(s.begin(), s.end(), is); };
    return (s.size() >= kShortestHex && all([](char c) { return isHex(c) || c == '-'; })) ||
           (s.size() >= kShortestToken &&
            all([](char c) { return isDigit(c) || isLetter(c) || isJoint(c); }));
}

void appendSegment(std::string &out, std::string_view segment)
{
    // "4711.json" is an identifier with a format behind it.
    const std::size_t dot = segment.rfind('.');
    const bool hasExtension =
        dot != std::string_view::npos && dot + 1 < segment.size() &&
        segment.size() - dot - 1 <= kLongestExtension &&
        std::any_of(segment.begin() + static_cast<std::ptrdiff_t>(dot), segment.end(), isLetter);
    const std::string_view stem = hasExtension ? segment.substr(0, dot) : segment;
    if (!isIdentifier(stem))
        out.append(segment);
    else
        out.append("{id}").append(segment.substr(stem.size()));
}

void appendNames(std::string &out, std::string_view query)
{
    std::vector<std::string_view> names;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::string_view name = pair.substr(0, pair.find('='));
        if (!name.empty())
            names.push_back(name);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    char before = '?';
    for (const std::string_view name : names) {
        out.push_back(std::exchange(before, '&'));
        out.append(name);
    }
}

} // namespace

std::string routeTemplate(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    const std::size_t question = std::min(text.find('?'), text.size());
    std::string_view path = text.substr(0, question);
    // A method other than GET stands before the target.
    const std::size_t slash = std::min(path.find('/'), path.size());
    out.append(path.substr(0, slash));
    path.remove_prefix(slash);
    while (!path.empty()) {
        out.push_back('/');
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        appendSegment(out, path.substr(0, end));
        path.remove_prefix(end);
    }
    if (question < text.size())
        appendNames(out, text.substr(question + 1));
    return out;
}

bool routeCovers(std::string_view route, std::string_view text)
{
    const std::size_t constant = std::min(route.find('{'), route.size());
    if (!text.starts_with(route.substr(0, constant)))
        return false;
    route.remove_prefix(constant);
    text.remove_prefix(constant);
    if (route.empty())
        return text.empty();
    const bool isNumber = route.starts_with("{number");
    route.remove_prefix(std::min(route.find('}'), route.size() - 1) + 1);
    constexpr std::string_view ends = "/?&=;,#";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        const char c = text[size - 1];
        if (isNumber ? c < '0' || c > '9' : ends.find(c) != ends.npos)
            return false;
        if (routeCovers(route, text.substr(size)))
            return true;
    }
    return false;
}

} // namespace forefetch
