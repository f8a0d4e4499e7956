// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/visitoranswer.h"

namespace forefetch {

namespace json = boost::json;

std::string Visitor::Answer::textIn(const json::object &from, std::string_view name)
{
    const json::value *value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::uint64_t Visitor::Answer::number(std::string_view name) const
{
    const json::value *value = body.if_contains(name);
    return value != nullptr && value->is_int64() && value->get_int64() > 0
               ? static_cast<std::uint64_t>(value->get_int64())
               : 0;
}

std::string Visitor::Answer::link(std::string_view group, std::string_view name) const
{
    const json::value *value = body.if_contains(group);
    return value != nullptr && value->is_object() ? textIn(value->get_object(), name) : "";
}

std::vector<std::string> Visitor::Answer::urls(std::string_view list, std::string_view only,
                                               std::string_view wanted) const
{
    std::vector<std::string> found;
    const json::value *value = body.if_contains(list);
    if (value == nullptr || !value->is_array())
        return found;
    for (const json::value &entry : value->get_array()) {
        if (!entry.is_object())
            continue;
        const json::object &object = entry.get_object();
        std::string url = textIn(object, "url");
        if (!url.empty() && (only.empty() || textIn(object, only) == wanted))
            found.push_back(std::move(url));
    }
    return found;
}

} // namespace forefetch
