// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulationtext.h"

#include "app/figuretext.h"
#include "core/metrics/quantity.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr std::size_t kRoutesShown = 8;
constexpr std::array<const char *, kYardstickCount> kYardstickTexts = {
    "no prefetch", "unlimited cache", "oracle, seen URLs", "oracle, all URLs"};

// Characters on a terminal; all texts here are letters of one column each.
std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string right(std::string_view text, std::size_t width)
{
    const std::size_t is = widthOf(text);
    return std::string(is < width ? width - is : 0, ' ') + std::string(text);
}

std::string left(std::string_view text, std::size_t width)
{
    const std::size_t is = widthOf(text);
    return std::string(text) + std::string(is < width ? width - is : 0, ' ');
}

std::string percents(double ratio)
{
    return decimalText(100 * ratio, 1);
}

std::string between(const Interval &interval)
{
    return percents(interval.low) + "–" + percents(interval.high);
}

std::string row(std::string_view name, const SimulationRun &run, const Interval &hits,
                const std::string &gain, bool isRecommended = false)
{
    const Snapshot &s = run.snapshot;
    const bool sent = s.prefetch.attempts > 0;
    return (isRecommended ? "* " : "  ") + left(name, 24) + right(percents(s.demand.hitRatio), 6) +
           right(between(hits), 12) + right(gain, 16) + right(percents(s.extraLoad()), 8) +
           right(sent ? percents(s.prefetch.wasteRatio()) : "–", 7) +
           right(groupedText(s.demand.late), 8) + right(decimalText(run.meanWait(), 1), 9) + "\n";
}

std::string gainText(const Interval &gain)
{
    return signedPercents(gain.value) + " ±" + decimalText(50 * (gain.high - gain.low), 1);
}

std::string nameOf(const SettingsValues &settings, const SimulationPlan &plan)
{
    if (plan.axes.empty())
        return "these settings";
    std::string text;
    for (const SweepAxis &axis : plan.axes)
        text += (text.empty() ? "" : "  ") + formatValue(axis.param, settings[axis.param]);
    return text;
}

std::string tableText(const SimulationDocument &document)
{
    const SimulationResult &result = document.result;
    std::string text = "  " + left("in % of the cacheable", 24) + right("hits", 6) +
                       right("(95 %)", 12) + right("gain", 16) + right("load", 8) +
                       right("waste", 7) + right("late", 8) + right("wait ms", 9) + "\n";
    for (std::size_t y = 0; y < kYardstickCount && !result.yardsticks.empty(); ++y) {
        const YardstickSet &set = result.yardsticks.front();
        text += row(kYardstickTexts[y], set.runs[y], set.hitRatios[y], "–");
    }
    std::string swept;
    for (const SweepAxis &axis : document.plan.axes)
        swept += (swept.empty() ? "" : ", ") + std::string(info(axis.param).id);
    if (!swept.empty())
        text += "  " + swept + "\n";
    for (std::size_t i = 0; i < result.variants.size(); ++i) {
        const Variant &v = result.variants[i];
        text += row(nameOf(v.settings, document.plan), v.run, v.hitRatio, gainText(v.gain),
                    result.recommended.variant == i);
    }
    return text;
}

std::string routesText(const std::vector<RouteGain> &routes)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(routes.size(), kRoutesShown); ++i) {
        const ResourceTally &t = routes[i].tally;
        if (t.used + t.late > 0)
            text += "  " + right(groupedText(t.used + t.late), 8) + " of " +
                    left(groupedText(t.attempts), 8) +
                    right(percentText(routes[i].shareOfServed), 8) + "  " + routes[i].route + "\n";
    }
    return text.empty() ? text
                        : "\nRoutes that gain most (used or waited for, of prefetches sent; share "
                          "of all that prefetching served):\n" +
                              text;
}

// The run whose prefetches are accounted for: the recommended one, or the only one.
const Variant *shownVariant(const SimulationResult &result)
{
    if (result.recommended.variant)
        return &result.variants[*result.recommended.variant];
    return result.variants.size() == 1 ? &result.variants.front() : nullptr;
}

std::string faultsText(const std::vector<PlannedFault> &faults)
{
    std::string text;
    for (const PlannedFault &fault : faults) {
        const FaultSchedule &when = fault.schedule;
        text.append("Fault ").append(scenarioOf(fault.fault).name).append(": from ");
        text += spanText(seconds(when.begin)) + " on, for " + spanText(seconds(when.length));
        if (when.every > Duration::zero())
            text += ", every " + spanText(seconds(when.every));
        text += "\n";
    }
    return text;
}

std::string headText(const SimulationDocument &document)
{
    const RecordedTrace &trace = document.trace;
    return document.name + ": " + groupedText(trace.steps.size()) + " requests for " +
           groupedText(trace.targets.size()) + " things by " + groupedText(trace.sessions) +
           " sessions over " + spanText(seconds(trace.span())) + "\n" +
           faultsText(document.plan.faults) + "\n";
}

std::string leftOutText(const RecordedTrace &trace)
{
    std::string text;
    for (const std::string &what : trace.leftOut())
        text += "  " + what + "\n";
    return text.empty() ? text : "\nWhat the log does not tell:\n" + text;
}

} // namespace

std::string simulationText(const SimulationDocument &document)
{
    const SimulationResult &result = document.result;
    std::string text = headText(document) + tableText(document);
    if (const Variant *shown = shownVariant(result))
        text += "\n" + identityText(shown->run.snapshot.prefetch);
    text += routesText(result.routes) + leftOutText(document.trace);
    return text + "\n" + (result.recommended.variant ? "Recommended: " : "") +
           result.recommended.reason + (result.complete ? "" : " (Interrupted.)") + "\n";
}

} // namespace forefetch
