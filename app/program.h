// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace forefetch {

// All that forefetchctl does, from its arguments to its exit code.
//
//     int main(int argc, char **argv) { return forefetch::runProgram(argc, argv); }
//
// Thread: the main thread, once.
int runProgram(int argc, char **argv);

} // namespace forefetch
