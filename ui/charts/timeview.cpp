// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeview.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr std::array kLengths{10.0,      15.0,      20.0,     30.0,     60.0,     90.0,
                              120.0,     180.0,     300.0,    600.0,    900.0,    1800.0,
                              3600.0,    7200.0,    10'800.0, 21'600.0, 43'200.0, 86'400.0,
                              172'800.0, 259'200.0, 604'800.0};

} // namespace

double lengthFor(double seconds)
{
    const auto found = std::ranges::lower_bound(kLengths, seconds);
    return found == kLengths.end() ? kLengths.back() : *found;
}

double zoomed(double length, int steps)
{
    const auto at = std::ranges::lower_bound(kLengths, length) - kLengths.begin();
    const auto last = static_cast<std::ptrdiff_t>(kLengths.size()) - 1;
    return kLengths[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(std::min(at, last) - steps, 0, last))];
}

void TimeViews::go(const TimeView &view)
{
    m_gesture.reset();
    if (view == now())
        return;
    m_views.resize(m_at + 1);
    m_views.push_back(view);
    if (m_views.size() > kMost)
        m_views.erase(m_views.begin());
    m_at = m_views.size() - 1;
}

void TimeViews::follow(const TimeView &view, double moment)
{
    const bool goesOn = m_gesture && moment - *m_gesture <= kGesture && !canGoForward();
    if (goesOn)
        m_views[m_at] = view;
    else
        go(view);
    m_gesture = moment;
}

void TimeViews::back()
{
    m_gesture.reset();
    if (canGoBack())
        --m_at;
}

void TimeViews::forward()
{
    m_gesture.reset();
    if (canGoForward())
        ++m_at;
}

} // namespace forefetch
