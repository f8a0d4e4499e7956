// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"

#include "app/exitcode.h"

#include <cstdio>

namespace forefetch {

int runProgram(int, char **)
{
    std::fputs("forefetchctl: not built yet\n", stderr);
    return ExitUsage;
}

} // namespace forefetch
