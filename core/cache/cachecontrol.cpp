// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cachecontrol.h"

#include <algorithm>
#include <string>

namespace forefetch {

namespace {

constexpr std::chrono::seconds kMostSeconds{2147483648};

struct Directive
{
    std::string_view name;
    std::optional<std::string> argument;
    bool clean = true; // exactly as the grammar has it
};

// Takes one directive after the other from a field line.
class DirectiveReader
{
public:
    explicit DirectiveReader(std::string_view line) : m_rest(line) {}

    bool malformed() const { return m_malformed; }

    bool next(Directive &directive)
    {
        skip([](char c) { return c == ',' || c == ' ' || c == '\t'; });
        if (m_rest.empty())
            return false;
        directive = {};
        directive.name = take(isTokenChar);
        if (!m_rest.empty() && m_rest.front() == '=') {
            m_rest.remove_prefix(1);
            directive.argument = argument();
        }
        skip([](char c) { return c == ' ' || c == '\t'; });
        if (!m_rest.empty() && m_rest.front() != ',') {
            directive.clean = false;
            skipJunk();
        }
        return true;
    }

private:
    template <typename Wanted>
    std::string_view take(Wanted wanted)
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), wanted);
        const auto length = static_cast<std::size_t>(end - m_rest.begin());
        const std::string_view taken = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        return taken;
    }
    template <typename Wanted>
    void skip(Wanted wanted)
    {
        take(wanted);
    }

    std::string argument()
    {
        if (m_rest.empty() || m_rest.front() != '"')
            return std::string(take(isTokenChar));
        return quoted();
    }

    // quoted-string (RFC 9110, 5.6.4); m_rest begins with the quote.
    std::string quoted()
    {
        std::string text;
        for (std::size_t i = 1; i < m_rest.size(); ++i) {
            if (m_rest[i] == '"') {
                m_rest.remove_prefix(i + 1);
                return text;
            }
            if (m_rest[i] == '\\' && i + 1 < m_rest.size())
                ++i;
            text.push_back(m_rest[i]);
        }
        m_malformed = true;
        m_rest = {};
        return text;
    }

    void skipJunk()
    {
        while (!m_rest.empty() && m_rest.front() != ',') {
            if (m_rest.front() == '"')
                quoted();
            else
                m_rest.remove_prefix(1);
        }
    }

    std::string_view m_rest;
    bool m_malformed = false;
};

void takeSeconds(CacheControl::Seconds &into, const Directive &directive)
{
    std::chrono::seconds value{0};
    if (directive.clean && directive.argument)
        value = parseDeltaSeconds(*directive.argument).value_or(value);
    into = into && *into != value ? std::chrono::seconds(0) : value;
}

void apply(CacheControl &said, const Directive &directive)
{
    const auto is = [&](std::string_view name) { return equalsIgnoringCase(directive.name, name); };
    if (is("max-age"))
        takeSeconds(said.maxAge, directive);
    else if (is("s-maxage"))
        takeSeconds(said.sMaxAge, directive);
    else if (is("min-fresh"))
        takeSeconds(said.minFresh, directive);
    else if (is("no-store"))
        said.noStore = true;
    else if (is("no-cache"))
        said.noCache = true;
    else if (is("private"))
        said.isPrivate = true;
    else if (is("must-understand"))
        said.mustUnderstand = true;
    else if (is("only-if-cached"))
        said.onlyIfCached = true;
    else if (is("must-revalidate"))
        said.mustRevalidate = true;
    else if (is("proxy-revalidate"))
        said.proxyRevalidate = true;
    else if (is("stale-while-revalidate"))
        takeSeconds(said.staleWhileRevalidate, directive);
    else if (is("stale-if-error"))
        takeSeconds(said.staleIfError, directive);
    else if (is("public") && directive.clean && !directive.argument)
        said.isPublic = true;
}

} // namespace

bool isTokenChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

std::optional<std::chrono::seconds> parseDeltaSeconds(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::chrono::seconds value{0};
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = std::min(value * 10 + std::chrono::seconds(c - '0'), kMostSeconds);
    }
    return value;
}

CacheControl CacheControl::of(const Headers &headers)
{
    CacheControl said;
    // Line by line: a string that does not end in one line swallows nothing of the next.
    for (const HeaderField &field : headers) {
        if (!equalsIgnoringCase(field.name, "Cache-Control"))
            continue;
        said.present = true;
        DirectiveReader reader(field.value);
        for (Directive directive; reader.next(directive);)
            apply(said, directive);
        said.malformed = said.malformed || reader.malformed();
    }
    return said;
}

} // namespace forefetch
