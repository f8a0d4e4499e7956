// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshotjson.h"

#include "core/metrics/guardjson.h"
#include "core/metrics/isotime.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/settingsjson.h"
#include "core/metrics/snapshotdocument.h"
#include "core/metrics/snapshotfields.h"
#include "core/metrics/tunerjson.h"

#include <boost/json/object.hpp>

#include <cmath>
#include <limits>

namespace forefetch {

namespace {

// A group that snapshots of older versions do not have.
constexpr std::string_view kAddedLater = "store";

namespace json = boost::json;

// Puts figures into an object, those with a dot into an inner one.
class Writer
{
public:
    explicit Writer(json::object &object) : m_object(object) {}

    void figure(std::string_view name, std::uint64_t value) { put(name, value); }
    void figure(std::string_view name, double value)
    {
        put(name, std::isfinite(value) ? value : 0.0);
    }
    void figure(std::string_view name, const std::string &value)
    {
        put(name, json::string_view(value));
    }
    void derived(std::string_view name, double value) { figure(name, value); }

    template <typename Fill>
    void group(std::string_view name, const Fill &fill)
    {
        Writer inner(m_object[name].emplace_object());
        fill(inner);
    }

private:
    void put(std::string_view name, json::value value)
    {
        const std::size_t dot = name.find('.');
        if (dot == std::string_view::npos) {
            m_object[name] = std::move(value);
            return;
        }
        json::value &inner = m_object[name.substr(0, dot)];
        if (!inner.is_object())
            inner.emplace_object();
        inner.get_object()[name.substr(dot + 1)] = std::move(value);
    }

    json::object &m_object;
};

// Takes figures out of an object; the first that is missing or wrong is remembered.
class Reader
{
public:
    Reader(const json::object &object, std::string path, std::string &error)
        : m_object(object), m_path(std::move(path)), m_error(error)
    {
    }

    void figure(std::string_view name, std::uint64_t &out)
    {
        const json::value *value = find(name);
        if (!value)
            return;
        if (value->is_uint64())
            out = value->get_uint64();
        else if (value->is_int64() && value->get_int64() >= 0)
            out = static_cast<std::uint64_t>(value->get_int64());
        else
            complain(name, "has to be a whole number that is not negative");
    }
    void figure(std::string_view name, double &out)
    {
        const json::value *value = find(name);
        if (!value)
            return;
        if (value->is_number())
            out = value->to_number<double>();
        else
            complain(name, "has to be a number");
    }
    void figure(std::string_view name, std::string &out)
    {
        const json::value *value = find(name);
        if (value && value->is_string())
            out = std::string_view(value->get_string());
        else if (value)
            complain(name, "has to be a text");
    }
    void derived(std::string_view, double) {}

    template <typename Fill>
    void group(std::string_view name, const Fill &fill)
    {
        if (name == kAddedLater && !m_object.if_contains(name))
            return;
        const json::value *value = find(name);
        if (value && !value->is_object())
            complain(name, "has to be an object");
        if (!value || !value->is_object())
            return;
        Reader inner(value->get_object(), std::string(name) + '.', m_error);
        fill(inner);
    }

    void complain(std::string_view name, std::string_view what)
    {
        if (m_error.empty())
            m_error = m_path + std::string(name) + ' ' + std::string(what);
    }

private:
    const json::value *find(std::string_view name)
    {
        const std::size_t dot = name.find('.');
        const json::value *value = m_object.if_contains(name.substr(0, dot));
        if (value && dot != std::string_view::npos) {
            const json::object *inner = value->if_object();
            value = inner ? inner->if_contains(name.substr(dot + 1)) : nullptr;
        }
        if (!value)
            complain(name, "is missing");
        return value;
    }

