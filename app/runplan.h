// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/console.h"
#include "core/live/liverun.h"

#include <string>
#include <variant>
#include <vector>

namespace forefetch {

// Why a command line comes to nothing.
struct Refusal
{
    std::string text;
    ExitCode exitCode = ExitFailure;
};

enum class Beginning {
    Prefetching,    // as the profile says
    NotPrefetching, // off unless somebody asked for it: a demo that is switched on while one looks
};

// What demo or serve is to run, from everything that has a say: flags, environment, files, and
// the command's own defaults. Warnings go to the console.
//
// Thread: the main thread.
std::variant<RunPlan, Refusal> planRun(const CommandLine &line, Beginning beginning,
                                       Console &console);

// The faults that the line names, on `standard` where it does not say when.
std::variant<std::vector<PlannedFault>, Refusal> planFaults(const CommandLine &line,
                                                            const FaultSchedule &standard);

// The profile that planRun takes, read afresh: files and the environment may say something else by
// now.
std::variant<Profile, Refusal> planRunProfile(const CommandLine &line, Beginning beginning,
                                              Console &console);

// The settings alone, for a command that starts nothing; `standard` holds where nobody says
// otherwise.
std::variant<Profile, Refusal> planProfile(const CommandLine &line, Console &console,
                                           const SettingsValues &standard = {});

} // namespace forefetch
