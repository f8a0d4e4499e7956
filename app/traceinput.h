// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/rejectsfile.h"
#include "app/runplan.h"
#include "core/settings/profile.h"
#include "core/trace/tracereader.h"

#include <functional>
#include <memory>
#include <string_view>
#include <variant>

namespace forefetch {

// A log that is read, and where its rejected lines go, should the line want them.
struct LogInput
{
    std::unique_ptr<RejectsFile> rejects; // before the reader, which writes to it
    std::unique_ptr<TraceReader> reader;

    // Once it has been read: false when the rejected lines could not all be written, which is said.
    bool finish(Console &console) const;
};

// The log that the line names, as the line and the profile say how it is to be read; or why not.
//
// Thread: the main thread.
// `onBytes` as in TraceOptions.
std::variant<LogInput, Refusal>
openLog(const CommandLine &line, const Profile &profile,
        std::function<bool(std::string_view)> onBytes = {});
// How it is to be read.
Result<TraceOptions> traceOptions(const CommandLine &line, const Profile &profile);

} // namespace forefetch
