// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/evidence.h"

#include <cstdint>
#include <string>
#include <vector>

namespace forefetch {

// What the tuner says of itself, and how the settings stand to what their profile was tested with.
struct TunerFigures
{
    std::string mode = "off"; // tuner.mode and tuner.agent
    std::string agent = "replay";
    std::uint64_t windows = 0; // of traffic that were looked at
    std::uint64_t suggestions = 0;
    std::uint64_t steps = 0;  // made, by itself or by a person who followed
    std::uint64_t kept = 0;   // of them
    std::uint64_t broken = 0; // of them
    std::string stopped;      // why it has stopped; empty while it goes on
    // Settings that the profile's evidence says nothing of; empty without evidence.
    std::vector<OutsideEnvelope> outside;
};

} // namespace forefetch
