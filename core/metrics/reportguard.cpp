// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// When the guard stepped in, and why.
#include "core/metrics/isotime.h"
#include "core/metrics/quantity.h"
#include "core/metrics/reportsections.h"
#include "core/metrics/reportwords.h"

namespace forefetch {

namespace {

void eventLine(HtmlWriter &html, const GuardEvent &event)
{
    html.open("tr");
    html.open("td", {{"class", "number"}});
    html.element("time", momentText(event.takenAt), {{"datetime", isoTime(event.takenAt)}});
    html.close();
    html.open("td");
    html.element("code", nameOf(event.action));
    html.close();
    html.element("td", shownText(event.reason), {{"class", "meaning"}});
    html.close();
}

} // namespace

void writeInterventions(HtmlWriter &html, const GuardFigures &guard)
{
    openSection(html, "guard", "What the guard did");
    if (guard.events.empty()) {
        html.element("p", "It never had to hold prefetches back.", {{"class", "note"}});
        html.close();
        return;
    }
    openTable(html,
              "The latest " + groupedText(guard.events.size()) + ", newest first; times are UTC");
    html.open("thead");
    html.open("tr");
    columnHead(html, "When", true);
    columnHead(html, "Action");
    columnHead(html, "Why");
    html.close();
    html.close();
    html.open("tbody");
    for (auto event = guard.events.rbegin(); event != guard.events.rend(); ++event)
        eventLine(html, *event);
    html.close();
    html.close();
    html.close();
    html.close();
}

} // namespace forefetch
