// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/tracewriter.h"

#include "core/trace/eventtext.h"

#include <ostream>

namespace forefetch {

namespace {

constexpr std::size_t kBlock = 64 << 10;

// Appends what an event is to a block, and the block to the stream when it is large.
class BlockWriter final : public TraceWriter
{
public:
    BlockWriter(TraceFormat format, std::ostream &out) : m_format(format), m_out(out)
    {
        m_block = eventsBegin(format);
    }

    void write(const TraceEvent &event) override
    {
        if (m_format == TraceFormat::Har && m_any)
            m_block += ",\n";
        m_any = true;
        appendEvent(m_block, m_format, event);
        if (m_block.size() >= kBlock)
            empty();
    }

    bool flush() override
    {
        empty();
        m_out.flush();
        return static_cast<bool>(m_out);
    }

    Result<void> finish() override
    {
        m_block += eventsEnd(m_format);
        if (!flush())
            return Error{ErrorCode::Io, "the log could not be written: is there room on the disk?"};
        return {};
    }

private:
    void empty()
    {
        m_out.write(m_block.data(), static_cast<std::streamsize>(m_block.size()));
        m_block.clear();
    }

    TraceFormat m_format;
    std::ostream &m_out;
    std::string m_block;
    bool m_any = false;
};

} // namespace

std::unique_ptr<TraceWriter> traceWriter(TraceFormat format, std::ostream &out)
{
    return std::make_unique<BlockWriter>(format, out);
}

} // namespace forefetch
