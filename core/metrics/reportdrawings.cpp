// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bars of a report. Their widths are percents of the page's, so that no text is scaled.
#include "core/metrics/quantity.h"
#include "core/metrics/reportsections.h"
#include "core/metrics/reportwords.h"

#include <algorithm>

namespace forefetch {

namespace {

std::string percents(double share) // for an attribute: "61.3%"
{
    return decimalText(100 * std::clamp(share, 0.0, 1.0), 2) + '%';
}

void bar(HtmlWriter &html, int y, int height, double from, double to, std::string_view kind)
{
    html.empty("rect", {{"class", kind},
                        {"x", percents(from)},
                        {"y", std::to_string(y)},
                        {"width", percents(to - from)},
                        {"height", std::to_string(height)}});
}

void line(HtmlWriter &html, double x1, int y1, double x2, int y2)
{
    html.empty("line", {{"class", "whisker"},
                        {"x1", percents(x1)},
                        {"y1", std::to_string(y1)},
                        {"x2", percents(x2)},
                        {"y2", std::to_string(y2)}});
}

void labelledBar(HtmlWriter &html, int y, std::string_view label, double ratio,
                 std::string_view kind)
{
    const std::string at = std::to_string(y + 12);
    html.element("text", label, {{"x", "0"}, {"y", at}});
    html.element("text", percentText(ratio), {{"x", "100%"}, {"y", at}, {"text-anchor", "end"}});
    bar(html, y + 18, 14, 0, 1, "track");
    bar(html, y + 18, 14, 0, ratio, kind);
}

} // namespace

void drawHitRatios(HtmlWriter &html, const Report &report)
{
    const Comparison c = compare(report.snapshot, report.treated, report.heldBack);
    if (!c.isKnown)
        return;
    const double low = c.heldBack + c.difference - c.halfWidth;
    const double high = c.heldBack + c.difference + c.halfWidth;
    html.open("figure", {{"class", "bars"}});
    html.open("svg", {{"role", "img"},
                      {"height", "104"},
                      {"aria-label", "Hit ratio with prefetching " + percentText(c.treated) +
                                         ", held back " + percentText(c.heldBack)}});
    labelledBar(html, 0, "Hit ratio with prefetching", c.treated, "hit");
    line(html, low, 25, high, 25);
    line(html, low, 20, low, 30);
    line(html, high, 20, high, 30);
    labelledBar(html, 46, "Hit ratio of the sessions held back", c.heldBack, "ended");
    html.element("text", "The line at the end of the upper bar is the 95 % interval.",
                 {{"class", "small"}, {"x", "0"}, {"y", "98"}});
    html.close();
    html.close();
}

void drawOutcomes(HtmlWriter &html, const LedgerFigures &figures)
{
    if (figures.scheduled == 0)
        return;
    const auto all = static_cast<double>(figures.scheduled);
    std::string label = "Of " + groupedText(figures.scheduled) + " prefetches";
    for (const OutcomeGroup &group : outcomeGroups())
        label += ", " + std::string(group.title) + ' ' + groupedText(countOf(group, figures));
    html.open("figure");
    html.open("svg", {{"role", "img"}, {"height", "24"}, {"aria-label", label}});
    html.open("defs");
    html.open("pattern", {{"id", "hatch"},
                          {"width", "7"},
                          {"height", "7"},
                          {"patternUnits", "userSpaceOnUse"},
                          {"patternTransform", "rotate(45)"}});
    html.empty("path", {{"class", "hatch"}, {"d", "M0 0V7"}});
    html.close();
    html.close();
    double from = 0;
    for (const OutcomeGroup &group : outcomeGroups()) {
        const double to = from + static_cast<double>(countOf(group, figures)) / all;
        bar(html, 0, 24, from, to, group.kind);
        if (group.kind == "wasted") // told by more than its colour
            html.empty("rect", {{"fill", "url(#hatch)"},
                                {"x", percents(from)},
                                {"width", percents(to - from)},
                                {"height", "24"}});
        from = to;
    }
    html.close();
    html.close();
    html.open("ul", {{"class", "legend"}});
    for (const OutcomeGroup &group : outcomeGroups()) {
        html.open("li");
        html.element("span", group.marker,
                     {{"class", std::string("key ") + std::string(group.kind)}});
        html.text(std::string(group.title) + ' ' + groupedText(countOf(group, figures)) + " (" +
                  percentText(static_cast<double>(countOf(group, figures)) / all) + ')');
        html.close();
    }
    html.close();
}

} // namespace forefetch
