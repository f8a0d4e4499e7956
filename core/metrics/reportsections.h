// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/htmlwriter.h"
#include "core/metrics/report.h"

#include <string_view>

namespace forefetch {

// The parts of a report's page, each a section of its own; toHtml puts them together.
//
// Thread: any.
void openSection(HtmlWriter &html, std::string_view id, std::string_view title);
// A header cell that stands over a column, and one that holds numbers.
void columnHead(HtmlWriter &html, std::string_view text, bool isNumber = false);
void openTable(HtmlWriter &html, std::string_view caption);
// Who wrote it; the last of a page.
void writeFooter(HtmlWriter &html);

void writeOutcomes(HtmlWriter &html, const LedgerFigures &figures);
void writeSettings(HtmlWriter &html, const SettingsValues &values,
                   const std::vector<OutsideEnvelope> &outside = {});
void writeChanges(HtmlWriter &html, const Report &report);
void writeInterventions(HtmlWriter &html, const GuardFigures &guard);
void writeFigures(HtmlWriter &html, const Snapshot &snapshot);

// The hit ratios of both groups as bars, the interval of their difference at the first one's end.
void drawHitRatios(HtmlWriter &html, const Report &report);
// How the prefetches ended, as one bar.
void drawOutcomes(HtmlWriter &html, const LedgerFigures &figures);

} // namespace forefetch
