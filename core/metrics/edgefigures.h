// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <cstdint>

namespace forefetch {

// What prefetching because of one edge of the model, or of several, came to.
struct EdgeFigures
{
    std::uint64_t scheduled = 0;
    std::uint64_t used = 0;
    std::uint64_t late = 0;
    std::uint64_t wasted = 0;
    std::uint64_t other = 0; // ended otherwise: superseded, declined, failed …
    float threshold = 0;     // scheduler.min_probability when it was scheduled last

    std::uint64_t open() const { return scheduled - used - late - wasted - other; }
    // (used + late) / (used + late + wasted); 0 when nothing of these has happened.
    double precision() const
    {
        const auto earned = static_cast<double>(used + late);
        const double ended = earned + static_cast<double>(wasted);
        return ended > 0 ? earned / ended : 0.0;
    }
    EdgeFigures &operator+=(const EdgeFigures &o)
    {
        scheduled += o.scheduled;
        used += o.used;
        late += o.late;
        wasted += o.wasted;
        other += o.other;
        threshold = o.scheduled > 0 ? o.threshold : threshold;
        return *this;
    }
    friend bool operator==(const EdgeFigures &, const EdgeFigures &) = default;
};

struct EdgeRecord
{
    ResourceId from;
    ResourceId to;
    EdgeFigures figures;
};

} // namespace forefetch
