// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

#include <string>
#include <variant>
#include <vector>

namespace forefetch {

// All that forefetchctl does, from its arguments to its exit code.
//
//     int main(int argc, char **argv) { return forefetch::runProgram(argc, argv); }
//
// Thread: the main thread, once.
int runProgram(int argc, char **argv);

// What the window's program is asked for; or the exit code, where the arguments were answered
// with a text (help, the version, what is wrong with them). Needs no display.
// Thread: the main thread.
std::variant<CommandLine, int> readWindowLine(const std::vector<std::string> &args);

// Is there a display, or a platform plugin that needs none?
bool canShowWindows();

} // namespace forefetch
