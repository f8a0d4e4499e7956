// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/profile.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// Everything that has a say in the settings at the start, the weakest first.
struct ConfigurationInputs
{
    SettingsValues standard; // of the command: what holds when nobody says otherwise
    std::optional<std::string>
        userFile; // $XDG_CONFIG_HOME/forefetch/profile.toml, where there is one
    std::optional<std::string> localFile; // ./forefetch.toml, where there is one
    // All variables of the environment; FOREFETCH_PROFILE, then FOREFETCH_WORKERS_COUNT and so on.
    std::vector<std::pair<std::string, std::string>> environment;
    std::optional<std::string> profile; // --profile
    std::vector<std::string> sets;      // --set id=value, in order
};

struct Configuration
{
    Profile profile;
    std::array<std::string, kParamCount>
        origins; // who gave each value: "", "./forefetch.toml", "--set"
    std::vector<std::string> warnings;
};

// The name of a built-in profile or a file, and the profile that it is laid over.
using ProfileLoader = std::function<Result<Profile>(std::string_view, const Profile &)>;

// Lays them over each other: flag > environment > ./forefetch.toml > user > built in. Each profile
// changes only what it names. Within the flags and within the environment, single values win over
// the profile.
//
//     Result<Configuration> c = configure({.sets = {"workers.count=4"}}, loadProfile);
//
// Pure but for what the loader reads. Thread: any.
Result<Configuration> configure(const ConfigurationInputs &inputs, const ProfileLoader &load);

// "scheduler.min_probability" → "FOREFETCH_SCHEDULER_MIN_PROBABILITY".
std::string environmentName(std::string_view parameterId);

} // namespace forefetch
