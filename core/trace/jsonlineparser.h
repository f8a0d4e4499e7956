// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/fieldmap.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace forefetch {

// One JSON object a line, with field names as nginx, Caddy, Traefik and others choose them. Objects
// within are read too ("request.headers.User-Agent"), of lists the first value; whole numbers and
// texts mean the same.
//
// Thread: the owner's.
class JsonLineParser final : public LineParser
{
public:
    explicit JsonLineParser(FieldMap fields);
    ~JsonLineParser() override;
    std::string_view parse(std::span<char> line, RawEvent &event) override;
    FieldNames fields() const override;

private:
    struct Json;
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    // What stands in the line for a role, and how good a source that is.
    struct Taken
    {
        std::string_view text;
        FieldMeaning meaning;
        std::string_view field;
        bool there = false;
    };

    const FieldMeaning &meaningOf(std::string_view field, std::string_view &kept);
    std::string_view takeAll(RawEvent &event);

    FieldMap m_fields;
    std::unique_ptr<Json> m_json;
    std::unordered_map<std::string, FieldMeaning, TextHash, std::equal_to<>> m_meanings;
    std::array<Taken, kFieldRoles> m_taken;
    std::array<std::string, kFieldRoles> m_from; // the field that each role was read from last
    std::string m_path; // of the object that is being read, with a point behind it
    FieldTaker m_taker;
};

} // namespace forefetch
