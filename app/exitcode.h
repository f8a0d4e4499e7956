// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace forefetch {

// What the programs end with; a contract with scripts.
enum ExitCode : int {
    ExitOk = 0,
    ExitFailure = 1,
    ExitUsage = 2,       // a wrong flag, value or profile
    ExitGate = 3,        // a --fail-if held
    ExitInput = 4,       // a file that cannot be used
    ExitUnreachable = 5, // the target does not answer
    ExitEndedEarly = 6,
    ExitInterrupted = 130 // by SIGINT or SIGTERM; partial results are written
};

} // namespace forefetch
