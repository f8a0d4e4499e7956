// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/guardjson.h"

#include "core/metrics/isotime.h"

#include <boost/json/object.hpp>

#include <cmath>
#include <optional>
#include <utility>

namespace forefetch {

namespace {

namespace json = boost::json;

std::string textIn(const json::object &object, std::string_view name)
{
    const json::value *value = object.if_contains(name);
    const json::string *text = value ? value->if_string() : nullptr;
    return text ? std::string(std::string_view(*text)) : std::string();
}

std::optional<double> numberIn(const json::object &object, std::string_view name)
{
    const json::value *value = object.if_contains(name);
    if (!value || !value->is_number())
        return std::nullopt;
    return value->to_number<double>();
}

std::optional<GuardAction> actionNamed(std::string_view name)
{
    for (std::size_t i = 0; i < kGuardActions; ++i) {
        if (nameOf(static_cast<GuardAction>(i)) == name)
            return static_cast<GuardAction>(i);
    }
    return std::nullopt;
}

std::optional<GuardEvent> eventFrom(const json::value &value)
{
    const json::object *object = value.if_object();
    if (!object)
        return std::nullopt;
    const auto number = numberIn(*object, "number");
    const auto takenAt = parseIsoTime(textIn(*object, "taken_at"));
    const auto action = actionNamed(textIn(*object, "action"));
    const auto measured = numberIn(*object, "measured");
    const auto limit = numberIn(*object, "limit");
    if (!number || *number < 0 || !takenAt || !action || !measured || !limit)
        return std::nullopt;
    GuardEvent event;
    event.number = static_cast<std::uint64_t>(*number);
    event.takenAt = *takenAt;
    event.action = *action;
    event.reason = textIn(*object, "reason");
    event.measured = *measured;
    event.limit = *limit;
    return event;
}

double finite(double value)
{
    return std::isfinite(value) ? value : 0;
}

} // namespace

json::array guardEventsJson(const std::vector<GuardEvent> &events)
{
    json::array array;
    for (const GuardEvent &event : events) {
        json::object object;
        object["number"] = event.number;
        object["taken_at"] = json::string_view(isoTime(event.takenAt));
        object["action"] = json::string_view(nameOf(event.action));
        object["reason"] = json::string_view(event.reason);
        object["measured"] = finite(event.measured);
        object["limit"] = finite(event.limit);
        array.push_back(std::move(object));
    }
    return array;
}

Result<std::vector<GuardEvent>> guardEventsFrom(const json::value &value)
{
    const json::array *array = value.if_array();
    if (!array)
        return Error{ErrorCode::Corrupt, "guard.events has to be a list"};
    std::vector<GuardEvent> events;
    for (const json::value &item : *array) {
        std::optional<GuardEvent> event = eventFrom(item);
        if (!event)
            return Error{ErrorCode::Corrupt, "guard.events: number " +
                                                 std::to_string(events.size() + 1) +
                                                 " is no intervention of this program"};
        events.push_back(std::move(*event));
    }
    return events;
}

} // namespace forefetch
