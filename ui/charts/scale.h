// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace forefetch {

// The least of 1, 2, 4, 6, 8, 10 times a power of ten that is not below the value: halves and, but
// for small counts, quarters of it are round as well.
double niceCeil(double value);

// The top of a scale that starts at zero. It rises at once, and falls only when half of it would
// hold the values with room to spare, so that it does not jump with every sample.
//
//     TopOfScale top(4);
//     top.follow(17) == 20;
//
// Thread: one.
class TopOfScale
{
public:
    explicit TopOfScale(double least) : m_least(least), m_top(least) {}

    double follow(double highest);
    double top() const { return m_top; }
    // Forgets what was: another range of time is shown.
    void reset() { m_top = m_least; }

private:
    double m_least;
    double m_top;
};

// Short enough for an axis and a head row: "0.4", "17", "1,234", "12.3k".
QString shortNumber(double value);
QString percent(double share); // "61 %"
// "now", "5 s ago", "2 min ago", "1 h 30 min ago".
QString agoText(double seconds);
// As labels below an axis: "−30 s", "−5 min".
QString axisTime(double seconds);
// A moment of a day as a clock shows it: "12:03:07", or "12:03".
QString clockText(double secondsOfDay, bool withSeconds);
// A length: "30 s", "5 min", "1 h 30 min".
QString spanText(double seconds);

} // namespace forefetch
