// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/tunerjson.h"

#include "core/metrics/settingsjson.h"
#include "core/metrics/snapshotdocument.h"

#include <boost/json/object.hpp>

#include <optional>
#include <utility>

namespace forefetch {

namespace {

namespace json = boost::json;

std::optional<double> valueFrom(Param param, const json::value *value)
{
    if (value == nullptr || value->is_structured())
        return std::nullopt;
    const Result<double> read = parseValue(param, scalarText(*value));
    return read ? std::optional(*read) : std::nullopt;
}

std::optional<OutsideEnvelope> oneFrom(const json::value &value)
{
    const json::object *object = value.if_object();
    const json::value *name = object ? object->if_contains("parameter") : nullptr;
    if (name == nullptr || !name->is_string())
        return std::nullopt;
    const Result<Param> param = findParameter(std::string_view(name->get_string()));
    if (!param)
        return std::nullopt;
    const auto is = valueFrom(*param, object->if_contains("value"));
    const json::value *tested = object->if_contains("tested");
    if (!is || tested == nullptr || !tested->is_array())
        return std::nullopt;
    OutsideEnvelope one{*param, *is, {}};
    for (const json::value &each : tested->get_array()) {
        const auto read = valueFrom(*param, &each);
        if (!read)
            return std::nullopt;
        one.tested.push_back(*read);
    }
    return one;
}

} // namespace

json::array outsideJson(const std::vector<OutsideEnvelope> &outside)
{
    json::array all;
    for (const OutsideEnvelope &o : outside) {
        json::object one;
        one["parameter"] = info(o.param).id;
        one["value"] = settingJson(o.param, o.value);
        json::array &tested = one["tested"].emplace_array();
        for (const double value : o.tested)
            tested.push_back(settingJson(o.param, value));
        one["text"] = json::string_view(o.text());
        all.push_back(std::move(one));
    }
    return all;
}

Result<std::vector<OutsideEnvelope>> outsideFrom(const json::value &value)
{
    std::vector<OutsideEnvelope> outside;
    if (value.is_null())
        return outside;
    if (!value.is_array())
        return Error{ErrorCode::Corrupt, "tuner.outside_settings has to be a list"};
    for (const json::value &each : value.get_array()) {
        std::optional<OutsideEnvelope> one = oneFrom(each);
        if (!one)
            return Error{ErrorCode::Corrupt,
                         "tuner.outside_settings: number " + std::to_string(outside.size() + 1) +
                             " is none"};
        outside.push_back(std::move(*one));
    }
    return outside;
}

} // namespace forefetch
