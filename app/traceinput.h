// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/runplan.h"
#include "core/settings/profile.h"
#include "core/trace/tracereader.h"

#include <memory>
#include <variant>

namespace forefetch {

// The log that the line names, as the line and the profile say how it is to be read; or why not.
//
// Thread: the main thread.
std::variant<std::unique_ptr<TraceReader>, Refusal> openLog(const CommandLine &line,
                                                            const Profile &profile);
// How it is to be read.
Result<TraceOptions> traceOptions(const CommandLine &line, const Profile &profile);

} // namespace forefetch
