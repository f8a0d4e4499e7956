// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/detectformat.h"

#include "core/trace/combinedparser.h"
#include "core/trace/tableparser.h"

#include <string>

namespace forefetch {

namespace {

constexpr int kLinesLookedAt = 30;

std::string_view withoutSpace(std::string_view text)
{
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

// {"log": { ...
bool looksLikeHar(std::string_view text)
{
    for (const std::string_view piece : {"{", "\"log\"", ":", "{"}) {
        text = withoutSpace(text);
        if (!text.starts_with(piece))
            return false;
        text.remove_prefix(piece.size());
    }
    return true;
}

template <typename Visit>
void forLines(std::string_view head, Visit visit)
{
    for (int i = 0; i < kLinesLookedAt && !head.empty(); ++i) {
        const std::size_t end = head.find('\n');
        std::string_view line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty())
            visit(line);
    }
}

} // namespace

std::optional<TraceFormat> detectFormat(std::string_view head, const FieldMap &fields)
{
    if (looksLikeHar(head))
        return TraceFormat::Har;
    int lines = 0;
    int objects = 0;
    int combined = 0;
    CombinedParser parser;
    std::string copy;
    forLines(head, [&](std::string_view line) {
        ++lines;
        objects += withoutSpace(line).starts_with('{') && line.find('"') != std::string_view::npos;
        copy = line;
        RawEvent event;
        combined += parser.parse(copy, event).empty();
    });
    if (objects > 0 && objects * 3 >= lines)
        return TraceFormat::JsonLines;
    if (combined > 0 && combined * 3 >= lines)
        return TraceFormat::Combined;
    const std::string_view first = head.substr(0, head.find('\n'));
    const std::string_view header = first.substr(0, first.find('\r'));
    const char separator = separatorOf(header);
    if (separator != '\0' && TableParser::from(header, separator, fields))
        return separator == '\t' ? TraceFormat::Tsv : TraceFormat::Csv;
    return {};
}

} // namespace forefetch
