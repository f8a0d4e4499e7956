// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/isotime.h"
#include "core/metrics/quantity.h"
#include "core/metrics/reportsections.h"
#include "core/metrics/reportstyle.h"
#include "core/metrics/reportsvg.h"
#include "core/metrics/reportwords.h"

namespace forefetch {

namespace {

// What the page may load: nothing.
constexpr std::string_view kContentPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

void writeHead(HtmlWriter &html, const Report &report)
{
    html.open("head");
    html.empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", kContentPolicy}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    html.empty("meta", {{"name", "generator"}, {"content", "Forefetch " FOREFETCH_VERSION}});
    html.element("title", "Prefetch report: " + shownText(titleOf(report)) + ", " +
                              momentText(report.snapshot.takenAt));
    html.open("style");
    html.trusted(kReportStyle);
    html.close();
    html.close();
}

void writeContents(HtmlWriter &html, const Report &report)
{
    const auto link = [&html](std::string_view address, std::string_view text) {
        html.open("li");
        html.element("a", text, {{"href", address}});
        html.close();
    };
    html.open("nav", {{"aria-label", "Contents"}});
    html.open("ul");
    link("#key", "Key figures");
    if (hasControlGroup(report.snapshot))
        link("#groups", "With and without");
    if (!report.charts.empty())
        link("#charts", "Charts");
    link("#outcomes", "Outcomes");
    link("#settings", "Settings");
    link("#changes", "Changes");
    link("#figures", "Every figure");
    html.close();
    html.close();
}

void writeTop(HtmlWriter &html, const Report &report)
{
    html.open("header");
    html.element("p", "Forefetch · prefetch report", {{"class", "brand"}});
    html.element("h1", shownText(titleOf(report)));
    html.open("dl", {{"class", "facts"}});
    for (const KeyFigure &fact : provenance(report)) {
        html.open("div");
        html.element("dt", fact.label);
        html.element("dd", shownText(fact.value));
        html.close();
    }
    html.close();
    writeContents(html, report);
    html.close();
}

std::string_view kindOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Helps:
        return "verdict helps";
    case Verdict::DoesNotHelp:
        return "verdict harms";
    case Verdict::Unsure:
        return "verdict unsure";
    case Verdict::Off:
        break;
    }
    return "verdict";
}

void writeVerdict(HtmlWriter &html, const Report &report)
{
    const VerdictWords words = verdictWords(report);
    html.open("section", {{"class", kindOf(words.verdict)}, {"aria-labelledby", "verdict"}});
    html.element("h2", words.mark + ' ' + words.head, {{"id", "verdict"}});
    html.element("p", words.finding);
    if (!words.cost.empty())
        html.element("p", words.cost);
    if (!words.method.empty())
        html.element("p", words.method, {{"class", "method"}});
    html.close();
}

void writeKeyFigures(HtmlWriter &html, const Report &report)
{
    const DemandFigures &d = report.snapshot.demand;
    openSection(html, "key", "Key figures");
    html.open("dl", {{"class", "cards"}});
    for (const KeyFigure &figure : keyFigures(report)) {
        html.open("div");
        html.element("dt", figure.label);
        html.element("dd", figure.value, {{"class", "value"}});
        html.element("dd", figure.note, {{"class", "of"}});
        html.close();
    }
    html.close();
    if (d.hits > 0 && d.hitsAssumed > 0)
        html.element("p",
                     percentText(static_cast<double>(d.hitsAssumed) / static_cast<double>(d.hits)) +
                         " of the hits rest on an assumed freshness (cache.default_ttl), as the "
                         "API says nothing about it; Cache-Control: max-age would settle it.",
                     {{"class", "note"}});
    html.close();
}

void writeGroups(HtmlWriter &html, const Report &report)
{
    if (!hasControlGroup(report.snapshot))
        return;
    openSection(html, "groups", "With and without prefetching");
    drawHitRatios(html, report);
    const bool sinceSwitched = report.treated.sessions + report.heldBack.sessions > 0;
    openTable(html, "Sessions that were prefetched for, and those held back to compare with" +
                        std::string(sinceSwitched ? ", since prefetching was last switched" : "") +
                        ". No interval is reckoned for latencies");
    html.open("thead");
    html.open("tr");
    columnHead(html, "Figure");
    columnHead(html, "With prefetching", true);
    columnHead(html, "Held back", true);
    columnHead(html, "Difference", true);
    html.close();
    html.close();
    html.open("tbody");
    for (const ComparedRow &row : comparedRows(report)) {
        html.open("tr");
        html.element("th", row.label, {{"scope", "row"}});
        for (const std::string &cell : {row.treated, row.heldBack, row.difference})
            html.element("td", cell, {{"class", "number"}});
        html.close();
    }
    html.close();
    html.close();
    html.close();
    html.close();
}

void writeChart(HtmlWriter &html, const ReportChart &chart, std::size_t number)
{
    const std::string label = shownText(chart.summary.empty() ? chart.title : chart.summary);
    const std::string id = "chart" + std::to_string(number);
    const std::string light = inlineSvg(chart.svg, label, id + "-");
    const std::string dark = inlineSvg(chart.darkSvg, label, id + "-dark-");
    html.open("figure");
    if (light.empty())
        html.element("p", shownText(chart.title) + ": this chart could not be drawn.",
                     {{"class", "note"}});
    else if (dark.empty())
        html.trusted(light);
    else {
        html.open("div", {{"class", "on-light"}});
        html.trusted(light);
        html.close();
        html.open("div", {{"class", "on-dark"}});
        html.trusted(dark);
        html.close();
    }
    html.close();
}

void writeCharts(HtmlWriter &html, const Report &report)
{
    if (report.charts.empty())
        return;
    openSection(html, "charts", "Charts");
    html.open("div", {{"class", "charts"}});
    for (std::size_t i = 0; i < report.charts.size(); ++i)
        writeChart(html, report.charts[i], i + 1);
    html.close();
    html.close();
}

} // namespace

std::string toHtml(const Report &report)
{
    HtmlWriter html;
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", {{"lang", "en"}});
    writeHead(html, report);
    html.open("body");
    writeTop(html, report);
    html.open("main");
    writeVerdict(html, report);
    writeKeyFigures(html, report);
    writeGroups(html, report);
    writeCharts(html, report);
    writeOutcomes(html, report.snapshot.prefetch);
    writeSettings(html, report.snapshot.settings, report.snapshot.tuner.outside);
    writeChanges(html, report);
    writeInterventions(html, report.snapshot.guard);
    writeFigures(html, report.snapshot);
    html.close();
    writeFooter(html);
    return html.take();
}

} // namespace forefetch
