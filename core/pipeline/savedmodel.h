// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <cstdint>
#include <string>

namespace forefetch {

// All that a model has learnt, as a file of it (see modelfile.h).
struct SavedModel
{
    // Between two, where somebody asks again and again; saving a large one takes a while.
    static constexpr Duration kPeriod = std::chrono::seconds(5);

    TimePoint at{};
    std::string bytes;              // empty where it could not be saved
    std::string problem;            // why; names what is wrong
    std::uint64_t observations = 0; // that it had learnt from
};

} // namespace forefetch
