// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/functions.h"

#include "tests/arch/tree.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace forefetch::arch {

namespace {

enum class Scope { Open, Function, Other }; // Open: a namespace or a class, functions may follow

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

bool hasWord(std::string_view text, std::string_view word)
{
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isWord(text[at - 1])) && (end == text.size() || !isWord(text[end])))
            return true;
    }
    return false;
}

// Without what stands between angle brackets, attributes, and a leading template clause.
std::string flattened(std::string header)
{
    static const std::regex angles("<[^<>;{}]*>");
    static const std::regex attributes(R"(\[\[[^\]]*\]\])");
    static const std::regex alignment(R"(alignas\([^()]*\))");
    for (std::string before; before != header;) {
        before = header;
        header = std::regex_replace(header, angles, "");
    }
    return std::regex_replace(std::regex_replace(header, attributes, ""), alignment, "");
}

std::string withoutArguments(std::string header)
{
    static const std::regex arguments(R"(\([^()]*\))");
    for (std::string before; before != header;) {
        before = header;
        header = std::regex_replace(header, arguments, "");
    }
    return header;
}

// Where a constructor's list of members begins: a single colon after the arguments.
bool inMemberList(const std::string &flat)
{
    static const std::regex list(R"(\)[\s\w]*(\([^()]*\))?\s*:([^:]|$))");
    return std::regex_search(flat, list);
}

Scope scopeOf(const std::string &header)
{
    const std::string flat = flattened(header);
    static const std::regex externC(R"(\s*extern\s*)");
    static const std::regex type(R"(^\s*(template\s*)?(typedef\s+)?(class|struct|union)\b)");
    if (hasWord(flat, "namespace") || std::regex_match(flat, externC))
        return Scope::Open;
    if (hasWord(flat, "enum"))
        return Scope::Other;
    if (std::regex_search(flat, type))
        return Scope::Open;
    static const std::regex lambda(R"(\[[^\[\]]*\]\s*(\(|mutable|\{|$))");
    static const std::regex assigned(R"((^|[^=!<>])=([^=]|$))");
    if (std::regex_search(withoutArguments(flat), assigned) && !hasWord(flat, "operator"))
        return std::regex_search(header, lambda) ? Scope::Function : Scope::Other;
    return flat.find('(') == std::string::npos ? Scope::Other : Scope::Function;
}

std::string nameIn(const std::string &header)
{
    const std::string flat = flattened(header);
    std::size_t end = flat.find('(');
    if (end == std::string::npos)
        end = flat.size();
    while (end > 0 && std::isspace(static_cast<unsigned char>(flat[end - 1])))
        --end;
    std::size_t begin = end;
    while (begin > 0 &&
           (isWord(flat[begin - 1]) || flat[begin - 1] == ':' || flat[begin - 1] == '~'))
        --begin;
    return flat.substr(begin, end - begin);
}

class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_code(codeOf(text)) {}

    std::vector<Function> run()
    {
        for (std::size_t i = 0; i < m_code.size(); ++i) {
            const char c = m_code[i];
            if (c == '\n')
                newLine(i);
            else if (m_inFunction)
                withinFunction(c);
            else if (c == '{')
                open(i);
            else if (c == '}')
                close();
            else if (c == ';')
                m_header.clear();
            else if (c == ':' && endsSection())
                m_header.clear();
            else
                extend(c);
        }
        return std::move(m_found);
    }

private:
    void newLine(std::size_t at)
    {
        ++m_line;
        // A blank line stands between definitions, never within a header.
        const std::size_t next = m_code.find_first_not_of(" \t", at + 1);
        if (m_initDepth == 0 && (next == std::string::npos || m_code[next] == '\n'))
            m_header.clear();
        else
            m_header += ' ';
    }
    void extend(char c)
    {
        const bool blank = std::isspace(static_cast<unsigned char>(c));
        if (m_header.find_first_not_of(' ') == std::string::npos && !blank)
            m_headerLine = m_line;
        m_header += c;
    }
    bool endsSection() const
    {
        if (m_header.size() > 80)
            return false;
        static const std::regex section(
            R"(^\s*((Q_OBJECT|Q_GADGET)\s+)?(public|protected|private|Q_SIGNALS)(\s+Q_SLOTS)?\s*$)");
        return std::regex_match(m_header, section);
    }
    void open(std::size_t at)
    {
        // A member initialised with braces, in a constructor's list: the header goes on.
        const std::size_t before = m_code.find_last_not_of(" \t\n", at - (at > 0 ? 1 : 0));
        const bool afterName =
            before != std::string::npos && (isWord(m_code[before]) || m_code[before] == '>');
        const bool inArguments =
            std::ranges::count(m_header, '(') > std::ranges::count(m_header, ')');
        if (m_initDepth > 0 || inArguments ||
            (afterName && inMemberList(flattened(m_header)) &&
             !std::regex_search(m_header, std::regex(R"(->\s*[\w:<>]+\s*$)")))) {
            ++m_initDepth;
            return;
        }
        const Scope scope = scopeOf(m_header);
        if (scope == Scope::Function) {
            m_inFunction = true;
            m_depth = 1;
            m_found.push_back({nameIn(m_header), m_headerLine, 0});
            return;
        }
        if (scope == Scope::Other)
            ++m_initDepth; // an initialiser or an enum: what follows belongs to the same header
        else
            m_header.clear();
    }
    void close()
    {
        if (m_initDepth > 0)
            --m_initDepth;
        else
            m_header.clear();
    }
    void withinFunction(char c)
    {
        if (c == '{')
            ++m_depth;
        if (c != '}' || --m_depth > 0)
            return;
        m_inFunction = false;
        m_header.clear();
        m_found.back().lines = m_line - m_found.back().line + 1;
    }

    std::string m_code;
    std::string m_header; // what was read since the last definition ended
    int m_headerLine = 1;
    int m_line = 1;
    int m_initDepth = 0; // braces open that are no scope
    int m_depth = 0;     // braces open within the function
    bool m_inFunction = false;
    std::vector<Function> m_found;
};

} // namespace

std::vector<Function> functionsOf(std::string_view text)
{
    return Scanner(text).run();
}

} // namespace forefetch::arch
