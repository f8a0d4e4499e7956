// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/settings/profile.h"

#include <string>
#include <vector>

namespace forefetch {

class PrefetchRules;

// A profile that was read again, against what runs.
struct Reloaded
{
    std::vector<std::string> changed; // "workers.count 2 -> 8", in the order of the table
    std::vector<std::string> later;   // what takes a restart, said in a sentence
};

// Makes what runs as the profile says: all that differs at once, as one change of "profile" that
// can be undone, and the rules. A value that is refused changes nothing at all.
//
//     const auto reloaded = reload(profile, before, settings, pipeline.rules());
//
// Thread: the main thread.
Result<Reloaded> reload(const Profile &profile, const Profile &before, Settings &settings,
                        PrefetchRules &rules);

} // namespace forefetch
