// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/flagchecks.h"

#include "app/durations.h"
#include "app/flags.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace forefetch {

namespace {

// What is known by name and has no code behind it: refused, and not in any help.
constexpr std::array<std::string_view, 1> kPlannedCommands{"attach"};
constexpr std::array<std::string_view, 1> kPlannedFlags{"--admin"};

CommandLineReply notBuilt(std::string_view what)
{
    return {{}, std::string(what) + " is not built yet in version " FOREFETCH_VERSION, ExitUsage};
}

} // namespace

std::optional<CommandLineReply> plannedIn(const std::vector<std::string> &args)
{
    if (!args.empty() &&
        std::ranges::find(kPlannedCommands, args.front()) != kPlannedCommands.end())
        return notBuilt("\"" + args.front() + "\"");
    for (std::size_t i = 0; i < args.size() && args[i] != "--"; ++i) {
        const std::string_view flag = flagOf(args[i]);
        if (std::ranges::find(kPlannedFlags, flag) != kPlannedFlags.end())
            return notBuilt(flag);
        i += takesValue(args[i]) ? 1 : 0;
    }
    return {};
}

std::string durationProblem(const std::string &text)
{
    const Result<Duration> duration = parseDuration(text);
    return duration ? std::string() : duration.error().text;
}

bool isNothing(const std::string &text)
{
    return text == "0" || text == "0s";
}

std::string wholeNumberProblem(const std::string &text)
{
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    return digits && !text.empty() ? std::string() : "\"" + text + "\" is no whole number";
}

} // namespace forefetch
