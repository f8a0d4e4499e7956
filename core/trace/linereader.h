// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intake.h"
#include "core/trace/linesource.h"
#include "core/trace/startorder.h"

#include <memory>
#include <string>

namespace forefetch {

// A log of one event a line.
//
// Thread: the owner's.
class LineReader final : public TraceReader
{
public:
    LineReader(std::unique_ptr<LineSource> lines, std::unique_ptr<LineParser> parser,
               std::unique_ptr<TraceIntake> intake);

    bool next(TraceEvent &event) override;
    const TraceReport &report() const override { return m_intake->report(); }

private:
    bool nextOfFile(TraceEvent &event);
    bool nextInOrder(TraceEvent &event);

    std::unique_ptr<LineSource> m_lines;
    std::unique_ptr<LineParser> m_parser;
    std::unique_ptr<TraceIntake> m_intake;
    StartOrder m_order;
    std::string m_line;     // as it was before the parser wrote into it
    bool m_over = false;    // nothing is left in the file
    bool m_stopped = false; // or wanted of it
};

// The shape of a log, from the whole lines at its head.
TraceShape shapeOf(std::string_view head, LineParser &parser);

} // namespace forefetch
