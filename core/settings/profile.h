// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/evidence.h"
#include "core/settings/prefetchrule.h"
#include "core/settings/settings.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// A named set of parameter values as people keep it: a TOML file.
//
//     schema = 1
//     description = "Our staging API"
//     [scheduler]
//     min_probability = 0.5        # comments are welcome
//     [partition]
//     cookies = ["sid"]            # the cookies that tell people apart; none named: all do
//     [trace]
//     drop_parameters = ["_"]      # cut out of every target of a log that is read
//     [[rules]]                    # of single routes, of an API that is served
//     to = "/items/{number}/stock" # what is in braces is any value
//     never = true                 # or: min_probability = 0.6
//     [evidence]                   # what it was chosen by; see evidence.h
//
// What a file does not name has its default, or the value of the profile that it is laid over. A
// key that is not known is an error that names file, line and the nearest known key; so is a value
// of the wrong type or out of range.
struct Profile
{
    std::string description;
    SettingsValues values;
    std::vector<std::string> partitionCookies;
    std::vector<std::string> dropParameters; // of logs that are read (core/trace)
    PrefetchRuleList rules;
    std::optional<ProfileEvidence> evidence; // what it was chosen by; none: nobody says
    friend bool operator==(const Profile &, const Profile &) = default;
};

// `source` is the file's name, for messages. What the file does not name is as in `under`.
Result<Profile> readProfile(std::string_view toml, std::string_view source,
                            const Profile &under = {});
// Every parameter, in the order of the table; reads back to the same profile.
std::string writeProfile(const Profile &profile);

// "balanced" (the defaults), "high-performance", "low-resource", "development".
std::span<const std::string_view> builtInProfiles();
// The name of a built-in profile, or else the path of a file.
Result<Profile> loadProfile(std::string_view nameOrFile, const Profile &under = {});

} // namespace forefetch
