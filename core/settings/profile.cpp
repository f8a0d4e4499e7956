// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profile.h"

#include "core/settings/builtinprofiles.h"
#include "core/settings/evidencefile.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace forefetch {

namespace {

constexpr std::size_t kMaxBytes = 1 << 20;
constexpr std::string_view kSchema = "schema";
constexpr std::string_view kDescription = "description";
constexpr std::string_view kCookies = "partition.cookies";
constexpr std::string_view kDropped = "trace.drop_parameters";
constexpr std::string_view kEvidence = "evidence";
constexpr std::string_view kRules = "rules";

std::string place(std::string_view source, const toml::source_position &at)
{
    return std::string(source) + ":" + std::to_string(at.line) + ": ";
}

// One file on its way into a profile.
class Reader
{
public:
    Reader(std::string_view source, const Profile &under) : m_source(source), m_profile(under) {}

    Result<Profile> read(const toml::table &root)
    {
        const toml::node *schema = root.get(kSchema);
        if (schema == nullptr)
            return invalid(m_source + ":1: a profile begins with the line: schema = 1");
        if (schema->value_exact<std::int64_t>() != 1)
            return Error{ErrorCode::Unsupported,
                         at(*schema) + "this program reads profiles with schema = 1"};
        if (auto done = walk(root, ""); !done)
            return done.error();
        return std::move(m_profile);
    }

private:
    std::string at(const toml::node &node) const { return place(m_source, node.source().begin); }

    Result<void> walk(const toml::table &table, const std::string &prefix)
    {
        for (const auto &[key, node] : table) {
            const std::string id = prefix + std::string(key.str());
            if (id == kEvidence) {
                if (auto taken = takeEvidence(node); !taken)
                    return taken;
                continue;
            }
            if (id == kRules) {
                if (auto taken = takeRules(node); !taken)
                    return taken;
                continue;
            }
            // Tables are walked only where they can lead to something: one level.
            if (const toml::table *inner = node.as_table(); inner != nullptr && prefix.empty()) {
                if (auto group = checkGroup(*inner, id, key); !group)
                    return group;
                if (auto done = walk(*inner, id + "."); !done)
                    return done;
                continue;
            }
            if (auto taken = take(id, key, node); !taken)
                return taken;
        }
        return {};
    }

    // An empty table has no key that could be found wrong.
    Result<void> checkGroup(const toml::table &table, const std::string &id, const toml::key &key)
    {
        if (!table.empty() || id == "partition" || id == "trace")
            return {};
        for (const ParamInfo &row : parameterTable()) {
            if (row.id.substr(0, row.id.find('.')) == id)
                return {};
        }
        return unknown(id + ".", key);
    }

    Result<void> take(const std::string &id, const toml::key &key, const toml::node &node)
    {
        if (id == kSchema)
            return {};
        if (id == kDescription) {
            const auto text = node.value_exact<std::string>();
            if (!text)
                return invalid(at(node) + "description must be a text in quotes");
            m_profile.description = *text;
            return {};
        }
        if (id == kCookies)
            return takeNames(node, kCookies, "cookies", m_profile.partitionCookies);
        if (id == kDropped)
            return takeNames(node, kDropped, "parameters", m_profile.dropParameters);
        const Result<Param> param = findParameter(id);
        if (!param && param.error().code == ErrorCode::Unsupported)
            return Error{ErrorCode::Unsupported,
                         place(m_source, key.source().begin) + param.error().text};
        if (!param)
            return unknown(id, key);
        return takeValue(*param, node);
    }

    Result<void> takeEvidence(const toml::node &node)
    {
        const toml::table *table = node.as_table();
        if (table == nullptr)
            return invalid(at(node) + "evidence must be a table");
        Result<ProfileEvidence> evidence = readEvidence(*table, m_source);
        if (!evidence)
            return evidence.error();
        m_profile.evidence = std::move(*evidence);
        return {};
    }

