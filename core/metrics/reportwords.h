// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/comparison.h"
#include "core/metrics/report.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What a report says, in plain English, whatever it is then written as: every sentence and every
// row of it is made here, once. None of these texts is escaped.
//
// Thread: any.

// A text from outside as it may be shown: no user and password in an address, no credential in
// its query (see core/request/redact.h). "https://u:p@host/a?key=1" → "https://host/a?key=…"
std::string shownText(std::string_view text);

struct VerdictWords
{
    Verdict verdict = Verdict::Unsure;
    std::string mark;    // "✔"
    std::string head;    // "Prefetching helps"
    std::string finding; // "61.3 % of the cacheable requests were …"
    std::string cost;    // "It cost 18.0 % more requests to the origin …"; empty when it was none
    std::string method;  // how sure that is, and how it was reckoned
};
VerdictWords verdictWords(const Report &report);

// One figure that matters, for a card or a row.
struct KeyFigure
{
    std::string label;
    std::string value;
    std::string note;
};
std::vector<KeyFigure> keyFigures(const Report &report);

// The two groups beside each other.
struct ComparedRow
{
    std::string label;
    std::string treated;
    std::string heldBack;
    std::string difference;
};
bool hasControlGroup(const Snapshot &snapshot);
std::vector<ComparedRow> comparedRows(const Report &report);

struct SettingRow
{
    const ParamInfo *info = nullptr;
    std::string value; // with its unit
    std::string standard;
    bool isChanged = false;
};
std::vector<SettingRow> settingRows(const SettingsValues &values);
std::string settingText(Param param, double value); // "64 MiB"

// The states of a prefetch by what they mean for the reader; each state is in one group.
struct OutcomeGroup
{
    std::string_view title;
    std::string_view marker; // as on the charts
    std::string_view kind;   // "useful": its class in the style sheet
    std::span<const PrefetchState> states;
};
std::span<const OutcomeGroup> outcomeGroups();
std::uint64_t countOf(const OutcomeGroup &group, const LedgerFigures &figures);
std::string stateText(PrefetchState state); // "wasted (expired)"

// Where it comes from: "Source: demo", "Seed: 7" …, as label and value.
std::vector<KeyFigure> provenance(const Report &report);
std::string titleOf(const Report &report);
std::string momentText(WallTime at); // "2026-01-31 12:00:00 UTC"

} // namespace forefetch
