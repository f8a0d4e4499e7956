// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotdocument.h"
#include "core/metrics/snapshotjson.h"

#include <boost/json/object.hpp>

namespace forefetch {

namespace {

namespace json = boost::json;

// RFC 4180: quoted where a separator, a quote or a line break is within, quotes doubled.
std::string csvField(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

void csvLines(std::string &out, std::string_view group, const std::string &name,
              const json::value &value)
{
    if (const json::object *object = value.if_object()) {
        for (const json::key_value_pair &member : *object) {
            const std::string key(std::string_view(member.key()));
            csvLines(out, group, name.empty() ? key : name + '.' + key, member.value());
        }
        return;
    }
    if (const json::array *array = value.if_array()) { // "events.1.reason"
        for (std::size_t i = 0; i < array->size(); ++i)
            csvLines(out, group, name + '.' + std::to_string(i + 1), (*array)[i]);
        return;
    }
    out += csvField(group) + ',' + csvField(name) + ',' + csvField(scalarText(value)) + "\r\n";
}

} // namespace

Result<std::string> csvFromJson(std::string_view text)
{
    const Result<json::value> document = openSnapshotDocument(text);
    if (!document)
        return document.error();
    std::string out = "group,name,value\r\n";
    for (const json::key_value_pair &member : document->get_object()) {
        const std::string_view key = member.key();
        if (member.value().is_object())
            csvLines(out, key, {}, member.value());
        else
            csvLines(out, "snapshot", std::string(key), member.value());
    }
    return out;
}

std::string toCsv(const Snapshot &snapshot)
{
    Result<std::string> csv = csvFromJson(toJson(snapshot));
    return csv ? std::move(csv).value() : std::string();
}

} // namespace forefetch
