// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotdocument.h"

#include "core/metrics/jsontext.h"
#include "core/metrics/snapshotjson.h"

#include <boost/json/object.hpp>

namespace forefetch {

namespace json = boost::json;

Result<json::value> openSnapshotDocument(std::string_view text)
{
    Result<json::value> document = parseJson(text);
    if (!document)
        return document;
    const json::object *object = document->if_object();
    const json::value *schema = object ? object->if_contains("schema") : nullptr;
    const std::int64_t *number = schema ? schema->if_int64() : nullptr;
    if (!number || *number < 1)
        return Error{ErrorCode::Corrupt,
                     "not a snapshot: it says no \"schema\"; write one with --snapshot FILE"};
    if (*number > kSnapshotSchema)
        return Error{ErrorCode::Unsupported, "the snapshot has schema " + std::to_string(*number) +
                                                 " and this program reads up to " +
                                                 std::to_string(kSnapshotSchema) +
                                                 ": use a newer one"};
    if (!object->contains("demand") || !object->contains("prefetch"))
        return Error{ErrorCode::Corrupt, "not a snapshot: it has no \"demand\" or no \"prefetch\""};
    return document;
}

std::string scalarText(const json::value &value)
{
    if (const json::string *text = value.if_string())
        return std::string(std::string_view(*text));
    std::string text = jsonText(value);
    text.pop_back(); // the end of the line
    return text;
}

} // namespace forefetch
