// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traceinput.h"

#include "core/metrics/quantity.h"
#include "core/record/sessionformat.h"

#include <utility>

namespace forefetch {

Result<TraceOptions> traceOptions(const CommandLine &line, const Profile &profile)
{
    TraceOptions options;
    if (!line.traceFormat.empty()) {
        const Result<TraceFormat> format = traceFormatFrom(line.traceFormat);
        if (!format)
            return Error{format.error().code, "--format: " + format.error().text};
        options.format = *format;
    }
    if (line.sessionKeyGiven) {
        const Result<SessionKey> key = SessionKey::parse(line.sessionKey);
        if (!key)
            return Error{key.error().code, "--session-key: " + key.error().text};
        options.sessionKey = *key;
    }
    options.dropParameters = profile.dropParameters;
    options.bodies = line.command != Command::Replay; // whose gateway gets its own
    if (line.command != Command::Replay)              // which ends by the clock, not by the log's
        options.onlyFirst = line.duration;
    return options;
}

bool LogInput::finish(Console &console) const
{
    const Result<void> written = rejects ? rejects->finish() : Result<void>();
    if (!written)
        console.error("--rejects " + written.error().text);
    else if (rejects)
        console.detail(groupedText(rejects->count()) + " rejected lines written to " +
                       rejects->path());
    return written.ok();
}

std::variant<LogInput, Refusal> openLog(const CommandLine &line, const Profile &profile,
                                        std::function<bool(std::string_view)> onBytes)
{
    Result<TraceOptions> options = traceOptions(line, profile);
    if (!options)
        return Refusal{options.error().text, ExitUsage};
    options->onBytes = std::move(onBytes);
    LogInput input;
    if (!line.rejectsFile.empty()) {
        Result<std::unique_ptr<RejectsFile>> rejects = RejectsFile::open(line.rejectsFile);
        if (!rejects)
            return Refusal{"--rejects " + rejects.error().text, ExitUsage};
        input.rejects = std::move(*rejects);
        options->onReject = [file = input.rejects.get()](const RejectedLine &rejected,
                                                         std::string_view whole) {
            file->add(rejected, whole);
        };
    }
    if (isSessionPath(line.input))
        return Refusal{line.input + " is a recording of a run: forefetch shows it, and export and "
                                    "compare read it",
                       ExitInput};
    Result<std::unique_ptr<TraceReader>> reader = openTrace(line.input, *options);
    if (!reader)
        return Refusal{reader.error().text, ExitInput};
    input.reader = std::move(*reader);
    return input;
}

} // namespace forefetch
