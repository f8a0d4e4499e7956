// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replaytext.h"

#include "app/durations.h"
#include "app/figuretext.h"
#include "core/metrics/jsontext.h"
#include "core/metrics/quantity.h"
#include "core/metrics/snapshotjson.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace forefetch {

namespace {

constexpr double kMedian = 0.5;
constexpr double kTail = 0.99;

double milliseconds(Duration d)
{
    return 1000 * seconds(d);
}

std::string classText(std::size_t index)
{
    return std::to_string(index + 1) + "xx";
}

boost::json::object countsJson(const ReplayFigures::Counts &counts)
{
    boost::json::object object;
    for (const auto &[name, times] : counts)
        object[name] = times;
    return object;
}

boost::json::object groupOf(const ReplayResult &result)
{
    const ReplayFigures &f = result.figures;
    boost::json::object o;
    o["trace"] = result.import.source;
    o["lines"] = result.import.lines;
    o["used"] = result.import.used;
    o["rejected"] = result.import.rejected;
    o["speed"] = result.options.speed.text();
    o["max_rate"] = result.options.maxRate;
    o["complete"] = f.complete;
    o["requests"] = f.requests;
    o["sent"] = f.sent;
    o["not_sent"] = f.notSent;
    o["skipped"] = countsJson(f.skipped);
    boost::json::object answered;
    for (std::size_t i = 1; i < f.answered.size(); ++i)
        answered[classText(i)] = f.answered[i];
    o["answered"] = std::move(answered);
    o["failed"] = f.failed;
    o["unanswered"] = f.unanswered;
    o["reasons"] = countsJson(f.reasons);
    o["bytes"] = f.bytes;
    o["most_unanswered"] = f.mostUnanswered;
    if (!f.lateness.empty())
        o["lateness_ms"] = {{"p50", milliseconds(f.lateness.quantile(kMedian))},
                            {"p99", milliseconds(f.lateness.quantile(kTail))},
                            {"max", milliseconds(f.latest)}};
    o["moved"] = f.moved;
    o["moved_most_seconds"] = seconds(f.movedMost);
    o["trace_seconds"] = seconds(f.traceTime);
    o["elapsed_seconds"] = seconds(f.elapsed);
    return o;
}

std::string listText(const ReplayFigures::Counts &counts)
{
    std::string text;
    for (const auto &[name, times] : counts)
        text += (text.empty() ? "" : ", ") + name + " " + groupedText(times);
    return text;
}

std::string row(const std::string &name, std::uint64_t value, const std::string &more)
{
    const std::string count = groupedText(value);
    return name + std::string(name.size() < 16 ? 16 - name.size() : 1, ' ') +
           std::string(count.size() < 12 ? 12 - count.size() : 1, ' ') + count +
           (more.empty() ? "" : "   " + more) + "\n";
}

std::string answeredText(const ReplayFigures &f)
{
    ReplayFigures::Counts classes;
    for (std::size_t i = 0; i < f.answered.size(); ++i)
        if (f.answered[i] > 0)
            classes.emplace_back(classText(i), f.answered[i]);
    return listText(classes);
}

std::string latenessText(const ReplayFigures &f)
{
    if (f.lateness.empty())
        return "as fast as answers came";
    return "behind the schedule: " + millisecondsText(milliseconds(f.lateness.quantile(kMedian))) +
           " in the median, p99 " + millisecondsText(milliseconds(f.lateness.quantile(kTail))) +
           ", at most " + millisecondsText(milliseconds(f.latest));
}

} // namespace

std::string replayJson(const ReplayResult &result)
{
    Result<boost::json::value> document = parseJson(toJson(result.snapshot));
    if (!document) // never: it has just been written
        return toJson(result.snapshot);
    document->get_object()["replay"] = groupOf(result);
    return jsonText(*document);
}

std::string replayText(const ReplayResult &result)
{
    const ReplayFigures &f = result.figures;
    std::string text = (f.complete ? "All of " : "A part of ") + result.import.source + ", " +
                       spanText(seconds(f.traceTime)) + " of its time, at " +
                       result.options.speed.text() + " in " + spanText(seconds(f.elapsed)) + "\n";
    text += row("sent", f.sent, latenessText(f));
    if (f.skippedCount() > 0)
        text += row("skipped", f.skippedCount(), listText(f.skipped) + " (see --all-methods)");
    if (f.notSent > 0)
        text +=
            row("not sent", f.notSent,
                "due while " + groupedText(result.options.mostUnanswered) + " had no answer yet");
    if (f.moved > 0)
        text +=
            row("moved back", f.moved, "by --max-rate, by up to " + spanText(seconds(f.movedMost)));
    text += row("answered", f.answeredCount(), answeredText(f));
    if (f.failed > 0)
        text += row("failed", f.failed, "no whole answer");
    if (f.unanswered > 0)
        text += row("unanswered", f.unanswered, "cut off at the end");
    for (const auto &[reason, times] : f.reasons)
        text += "  " + groupedText(times) + ": " + reason + "\n";
    return text + "\n" + summaryText(result.snapshot);
}

std::string replayStatus(const ReplayFigures &figures)
{
    return "log " + clockText(seconds(figures.traceTime)) + "  " + groupedText(figures.sent) +
           " sent  " + groupedText(figures.unanswered) + " unanswered" +
           (figures.notSent > 0 ? "  " + groupedText(figures.notSent) + " not sent" : "") + "  ";
}

} // namespace forefetch
