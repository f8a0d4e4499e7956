// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/files.h"
#include "core/metrics/snapshotjson.h"

namespace forefetch {

ExitCode runExport(const CommandLine &line, Console &console)
{
    const Result<std::string> input = readInput(line.input);
    if (!input) {
        console.error(input.error().text);
        return ExitInput;
    }
    // Read as a snapshot in either case, so that what is none is never passed on; printed in the
    // document's own words, so that no figure changes by being read.
    const Result<Snapshot> snapshot = snapshotFromJson(*input);
    if (!snapshot) {
        console.error(line.input + ": " + snapshot.error().text);
        return ExitInput;
    }
    const Result<std::string> text =
        line.format == ExportFormat::Csv ? csvFromJson(*input) : Result<std::string>(*input);
    if (!text) {
        console.error(line.input + ": " + text.error().text);
        return ExitInput;
    }
    const Result<void> printed = print(*text);
    if (!printed)
        console.error(printed.error().text);
    return printed ? ExitOk : ExitFailure;
}

} // namespace forefetch
