// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/configuration.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace forefetch {

namespace {

constexpr std::string_view kPrefix = "FOREFETCH_";

// Variables that are options of the command line (app/commandline.cpp), not parameters.
constexpr std::array<std::string_view, 18> kOptionVariables{"FOREFETCH_PROFILE",
                                                            "FOREFETCH_SEED",
                                                            "FOREFETCH_DURATION",
                                                            "FOREFETCH_SNAPSHOT",
                                                            "FOREFETCH_TARGET",
                                                            "FOREFETCH_LISTEN",
                                                            "FOREFETCH_SESSION_KEY",
                                                            "FOREFETCH_RECORD",
                                                            "FOREFETCH_RECORD_BODIES",
                                                            "FOREFETCH_ADMIN",
                                                            "FOREFETCH_ADMIN_TOKEN_FILE",
                                                            "FOREFETCH_STORE_DIR",
                                                            "FOREFETCH_REDIS",
                                                            "FOREFETCH_REDIS_PASSWORD",
                                                            "FOREFETCH_KEY_FILE",
                                                            "FOREFETCH_LOG",
                                                            "FOREFETCH_ACCESS_LOG",
                                                            "FOREFETCH_DRAIN"};

Error prefixed(std::string_view by, const Error &error)
{
    return {error.code, std::string(by) + ": " + error.text};
}

// A configuration in the making; each step lays one more say over it.
class Layers
{
public:
    Layers(const SettingsValues &standard, const ProfileLoader &load) : m_load(load)
    {
        m_result.profile.values = standard;
    }

    Result<void> layFile(const std::optional<std::string> &nameOrFile, std::string_view by)
    {
        if (!nameOrFile)
            return {};
        Result<Profile> profile = m_load(*nameOrFile, m_result.profile);
        if (!profile)
            return profile.error();
        for (std::size_t i = 0; i < kParamCount; ++i)
            if (profile->values.values[i] != m_result.profile.values.values[i])
                m_result.origins[i] = by;
        m_result.profile = std::move(*profile);
        return {};
    }

    Result<void> layValue(Param param, std::string_view text, std::string_view by)
    {
        const Result<double> value = parseValue(param, text);
        if (!value)
            return prefixed(by, value.error());
        m_result.profile.values[param] = *value;
        m_result.origins[static_cast<std::size_t>(param)] = by;
        return {};
    }

    Result<void> layEnvironment(const std::vector<std::pair<std::string, std::string>> &variables)
    {
        for (const auto &[name, value] : variables) {
            if (!name.starts_with(kPrefix) ||
                std::ranges::find(kOptionVariables, name) != kOptionVariables.end())
                continue;
            const auto row = std::ranges::find(parameterTable(), name, [](const ParamInfo &info) {
                return environmentName(info.id);
            });
            if (row == parameterTable().end())
                warnUnknown(name);
            else if (auto laid = layValue(row->param, value, name); !laid)
                return laid;
        }
        return {};
    }

    Result<void> laySet(const std::string &text)
    {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            return invalid("--set " + text + ": write --set id=value");
        const Result<Param> param = findParameter(std::string_view(text).substr(0, equals));
        if (!param)
            return prefixed("--set", param.error());
        return layValue(*param, std::string_view(text).substr(equals + 1), "--set");
    }

    Configuration take() { return std::move(m_result); }

private:
    // Somebody else's variable may begin alike, so this ends nothing.
    void warnUnknown(const std::string &name)
    {
        std::vector<std::string> known(kOptionVariables.begin(), kOptionVariables.end());
        for (const ParamInfo &row : parameterTable())
            known.push_back(environmentName(row.id));
        const std::vector<std::string_view> views(known.begin(), known.end());
        m_result.warnings.push_back("the environment's " + name +
                                    " is no setting of Forefetch; did you mean " +
                                    std::string(nearestTo(name, views)) + "?");
    }

    const ProfileLoader &m_load;
    Configuration m_result;
};

std::optional<std::string> variable(const ConfigurationInputs &inputs, std::string_view name)
{
    for (const auto &[key, value] : inputs.environment)
        if (key == name && !value.empty())
            return value;
    return {};
}

} // namespace

std::string environmentName(std::string_view parameterId)
{
    std::string name(kPrefix);
    for (const char c : parameterId)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

Result<Configuration> configure(const ConfigurationInputs &inputs, const ProfileLoader &load)
{
    Layers layers(inputs.standard, load);
    if (auto laid = layers.layFile(inputs.userFile, "user profile"); !laid)
        return laid.error();
    if (auto laid = layers.layFile(inputs.localFile, "./forefetch.toml"); !laid)
        return laid.error();
    if (auto laid = layers.layFile(variable(inputs, "FOREFETCH_PROFILE"), "FOREFETCH_PROFILE");
        !laid)
        return laid.error();
    if (auto laid = layers.layEnvironment(inputs.environment); !laid)
        return laid.error();
    if (auto laid = layers.layFile(inputs.profile, "--profile"); !laid)
        return laid.error();
    for (const std::string &set : inputs.sets)
        if (auto laid = layers.laySet(set); !laid)
            return laid.error();
    return layers.take();
}

} // namespace forefetch
