// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace forefetch {

// What can be said of an argument before it is parsed.

// "--set=a" → "--set"
inline std::string_view flagOf(std::string_view argument)
{
    return argument.substr(0, argument.find('='));
}

// Whether the next argument belongs to this one, whatever it looks like.
inline bool takesValue(std::string_view argument)
{
    static constexpr std::string_view flags[] = {"--profile",
                                                 "--set",
                                                 "--seed",
                                                 "--duration",
                                                 "--snapshot",
                                                 "--record",
                                                 "--fail-if",
                                                 "--users",
                                                 "--rate",
                                                 "--faults",
                                                 "--target",
                                                 "--listen",
                                                 "--admin",
                                                 "--session-key",
                                                 "--speed",
                                                 "--attach",
                                                 "--as",
                                                 "--format",
                                                 "--graph",
                                                 "--load-model",
                                                 "--save-model",
                                                 "--sweep",
                                                 "--origin-latency",
                                                 "--report",
                                                 "--max-rate",
                                                 "--rejects",
                                                 "--output",
                                                 "--record-bodies",
                                                 "--jobs",
                                                 "--faults-at",
                                                 "--faults-for",
                                                 "--faults-every",
                                                 "--log",
                                                 "--access-log",
                                                 "--drain",
                                                 "--alert",
                                                 "--at",
                                                 "--admin-token-file",
                                                 "--admin-host",
                                                 "--language"};
    return std::ranges::find(flags, argument) != std::end(flags);
}

} // namespace forefetch