    Result<void> takeRules(const toml::node &node)
    {
        const toml::array *list = node.as_array();
        if (list == nullptr)
            return invalid(at(node) + "rules must be tables that begin with [[rules]]");
        m_profile.rules.clear();
        for (const toml::node &each : *list) {
            const toml::table *table = each.as_table();
            if (table == nullptr)
                return invalid(at(each) + "rules must be tables that begin with [[rules]]");
            Result<PrefetchRule> rule = takeRule(*table);
            if (!rule)
                return rule.error();
            m_profile.rules.push_back(std::move(*rule));
        }
        return {};
    }

    Result<PrefetchRule> takeRule(const toml::table &table) const
    {
        PrefetchRule rule;
        std::optional<double> least;
        bool isNever = false;
        for (const auto &[key, node] : table) {
            const std::string_view name = key.str();
            if (name == "to" && node.is_string())
                rule.to = *node.value<std::string>();
            else if (name == "from" && node.is_string())
                rule.from = *node.value<std::string>();
            else if (name == "never" && node.is_boolean())
                isNever = *node.value<bool>();
            else if (name == "min_probability" && node.is_number())
                least = *node.value<double>();
            else
                return invalid(place(m_source, key.source().begin) +
                               "a rule holds to and from (texts), and never = true or "
                               "min_probability = a number");
        }
        if (rule.to.empty())
            return invalid(at(table) +
                           "a rule must say what it is about: to = \"/items/{number}\"");
        if (isNever == least.has_value())
            return invalid(at(table) + "a rule says either never = true or min_probability");
        if (least && !(*least >= 0 && *least <= 1))
            return invalid(at(table) + "min_probability of a rule must be from 0 to 1");
        if (least)
            rule.minProbability = *least;
        return rule;
    }

    Error unknown(const std::string &id, const toml::key &key) const
    {
        std::vector<std::string_view> known = {kSchema,  kDescription, kCookies,
                                               kDropped, kEvidence,    kRules};
        for (const ParamInfo &row : parameterTable())
            known.push_back(row.id);
        return invalid(place(m_source, key.source().begin) + "there is no key \"" + id +
                       "\"; did you mean " + std::string(nearestTo(id, known)) + "?");
    }

    Result<void> takeValue(Param param, const toml::node &node)
    {
        const ParamInfo &row = info(param);
        const std::string name(row.id);
        Result<double> value = 0.0;
        if (row.kind == ParamKind::Choice) {
            const auto text = node.value_exact<std::string>();
            if (!text)
                return invalid(at(node) + name + " must be a text in quotes");
            value = parseValue(param, *text);
        } else if (row.kind == ParamKind::Switch) {
            if (!node.is_boolean())
                return invalid(at(node) + name + " must be true or false");
            value = node.value_exact<bool>().value() ? 1.0 : 0.0;
        } else {
            if (!node.is_number())
                return invalid(at(node) + name + " must be a number");
            value = node.value<double>().value();
            if (auto checked = checkValue(param, *value); !checked)
                value = checked.error();
        }
        if (!value)
            return Error{value.error().code, at(node) + value.error().text};
        m_profile.values[param] = *value;
        return {};
    }

    Result<void> takeNames(const toml::node &node, std::string_view key, std::string_view what,
                           std::vector<std::string> &names)
    {
        const toml::array *list = node.as_array();
        if (list == nullptr)
            return invalid(at(node) + std::string(key) + " must be a list, such as [\"sid\"]");
        names.clear();
        for (const toml::node &name : *list) {
            const auto text = name.value_exact<std::string>();
            if (!text || text->empty() || text->find_first_of("=;& \t") != std::string::npos)
                return invalid(at(name) + std::string(key) + " must hold names of " +
                               std::string(what) + " in quotes");
            names.push_back(*text);
        }
        return {};
    }

