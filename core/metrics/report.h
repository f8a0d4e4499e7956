// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/snapshot.h"
#include "core/settings/settings.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace forefetch {

// A chart as a picture: SVG for a light page and for a dark one.
struct ReportChart
{
    std::string title;
    std::string summary; // in words, for who cannot see it
    std::string svg;
    std::string darkSvg; // empty: the light one on dark pages too
};

// A change of the settings and the calendar moment of it.
struct ReportChange
{
    WallTime at{};
    SettingsChange change;
};

// What a report tells: a snapshot, and what only those know who watched it come about. All but the
// snapshot may stay empty.
//
//     Report report{.snapshot = session.snapshot(), .title = "Demo shop"};
//     write(file, toHtml(report));
//
// Users, passwords and queries within addresses never reach the text.
struct Report
{
    Snapshot snapshot;
    SessionSums treated; // for an interval that knows that requests of a session are alike
    SessionSums heldBack;
    std::string title{};   // empty: the snapshot's source
    std::string gateway{}; // where clients connect
    std::string target{};  // the API
    std::optional<std::uint64_t> seed{};
    std::optional<std::vector<ReportChange>>
        changes{}; // nothing: not known, as in a saved snapshot
    std::vector<ReportChart> charts{};
};

// The changes with their moments on the calendar, given one moment on both time lines.
std::vector<ReportChange> datedChanges(std::span<const SettingsChange> changes, TimePoint now,
                                       WallTime wallNow);

// A short text for a pull request: GitHub's Markdown.
std::string toMarkdown(const Report &report);

// One HTML file that needs nothing else: no script, no font, no picture from elsewhere. It follows
// the reader's light or dark setting, fits a telephone, and prints.
std::string toHtml(const Report &report);

} // namespace forefetch
