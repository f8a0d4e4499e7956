// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/tracereport.h"

#include "core/metrics/isotime.h"

#include <array>
#include <cstdio>

namespace forefetch {

namespace {

std::string percent(std::uint64_t part, std::uint64_t whole)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f %%",
                  whole == 0 ? 0.0
                             : 100.0 * static_cast<double>(part) / static_cast<double>(whole));
    return text.data();
}

// 1234567 → "1,234,567"
std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

std::string secondsText(Duration d)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f s", seconds(d));
    return text.data();
}

// Control characters would act on a terminal.
std::string shown(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            c = '?';
    return out;
}

void appendRejects(std::string &out, const TraceReport &report)
{
    for (const auto &[reason, count] : report.reasons)
        out += "  " + grouped(count) + ": " + std::string(reason) + "\n";
    for (const RejectedLine &line : report.firstRejects)
        out += "  " + std::to_string(line.number) + ": " + std::string(line.reason) + ": " +
               shown(line.text) + "\n";
}

void appendTimes(std::string &out, const TraceReport &report)
{
    out += "time      " + isoTime(report.first) + " to " + isoTime(report.last) + "\n";
    out += "sessions  " + grouped(report.sessions) + ", told apart by " + report.sessionKey + "\n";
    out += "ties      " + percent(report.ties, report.used) +
           " of the requests are at the moment of the one before; they keep the log's order\n";
    if (report.wentBack > 0)
        out += "order     " + grouped(report.wentBack) + " lines go back in time, by up to " +
               secondsText(report.wentBackMost) +
               "; they keep their place and take the time of the line before\n";
}

} // namespace

double TraceReport::tieShare() const
{
    return used == 0 ? 0.0 : static_cast<double>(ties) / static_cast<double>(used);
}

std::vector<std::string> TraceReport::leftOut() const
{
    std::vector<std::string> all;
    if (used == 0)
        return all;
    if (exactTimes == 0)
        all.emplace_back("times are whole seconds: nothing is said of lateness and lead times");
    if (withDuration == 0)
        all.emplace_back("no durations: the origin's latency must be given, it is not in the log");
    if (withStatus == 0)
        all.emplace_back("no status: errors and redirects cannot be told from answers");
    if (withBytes == 0)
        all.emplace_back("no sizes: bytes and what a cache of some size would hold are left out");
    if (withAgent == 0)
        all.emplace_back("no user agents: people behind one address are one session");
    if (bodiesLeftOut > 0)
        all.emplace_back("the bodies of " + grouped(bodiesLeftOut) +
                         " answers: there is more of them than the 64 MiB that are kept");
    return all;
}

std::string TraceReport::text() const
{
    std::string out = source + ": " + format;
    if (!compression.empty())
        out += ", " + compression;
    out += "\nlines     " + grouped(lines) + " read = " + grouped(used) + " used + " +
           grouped(rejected) + " rejected\n";
    appendRejects(out, *this);
    if (used > 0)
        appendTimes(out, *this);
    if (hosts.size() > 1) {
        out += "hosts    ";
        for (const auto &[name, count] : hosts)
            out += " " + shown(name) + " (" + grouped(count) + ")";
        out += "\n";
    }
    if (!fields.empty()) {
        out += "fields   ";
        for (const auto &[role, field] : fields)
            out += " " + role + "=" + shown(field);
        out += "\n";
    }
    if (normalised > 0)
        out +=
            "dropped   parameters of " + grouped(normalised) + " requests, as the profile says\n";
    for (const ParameterProposal &p : proposals)
        out += "proposed  trace.drop_parameters = [\"" + shown(p.name) + "\"]: " + grouped(p.odd) +
               " of " + grouped(p.seen) + " values are " + std::string(p.kind) + "\n";
    for (const std::string &what : leftOut())
        out += "left out  " + what + "\n";
    if (stopped)
        out += "stopped   where the first part that was asked for ends; " + grouped(beyond) +
               " of the used lie behind it\n";
    if (ended)
        out += "ended     early: " + ended->text + "\n";
    return out;
}

} // namespace forefetch
