// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/targetedcontrol.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

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

bool isAlpha(char c)
{
    return isLower(c) || (c >= 'A' && c <= 'Z');
}

enum class Type : std::uint8_t { True, False, Integer, Other };

struct Member
{
    std::string_view name;
    Type type = Type::True;
    std::string_view text; // of an integer
};

// Reads one dictionary (RFC 8941, 4.2.2); once something is wrong, all of it is.
class DictionaryReader
{
public:
    explicit DictionaryReader(std::string_view text) : m_rest(text) {}

    std::optional<std::vector<Member>> read()
    {
        std::vector<Member> members;
        skip(" ");
        while (!m_rest.empty() && !m_failed) {
            Member member = oneMember();
            std::erase_if(members, [&](const Member &m) { return m.name == member.name; });
            members.push_back(member);
            skip(" \t");
            if (m_rest.empty())
                break;
            expect(',');
            skip(" \t");
            m_failed = m_failed || m_rest.empty(); // a comma with nothing after it
        }
        if (m_failed)
            return std::nullopt;
        return members;
    }

private:
    void skip(std::string_view set)
    {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(set), m_rest.size()));
    }
    bool next(char c) const { return !m_rest.empty() && m_rest.front() == c; }
    bool take(char c)
    {
        if (!next(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void expect(char c) { m_failed = !take(c) || m_failed; }

    template <typename Wanted>
    std::string_view takeAll(Wanted wanted)
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), wanted);
        const std::string_view taken =
            m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(taken.size());
        return taken;
    }

    std::string_view key()
    {
        if (m_rest.empty() || !(isLower(m_rest.front()) || m_rest.front() == '*'))
            m_failed = true;
        return takeAll([](char c) {
            return isLower(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
        });
    }

    Member oneMember()
    {
        Member member{key(), Type::True, {}};
        if (take('=')) {
            if (take('('))
                member.type = innerList();
            else
                member.type = bareItem(member.text);
        }
        parameters();
        return member;
    }

    Type innerList()
    {
        while (!m_failed) {
            skip(" ");
            if (take(')'))
                return Type::Other;
            std::string_view text;
            bareItem(text);
            parameters();
            m_failed = m_failed || !(next(' ') || next(')'));
        }
        return Type::Other;
    }

    void parameters()
    {
        while (!m_failed && take(';')) {
            skip(" ");
            key();
            std::string_view text;
            if (take('='))
                bareItem(text);
        }
    }

    Type bareItem(std::string_view &text)
    {
        if (next('-') || (!m_rest.empty() && isDigit(m_rest.front())))
            return number(text);
        if (take('"'))
            return string();
        if (take(':'))
            return bytes();
        if (take('?')) {
            const bool yes = next('1');
            m_failed = m_failed || !(yes || next('0'));
            m_rest.remove_prefix(std::min<std::size_t>(1, m_rest.size()));
            return yes ? Type::True : Type::False;
        }
        if (m_rest.empty() || !(isAlpha(m_rest.front()) || m_rest.front() == '*'))
            m_failed = true;
        takeAll([](char c) { return isTokenChar(c) || c == ':' || c == '/'; });
        return Type::Other;
    }

    Type number(std::string_view &text)
    {
        const std::string_view whole = m_rest;
        const bool negative = take('-');
        const std::string_view digits = takeAll(isDigit);
        m_failed = m_failed || digits.empty();
        if (take('.')) {
            const std::string_view fraction = takeAll(isDigit);
            m_failed = m_failed || fraction.empty() || fraction.size() > 3 || digits.size() > 12;
            return Type::Other;
        }
        m_failed = m_failed || digits.size() > 15;
        text = whole.substr(0, digits.size() + (negative ? 1 : 0));
        return Type::Integer;
    }

    Type string()
    {
        while (!m_rest.empty()) {
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == '"')
                return Type::Other;
            const bool escaped = c == '\\';
            if (escaped ? !(next('"') || next('\\')) : (c < 0x20 || c > 0x7e))
                break;
            if (escaped)
                m_rest.remove_prefix(1);
        }
        m_failed = true;
        return Type::Other;
    }

    Type bytes()
    {
        takeAll(
            [](char c) { return isAlpha(c) || isDigit(c) || c == '+' || c == '/' || c == '='; });
        expect(':');
        return Type::Other;
    }

    std::string_view m_rest;
    bool m_failed = false;
};

using Flag = std::pair<std::string_view, bool CacheControl::*>;
using Span = std::pair<std::string_view, CacheControl::Seconds CacheControl::*>;

constexpr std::array kFlags = {Flag{"no-store", &CacheControl::noStore},
                               Flag{"no-cache", &CacheControl::noCache},
                               Flag{"private", &CacheControl::isPrivate},
                               Flag{"public", &CacheControl::isPublic},
                               Flag{"must-understand", &CacheControl::mustUnderstand},
                               Flag{"must-revalidate", &CacheControl::mustRevalidate},
                               Flag{"proxy-revalidate", &CacheControl::proxyRevalidate}};
constexpr std::array kSpans = {Span{"max-age", &CacheControl::maxAge},
                               Span{"s-maxage", &CacheControl::sMaxAge},
                               Span{"stale-while-revalidate", &CacheControl::staleWhileRevalidate},
                               Span{"stale-if-error", &CacheControl::staleIfError}};

// False when it is of a type that its directive does not have.
bool apply(CacheControl &said, const Member &member)
{
    for (const auto &[name, flag] : kFlags) {
        // With fields named (`private="x"`, a string or a list) it forbids all the same.
        if (name == member.name && member.type != Type::False) {
            said.*flag = true;
            return member.type != Type::Integer;
        }
    }
    for (const auto &[name, span] : kSpans) {
        if (name != member.name)
            continue;
        if (member.type != Type::Integer)
            return false;
        said.*span = parseDeltaSeconds(member.text).value_or(std::chrono::seconds(0));
    }
    return true; // an unknown directive is ignored
}

} // namespace

CacheControl controlForShared(const Headers &response)
{
    const auto line = response.joined("CDN-Cache-Control");
    if (!line)
        return CacheControl::of(response);
    const auto members = DictionaryReader(*line).read();
    if (!members || members->empty())
        return CacheControl::of(response);
    CacheControl said;
    said.present = said.targeted = true;
    for (const Member &member : *members) {
        if (!apply(said, member))
            return CacheControl::of(response);
    }
    return said;
}

} // namespace forefetch
