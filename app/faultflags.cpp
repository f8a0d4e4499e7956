// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/faultflags.h"

#include "app/durations.h"
#include "app/flagchecks.h"

#include <CLI/CLI.hpp>

namespace forefetch {

void addFaultFlags(CLI::App &app, CommandLine &line, const std::string &at,
                   const std::string &length)
{
    app.add_option("--faults", line.faults,
                   "What goes wrong on purpose; list prints the names and what they mean")
        ->type_name("NAME[,NAME]");
    const auto addTime = [&app](const char *name, std::optional<Duration> &to,
                                const std::string &what) {
        app.add_option_function<std::string>(
               name,
               [&to](const std::string &text) {
                   to = isNothing(text) ? Duration::zero() : *parseDuration(text);
               },
               what)
            ->type_name("TIME")
            ->check([](const std::string &text) {
                return isNothing(text) ? std::string() : durationProblem(text);
            });
    };
    addTime("--faults-at", line.faultsAt, "When they begin [" + at + "]");
    addTime("--faults-for", line.faultsFor, "How long they last [" + length + "]");
    addTime("--faults-every", line.faultsEvery, "From one beginning to the next [they come once]");
}

} // namespace forefetch
