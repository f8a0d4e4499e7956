// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"

#include <QString>

#include <cstdint>

namespace forefetch {

// What stands in the cells of the tables. What is not known is "–".
//
// Thread: any.

QString noText();
QString lengthText(Duration length); // "0.82 ms", "171 ms", "12.5 s"
QString sizeText(std::uint64_t bytes);
QString likelihoodText(double p);       // "0.62"
QString countText(std::uint64_t count); // "1,204"

// Moments of the pipeline's time line as the clock on the wall showed them.
//
//     WallTimes times;
//     times.follow(clock);                       // before the rows of a run
//     times.text(record.at) == "12:03:07.412"    // in the local time zone
//
// The difference is taken once, so that no moment changes its text while a clock is being set.
class WallTimes
{
public:
    void follow(const Clock &clock);
    QString text(TimePoint at) const;
    // What makes seconds of the local day of seconds on the time line.
    double offset() const { return static_cast<double>(m_offset) / 1000; }

private:
    std::int64_t m_offset = 0; // ms from the pipeline's zero to local midnight's
};

} // namespace forefetch
