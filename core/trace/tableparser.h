// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/fieldmap.h"

#include <memory>

namespace forefetch {

// Tables with a header line: CSV (RFC 4180, separated by comma or semicolon) and TSV (never
// quoted). Columns are found by name, in any order. A quoted value may hold separators and doubled
// quotes, no line end.
//
// Thread: the owner's.
class TableParser final : public LineParser
{
public:
    // Fails when the header names no time or no URL, and says what it names.
    static Result<std::unique_ptr<TableParser>> from(std::string_view header, char separator,
                                                     const FieldMap &fields);
    std::string_view parse(std::span<char> line, RawEvent &event) override;
    FieldNames fields() const override { return m_fields; }

private:
    explicit TableParser(char separator) : m_separator(separator) {}

    char m_separator;
    std::vector<FieldMeaning> m_columns; // None: skipped
    FieldNames m_fields;
    FieldTaker m_taker;
};

// The separator of a header line: a tab, comma or semicolon, whichever it has most of; '\0' when it
// has none.
char separatorOf(std::string_view header);

} // namespace forefetch
