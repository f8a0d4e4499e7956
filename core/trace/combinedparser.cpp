// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/combinedparser.h"

#include "core/trace/fieldmap.h"

#include <charconv>
#include <cstring>

namespace forefetch {

namespace {

// A text between quotes, and whether something in it is escaped.
struct Quoted
{
    std::span<char> text;
    bool escaped = false;
};

// What is left of a line.
class Rest
{
public:
    explicit Rest(std::span<char> line) : m_line(line) {}

    bool empty() const { return m_line.empty(); }
    bool startsWith(char c) const { return !m_line.empty() && m_line.front() == c; }

    void skipSpaces()
    {
        while (startsWith(' '))
            m_line = m_line.subspan(1);
    }

    // Up to `end`, which is taken off too; all when it does not come.
    std::string_view upTo(char end)
    {
        const void *found = std::memchr(m_line.data(), end, m_line.size());
        const std::size_t count =
            found ? static_cast<std::size_t>(static_cast<const char *>(found) - m_line.data())
                  : m_line.size();
        const std::string_view text(m_line.data(), count);
        m_line = m_line.subspan(found ? count + 1 : count);
        return text;
    }

    // False when it begins with no quote, or that does not close.
    bool quoted(Quoted &value)
    {
        if (!startsWith('"'))
            return false;
        std::size_t at = 1;
        bool escaped = false;
        for (; at < m_line.size(); ++at) {
            const void *found = std::memchr(m_line.data() + at, '"', m_line.size() - at);
            if (found == nullptr)
                return false;
            const auto quote =
                static_cast<std::size_t>(static_cast<const char *>(found) - m_line.data());
            std::size_t backslashes = 0;
            while (m_line[quote - backslashes - 1] == '\\')
                ++backslashes;
            escaped |= backslashes > 0;
            if (backslashes % 2 == 0) {
                value.text = m_line.subspan(1, quote - 1);
                value.escaped = escaped || std::memchr(value.text.data(), '\\', value.text.size());
                m_line = m_line.subspan(quote + 1);
                return true;
            }
            at = quote;
        }
        return false;
    }

private:
    std::span<char> m_line;
};

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Resolves \" \\ \n \t \r \xHH in place; any other backslash stands for itself.
std::string_view resolved(const Quoted &value)
{
    const std::span<char> text = value.text;
    if (!value.escaped)
        return {text.data(), text.size()};
    std::size_t to = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (c == '\\' && at + 1 < text.size()) {
            const char next = text[at + 1];
            constexpr std::string_view letters = "\"\\ntr";
            constexpr std::string_view meant = "\"\\\n\t\r";
            const std::size_t letter = letters.find(next);
            if (letter != std::string_view::npos) {
                c = meant[letter];
                ++at;
            } else if (next == 'x' && at + 3 < text.size() && hexValue(text[at + 2]) >= 0 &&
                       hexValue(text[at + 3]) >= 0) {
                c = static_cast<char>(hexValue(text[at + 2]) * 16 + hexValue(text[at + 3]));
                at += 3;
            }
        }
        text[to++] = c;
    }
    return {text.data(), to};
}

std::string_view known(std::string_view text)
{
    return text == "-" ? std::string_view() : text;
}

template <typename Number>
bool takeNumber(std::string_view text, Number &value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

// "api.example:443", which Debian's Apache puts before the client.
bool isHostWithPort(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    std::uint16_t port = 0;
    return colon != std::string_view::npos && colon > 0 && takeNumber(text.substr(colon + 1), port);
}

// What comes before the time: [vhost] client ident user, where the user may hold spaces.
bool takeSenders(std::string_view text, RawEvent &event)
{
    std::size_t space = text.find(' ');
    if (space == std::string_view::npos || space == 0)
        return false;
    const std::string_view first = text.substr(0, space);
    std::string_view rest = text.substr(space + 1);
    event.client = known(first);
    space = rest.find(' ');
    const std::string_view second = rest.substr(0, space);
    // With a host in front the second word is the client, and two more follow.
    if (space == std::string_view::npos || second == "-" || !isHostWithPort(first))
        return true;
    rest.remove_prefix(space + 1);
    if (rest.find(' ') != std::string_view::npos && rest.find(' ') + 1 < rest.size()) {
        event.host = first;
        event.client = second;
    }
    return true;
}

// What is written behind the agent.
void takeExtras(Rest &rest, RawEvent &event)
{
    bool first = true;
    for (rest.skipSpaces(); !rest.empty(); rest.skipSpaces(), first = false) {
        Quoted value;
        std::string_view text;
        if (rest.startsWith('"')) {
            if (!rest.quoted(value))
                return;
            text = resolved(value);
            if (first) {
                event.forwarded = known(text);
                continue;
            }
        } else {
            text = rest.upTo(' ');
        }
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos) {
            const std::string_view name = text.substr(0, equals);
            if (name != "rt" && name != "request_time")
                continue;
            text.remove_prefix(equals + 1);
        } else if (text.find('.') == std::string_view::npos) {
            continue;
        }
        const auto took = parseLogDuration(text, TimeUnit::Seconds);
        if (took && !(event.duration >= Duration::zero()))
            event.duration = *took;
    }
}

// Status and size.
std::string_view takeAnswer(Rest &rest, RawEvent &event)
{
    rest.skipSpaces();
    if (rest.empty())
        return "cut off before the status";
    const std::string_view status = known(rest.upTo(' '));
    if (!status.empty() && (status.size() != 3 || !takeNumber(status, event.status)))
        return "the status is no number of three digits";
    rest.skipSpaces();
    if (rest.empty())
        return "cut off before the size";
    const std::string_view bytes = known(rest.upTo(' '));
    if (!bytes.empty() && !takeNumber(bytes, event.bytes))
        return "the size is no number";
    return {};
}

} // namespace

std::string_view CombinedParser::parse(std::span<char> line, RawEvent &event)
{
    Rest rest(line);
    if (!takeSenders(rest.upTo('['), event))
        return "no client before the time";
    const auto time = m_time.parse(rest.upTo(']'));
    if (!time)
        return "no time such as [17/May/2015:10:05:03 +0000]";
    event.timeUs = time->us;
    event.wholeSeconds = true;
    event.hasTime = true;
    rest.skipSpaces();
    Quoted request;
    if (!rest.quoted(request))
        return "no request in quotes";
    if (const auto why = takeAnswer(rest, event); !why.empty())
        return why;
    rest.skipSpaces();
    Quoted referer;
    Quoted agent;
    if (rest.startsWith('"')) {
        if (!rest.quoted(referer))
            return "quotes that do not close";
        rest.skipSpaces();
        if (rest.startsWith('"') && !rest.quoted(agent))
            return "quotes that do not close";
        event.agent = known(resolved(agent));
        takeExtras(rest, event);
    }
    return takeRequestLine(resolved(request), event);
}

} // namespace forefetch
