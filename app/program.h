// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace forefetch {

// All that a program does, from its arguments to its exit code.
//
//     int main(int argc, char **argv) { return forefetch::runProgram(argc, argv); }
//
// runProgram is forefetchctl's. runWindow is forefetch's: for now it says that the window comes
// next and runs the same headless.
// Thread: the main thread, once.
int runProgram(int argc, char **argv);
int runWindow(int argc, char **argv);

} // namespace forefetch
