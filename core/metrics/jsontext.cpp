// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/jsontext.h"

#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace forefetch {

namespace {

namespace json = boost::json;

void write(std::string &out, const json::value &value, std::size_t level);

void newLine(std::string &out, std::size_t level)
{
    out += '\n';
    out.append(2 * level, ' ');
}

void writeObject(std::string &out, const json::object &object, std::size_t level)
{
    out += '{';
    bool first = true;
    for (const json::key_value_pair &member : object) {
        if (!first)
            out += ',';
        first = false;
        newLine(out, level + 1);
        out += json::serialize(json::string_view(member.key()));
        out += ": ";
        write(out, member.value(), level + 1);
    }
    if (!first)
        newLine(out, level);
    out += '}';
}

void writeArray(std::string &out, const json::array &array, std::size_t level)
{
    out += '[';
    bool first = true;
    for (const json::value &element : array) {
        if (!first)
            out += ',';
        first = false;
        newLine(out, level + 1);
        write(out, element, level + 1);
    }
    if (!first)
        newLine(out, level);
    out += ']';
}

void write(std::string &out, const json::value &value, std::size_t level)
{
    if (const json::object *object = value.if_object())
        writeObject(out, *object, level);
    else if (const json::array *array = value.if_array())
        writeArray(out, *array, level);
    else if (const double *number = value.if_double())
        out += numberText(*number);
    else
        out += json::serialize(value);
}

std::string placeOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n');
    const std::size_t column = start == std::string_view::npos ? offset + 1 : offset - start;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

} // namespace

std::string numberText(double value)
{
    if (!std::isfinite(value) || value == 0) // and no "-0"
        return "0";
    // Plain digits for all that people meet; the exponent for what would be a row of zeros.
    const double magnitude = std::abs(value);
    const bool plain = magnitude >= 1e-7 && magnitude < 1e16;
    char buffer[64];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, value,
                      plain ? std::chars_format::fixed : std::chars_format::scientific);
    return std::string(buffer, end.ptr);
}

std::string jsonText(const json::value &value)
{
    std::string out;
    write(out, value, 0);
    out += '\n';
    return out;
}

Result<json::value> parseJson(std::string_view text)
{
    json::parser parser;
    json::error_code ec;
    std::size_t read = parser.write_some(text.data(), text.size(), ec);
    if (ec == json::error::incomplete)
        return Error{ErrorCode::Corrupt, "not JSON: it ends at " + placeOf(text, text.size()) +
                                             " before it is complete"};
    if (!ec) {
        read = std::min(text.find_first_not_of(" \t\r\n", read), text.size());
        if (read < text.size())
            return Error{ErrorCode::Corrupt,
                         "not JSON: more follows its end at " + placeOf(text, read)};
        return parser.release();
    }
    return Error{ErrorCode::Corrupt, "not JSON: " + ec.message() + " at " + placeOf(text, read)};
}

} // namespace forefetch
