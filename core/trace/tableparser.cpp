// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/tableparser.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace forefetch {

namespace {

// Takes the next value off `rest`; false when its quotes do not close. Doubled quotes are resolved
// in place.
bool takeValue(std::span<char> &rest, char separator, std::string_view &value, bool &more)
{
    const bool quoted = separator != '\t' && !rest.empty() && rest.front() == '"';
    std::size_t end = 0;
    if (!quoted) {
        const void *found = std::memchr(rest.data(), separator, rest.size());
        end = found ? static_cast<std::size_t>(static_cast<const char *>(found) - rest.data())
                    : rest.size();
        value = {rest.data(), end};
    } else {
        std::size_t to = 0;
        std::size_t at = 1;
        for (;; ++at) {
            if (at >= rest.size())
                return false;
            if (rest[at] == '"' && (++at >= rest.size() || rest[at] != '"'))
                break;
            rest[to++] = rest[at];
        }
        if (at < rest.size() && rest[at] != separator)
            return false;
        value = {rest.data(), to};
        end = at;
    }
    more = end < rest.size();
    rest = rest.subspan(more ? end + 1 : end);
    return true;
}

} // namespace

char separatorOf(std::string_view header)
{
    char best = '\0';
    std::ptrdiff_t most = 0;
    for (const char separator : {'\t', ',', ';'}) {
        const auto count = std::ranges::count(header, separator);
        if (count > most) {
            most = count;
            best = separator;
        }
    }
    return best;
}

Result<std::unique_ptr<TableParser>> TableParser::from(std::string_view header, char separator,
                                                       const FieldMap &fields)
{
    std::unique_ptr<TableParser> parser(new TableParser(separator));
    std::array<std::size_t, kFieldRoles> columnOf;
    columnOf.fill(SIZE_MAX);
    std::vector<std::string> names;
    std::string line(header);
    std::span<char> rest(line);
    std::string_view name;
    for (bool more = true; more;) {
        if (!takeValue(rest, separator, name, more))
            return Error{ErrorCode::Corrupt, "the quotes of the header line do not close"};
        FieldMeaning meaning = fields.meaningOf(name);
        const std::size_t at = names.size();
        names.emplace_back(name);
        std::size_t &taken = columnOf[static_cast<std::size_t>(meaning.role)];
        if (taken != SIZE_MAX && meaning.role != FieldRole::None) {
            if (parser->m_columns[taken].rank <= meaning.rank)
                meaning = {};
            else
                parser->m_columns[taken] = {};
        }
        if (meaning.role != FieldRole::None)
            taken = at;
        parser->m_columns.push_back(meaning);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if (parser->m_columns[i].role != FieldRole::None)
            parser->m_fields.emplace_back(nameOf(parser->m_columns[i].role), names[i]);
    const auto has = [&](FieldRole role) {
        return columnOf[static_cast<std::size_t>(role)] != SIZE_MAX;
    };
    if (!has(FieldRole::Time) || (!has(FieldRole::Url) && !has(FieldRole::Request)))
        return Error{ErrorCode::Corrupt,
                     "the header line \"" + std::string(header.substr(0, 200)) +
                         "\" names no time or no URL that is known; tell which columns they are, "
                         "as in time=COLUMN and url=COLUMN"};
    return parser;
}

std::string_view TableParser::parse(std::span<char> line, RawEvent &event)
{
    std::string_view value;
    std::size_t column = 0;
    for (bool more = true; more; ++column) {
        if (!takeValue(line, m_separator, value, more))
            return "quotes that do not close";
        if (column >= m_columns.size())
            return "more values than the header has columns";
        if (m_columns[column].role == FieldRole::None)
            continue;
        if (const auto why = m_taker.take(m_columns[column], value, event); !why.empty())
            return why;
    }
    return column < m_columns.size() ? std::string_view("fewer values than the header has columns")
                                     : std::string_view();
}

} // namespace forefetch
