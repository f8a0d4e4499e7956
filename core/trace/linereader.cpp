// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/linereader.h"

namespace forefetch {

LineReader::LineReader(std::unique_ptr<LineSource> lines, std::unique_ptr<LineParser> parser,
                       std::unique_ptr<TraceIntake> intake)
    : m_lines(std::move(lines)), m_parser(std::move(parser)), m_intake(std::move(intake))
{
}

bool LineReader::nextOfFile(TraceEvent &event)
{
    std::span<char> line;
    for (;;) {
        const LineSource::Step step = m_lines->next(line);
        if (step == LineSource::Step::End)
            return false;
        std::string_view why;
        m_line.assign(line.data(), line.size());
        if (step == LineSource::Step::TooLong) {
            why = "longer than 1 MiB";
        } else if (step == LineSource::Step::CutOff) {
            why = "cut off: the input broke within it";
        } else if (line.empty()) {
            why = "an empty line";
        } else {
            RawEvent raw;
            why = m_parser->parse(line, raw);
            if (why.empty())
                why = m_intake->judge(raw, m_lines->number(), event);
            if (why.empty())
                return true;
        }
        m_intake->reject(m_lines->number(), why, m_line);
    }
}

// In the order of the beginnings, where the log says when that was.
bool LineReader::nextInOrder(TraceEvent &event)
{
    if (m_intake->keepsFileOrder()) {
        m_over = m_over || !nextOfFile(event);
        return !m_over;
    }
    while (!m_over && !m_order.full()) {
        m_over = !nextOfFile(event);
        if (!m_over)
            m_order.push(event);
    }
    if (m_order.empty())
        return false;
    event = m_order.pop();
    return true;
}

bool LineReader::next(TraceEvent &event)
{
    if (!m_stopped && nextInOrder(event)) {
        m_stopped = m_intake->isBeyond(event);
        if (!m_stopped) {
            m_intake->finish(event);
            return true;
        }
        m_intake->stop(m_order.size());
    }
    m_intake->report().ended = m_lines->error();
    m_intake->report().fields = m_parser->fields();
    m_intake->complete();
    return false;
}

TraceShape shapeOf(std::string_view head, LineParser &parser)
{
    TraceShape shape;
    std::string line;
    for (std::size_t end = head.find('\n'); end != std::string_view::npos; end = head.find('\n')) {
        line.assign(head.substr(0, end));
        head.remove_prefix(end + 1);
        if (line.ends_with('\r'))
            line.pop_back();
        line.reserve(line.size() + LineSource::kPadding);
        RawEvent raw;
        if (parser.parse(line, raw).empty() && raw.hasTime)
            shape.look(raw);
    }
    shape.decide();
    return shape;
}

} // namespace forefetch
