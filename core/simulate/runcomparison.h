// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// One figure of two runs.
struct ComparedFigure
{
    std::string name; // "demand.hit_ratio"; of a sweep with the point before it
    double a = 0;
    double b = 0;
    std::uint64_t nA = 0; // what it was reckoned from; 0: not known
    std::uint64_t nB = 0;
    double low = 0; // of b − a, the 95 % interval
    double high = 0;
    bool hasInterval = false; // else nothing is said about chance

    double delta() const { return b - a; }
    // The interval does not hold 0.
    bool isDistinguishable() const { return hasInterval && (low > 0 || high < 0); }
};

struct ChangedSetting
{
    std::string id;
    std::string a;
    std::string b;
};

// What differs between two documents of one kind: two snapshots, or two results of `simulate`.
struct RunComparison
{
    std::string kind;                          // "snapshot", "simulation"
    std::vector<std::string> inputDifferences; // sentences; empty: the same input, as far as known
    std::vector<ComparedFigure> differences;
    std::vector<ChangedSetting> settingsChanged;

    bool inputsEqual() const { return inputDifferences.empty(); }
};

// Of snapshots, ratios are compared as if each request stood alone (Agresti and Caffo 2000, and for
// the extra load Poisson counts), which makes the intervals somewhat too narrow; a snapshot does
// not tell sessions. Of simulations, the intervals of the two are taken as independent, which for
// the same log makes them too wide; where both have the same yardsticks, hit ratios are compared by
// their gains over no prefetching. Runs of a sweep are compared point by point.
//
//     Result<RunComparison> c = compareRuns(textOfA, textOfB);
//
// Fails when a document is of no known kind, damaged, or the two are of different kinds.
// Thread: any.
Result<RunComparison> compareRuns(std::string_view a, std::string_view b);

// The cells of a table, a row a figure: name, A, B, B − A ("*": distinguishable), interval, n. And
// in a sentence how many figures differ; and that the inputs do, empty where they do not.
std::vector<std::array<std::string, 6>> comparisonCells(const RunComparison &comparison);
std::string comparisonVerdict(const RunComparison &comparison);
std::string comparisonWarning(const RunComparison &comparison);

// For people; the names are those of the files.
std::string comparisonText(const RunComparison &comparison, std::string_view a, std::string_view b);
// For programs ("schema": 1): inputs_equal, differences, settings_changed.
std::string comparisonJson(const RunComparison &comparison);
std::string comparisonMarkdown(const RunComparison &comparison, std::string_view a,
                               std::string_view b);
std::string comparisonHtml(const RunComparison &comparison, std::string_view a, std::string_view b);

} // namespace forefetch
