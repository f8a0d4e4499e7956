// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The long tables of a report: outcomes, settings, changes, and every figure with its meaning.
#include "core/metrics/figurevalues.h"
#include "core/metrics/glossary.h"
#include "core/metrics/isotime.h"
#include "core/metrics/quantity.h"
#include "core/metrics/reportsections.h"
#include "core/metrics/reportwords.h"

#include <algorithm>
#include <map>

namespace forefetch {

namespace {

void numberCell(HtmlWriter &html, std::string_view text)
{
    html.element("td", text, {{"class", "number"}});
}

std::string shareOf(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? "–" : percentText(static_cast<double>(part) / static_cast<double>(whole));
}

std::string_view meaningOf(std::string_view name)
{
    const GlossaryEntry *entry = findInGlossary(name);
    return entry ? entry->text : std::string_view();
}

void outcomeRows(HtmlWriter &html, const OutcomeGroup &group, const LedgerFigures &figures)
{
    html.open("tbody");
    html.open("tr", {{"class", "group"}});
    html.open("th", {{"scope", "rowgroup"}});
    html.element("span", group.marker, {{"class", std::string("key ") + std::string(group.kind)}});
    html.text(group.title);
    html.close();
    numberCell(html, groupedText(countOf(group, figures)));
    numberCell(html, shareOf(countOf(group, figures), figures.scheduled));
    html.element("td", {});
    html.close();
    for (const PrefetchState state : group.states) {
        html.open("tr");
        html.element("th", stateText(state), {{"scope", "row"}, {"class", "inner"}});
        numberCell(html, groupedText(figures[state]));
        numberCell(html, shareOf(figures[state], figures.scheduled));
        html.element("td", meaningOf("prefetch." + std::string(nameOf(state))),
                     {{"class", "meaning"}});
        html.close();
    }
    html.close();
}

void settingLine(HtmlWriter &html, const SettingRow &row)
{
    if (row.isChanged)
        html.open("tr", {{"class", "changed"}});
    else
        html.open("tr");
    html.open("th", {{"scope", "row"}, {"class", "inner"}});
    html.text(std::string(row.info->label) + ' ');
    html.element("code", row.info->id);
    if (row.isChanged)
        html.element("span", "changed", {{"class", "mark"}});
    html.element("span", row.info->help, {{"class", "help"}});
    html.close();
    numberCell(html, row.value);
    numberCell(html, row.standard);
    html.close();
}

std::string_view groupOf(std::string_view id)
{
    return id.substr(0, id.find('.'));
}

void changeLine(HtmlWriter &html, const ReportChange &change)
{
    const ParamInfo &row = info(change.change.param);
    html.open("tr");
    html.open("td", {{"class", "number"}});
    html.element("time", momentText(change.at), {{"datetime", isoTime(change.at)}});
    html.close();
    html.open("td");
    html.text(std::string(row.label) + ' ');
    html.element("code", row.id);
    html.close();
    numberCell(html, settingText(row.param, change.change.from));
    numberCell(html, settingText(row.param, change.change.to));
    html.element("td", shownText(change.change.source));
    html.close();
}

// A ratio reads better as a percent; all else by its unit.
std::string valueText(const FigureValue &figure)
{
    const GlossaryEntry *entry = findInGlossary(figure.name);
    if (!entry)
        return quantityText(figure.value, {});
    if (entry->kind == FigureKind::Text)
        return shownText(figure.text);
    return entry->kind == FigureKind::Derived && entry->unit.empty()
               ? percentText(figure.value)
               : quantityText(figure.value, entry->unit);
}

using ValuesByName = std::map<std::string, std::string, std::less<>>;

// One group of the document; demand with its two groups of sessions beside it.
void figureTable(HtmlWriter &html, std::string_view group, const std::vector<FigureValue> &figures,
                 const ValuesByName &values)
{
    const bool isDemand = group == "demand";
    html.element("h3", group);
    openTable(html, "Figures of " + std::string(group) + " and what they mean");
    html.open("thead");
    html.open("tr");
    columnHead(html, "Figure");
    columnHead(html, isDemand ? "All" : "Value", true);
    if (isDemand) {
        columnHead(html, "With prefetching", true);
        columnHead(html, "Held back", true);
    }
    columnHead(html, "Meaning");
    html.close();
    html.close();
    html.open("tbody");
    for (const FigureValue &figure : figures) {
        if (groupOf(figure.name) != group)
            continue;
        const std::string inner = figure.name.substr(group.size() + 1);
        html.open("tr");
        html.open("th", {{"scope", "row"}});
        html.element("code", inner);
        html.close();
        numberCell(html, valueText(figure));
        if (isDemand) {
            numberCell(html, values.at("demand_treated." + inner));
            numberCell(html, values.at("demand_held_back." + inner));
        }
        html.element("td", meaningOf(figure.name), {{"class", "meaning"}});
        html.close();
    }
    html.close();
    html.close();
    html.close();
}

} // namespace

void writeFooter(HtmlWriter &html)
{
    html.open("footer");
    html.element("p", "Written by Forefetch " FOREFETCH_VERSION
                      ". This page stands alone: it loads nothing, and credentials in addresses "
                      "are left out.");
    html.close();
}

void openSection(HtmlWriter &html, std::string_view id, std::string_view title)
{
    const std::string heading = std::string(id) + "-title";
    html.open("section", {{"id", id}, {"aria-labelledby", heading}});
    html.element("h2", title, {{"id", heading}});
}

void openTable(HtmlWriter &html, std::string_view caption)
{
    // Reachable by keyboard, where it is wider than the page.
    html.open(
        "div",
        {{"class", "scroll"}, {"role", "region"}, {"aria-label", caption}, {"tabindex", "0"}});
    html.open("table");
    html.element("caption", caption);
}

void columnHead(HtmlWriter &html, std::string_view text, bool isNumber)
{
    if (isNumber)
        html.element("th", text, {{"scope", "col"}, {"class", "number"}});
    else
        html.element("th", text, {{"scope", "col"}});
}

void writeOutcomes(HtmlWriter &html, const LedgerFigures &figures)
{
    openSection(html, "outcomes", "What became of the prefetches");
    drawOutcomes(html, figures);
    openTable(html, "Every prefetch is in exactly one state, so the states add up to all of them");
    html.open("thead");
    html.open("tr");
    columnHead(html, "State");
    columnHead(html, "Prefetches", true);
    columnHead(html, "Share", true);
    columnHead(html, "Meaning");
    html.close();
    html.close();
    std::uint64_t sum = 0;
    for (const OutcomeGroup &group : outcomeGroups()) {
        outcomeRows(html, group, figures);
        sum += countOf(group, figures);
    }
    html.open("tfoot");
    html.open("tr");
    html.element("th", "Sum of all states", {{"scope", "row"}});
    numberCell(html, groupedText(sum));
    numberCell(html, shareOf(sum, figures.scheduled));
    const std::string scheduled = groupedText(figures.scheduled) + " scheduled";
    html.element("td", sum == figures.scheduled ? "= " + scheduled + ": it balances ✔"
                                                : "≠ " + scheduled + ": it does NOT balance ✕");
    html.close();
    html.close();
    html.close();
    html.close();
    html.close();
}

void writeSettings(HtmlWriter &html, const SettingsValues &values,
                   const std::vector<OutsideEnvelope> &outside)
{
    const std::vector<SettingRow> rows = settingRows(values);
    const auto changed = std::ranges::count(rows, true, &SettingRow::isChanged);
    openSection(html, "settings", "Settings");
    if (!outside.empty())
        html.element("p", outsideText(outside), {{"class", "note"}});
    openTable(html, changed == 0 ? "All settings have their defaults"
                                 : std::to_string(changed) + " of " + std::to_string(rows.size()) +
                                       " settings differ from their defaults");
    html.open("thead");
    html.open("tr");
    columnHead(html, "Setting");
    columnHead(html, "Value", true);
    columnHead(html, "Default", true);
    html.close();
    html.close();
    for (auto row = rows.begin(); row != rows.end();) {
        const std::string_view group = groupOf(row->info->id);
        html.open("tbody");
        html.open("tr", {{"class", "group"}});
        html.element("th", group, {{"scope", "rowgroup"}, {"colspan", "3"}});
        html.close();
        for (; row != rows.end() && groupOf(row->info->id) == group; ++row)
            settingLine(html, *row);
        html.close();
    }
    html.close();
    html.close();
    html.close();
}

void writeChanges(HtmlWriter &html, const Report &report)
{
    openSection(html, "changes", "Changes of the settings");
    if (!report.changes)
        html.element("p",
                     report.snapshot.revision == 0
                         ? "The settings stayed as they were."
                         : "The settings were changed (revision " +
                               groupedText(report.snapshot.revision) +
                               "); a saved snapshot does not keep which and when.",
                     {{"class", "note"}});
    else if (report.changes->empty())
        html.element("p", "The settings stayed as they were.", {{"class", "note"}});
    else {
        openTable(html, "Oldest first; times are UTC");
        html.open("thead");
        html.open("tr");
        columnHead(html, "When", true);
        columnHead(html, "Setting");
        columnHead(html, "From", true);
        columnHead(html, "To", true);
        columnHead(html, "By");
        html.close();
        html.close();
        html.open("tbody");
        for (const ReportChange &change : *report.changes)
            changeLine(html, change);
        html.close();
        html.close();
        html.close();
    }
    html.close();
}

void writeFigures(HtmlWriter &html, const Snapshot &snapshot)
{
    const std::vector<FigureValue> figures = figureValues(snapshot);
    ValuesByName values;
    for (const FigureValue &figure : figures)
        values[figure.name] = valueText(figure);
    openSection(html, "figures", "Every figure and what it means");
    std::string_view last;
    for (const FigureValue &figure : figures) {
        const std::string_view group = groupOf(figure.name);
        if (group == last || group == "demand_held_back" || group == "demand_treated")
            continue;
        last = group;
        figureTable(html, group, figures, values);
    }
    html.close();
}

} // namespace forefetch
