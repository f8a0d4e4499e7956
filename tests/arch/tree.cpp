// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/tree.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fnmatch.h>

namespace forefetch::arch {

namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path &path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The patterns of .gitignore that speak of names at the top, as fnmatch takes them.
std::vector<std::string> ignoredAtTop(const fs::path &root)
{
    std::vector<std::string> patterns;
    for (std::string line : linesOf(contentOf(root / ".gitignore"))) {
        if (line.starts_with('/'))
            line.erase(0, 1);
        if (line.ends_with('/'))
            line.pop_back();
        if (!line.empty() && !line.starts_with('#') && line.find('/') == std::string::npos)
            patterns.push_back(line);
    }
    return patterns;
}

bool isText(const fs::path &path)
{
    static constexpr std::array endings{".h",  ".cpp",  ".txt",  ".sh",   ".cmake", ".md",
                                        ".py", ".toml", ".yaml", ".html", ".ui",    ""};
    return std::ranges::find(endings, path.extension().string()) != endings.end();
}

void addFile(Tree &tree, const fs::path &root, const fs::path &path)
{
    if (isText(path))
        tree.files.push_back({fs::relative(path, root).generic_string(), contentOf(path)});
}

// Blanks comments, strings and character literals in place, one literal at a call.
class Blanker
{
public:
    explicit Blanker(std::string text) : m_text(std::move(text)) {}

    std::string run()
    {
        while (m_at < m_text.size()) {
            if (startsWith("//"))
                blankTo(endOfLine());
            else if (startsWith("/*"))
                blankTo(after("*/", m_at + 2));
            else if (m_text[m_at] == '"')
                blankTo(isRaw() ? endOfRaw() : endOfQuoted('"'));
            else if (m_text[m_at] == '\'' && !isDigitSeparator())
                blankTo(endOfQuoted('\''));
            else
                ++m_at;
        }
        return std::move(m_text);
    }

private:
    bool startsWith(std::string_view s) const { return m_text.compare(m_at, s.size(), s) == 0; }
    std::size_t endOfLine() const { return std::min(m_text.find('\n', m_at), m_text.size()); }
    std::size_t after(const std::string &s, std::size_t from) const
    {
        const std::size_t found = m_text.find(s, from);
        return found == std::string::npos ? m_text.size() : found + s.size();
    }
    bool isRaw() const { return m_at > 0 && m_text[m_at - 1] == 'R'; }
    std::size_t endOfRaw() const
    {
        const std::size_t open = m_text.find('(', m_at);
        if (open == std::string::npos)
            return m_text.size();
        return after(")" + m_text.substr(m_at + 1, open - m_at - 1) + "\"", open);
    }
    std::size_t endOfQuoted(char quote) const
    {
        std::size_t i = m_at + 1;
        while (i < m_text.size() && m_text[i] != quote && m_text[i] != '\n')
            i += m_text[i] == '\\' ? 2 : 1;
        return std::min(i + 1, m_text.size());
    }
    // 1'000: within a word that begins with a digit.
    bool isDigitSeparator() const
    {
        std::size_t begin = m_at;
        while (begin > 0 && (isalnum(static_cast<unsigned char>(m_text[begin - 1])) ||
                             m_text[begin - 1] == '\''))
            --begin;
        return begin < m_at && isdigit(static_cast<unsigned char>(m_text[begin]));
    }
    void blankTo(std::size_t end)
    {
        for (; m_at < end; ++m_at)
            if (m_text[m_at] != '\n')
                m_text[m_at] = ' ';
    }

    std::string m_text;
    std::size_t m_at = 0;
};

void blankPreprocessor(std::string &code)
{
    std::size_t at = 0;
    bool within = false; // a line that goes on after a backslash
    while (at < code.size()) {
        const std::size_t end = std::min(code.find('\n', at), code.size());
        const std::size_t first = code.find_first_not_of(" \t", at);
        if (within || (first < end && code[first] == '#')) {
            within = end > at && code[end - 1] == '\\';
            std::fill(code.begin() + static_cast<std::ptrdiff_t>(at),
                      code.begin() + static_cast<std::ptrdiff_t>(end), ' ');
        }
        at = end + 1;
    }
}

} // namespace

const File *Tree::find(std::string_view path) const
{
    const auto found = std::ranges::find(files, path, &File::path);
    return found == files.end() ? nullptr : &*found;
}

Tree readTree(const std::string &root)
{
    Tree tree;
    const std::vector<std::string> ignored = ignoredAtTop(root);
    for (const fs::directory_entry &entry : fs::directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        const auto matches = [&name](const std::string &pattern) {
            return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
        };
        if (name == ".git" || std::ranges::any_of(ignored, matches))
            continue;
        tree.top.push_back(name);
        if (!entry.is_directory()) {
            addFile(tree, root, entry.path());
            continue;
        }
        tree.folders.push_back(name);
        for (const fs::directory_entry &inner : fs::recursive_directory_iterator(entry)) {
            if (inner.is_directory())
                tree.folders.push_back(fs::relative(inner, root).generic_string());
            else
                addFile(tree, root, inner.path());
        }
    }
    std::ranges::sort(tree.files, {}, &File::path);
    return tree;
}

bool isCpp(std::string_view path)
{
    return path.ends_with(".h") || path.ends_with(".cpp");
}

std::string stemOf(std::string_view path)
{
    return fs::path(path).stem().string();
}

std::string folderOf(std::string_view path)
{
    const std::size_t first = path.find('/');
    const std::size_t second = first == std::string_view::npos ? first : path.find('/', first + 1);
    if (second == std::string_view::npos)
        return {};
    return std::string(path.substr(first + 1, second - first - 1));
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    std::istringstream in{std::string(text)};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

std::string codeOf(std::string_view text, bool keepPreprocessor)
{
    std::string code = Blanker(std::string(text)).run();
    if (!keepPreprocessor)
        blankPreprocessor(code);
    return code;
}

std::vector<Include> includesOf(std::string_view text)
{
    std::vector<Include> includes;
    const std::vector<std::string> lines = linesOf(text);
    const std::vector<std::string> code = linesOf(codeOf(text, true));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t hash = code[i].find_first_not_of(" \t");
        if (hash == std::string::npos || code[i][hash] != '#' ||
            code[i].find("include", hash) == std::string::npos)
            continue;
        const std::size_t open = lines[i].find_first_of("\"<");
        if (open == std::string::npos)
            continue;
        const std::size_t close = lines[i].find_first_of("\">", open + 1);
        if (close != std::string::npos)
            includes.push_back({lines[i].substr(open + 1, close - open - 1), lines[i][open] == '"',
                                static_cast<int>(i + 1)});
    }
    return includes;
}

} // namespace forefetch::arch
