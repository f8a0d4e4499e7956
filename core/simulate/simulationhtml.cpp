// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/isotime.h"
#include "core/metrics/quantity.h"
#include "core/metrics/reportsections.h"
#include "core/metrics/reportstyle.h"
#include "core/metrics/reportwords.h"
#include "core/simulate/simulationdocument.h"
#include "core/simulate/simulationdrawings.h"

#include <array>

namespace forefetch {

namespace {

// What the page may load: nothing.
constexpr std::string_view kContentPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
constexpr std::array<std::string_view, kYardstickCount> kYardstickTexts = {
    "no prefetching", "unlimited cache, no prefetching", "oracle of seen URLs", "oracle of all"};

// Without the folders that it lies in.
std::string titleOf(const SimulationDocument &document)
{
    return shownText(document.name.substr(document.name.rfind('/') + 1));
}

void writeHead(HtmlWriter &html, const SimulationDocument &document)
{
    html.open("head");
    html.empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", kContentPolicy}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    html.empty("meta", {{"name", "generator"}, {"content", "Forefetch " FOREFETCH_VERSION}});
    html.element("title", "Would prefetching help? " + titleOf(document));
    html.open("style");
    html.trusted(kReportStyle);
    html.trusted(kSimulationStyle);
    html.close();
    html.close();
}

void fact(HtmlWriter &html, std::string_view name, std::string_view value)
{
    html.open("div");
    html.element("dt", name);
    html.element("dd", value);
    html.close();
}

void writeTop(HtmlWriter &html, const SimulationDocument &document)
{
    const RecordedTrace &trace = document.trace;
    html.open("header");
    html.element("p", "Forefetch · what prefetching would have done", {{"class", "brand"}});
    html.element("h1", titleOf(document));
    html.open("dl", {{"class", "facts"}});
    fact(html, "Began", momentText(trace.beganAt));
    fact(html, "Span", spanText(seconds(trace.span())));
    fact(html, "Requests", groupedText(trace.steps.size()));
    fact(html, "Sessions", groupedText(trace.sessions));
    fact(html, "URLs", groupedText(trace.targets.size()));
    fact(html, "Lines",
         groupedText(trace.import.lines) + " read = " + groupedText(trace.import.used) +
             " used + " + groupedText(trace.import.rejected) + " rejected");
    fact(html, "Seed", std::to_string(document.plan.seed));
    html.close();
    html.close();
}

const Variant *recommendedOf(const SimulationResult &result)
{
    return result.recommended.variant ? &result.variants[*result.recommended.variant] : nullptr;
}

void writeVerdict(HtmlWriter &html, const SimulationDocument &document)
{
    const bool helps = document.result.recommended.variant.has_value();
    html.open("section", {{"class", helps ? "verdict helps" : "verdict unsure"},
                          {"aria-labelledby", "verdict"}});
    html.element("h2", helps ? "✔ Prefetching would help" : "– Do not prefetch, by this log",
                 {{"id", "verdict"}});
    html.element("p", document.result.recommended.reason);
    if (!document.result.complete)
        html.element("p", "It was interrupted: this is what there was.");
    html.element("p",
                 "Every request is predicted before it is learnt, so nothing is tested on what it "
                 "was trained on. Intervals come from 1,000 resamples of the sessions.",
                 {{"class", "method"}});
    html.close();
}

void card(HtmlWriter &html, std::string_view name, const std::string &value,
          const std::string &note)
{
    html.open("div");
    html.element("dt", name);
    html.element("dd", value, {{"class", "value"}});
    html.element("dd", note, {{"class", "of"}});
    html.close();
}

std::string between(const Interval &i)
{
    return "95 %: " + percentText(i.low) + " to " + percentText(i.high);
}

void writeCards(HtmlWriter &html, const SimulationDocument &document)
{
    const SimulationResult &result = document.result;
    const Variant *shown = recommendedOf(result);
    if (!shown && result.variants.size() == 1)
        shown = &result.variants.front();
    if (!shown)
        return;
    const SimulationRun &without = result.yardsticks[shown->yardsticks][Yardstick::NoPrefetch];
    std::string title = "At these settings";
    for (const SweepAxis &axis : document.plan.axes)
        title = (&axis == document.plan.axes.data() ? "At " : title + ", ") +
                std::string(info(axis.param).id) + ' ' +
                formatValue(axis.param, shown->settings[axis.param]);
    openSection(html, "key", title);
    html.open("dl", {{"class", "cards"}});
    card(html, "Hit ratio", percentText(shown->hitRatio.value), between(shown->hitRatio));
    card(html, "Without prefetching", percentText(without.snapshot.demand.hitRatio),
         signedPercents(shown->gain.value) + " points by prefetching");
    card(html, "Extra load", percentText(shown->extraLoad.value), between(shown->extraLoad));
    card(html, "Wasted", percentText(shown->wasteRatio.value), between(shown->wasteRatio));
    card(html, "Mean wait", millisecondsText(shown->run.meanWait()),
         millisecondsText(without.meanWait()) + " without prefetching");
    card(html, "Late", groupedText(shown->run.snapshot.demand.late),
         "requests joined a prefetch in flight");
    html.close();
    html.close();
}

void number(HtmlWriter &html, const std::string &text)
{
    html.element("td", text, {{"class", "number"}});
}

void figures(HtmlWriter &html, const SimulationRun &run)
{
    const Snapshot &s = run.snapshot;
    number(html, percentText(s.extraLoad()));
    number(html, s.prefetch.attempts == 0 ? "–" : percentText(s.prefetch.wasteRatio()));
    number(html, groupedText(s.demand.late));
    number(html, millisecondsText(run.meanWait()));
}

void tableHead(HtmlWriter &html, std::string_view first)
{
    html.open("thead");
    html.open("tr");
    columnHead(html, first);
    for (const std::string_view name :
         {"Hit ratio", "95 %", "Gain", "Extra load", "Waste", "Late", "Mean wait"})
        columnHead(html, name, true);
    html.close();
    html.close();
}

void writeRuns(HtmlWriter &html, const SimulationDocument &document)
{
    const SimulationResult &result = document.result;
    std::string swept;
    for (const SweepAxis &axis : document.plan.axes)
        swept += (swept.empty() ? "" : " · ") + std::string(info(axis.param).id);
    openSection(html, "runs", "Every setting, beside the yardsticks");
    openTable(html, "Gain: points of hit ratio over no prefetching with the same cache, with half "
                    "of its 95 % interval");
    tableHead(html, swept.empty() ? "Settings" : std::string_view(swept));
    html.open("tbody");
    for (std::size_t y = 0; y < kYardstickCount && !result.yardsticks.empty(); ++y) {
        const YardstickSet &set = result.yardsticks.front();
        html.open("tr");
        html.element("th", kYardstickTexts[y], {{"scope", "row"}});
        number(html, percentText(set.hitRatios[y].value));
        number(html,
               percentText(set.hitRatios[y].low) + " – " + percentText(set.hitRatios[y].high));
        number(html, "–");
        figures(html, set.runs[y]);
        html.close();
    }
    for (std::size_t i = 0; i < result.variants.size(); ++i) {
        const Variant &v = result.variants[i];
        html.open("tr", {{"class", result.recommended.variant == i ? "changed" : ""}});
        html.open("th", {{"scope", "row"}});
        html.text(pointName(v.settings, document.plan));
        if (result.recommended.variant == i)
            html.element("span", "recommended", {{"class", "mark"}});
        html.close();
        number(html, percentText(v.hitRatio.value));
        number(html, percentText(v.hitRatio.low) + " – " + percentText(v.hitRatio.high));
        number(html, signedPercents(v.gain.value) + " ±" +
                         decimalText(50 * (v.gain.high - v.gain.low), 1));
        figures(html, v.run);
        html.close();
    }
    html.close();
    html.close();
    html.close();
    html.close();
}

void writeRoutes(HtmlWriter &html, const SimulationDocument &document)
{
    if (document.result.routes.empty())
        return;
    openSection(html, "routes", "The routes that carry the gain");
    drawRoutes(html, document.result);
    html.element("p",
                 "Used or waited for, of the prefetches sent, at " +
                     (document.result.recommended.variant
                          ? "the recommended point."
                          : std::string("the point with the best balance of hits and waste.")),
                 {{"class", "note"}});
    html.close();
}

void writeLimits(HtmlWriter &html, const RecordedTrace &trace)
{
    openSection(html, "limits", "What the log does not tell");
    html.open("ul");
    for (const std::string &what : trace.leftOut())
        html.element("li", what);
    html.close();
    html.close();
}

} // namespace

std::string simulationHtml(const SimulationDocument &document)
{
    HtmlWriter html;
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", {{"lang", "en"}});
    writeHead(html, document);
    html.open("body");
    writeTop(html, document);
    html.open("main");
    writeVerdict(html, document);
    writeCards(html, document);
    openSection(html, "frontier", "Hits against extra load");
    drawFrontier(html, document.result, document.plan);
    html.close();
    openSection(html, "ends", "Waste and lateness");
    drawEnds(html, document.result, document.plan);
    html.close();
    writeRoutes(html, document);
    writeRuns(html, document);
    if (const Variant *shown = recommendedOf(document.result))
        writeOutcomes(html, shown->run.snapshot.prefetch);
    writeLimits(html, document.trace);
    writeSettings(html, document.result.recommended.settings);
    html.close();
    writeFooter(html);
    return html.take();
}

} // namespace forefetch
