// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traceinput.h"

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
    return options;
}

std::variant<std::unique_ptr<TraceReader>, Refusal> openLog(const CommandLine &line,
                                                            const Profile &profile)
{
    const Result<TraceOptions> options = traceOptions(line, profile);
    if (!options)
        return Refusal{options.error().text, ExitUsage};
    Result<std::unique_ptr<TraceReader>> reader = openTrace(line.input, *options);
    if (!reader)
        return Refusal{reader.error().text, ExitInput};
    return std::move(reader).value();
}

} // namespace forefetch
