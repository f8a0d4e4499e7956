// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/jsonlineparser.h"

#include "core/trace/linesource.h"

#include <simdjson.h>

namespace forefetch {

namespace {

using namespace simdjson;

constexpr std::size_t kMostNames = 1024; // names of fields that are remembered
constexpr int kDeepest = 4;

static_assert(LineSource::kPadding >= SIMDJSON_PADDING);

// Numbers as they stand in the text: no precision is lost.
std::string_view numberText(std::string_view raw)
{
    while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t' || raw.back() == '\r'))
        raw.remove_suffix(1);
    return raw;
}

} // namespace

struct JsonLineParser::Json
{
    ondemand::parser parser;

    error_code object(JsonLineParser &owner, ondemand::object fields, int depth);
    error_code value(JsonLineParser &owner, std::string_view name, ondemand::value value,
                     int depth);
    error_code nested(JsonLineParser &owner, std::string_view name, ondemand::value value,
                      int depth);
    static error_code text(ondemand::value value, ondemand::json_type type, std::string_view &text);
};

JsonLineParser::JsonLineParser(FieldMap fields)
    : m_fields(std::move(fields)), m_json(std::make_unique<Json>())
{
}

JsonLineParser::~JsonLineParser() = default;

// The names of a log are few and come again on each line; a log that invents names does not fill
// the memory.
const FieldMeaning &JsonLineParser::meaningOf(std::string_view field, std::string_view &kept)
{
    static const FieldMeaning none;
    auto at = m_meanings.find(field);
    if (at == m_meanings.end()) {
        if (m_meanings.size() >= kMostNames)
            return none;
        at = m_meanings.emplace(std::string(field), m_fields.meaningOf(field)).first;
    }
    kept = at->first;
    return at->second;
}

error_code JsonLineParser::Json::text(ondemand::value value, ondemand::json_type type,
                                      std::string_view &text)
{
    if (type == ondemand::json_type::string)
        return value.get_string().get(text);
    if (type == ondemand::json_type::number || type == ondemand::json_type::boolean)
        text = numberText(value.raw_json_token());
    return SUCCESS;
}

error_code JsonLineParser::Json::nested(JsonLineParser &owner, std::string_view name,
                                        ondemand::value value, int depth)
{
    if (depth >= kDeepest)
        return SUCCESS;
    const std::size_t length = owner.m_path.size();
    owner.m_path.append(name).append(".");
    ondemand::object inner;
    error_code error = value.get_object().get(inner);
    if (error == SUCCESS)
        error = object(owner, inner, depth + 1);
    owner.m_path.resize(length);
    return error;
}

error_code JsonLineParser::Json::value(JsonLineParser &owner, std::string_view name,
                                       ondemand::value value, int depth)
{
    ondemand::json_type type{};
    if (const error_code error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::object)
        return nested(owner, name, value, depth);
    const std::size_t length = owner.m_path.size();
    std::string_view kept;
    owner.m_path.append(name);
    const FieldMeaning &meaning = owner.meaningOf(owner.m_path, kept);
    owner.m_path.resize(length);
    if (meaning.role == FieldRole::None)
        return SUCCESS;
    std::string_view found;
    if (type == ondemand::json_type::array) {
        ondemand::array list;
        if (const error_code error = value.get_array().get(list))
            return error;
        for (auto element : list) {
            ondemand::value first;
            if (const error_code error = element.get(first))
                return error;
            ondemand::json_type inner{};
            if (const error_code error = first.type().get(inner))
                return error;
            if (const error_code error = text(first, inner, found))
                return error;
            break;
        }
    } else if (const error_code error = text(value, type, found)) {
        return error;
    }
    Taken &taken = owner.m_taken[static_cast<std::size_t>(meaning.role)];
    const bool better = !taken.there || meaning.rank < taken.meaning.rank;
    if (better && !found.empty() && found != "-")
        taken = {found, meaning, kept, true};
    return SUCCESS;
}

error_code JsonLineParser::Json::object(JsonLineParser &owner, ondemand::object fields, int depth)
{
    for (auto field : fields) {
        std::string_view name;
        if (const error_code error = field.unescaped_key().get(name))
            return error;
        ondemand::value inner;
        if (const error_code error = field.value().get(inner))
            return error;
        if (const error_code error = value(owner, name, inner, depth))
            return error;
    }
    return SUCCESS;
}

std::string_view JsonLineParser::takeAll(RawEvent &event)
{
    for (std::size_t role = 1; role < kFieldRoles; ++role) {
        const Taken &taken = m_taken[role];
        if (!taken.there)
            continue;
        // A request line says less than its parts, where both are there.
        if (role == static_cast<std::size_t>(FieldRole::Request) && !event.method.empty() &&
            !event.target.empty())
            continue;
        if (const auto why = m_taker.take(taken.meaning, taken.text, event); !why.empty())
            return why;
        if (m_from[role] != taken.field)
            m_from[role] = taken.field;
    }
    return {};
}

std::string_view JsonLineParser::parse(std::span<char> line, RawEvent &event)
{
    m_taken = {};
    m_path.clear();
    ondemand::document document;
    ondemand::object fields;
    const padded_string_view text(line.data(), line.size(), line.size() + SIMDJSON_PADDING);
    if (m_json->parser.iterate(text).get(document) || document.get_object().get(fields))
        return "no JSON object";
    const char *behind = nullptr;
    if (m_json->object(*this, fields, 0) || !document.current_location().get(behind))
        return "broken JSON";
    return takeAll(event);
}

FieldNames JsonLineParser::fields() const
{
    FieldNames all;
    for (std::size_t role = 1; role < kFieldRoles; ++role)
        if (!m_from[role].empty())
            all.emplace_back(nameOf(static_cast<FieldRole>(role)), m_from[role]);
    return all;
}

} // namespace forefetch
