// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/trace/traceevent.h"
#include "core/trace/tracereader.h"

#include <iosfwd>
#include <memory>

namespace forefetch {

// Writes events as a log that openTrace reads back.
//
//     auto writer = traceWriter(TraceFormat::Har, out);
//     while (reader->next(event))
//         writer->write(event);
//     if (auto done = writer->finish(); !done)
//         return done.error();
//
// What a format has no place for is lost: Combined Log Format keeps whole seconds and no session's
// mark, and puts the duration behind the agent; HAR has no host for a target that came without one
// and says http://trace.invalid; bodies are in HAR and JSON lines alone; in CSV and Combined a line
// end in a text becomes a space.
//
// Thread: the owner's.
class TraceWriter
{
public:
    virtual ~TraceWriter() = default;
    virtual void write(const TraceEvent &event) = 0;
    // What was written goes to the stream now; false when that does not take it.
    virtual bool flush() = 0;
    // Ends the document; an error says that the stream did not take everything.
    virtual Result<void> finish() = 0;
};

// `out` must outlive the writer. TSV is written as CSV is, with tabs: tabs in texts become spaces.
std::unique_ptr<TraceWriter> traceWriter(TraceFormat format, std::ostream &out);

} // namespace forefetch
