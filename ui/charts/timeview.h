// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace forefetch {

// Which part of the time line the charts show.
struct TimeView
{
    double length = 60;        // s, one of the steps of a zoom
    bool isAll = false;        // as long as the record, whatever `length` says
    std::optional<double> end; // s on the time line, where it stands still; none: it ends now
    friend bool operator==(const TimeView &, const TimeView &) = default;
};

// Lengths that a zoom stops at, so that the lines of the grid stand at round moments.
double zoomed(double length, int steps); // in: positive
double lengthFor(double seconds);        // the least that holds so much

// What was shown before and after, as in a browser. A gesture of many steps (a wheel that turns, a
// drag) is one entry.
//
//     views.go(zoomed);  views.back();  views.forward();
//
// Thread: one.
class TimeViews
{
public:
    static constexpr std::size_t kMost = 100;
    static constexpr double kGesture = 1.0; // s between its steps, at most

    const TimeView &now() const { return m_views[m_at]; }
    void go(const TimeView &view);
    // A step of a gesture, at a moment of any clock in seconds.
    void follow(const TimeView &view, double moment);
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_views.size(); }
    void back();
    void forward();

private:
    std::vector<TimeView> m_views{TimeView{}};
    std::size_t m_at = 0;
    std::optional<double> m_gesture; // the moment of its last step
};

} // namespace forefetch
