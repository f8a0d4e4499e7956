// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/settingsdocument.h"

#include "core/metrics/isotime.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/settingsjson.h"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <cmath>
#include <string>

namespace forefetch {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostRules = 1000;
constexpr std::size_t kLongestPattern = 2048;

std::string_view nameOf(ParamKind kind)
{
    switch (kind) {
    case ParamKind::Switch:
        return "switch";
    case ParamKind::Integer:
        return "integer";
    case ParamKind::Real:
        return "real";
    case ParamKind::Choice:
        break;
    }
    return "choice";
}

// As parseValue() takes it.
std::string textOf(const json::value &value)
{
    if (const json::string *text = value.if_string())
        return std::string(*text);
    if (const bool *on = value.if_bool())
        return *on ? "true" : "false";
    if (value.is_double()) // one that is too large for any is no number to parseValue()
        return std::isfinite(value.get_double()) ? numberText(value.get_double()) : "too large";
    return value.is_number() ? json::serialize(value) : std::string();
}

Result<std::string> patternIn(const json::object &rule, const char *name)
{
    const json::value *value = rule.if_contains(name);
    if (value == nullptr)
        return std::string();
    if (!value->is_string() || value->get_string().size() > kLongestPattern)
        return invalid(std::string(name) + " is to be a text of at most 2048 bytes");
    return std::string(value->get_string());
}

Result<PrefetchRule> ruleFrom(const json::value &value)
{
    const json::object *object = value.if_object();
    if (object == nullptr)
        return invalid("a rule is to be an object");
    const Result<std::string> to = patternIn(*object, "to"), from = patternIn(*object, "from");
    if (!to || !from)
        return (to ? from : to).error();
    if (to->empty())
        return invalid("a rule says which request it is for: \"to\"");
    PrefetchRule rule{*to, *from, 2};
    const json::value *never = object->if_contains("never");
    const json::value *least = object->if_contains("min_probability");
    if (never != nullptr && never->is_bool() && never->get_bool())
        return rule;
    if (least == nullptr || !least->is_number())
        return invalid("a rule has \"never\": true or a \"min_probability\"");
    rule.minProbability = least->to_number<double>();
    if (!(rule.minProbability >= 0 && rule.minProbability <= 1))
        return invalid("min_probability is from 0 to 1");
    return rule;
}

} // namespace

json::object parameterJson(const ParamInfo &row, double value)
{
    json::object object{{"id", row.id},
                        {"label", row.label},
                        {"value", settingJson(row.param, value)},
                        {"default", settingJson(row.param, row.standard)},
                        {"unit", row.unit},
                        {"kind", nameOf(row.kind)}};
    if (row.kind == ParamKind::Choice)
        object["choices"] = json::array(row.choices.begin(), row.choices.end());
    if (row.kind == ParamKind::Integer || row.kind == ParamKind::Real) {
        object["scale"] = row.scale == ParamScale::Logarithmic ? "logarithmic" : "linear";
        object["minimum"] = settingJson(row.param, row.minimum);
        object["maximum"] = settingJson(row.param, row.maximum);
    }
    object["help"] = row.help;
    return object;
}

Result<std::vector<Settings::Change>> changesFrom(const json::object &object)
{
    std::vector<Settings::Change> changes;
    for (const json::key_value_pair &member : object) {
        const std::string_view id = member.key();
        const Result<Param> param = findParameter(id);
        if (!param)
            return param.error();
        const Result<double> value = parseValue(*param, textOf(member.value()));
        if (!value)
            return value.error();
        changes.emplace_back(*param, *value);
    }
    if (changes.empty())
        return invalid("name at least one parameter: {\"scheduler.min_probability\": 0.4}");
    return changes;
}

json::object changeJson(const SettingsChange &change, TimePoint now, WallTime wallNow)
{
    const WallTime at = wallNow - std::chrono::duration_cast<WallTime::duration>(now - change.at);
    return {{"revision", change.revision},
            {"at", isoTime(at)},
            {"id", info(change.param).id},
            {"from", settingJson(change.param, change.from)},
            {"to", settingJson(change.param, change.to)},
            {"source", change.source}};
}

json::array rulesJson(const PrefetchRuleList &rules)
{
    json::array array;
    for (const PrefetchRule &rule : rules) {
        json::object object{{"to", rule.to}};
        if (!rule.from.empty())
            object["from"] = rule.from;
        if (rule.isNever())
            object["never"] = true;
        else
            object["min_probability"] = rule.minProbability;
        array.push_back(std::move(object));
    }
    return array;
}

Result<PrefetchRuleList> rulesFrom(const json::value &value)
{
    const json::array *array = value.if_array();
    if (array == nullptr || array->size() > kMostRules)
        return invalid("\"rules\" is to be an array of at most 1000 rules");
    PrefetchRuleList rules;
    for (const json::value &item : *array) {
        Result<PrefetchRule> rule = ruleFrom(item);
        if (!rule)
            return invalid("rule " + std::to_string(rules.size() + 1) + ": " + rule.error().text);
        rules.push_back(std::move(*rule));
    }
    return rules;
}

} // namespace forefetch
