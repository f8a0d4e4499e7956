// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/changefile.h"

#include "core/metrics/isotime.h"

#include <boost/json.hpp>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

namespace forefetch {

namespace {

namespace json = boost::json;

std::string_view textOf(const json::object &line, std::string_view name)
{
    const json::value *value = line.if_contains(name);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::optional<SettingsChange> changeFrom(std::string_view line, TimePoint now, WallTime wallNow)
{
    boost::system::error_code error;
    const json::value value = json::parse(line, error);
    const json::object *object = error ? nullptr : value.if_object();
    if (!object)
        return std::nullopt;
    const auto param = findParameter(textOf(*object, "parameter"));
    const auto at = parseIsoTime(textOf(*object, "at"));
    const json::value *revision = object->if_contains("revision");
    if (!param || !at || !revision || !revision->is_int64())
        return std::nullopt;
    const auto from = parseValue(*param, textOf(*object, "from"));
    const auto to = parseValue(*param, textOf(*object, "to"));
    if (!from || !to)
        return std::nullopt;
    SettingsChange change;
    change.revision = static_cast<std::uint32_t>(revision->get_int64());
    change.at = now - std::chrono::duration_cast<Duration>(wallNow - *at);
    change.param = *param;
    change.from = *from;
    change.to = *to;
    change.source = textOf(*object, "source");
    return change;
}

} // namespace

std::string changeLines(const std::vector<SettingsChange> &changes, TimePoint now, WallTime wallNow)
{
    std::string lines;
    for (const SettingsChange &change : changes) {
        const WallTime at =
            wallNow - std::chrono::duration_cast<WallTime::duration>(now - change.at);
        json::object line;
        line["at"] = isoTime(at);
        line["revision"] = change.revision;
        line["parameter"] = json::string_view(info(change.param).id);
        line["from"] = formatValue(change.param, change.from);
        line["to"] = formatValue(change.param, change.to);
        line["source"] = change.source;
        lines += json::serialize(line);
        lines += '\n';
    }
    return lines;
}

std::vector<SettingsChange> changesFrom(std::string_view lines, std::size_t most, TimePoint now,
                                        WallTime wallNow)
{
    std::deque<SettingsChange> changes;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        if (auto change = changeFrom(lines.substr(0, end), now, wallNow))
            changes.push_back(std::move(*change));
        if (changes.size() > most)
            changes.pop_front();
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return {changes.begin(), changes.end()};
}

} // namespace forefetch
