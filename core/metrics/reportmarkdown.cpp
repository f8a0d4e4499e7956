// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/quantity.h"
#include "core/metrics/reportwords.h"

namespace forefetch {

namespace {

// Text from outside, so that nothing of it is markup, a mention or a reference to an issue: all
// ASCII punctuation but the harmless as an entity, control characters as spaces.
std::string markdownText(std::string_view text)
{
    static constexpr std::string_view harmless = " .,:/-";
    std::string out;
    for (const char c : shownText(text)) {
        const auto code = static_cast<unsigned char>(c);
        const bool plain = code >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || harmless.find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else if (code < 0x20 || code == 0x7f)
            out += ' ';
        else
            out += "&#" + std::to_string(code) + ';';
    }
    return out;
}

std::string line(std::initializer_list<std::string_view> cells)
{
    std::string out = "|";
    for (const std::string_view cell : cells)
        out += ' ' + std::string(cell) + " |";
    return out + '\n';
}

std::string groups(const Report &report)
{
    std::string out =
        line({"", "With prefetching", "Held back", "Difference"}) + "|---|---:|---:|:---|\n";
    for (const ComparedRow &row : comparedRows(report))
        out += line({row.label, row.treated, row.heldBack, row.difference});
    return out + '\n';
}

std::string figures(const Report &report)
{
    std::string out = line({"Figure", "Value", "Of what"}) + "|---|---:|:---|\n";
    for (const KeyFigure &figure : keyFigures(report))
        out += line({figure.label, figure.value, figure.note});
    return out + '\n';
}

std::string changedSettings(const SettingsValues &values)
{
    std::string rows;
    for (const SettingRow &row : settingRows(values))
        if (row.isChanged)
            rows += line({"`" + std::string(row.info->id) + "`", row.value, row.standard});
    if (rows.empty())
        return "All settings have their defaults.\n\n";
    return line({"Changed setting", "Value", "Default"}) + "|---|---:|---:|\n" + rows + '\n';
}

// "Scheduled 1,234 = used 800 + late 34 + …": those that are not zero.
std::string balance(const LedgerFigures &p)
{
    std::string sum;
    for (const OutcomeGroup &group : outcomeGroups())
        for (const PrefetchState state : group.states)
            if (p[state] > 0)
                sum += (sum.empty() ? "" : " + ") + stateText(state) + ' ' + groupedText(p[state]);
    return "Prefetches scheduled: " + groupedText(p.scheduled) + " = " + (sum.empty() ? "0" : sum) +
           (p.balances() ? "." : " (this does NOT balance).") + "\n\n";
}

} // namespace

std::string toMarkdown(const Report &report)
{
    const VerdictWords words = verdictWords(report);
    std::string out = "**" + words.mark + ' ' + words.head + ".** " + words.finding;
    for (const std::string &more : {words.cost, words.method})
        out += more.empty() ? "" : ' ' + more;
    out += "\n\n";
    if (hasControlGroup(report.snapshot))
        out += groups(report);
    out += figures(report) + changedSettings(report.snapshot.settings) +
           balance(report.snapshot.prefetch);
    std::string from = "<sub>" + markdownText(titleOf(report));
    for (const KeyFigure &row : provenance(report))
        from += " · " + row.label + ": " + markdownText(row.value);
    return out + from + "</sub>\n";
}

} // namespace forefetch
