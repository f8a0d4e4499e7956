// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tuningtext.h"

#include "core/metrics/quantity.h"

#include <algorithm>

namespace forefetch {

namespace {

// Characters on a terminal; all texts here are letters of one column each.
std::string right(const std::string &text, std::size_t width)
{
    const auto is = static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    return std::string(is < width ? width - is : 0, ' ') + text;
}

std::string figure(const Expectation &e)
{
    const auto percents = [](double ratio) { return decimalText(100 * ratio, 1); };
    return right(percents(e.value) + " (" + percents(e.low) + "–" + percents(e.high) + ")", 20);
}

std::string row(const std::string &name, const ExpectedFigures &figures)
{
    return "  " + name + std::string(20 - std::min<std::size_t>(20, name.size()), ' ') +
           figure(figures.hitRatio) + figure(figures.extraLoad) + figure(figures.wasteRatio) + "\n";
}

} // namespace

std::string tuningText(const TuningDocument &document)
{
    const ProfileEvidence &evidence = document.result.evidence;
    std::string text = document.name + ": " + groupedText(document.result.tried) +
                       " settings tried on the first " + groupedText(evidence.chosenOn) +
                       " requests, stated on the " + groupedText(evidence.statedOn) +
                       " after them\n  " + std::string(20, ' ') + right("hits, % (95 %)", 20) +
                       right("extra load", 20) + right("waste", 20) + "\n";
    text += row("no prefetch", evidence.noPrefetch) + row("defaults", evidence.defaults) +
            row("this profile", evidence.expected);
    for (const SweepAxis &axis : document.plan.axes) {
        if (document.result.prefetches)
            text += "\n  " + std::string(info(axis.param).id) + " = " +
                    formatValue(axis.param, document.profile.values[axis.param]);
    }
    return text + (document.result.prefetches ? "\n\n" : "\n") + evidence.reason + "\n";
}

} // namespace forefetch
