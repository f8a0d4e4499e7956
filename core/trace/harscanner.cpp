// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/harscanner.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kLongestKey = 64;

bool isOpening(int c)
{
    return c == '{' || c == '[';
}

bool isClosing(int c)
{
    return c == '}' || c == ']';
}

// Does its last byte escape the next one? Where the bytes before it are of the same string.
bool endsInEscape(std::string_view text)
{
    const std::size_t last = text.find_last_not_of('\\');
    const std::size_t before = last == std::string_view::npos ? 0 : last + 1;
    return (text.size() - before) % 2 == 1;
}

void append(std::string *into, std::string_view bytes, std::size_t most)
{
    if (into != nullptr && into->size() < most)
        into->append(bytes.substr(0, most - into->size()));
}

} // namespace

int HarScanner::peek()
{
    if (m_block.empty())
        m_block = m_bytes.nextBlock();
    m_over = m_block.empty();
    return m_over ? kEnd : static_cast<unsigned char>(m_block.front());
}

int HarScanner::take()
{
    const int c = peek();
    if (c != kEnd)
        m_block.remove_prefix(1);
    return c;
}

// What follows an opening quote, up to and with the closing one. Bodies are found here, so it goes
// by the block, and looks at each byte twice at most.
void HarScanner::takeString(std::string *into, std::size_t most)
{
    while (peek() != kEnd) {
        std::size_t at = 0;
        std::size_t quote = std::min(m_block.find('"'), m_block.size());
        while ((at = m_block.substr(0, quote).find('\\', at)) != std::string_view::npos) {
            at += 2; // beyond the block when the backslash is its last byte
            if (at > quote)
                quote = std::min(m_block.find('"', at), m_block.size());
        }
        const bool isWhole = quote < m_block.size();
        const bool escapesNext = !isWhole && endsInEscape(m_block);
        append(into, m_block.substr(0, quote + (isWhole ? 1 : 0)), most);
        m_block.remove_prefix(quote + (isWhole ? 1 : 0));
        if (isWhole)
            return;
        if (!escapesNext || peek() == kEnd)
            continue;
        append(into, m_block.substr(0, 1), most);
        m_block.remove_prefix(1);
    }
}

// To behind the bracket that opens log.entries.
bool HarScanner::seekList()
{
    std::string text, key;
    bool inLog = false;
    for (int depth = 0;;) {
        const int c = take();
        if (c == kEnd)
            return false;
        if (c == '"') {
            text.clear();
            takeString(&text, kLongestKey);
        } else if (c == ':') {
            key.swap(text);
        } else if (isOpening(c)) {
            ++depth;
            if (depth == 2)
                inLog = c == '{' && key == "log\"";
            if (depth == 3 && inLog && c == '[' && key == "entries\"")
                return true;
        } else if (isClosing(c) && --depth <= 0) {
            return false;
        }
    }
}

HarScanner::Step HarScanner::takeEntry(std::string &entry)
{
    entry.assign("{");
    for (int depth = 1; depth > 0;) {
        const int c = take();
        if (c == kEnd)
            return Step::CutOff;
        const char byte = static_cast<char>(c);
        append(&entry, {&byte, 1}, kLongest);
        if (c == '"')
            takeString(&entry, kLongest);
        else if (isOpening(c))
            ++depth;
        else if (isClosing(c))
            --depth;
    }
    if (entry.size() >= kLongest)
        return Step::TooLong;
    entry.reserve(entry.size() + LineSource::kPadding);
    return Step::Entry;
}

// A value that is no object, up to what separates it from the next one.
HarScanner::Step HarScanner::skipOther(int first)
{
    int depth = 0;
    for (int c = first; c != kEnd; c = take()) {
        if (c == '"')
            takeString(nullptr, 0);
        else if (isOpening(c))
            ++depth;
        else if (isClosing(c) && depth > 0)
            --depth;
        if (depth == 0 && (peek() == ',' || peek() == ']'))
            break;
    }
    return Step::NoObject;
}

HarScanner::Step HarScanner::next(std::string &entry)
{
    entry.clear();
    if (m_closed || m_over || (!m_inList && !(m_inList = seekList())))
        return Step::End;
    for (;;) {
        const int c = take();
        switch (c) {
        case ' ':
        case '\t':
        case '\r':
        case '\n':
        case ',':
            continue;
        case ']':
            m_closed = true;
            return Step::End;
        case kEnd:
            return Step::End;
        case '{':
            return takeEntry(entry);
        default:
            return skipOther(c);
        }
    }
}

} // namespace forefetch
