// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/jsonredact.h"

#include "core/request/redact.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace forefetch {

namespace {

constexpr std::string_view kHidden = "\"…\"";
constexpr std::string_view kSpaces = " \t\r\n";

bool isWord(std::string_view word)
{
    if (word == "true" || word == "false" || word == "null")
        return true;
    return word.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

char unescaped(char c)
{
    constexpr std::string_view letters = "bfnrt";
    constexpr std::string_view meant = "\b\f\n\r\t";
    const std::size_t at = letters.find(c);
    return at == letters.npos ? c : meant[at];
}

// What stands between the quotes, as far as it is ASCII: what else \u says becomes a '?', which no
// credential has.
std::string plain(std::string_view quoted)
{
    const std::string_view text = quoted.substr(1, quoted.size() - 2);
    if (text.find('\\') == text.npos)
        return std::string(text);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out.push_back(text[i]);
        } else if (text[++i] != 'u') {
            out.push_back(unescaped(text[i]));
        } else {
            unsigned code = 0x80;
            const std::string_view digits = text.substr(i + 1, 4);
            std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
            out.push_back(code < 0x80 ? static_cast<char>(code) : '?');
            i += digits.size();
        }
    }
    return out;
}

bool isCredential(const std::string &text)
{
    return looksLikeCredential(text) ||
           (text.find_first_of("/?;") != text.npos && redacted(text) != text);
}

// Copies a body piece by piece. What a bracket may stand next to is not checked: only that nothing
// is there which is neither a bracket, a sign, a text nor a word of JSON.
class JsonRedaction
{
public:
    explicit JsonRedaction(std::string_view body) : m_body(body) { m_out.reserve(body.size()); }

    std::string take()
    {
        while (m_at < m_body.size()) {
            if (!step())
                return {};
        }
        return m_open.empty() ? std::move(m_out) : std::string();
    }

private:
    bool step()
    {
        const char c = m_body[m_at];
        if (c == '"')
            return text();
        if (c == '{' || c == '[')
            m_open.push_back(c);
        else if (!closes(c) && kSpaces.find(c) == kSpaces.npos && c != ',' && c != ':')
            return word();
        else if (c == '}' || c == ']')
            m_open.pop_back();
        m_out.push_back(c);
        ++m_at;
        return true;
    }

    bool closes(char c) const
    {
        return !m_open.empty() &&
               ((c == '}' && m_open.back() == '{') || (c == ']' && m_open.back() == '['));
    }

    bool word()
    {
        const std::size_t end =
            std::min(m_body.find_first_of(" \t\r\n,:\"{}[]", m_at), m_body.size());
        const std::string_view word = m_body.substr(m_at, end - m_at);
        if (word.empty() || !isWord(word))
            return false;
        m_out.append(word);
        m_at = end;
        return true;
    }

    // Behind the closing quote of the text that begins at `from`; none: it has no end.
    std::optional<std::size_t> endOfText(std::size_t from) const
    {
        std::size_t at = from + 1;
        while ((at = m_body.find_first_of("\"\\", at)) != m_body.npos) {
            if (m_body[at] == '"')
                return at + 1;
            at += 2;
        }
        return std::nullopt;
    }

    bool text()
    {
        const std::optional<std::size_t> end = endOfText(m_at);
        if (!end)
            return false;
        const std::string_view whole = m_body.substr(m_at, *end - m_at);
        const std::size_t next = std::min(m_body.find_first_not_of(kSpaces, *end), m_body.size());
        const bool isName = next < m_body.size() && m_body[next] == ':';
        m_at = *end;
        if (!isName) {
            m_out.append(isCredential(plain(whole)) ? kHidden : whole);
            return true;
        }
        m_out.append(whole);
        return !isCredentialName(plain(whole)) || hideValue(next);
    }

    // The value behind the colon at `colon`.
    bool hideValue(std::size_t colon)
    {
        const std::size_t begin = m_body.find_first_not_of(kSpaces, colon + 1);
        const std::optional<std::size_t> end =
            begin == m_body.npos ? std::nullopt : endOfValue(begin);
        if (!end)
            return false;
        m_out.append(m_body.substr(m_at, begin - m_at)).append(kHidden);
        m_at = *end;
        return true;
    }

    std::optional<std::size_t> endOfValue(std::size_t at) const
    {
        if (m_body[at] == '"')
            return endOfText(at);
        if (m_body[at] != '{' && m_body[at] != '[')
            return std::min(m_body.find_first_of(" \t\r\n,}]", at), m_body.size());
        std::size_t depth = 0;
        while ((at = m_body.find_first_of("\"{}[]", at)) != m_body.npos) {
            if (m_body[at] == '"') {
                const std::optional<std::size_t> end = endOfText(at);
                if (!end)
                    return std::nullopt;
                at = *end;
                continue;
            }
            const bool opens = m_body[at] == '{' || m_body[at] == '[';
            depth = opens ? depth + 1 : depth - 1;
            ++at;
            if (depth == 0)
                return at;
        }
        return std::nullopt;
    }

    const std::string_view m_body;
    std::size_t m_at = 0;
    std::string m_out;
    std::string m_open; // brackets
};

} // namespace

std::string redactedJson(std::string_view body)
{
    return JsonRedaction(body).take();
}

} // namespace forefetch