    std::string m_source;
    Profile m_profile;
};

std::string tomlText(const std::string &text)
{
    std::ostringstream out;
    out << toml::value<std::string>(text);
    return out.str();
}

std::string tomlValue(const ParamInfo &row, double value)
{
    const std::string text = formatValue(row.param, value);
    return row.kind == ParamKind::Choice ? tomlText(text) : text;
}

// A group with one list; nothing when it is empty.
std::string tomlList(std::string_view group, std::string_view key,
                     const std::vector<std::string> &names)
{
    if (names.empty())
        return {};
    std::string out = "\n[";
    out.append(group).append("]\n").append(key).append(" = [");
    for (std::size_t i = 0; i < names.size(); ++i)
        out += (i > 0 ? ", " : "") + tomlText(names[i]);
    return out + "]\n";
}

std::string tomlRules(const PrefetchRuleList &rules)
{
    std::string out;
    for (const PrefetchRule &rule : rules) {
        out += "\n[[rules]]\nto = " + tomlText(rule.to) + "\n";
        if (!rule.from.empty())
            out += "from = " + tomlText(rule.from) + "\n";
        out += rule.isNever()
                   ? "never = true\n"
                   : "min_probability = " +
                         formatValue(Param::SchedulerMinProbability, rule.minProbability) + "\n";
    }
    return out;
}

} // namespace

Result<Profile> readProfile(std::string_view text, std::string_view source, const Profile &under)
{
    try {
        const toml::table root = toml::parse(text, source);
        return Reader(source, under).read(root);
    } catch (const toml::parse_error &e) {
        return Error{ErrorCode::Corrupt,
                     place(source, e.source().begin) + std::string(e.description())};
    }
}

std::string writeProfile(const Profile &profile)
{
    std::string out = "schema = 1\n";
    if (!profile.description.empty())
        out += "description = " + tomlText(profile.description) + "\n";
    std::string_view group;
    for (const ParamInfo &row : parameterTable()) {
        const std::size_t dot = row.id.find('.');
        if (row.id.substr(0, dot) != group) {
            group = row.id.substr(0, dot);
            out.append("\n[").append(group).append("]\n");
        }
        out.append(row.id.substr(dot + 1)).append(" = ");
        out += tomlValue(row, profile.values[row.param]) + "\n";
    }
    out += tomlList("partition", "cookies", profile.partitionCookies);
    out += tomlList("trace", "drop_parameters", profile.dropParameters);
    out += tomlRules(profile.rules);
    if (profile.evidence)
        out += evidenceText(*profile.evidence);
    return out;
}

std::span<const std::string_view> builtInProfiles()
{
    static const auto names = [] {
        std::array<std::string_view, kBuiltInProfiles.size()> list;
        std::transform(kBuiltInProfiles.begin(), kBuiltInProfiles.end(), list.begin(),
                       [](const BuiltInProfile &p) { return p.name; });
        return list;
    }();
    return names;
}

Result<Profile> loadProfile(std::string_view nameOrFile, const Profile &under)
{
    for (const BuiltInProfile &profile : kBuiltInProfiles) {
        if (profile.name == nameOrFile)
            return readProfile(profile.toml, std::string(profile.name) + ".toml", under);
    }
    const std::string path(nameOrFile);
    std::ifstream file(path, std::ios::binary);
    std::string text;
    text.resize(kMaxBytes + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || (file.gcount() == 0 && !file.eof())) {
        std::string all;
        for (const std::string_view name : builtInProfiles())
            all.append(all.empty() ? "" : ", ").append(name);
        return Error{
            ErrorCode::NotFound,
            "profile \"" + path + "\": no such file can be read, and the built-in ones are " + all +
                "; did you mean " + std::string(nearestTo(nameOrFile, builtInProfiles())) + "?"};
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMaxBytes)
        return Error{ErrorCode::LimitExceeded, path + ": a profile has at most 1 MiB"};
    return readProfile(text, path, under);
}

} // namespace forefetch
