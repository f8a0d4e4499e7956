// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the admin API says of settings and rules, and how it changes them.
#include "core/admin/adminroutes.h"
#include "core/admin/settingsdocument.h"
#include "core/fetch/httpmessage.h"
#include "core/live/livesession.h"

#include <algorithm>
#include <charconv>

namespace forefetch::answers {

namespace {

namespace json = boost::json;

std::string tagOf(std::uint32_t revision)
{
    return '"' + std::to_string(revision) + '"';
}

// The revision that If-Match insists on: {"41"} or nothing; an error where it is another text.
Result<std::optional<std::uint32_t>> expectedIn(const AdminCall &call)
{
    std::string_view tag = call.head->headers.value("if-match");
    if (tag.empty() || tag == "*")
        return std::optional<std::uint32_t>();
    if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"')
        tag = tag.substr(1, tag.size() - 2);
    std::uint32_t revision = 0;
    const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), revision);
    if (error != std::errc() || end != tag.data() + tag.size())
        return invalid("If-Match is to be the revision in quotes, as ETag gives it");
    return std::optional(revision);
}

// What the settings came to, after a change of them.
AdminReply changed(const AdminCall &call, std::uint32_t before)
{
    const Clock &clock = call.session().clock();
    const Settings &settings = call.session().settings();
    json::array made;
    for (const SettingsChange &change : settings.changes(before))
        made.push_back(changeJson(change, clock.now(), clock.wallNow()));
    const std::uint32_t revision = settings.revision();
    AdminReply reply =
        AdminReply::json(json::object{{"schema", 1}, {"revision", revision}, {"changes", made}});
    reply.fields.add("ETag", tagOf(revision));
    return reply;
}

AdminReply take(const AdminCall &call, std::span<const Settings::Change> changes,
                std::string_view source, std::optional<std::uint32_t> expected)
{
    Settings &settings = call.session().settings();
    const std::uint32_t before = settings.revision();
    if (const auto taken = settings.change(changes, source, expected); !taken)
        return AdminReply::problem(taken.error().code == ErrorCode::Refused ? 412 : 422,
                                   taken.error().text);
    return changed(call, before);
}

// Puts back what one revision changed, where nobody has changed it since.
AdminReply undo(const AdminCall &call, std::uint32_t revision)
{
    Settings &settings = call.session().settings();
    const std::uint32_t seen = settings.revision();
    std::vector<Settings::Change> back;
    for (const SettingsChange &change : settings.changes(revision == 0 ? 0 : revision - 1)) {
        if (change.revision != revision)
            continue;
        if (settings.number(change.param) != change.to)
            return AdminReply::problem(409, std::string(info(change.param).id) +
                                                " has been changed again since; undo that first");
        back.emplace_back(change.param, change.from);
    }
    if (back.empty())
        return AdminReply::problem(404, "no change of revision " + std::to_string(revision) +
                                            " is kept; the last 1000 are");
    return take(call, back, "undo", seen);
}

} // namespace

AdminReply settings(const AdminCall &call)
{
    const Settings &settings = call.session().settings();
    const std::uint32_t revision = settings.revision(); // before the values: never newer than they
    const SettingsValues values = settings.values();
    json::array rows;
    for (const ParamInfo &row : parameterTable())
        rows.push_back(parameterJson(row, values[row.param]));
    AdminReply reply =
        AdminReply::json(json::object{{"schema", 1}, {"revision", revision}, {"settings", rows}});
    reply.fields.add("ETag", tagOf(revision));
    return reply;
}

AdminReply changeSettings(const AdminCall &call)
{
    const auto expected = expectedIn(call);
    if (!expected)
        return AdminReply::problem(400, expected.error().text);
    const Result<json::object> object = call.object();
    if (!object)
        return AdminReply::problem(400, object.error().text);
    const auto changes = changesFrom(*object);
    if (!changes)
        return AdminReply::problem(422, changes.error().text);
    return take(call, *changes, "api", *expected);
}

AdminReply changes(const AdminCall &call)
{
    const auto after = call.number("after", 0, 0xffffffff);
    if (!after)
        return AdminReply::problem(400, after.error().text);
    const Clock &clock = call.session().clock();
    const Settings &settings = call.session().settings();
    const std::uint32_t revision = settings.revision();
    json::array list;
    for (const SettingsChange &change : settings.changes(static_cast<std::uint32_t>(*after)))
        list.push_back(changeJson(change, clock.now(), clock.wallNow()));
    return AdminReply::json(json::object{{"schema", 1}, {"revision", revision}, {"changes", list}});
}

AdminReply undoChange(const AdminCall &call)
{
    std::uint64_t revision = 0;
    if (!parseDecimal(call.places.front(), revision) || revision > 0xffffffff)
        return AdminReply::problem(400, "a revision is a whole number");
    return undo(call, static_cast<std::uint32_t>(revision));
}

// The newest that is none itself, nor has been undone.
AdminReply undoNewest(const AdminCall &call)
{
    const std::vector<SettingsChange> all = call.session().settings().changes();
    std::size_t undone = 0; // revisions to pass over
    std::uint32_t last = 0;
    for (auto change = all.rbegin(); change != all.rend(); ++change) {
        if (change->revision == last)
            continue;
        last = change->revision;
        if (change->source == "undo")
            ++undone;
        else if (undone == 0)
            return undo(call, change->revision);
        else
            --undone;
    }
    return AdminReply::problem(404, "there is no change to undo");
}

AdminReply rules(const AdminCall &call)
{
    return AdminReply::json(json::object{
        {"schema", 1}, {"rules", rulesJson(*call.session().pipeline().rules().list())}});
}

AdminReply replaceRules(const AdminCall &call)
{
    const Result<json::object> object = call.object();
    if (!object)
        return AdminReply::problem(400, object.error().text);
    const json::value *list = object->if_contains("rules");
    auto parsed = rulesFrom(list == nullptr ? json::value() : *list);
    if (!parsed)
        return AdminReply::problem(422, parsed.error().text);
    call.session().pipeline().rules().set(std::move(*parsed));
    return rules(call);
}

} // namespace forefetch::answers
