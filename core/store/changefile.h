// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// The journal of changed settings as a file of JSON lines, one a change, which people can read too:
//
//     {"at":"2026-01-01T00:00:00.000Z","revision":7,"parameter":"workers.count","from":"2",
//      "to":"4","source":"user"}
//
// A line that a crash has cut, or of a parameter that this version does not have, is passed over.
// Thread: any (pure).
std::string changeLines(const std::vector<SettingsChange> &changes, TimePoint now,
                        WallTime wallNow);
// Oldest first, the newest `most`; times on the time line where `now` is `wallNow`, so before the
// process began they lie before it.
std::vector<SettingsChange> changesFrom(std::string_view lines, std::size_t most, TimePoint now,
                                        WallTime wallNow);

} // namespace forefetch
