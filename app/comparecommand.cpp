// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/files.h"
#include "app/sessioninput.h"
#include "core/simulate/runcomparison.h"

namespace forefetch {

namespace {

std::string written(const RunComparison &comparison, const CommandLine &line)
{
    switch (line.format) {
    case ExportFormat::Json:
        return comparisonJson(comparison);
    case ExportFormat::Html:
        return comparisonHtml(comparison, line.input, line.secondInput);
    case ExportFormat::Markdown:
        return comparisonMarkdown(comparison, line.input, line.secondInput);
    case ExportFormat::Csv:
    case ExportFormat::OpenMetrics:
    case ExportFormat::Text:
        break;
    }
    return comparisonText(comparison, line.input, line.secondInput);
}

} // namespace

ExitCode runCompare(const CommandLine &line, Console &console)
{
    const Result<std::string> a = readDocument(line.input);
    const Result<std::string> b = readDocument(line.secondInput);
    if (!a || !b) {
        console.error(!a ? a.error().text : b.error().text);
        return ExitInput;
    }
    const Result<RunComparison> comparison = compareRuns(*a, *b);
    if (!comparison) {
        console.error(line.input + " and " + line.secondInput + ": " + comparison.error().text);
        return ExitInput;
    }
    if (!comparison->inputsEqual() && line.format != ExportFormat::Text)
        console.warning("the inputs differ: " + comparison->inputDifferences.front());
    if (const Result<void> printed = print(written(*comparison, line)); !printed) {
        console.error(printed.error().text);
        return ExitFailure;
    }
    return ExitOk;
}

} // namespace forefetch
