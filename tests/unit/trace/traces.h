// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/ownedevent.h"
#include "core/trace/tracereader.h"
#include "core/trace/tracewriter.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace forefetch {

// A log that was read to its end.
struct ReadTrace
{
    std::vector<OwnedEvent> events;
    TraceReport report;
    std::string error; // why it could not be opened
};

inline ReadTrace drained(Result<std::unique_ptr<TraceReader>> reader)
{
    ReadTrace read;
    if (!reader) {
        read.error = reader.error().text;
        return read;
    }
    TraceEvent event;
    while ((*reader)->next(event))
        read.events.emplace_back(event);
    read.report = (*reader)->report();
    return read;
}

inline ReadTrace readText(std::string text, const TraceOptions &options = {})
{
    return drained(openTraceText(std::move(text), "text", options));
}

// A file of tests/data/trace.
inline std::string fixturePath(const std::string &name)
{
    return FOREFETCH_SOURCE_DIR "/tests/data/trace/" + name;
}

inline std::string fixtureText(const std::string &name)
{
    std::ifstream file(fixturePath(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string written(const std::vector<OwnedEvent> &events, TraceFormat format)
{
    std::ostringstream out;
    const auto writer = traceWriter(format, out);
    for (const OwnedEvent &event : events)
        writer->write(event.event());
    return writer->finish() ? out.str() : std::string();
}

// All that a format can carry, one line an event; two logs are the same when these are.
inline std::string essence(const ReadTrace &trace)
{
    std::ostringstream out;
    for (const OwnedEvent &kept : trace.events) {
        const TraceEvent e = kept.event();
        out << e.at.time_since_epoch().count() << ' ' << e.exactTime << ' ' << e.duration.count()
            << ' ' << e.status << ' ' << e.bytes << ' ' << e.session.packed() << ' ' << e.method
            << ' ' << e.target << '|' << e.client << '|' << e.agent << '\n';
    }
    return out.str();
}

} // namespace forefetch
