// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/console.h"
#include "app/exitcode.h"
#include "core/result.h"

#include <string>

namespace forefetch {

class LiveRun;
struct Snapshot;

// What each command does, from what was asked to the exit code. A Qt application object exists.
//
// Thread: the main thread.
ExitCode runLive(const CommandLine &line, Console &console); // demo and serve
ExitCode runReplay(const CommandLine &line, Console &console);
// The figures at the end, where the line wants them: a file, JSON or a text. False when one could
// not be written, which is said.
bool reportFigures(const CommandLine &line, Console &console, const Snapshot &snapshot);
bool reportFigures(const CommandLine &line, Console &console, const std::string &json,
                   const std::string &text);
// What was learnt, where the line wants it, once the run has ended. As above.
bool reportLearnt(const CommandLine &line, Console &console, LiveRun &run);
// Of a run that could not begin.
ExitCode exitCodeOf(const Error &error);
ExitCode runSimulate(const CommandLine &line, Console &console);
ExitCode runEvaluate(const CommandLine &line, Console &console);
ExitCode runTune(const CommandLine &line, Console &console);
ExitCode runCompare(const CommandLine &line, Console &console);
ExitCode runAttach(const CommandLine &line, Console &console);
ExitCode runExport(const CommandLine &line, Console &console);

} // namespace forefetch
