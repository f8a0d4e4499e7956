// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gates.h"

#include <utility>

namespace forefetch {

Result<std::vector<Gate>> gatesOf(const CommandLine &line)
{
    std::vector<Gate> gates;
    for (const std::string &text : line.gates) {
        Result<Gate> gate = Gate::parse(text);
        if (!gate)
            return Error{gate.error().code, "--fail-if " + gate.error().text};
        gates.push_back(std::move(*gate));
    }
    return gates;
}

ExitCode passGates(const std::vector<Gate> &gates, const Snapshot &snapshot, Console &console)
{
    ExitCode exitCode = ExitOk;
    for (const Gate &gate : gates) {
        if (const std::optional<std::string> why = gate.heldBy(snapshot)) {
            console.error("--fail-if " + *why);
            exitCode = ExitGate;
        }
    }
    return exitCode;
}

} // namespace forefetch