    const json::object &m_object;
    std::string m_path;
    std::string &m_error;
};

Error damaged(const std::string &what)
{
    return {ErrorCode::Corrupt, "damaged snapshot: " + what};
}

// Nothing where there is none, or no such group.
json::value memberOf(const json::object &object, std::string_view group, std::string_view name)
{
    const json::value *value = object.if_contains(group);
    const json::object *inner = value ? value->if_object() : nullptr;
    const json::value *member = inner ? inner->if_contains(name) : nullptr;
    return member ? *member : json::value();
}

// What is no figure but a list.
Result<void> readLists(const json::object &object, Snapshot &snapshot)
{
    Result<std::vector<GuardEvent>> events = guardEventsFrom(memberOf(object, "guard", "events"));
    if (!events)
        return damaged(events.error().text);
    snapshot.guard.events = std::move(events).value();
    Result<std::vector<OutsideEnvelope>> outside =
        outsideFrom(memberOf(object, "tuner", "outside_settings"));
    if (!outside)
        return damaged(outside.error().text);
    snapshot.tuner.outside = std::move(outside).value();
    return {};
}

Result<void> readSettings(const json::object &object, SettingsValues &out)
{
    const json::value *group = object.if_contains("settings");
    if (!group || !group->is_object())
        return damaged("settings is missing or no object");
    for (const ParamInfo &row : parameterTable()) {
        const json::value *value = group->get_object().if_contains(row.id);
        if (!value)
            continue;
        const Result<double> read = parseValue(row.param, scalarText(*value));
        if (!read)
            return damaged("settings: " + read.error().text);
        out[row.param] = *read;
    }
    return {};
}

// Only of what was made to go wrong; most documents have none.
void writeFaults(const std::vector<FaultNote> &faults, json::object &object)
{
    if (faults.empty())
        return;
    json::array &all = object["faults"].emplace_array();
    for (const FaultNote &fault : faults) {
        json::object one;
        one["name"] = json::string_view(fault.name);
        one["began_at"] = json::string_view(isoTime(fault.began));
        one["ended_at"] = nullptr;
        if (fault.ended)
            one["ended_at"] = json::string_view(isoTime(*fault.ended));
        all.push_back(std::move(one));
    }
}

Result<FaultNote> readFault(const json::value &value)
{
    const json::object *object = value.if_object();
    const auto text = [object](std::string_view name) {
        const json::value *member = object ? object->if_contains(name) : nullptr;
        return member && member->is_string() ? std::string(member->get_string()) : std::string();
    };
    const auto began = parseIsoTime(text("began_at"));
    if (text("name").empty() || !began)
        return damaged("a fault has no name, or no moment of its beginning");
    return FaultNote{text("name"), *began, parseIsoTime(text("ended_at"))};
}

Result<void> readFaults(const json::object &object, std::vector<FaultNote> &out)
{
    const json::value *all = object.if_contains("faults");
    if (!all)
        return {};
    if (!all->is_array())
        return damaged("faults is no list");
    for (const json::value &value : all->get_array()) {
        Result<FaultNote> fault = readFault(value);
        if (!fault)
            return fault.error();
        out.push_back(std::move(*fault));
    }
    return {};
}

} // namespace

std::string toJson(const Snapshot &snapshot)
{
    json::object object;
    object["schema"] = kSnapshotSchema;
    object["source"] = json::string_view(snapshot.source);
    object["taken_at"] = json::string_view(isoTime(snapshot.takenAt));
    object["uptime_seconds"] = std::isfinite(snapshot.uptime) ? snapshot.uptime : 0.0;
    object["revision"] = snapshot.revision;
    object["settings"] = settingsJson(snapshot.settings);
    Writer writer(object);
    visitGroups(writer, snapshot);
    object["tuner"].get_object()["outside_settings"] = outsideJson(snapshot.tuner.outside);
    object["guard"].get_object()["events"] = guardEventsJson(snapshot.guard.events);
    writeFaults(snapshot.faults, object);
    return jsonText(object);
}

Result<Snapshot> snapshotFromJson(std::string_view text)
{
    const Result<json::value> document = openSnapshotDocument(text);
    if (!document)
        return document.error();
    const json::object &object = document->get_object();
    Snapshot snapshot;
    std::string error;
    std::string takenAt;
    std::uint64_t revision = 0;
    Reader reader(object, {}, error);
    reader.figure("source", snapshot.source);
    reader.figure("taken_at", takenAt);
    reader.figure("uptime_seconds", snapshot.uptime);
    reader.figure("revision", revision);
    const std::optional<WallTime> when = parseIsoTime(takenAt);
    if (!when)
        reader.complain("taken_at", "has to be a moment such as 2026-01-31T12:00:00.000Z");
    if (revision > std::numeric_limits<Revision>::max())
        reader.complain("revision", "is too large");
    visitGroups(reader, snapshot);
    if (!error.empty())
        return damaged(error);
    snapshot.takenAt = *when;
    snapshot.revision = static_cast<Revision>(revision);
    if (const Result<void> read = readLists(object, snapshot); !read)
        return read.error();
    if (const Result<void> read = readSettings(object, snapshot.settings); !read)
        return read.error();
    if (const Result<void> read = readFaults(object, snapshot.faults); !read)
        return read.error();
    if (!snapshot.prefetch.balances())
        return damaged("prefetch.scheduled is not the sum of the states, so figures were changed");
    return snapshot;
}

} // namespace forefetch
