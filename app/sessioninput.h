// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/report.h"
#include "core/record/recordedrun.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <memory>
#include <optional>
#include <string>

namespace forefetch {

// Does a file look like a recording (*.ffsession), by its first bytes or its name? "-" does not.
bool looksLikeSession(const std::string &path);

// A recording, moved to a time since its beginning, or to its end. Fails for a time that is after
// the end.
Result<std::unique_ptr<RecordedRun>> openSession(const std::string &path,
                                                 std::optional<Duration> at = {});

// What a file says of the figures, as a snapshot's document: of a recording those at its end.
Result<std::string> readDocument(const std::string &path);

// A recording's figures at its moment, for reports.
Report reportOf(RecordedRun &run);

} // namespace forefetch
