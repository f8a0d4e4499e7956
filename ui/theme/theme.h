// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QPen>
#include <QString>

#include <array>

class QApplication;

namespace forefetch {

// What a colour stands for, the same on every chart, table and edge. Each has a second code, so
// that nobody needs to tell colours apart: a line style, a marker and a word.
enum class Meaning {
    Hit,    // served from the cache: solid, ●
    Miss,   // fetched on demand: dashed, ✕
    Useful, // a prefetch that was used: solid and thick, ▲
    Wasted, // a prefetch that nobody wanted: dotted, ▽
};
inline constexpr std::array kMeanings{Meaning::Hit, Meaning::Miss, Meaning::Useful,
                                      Meaning::Wasted};

QString markerOf(Meaning meaning); // "●"

// Every colour and measure of the window, light or dark. The series colours were searched for
// contrast (at least 3 on the chart's surface) and for distance under the usual colour
// deficiencies; tests compute both from the values below.
//
//     const Theme theme = Theme::dark();
//     painter.setPen(theme.pen(Meaning::Hit));
//
// Thread: a value; the GUI thread applies it.
struct Theme
{
    bool isDark = false;
    double typeScale = 1; // of every font, for those who sit far away
    QColor window;     // behind the panels
    QColor surface;    // charts, tables, the graph
    QColor raised;     // cards, buttons
    QColor text;
    QColor mutedText;  // units, axis labels; still 4.5 on surface and window
    QColor grid;
    QColor border;
    QColor accent;     // focus, selection, the switch when on
    QColor accentText; // on accent
    QColor good;       // verdict: helps
    QColor bad;        // verdict: does not, errors
    QColor unsure;     // verdict: not yet distinguishable
    std::array<QColor, kMeanings.size()> series;
    QColor neutral; // lines that are neither: depths, rates, latencies

    static Theme light();
    static Theme dark();
    // What the system asks for: by the palette, since Qt 6.4 does not say it otherwise.
    static Theme fromSystem(const QPalette &system);

    const QColor &color(Meaning meaning) const { return series[static_cast<std::size_t>(meaning)]; }
    QPen pen(Meaning meaning) const;
    QPalette palette() const;
    QString styleSheet() const;
};

// Pixels at scale 1.
namespace space {
inline constexpr int small = 4;
inline constexpr int medium = 8;
inline constexpr int large = 12;
inline constexpr int target = 24; // the least that a finger or a tired hand hits
} // namespace space

// Loads the font and sets style, palette and style sheet for the whole application.
void applyTheme(QApplication &application, const Theme &theme);

// WCAG 2.1 contrast of two opaque colours, 1–21.
double contrast(const QColor &a, const QColor &b);

} // namespace forefetch
