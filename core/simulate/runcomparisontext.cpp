// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/htmlwriter.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/quantity.h"
#include "core/metrics/reportsections.h"
#include "core/metrics/reportstyle.h"
#include "core/metrics/reportwords.h"
#include "core/simulate/runcomparison.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 6> kHeads = {"", "A", "B", "B − A", "95 %", "n"};

bool isLatency(const ComparedFigure &f)
{
    return f.name.find("latency_ms") != std::string::npos;
}

// Name, a, b, difference, interval, n.
std::array<std::string, 6> cellsOf(const ComparedFigure &f)
{
    const std::string n =
        f.nA == f.nB ? groupedText(f.nA) : groupedText(f.nA) + " / " + groupedText(f.nB);
    if (isLatency(f))
        return {f.name,
                millisecondsText(f.a),
                millisecondsText(f.b),
                (f.delta() < 0 ? "−" : "+") + millisecondsText(std::abs(f.delta())),
                "–",
                n};
    return {f.name,
            percentText(f.a),
            percentText(f.b),
            signedPercents(f.delta()) + (f.isDistinguishable() ? " *" : "  "),
            f.hasInterval ? signedPercents(f.low) + " to " + signedPercents(f.high) : "–",
            n};
}

std::string verdictOf(const RunComparison &c)
{
    const auto count = std::ranges::count_if(c.differences, &ComparedFigure::isDistinguishable);
    return count == 0 ? "Nothing differs by more than chance allows."
                      : std::to_string(count) + " of " + std::to_string(c.differences.size()) +
                            " figures differ by more than chance allows (*).";
}

std::string warningOf(const RunComparison &c)
{
    std::string text;
    for (const std::string &what : c.inputDifferences)
        text += (text.empty() ? "" : "; ") + what;
    return text.empty() ? text
                        : "THE INPUTS DIFFER, so the figures may differ for that alone: " + text;
}

std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string table(const std::vector<std::array<std::string, 6>> &rows)
{
    std::array<std::size_t, 6> widths{};
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string out;
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - widthOf(row[i]) + (i > 0 ? 2 : 0), ' ');
            out += i == 0 ? row[i] + space : space + row[i];
        }
        out += '\n';
    }
    return out;
}

std::array<std::string, 6> heads()
{
    std::array<std::string, 6> texts;
    std::ranges::copy(kHeads, texts.begin());
    return texts;
}

} // namespace

std::vector<std::array<std::string, 6>> comparisonCells(const RunComparison &comparison)
{
    std::vector<std::array<std::string, 6>> rows;
    for (const ComparedFigure &figure : comparison.differences)
        rows.push_back(cellsOf(figure));
    return rows;
}

std::string comparisonVerdict(const RunComparison &comparison)
{
    return verdictOf(comparison);
}

std::string comparisonWarning(const RunComparison &comparison)
{
    return warningOf(comparison);
}

std::string comparisonText(const RunComparison &c, std::string_view a, std::string_view b)
{
    std::string text = "A " + shownText(a) + "\nB " + shownText(b) + "\n";
    if (!c.inputsEqual())
        text += "\n" + warningOf(c) + "\n";
    std::vector<std::array<std::string, 6>> rows{heads()};
    for (const ComparedFigure &f : c.differences)
        rows.push_back(cellsOf(f));
    text += "\n" + table(rows) + "\n" + verdictOf(c) + "\n";
    for (const ChangedSetting &s : c.settingsChanged)
        text += s.id + ": " + s.a + " → " + s.b + "\n";
    return text;
}

std::string comparisonJson(const RunComparison &c)
{
    json::object o;
    o["schema"] = 1;
    o["kind"] = json::string_view(c.kind);
    o["inputs_equal"] = c.inputsEqual();
    json::array &inputs = o["input_differences"].emplace_array();
    for (const std::string &what : c.inputDifferences)
        inputs.push_back(json::value(json::string_view(what)));
    json::array &differences = o["differences"].emplace_array();
    for (const ComparedFigure &f : c.differences) {
        json::object one;
        one["name"] = json::string_view(f.name);
        one["a"] = f.a;
        one["b"] = f.b;
        one["delta"] = f.delta();
        one["low"] = f.hasInterval ? json::value(f.low) : json::value();
        one["high"] = f.hasInterval ? json::value(f.high) : json::value();
        one["distinguishable"] = f.isDistinguishable();
        one["n_a"] = f.nA;
        one["n_b"] = f.nB;
        differences.push_back(std::move(one));
    }
    json::array &changed = o["settings_changed"].emplace_array();
    for (const ChangedSetting &s : c.settingsChanged)
        changed.push_back({{"id", s.id}, {"a", s.a}, {"b", s.b}});
    return jsonText(o);
}

std::string comparisonMarkdown(const RunComparison &c, std::string_view a, std::string_view b)
{
    std::string text = "A: `" + shownText(a) + "`, B: `" + shownText(b) + "`\n\n";
    if (!c.inputsEqual())
        text += "**" + warningOf(c) + "**\n\n";
    text += "| Figure | A | B | B − A | 95 % | n |\n|---|---:|---:|---:|---:|---:|\n";
    for (const ComparedFigure &f : c.differences) {
        for (const std::string &cell : cellsOf(f))
            text += "| " + cell + " ";
        text += "|\n";
    }
    text += "\n" + verdictOf(c) + "\n";
    for (const ChangedSetting &s : c.settingsChanged)
        text += "- `" + s.id + "`: " + s.a + " → " + s.b + "\n";
    return text;
}

std::string comparisonHtml(const RunComparison &c, std::string_view a, std::string_view b)
{
    HtmlWriter html;
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", {{"lang", "en"}});
    html.open("head");
    html.empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.element("title", "Two runs compared");
    html.open("style");
    html.trusted(kReportStyle);
    html.close();
    html.close();
    html.open("body");
    html.open("header");
    html.element("p", "Forefetch · two runs compared", {{"class", "brand"}});
    html.element("h1", shownText(a) + " and " + shownText(b));
    html.close();
    html.open("main");
    html.open("section", {{"class", c.inputsEqual() ? "verdict" : "verdict harms"}});
    html.element("h2", verdictOf(c));
    if (!c.inputsEqual())
        html.element("p", warningOf(c));
    html.close();
    openSection(html, "figures", "Figures");
    openTable(html, "A: " + shownText(a) + "; B: " + shownText(b));
    html.open("thead");
    html.open("tr");
    for (std::size_t i = 0; i < kHeads.size(); ++i)
        columnHead(html, i == 0 ? "Figure" : kHeads[i], i > 0);
    html.close();
    html.close();
    html.open("tbody");
    for (const ComparedFigure &f : c.differences) {
        html.open("tr");
        const std::array<std::string, 6> cells = cellsOf(f);
        html.element("th", cells[0], {{"scope", "row"}});
        for (std::size_t i = 1; i < cells.size(); ++i)
            html.element("td", cells[i], {{"class", "number"}});
        html.close();
    }
    for (int i = 0; i < 4; ++i) // tbody, table, its scroller, section
        html.close();
    openSection(html, "settings", "Settings that differ");
    html.open("ul");
    for (const ChangedSetting &s : c.settingsChanged)
        html.element("li", s.id + ": " + s.a + " → " + s.b);
    html.close();
    return html.take();
}

} // namespace forefetch
