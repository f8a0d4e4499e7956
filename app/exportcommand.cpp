// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/files.h"
#include "app/gates.h"
#include "app/modelfiles.h"
#include "app/sessioninput.h"
#include "core/metrics/openmetrics.h"
#include "core/metrics/report.h"
#include "core/metrics/snapshotjson.h"
#include "core/predict/modelfile.h"

namespace forefetch {

namespace {

Result<std::string> exported(const std::string &document, const Report &report, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Json: // in the document's own words, so that no figure changes by being read
        return document;
    case ExportFormat::Csv:
        return csvFromJson(document);
    case ExportFormat::Html:
        return toHtml(report);
    case ExportFormat::Markdown:
        return toMarkdown(report);
    case ExportFormat::OpenMetrics:
        return toOpenMetrics(report.snapshot, Stamps::OfSnapshot);
    case ExportFormat::Text:
        break;
    }
    return invalid("no such format");
}

// Read as a snapshot in any case, so that what is none is never passed on.
Result<std::string> exported(const std::string &input, const CommandLine &line)
{
    const Result<Snapshot> snapshot = snapshotFromJson(input);
    const Result<std::string> text =
        snapshot ? exported(input, {.snapshot = *snapshot}, line.format) : snapshot.error();
    return text ? text : Error{text.error().code, line.input + ": " + text.error().text};
}

// A recording at one of its moments.
ExitCode exportSession(const CommandLine &line, const std::vector<Gate> &gates, Console &console)
{
    const auto run = openSession(line.input, line.at);
    if (!run) {
        console.error(run.error().text);
        return run.error().code == ErrorCode::InvalidArgument ? ExitUsage : ExitInput;
    }
    const Report report = reportOf(**run);
    const Result<std::string> text = exported(toJson(report.snapshot), report, line.format);
    const Result<void> printed = text ? print(*text) : text.error();
    if (!printed) {
        console.error(printed.error().text);
        return ExitFailure;
    }
    return passGates(gates, report.snapshot, console);
}

} // namespace

ExitCode runExport(const CommandLine &line, Console &console)
{
    const Result<std::vector<Gate>> gates = gatesOf(line);
    if (!gates) {
        console.error(gates.error().text);
        return ExitUsage;
    }
    if (looksLikeSession(line.input))
        return exportSession(line, *gates, console);
    if (line.at) {
        console.error("--at is for a recording (.ffsession), and " + line.input + " is none");
        return ExitUsage;
    }
    const Result<std::string> input = readInput(line.input);
    if (!input) {
        console.error(input.error().text);
        return ExitInput;
    }
    const bool isModel = !modelKind(*input).empty();
    if (isModel && line.format != ExportFormat::Json) {
        console.error(line.input + " is a saved model, which is exported as json alone");
        return ExitUsage;
    }
    if (isModel && !gates->empty()) {
        console.error("--fail-if is for figures, and " + line.input + " is a saved model");
        return ExitUsage;
    }
    const Result<std::string> text =
        isModel ? graphOfModel(*input, line.input) : exported(*input, line);
    if (!text) {
        console.error(text.error().text);
        return ExitInput;
    }
    const Result<void> printed = print(*text);
    if (!printed)
        console.error(printed.error().text);
    if (!printed)
        return ExitFailure;
    return isModel ? ExitOk : passGates(*gates, *snapshotFromJson(*input), console);
}

} // namespace forefetch
