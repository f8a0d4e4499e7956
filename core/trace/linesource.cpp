// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/linesource.h"

#include <algorithm>
#include <cstring>

namespace forefetch {

namespace {

constexpr std::size_t kCapacity = LineSource::kLongest + LineSource::kBlock;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

} // namespace

LineSource::LineSource(std::unique_ptr<ByteSource> source)
    : m_source(std::move(source)), m_buffer(new char[kCapacity + kPadding])
{
}

// More bytes behind those that are there; false when there are none.
bool LineSource::fill()
{
    if (m_over)
        return false;
    if (m_at > 0) {
        std::memmove(m_buffer.get(), m_buffer.get() + m_at, m_have - m_at);
        m_have -= m_at;
        m_seen -= m_at;
        m_at = 0;
    }
    const std::size_t room = std::min(kCapacity - m_have, kBlock);
    const Result<std::size_t> got = m_source->read(m_buffer.get() + m_have, room);
    if (!got)
        m_error = got.error();
    if (!got || *got == 0) {
        m_over = true;
        return false;
    }
    const bool atStart = m_have < kByteOrderMark.size() && m_number == 0;
    m_have += *got;
    if (atStart && std::string_view(m_buffer.get(), m_have).starts_with(kByteOrderMark))
        m_at = m_seen = kByteOrderMark.size();
    return true;
}

std::string_view LineSource::head()
{
    while (m_have - m_at < kBlock && fill()) {
    }
    return {m_buffer.get() + m_at, std::min(m_have - m_at, kBlock)};
}

std::string_view LineSource::nextBlock()
{
    if (m_at == m_have && !fill())
        return {};
    const std::string_view part(m_buffer.get() + m_at, m_have - m_at);
    m_at = m_seen = m_have;
    return part;
}

std::span<char> LineSource::lineTo(std::size_t end) const
{
    const std::size_t last = end > m_at && m_buffer[end - 1] == '\r' ? end - 1 : end;
    return {m_buffer.get() + m_at, last - m_at};
}

// Forgets everything up to the next line end.
void LineSource::skipRest()
{
    m_skipping = false;
    for (;;) {
        m_at = m_seen = m_have;
        if (!fill())
            return;
        const void *found = std::memchr(m_buffer.get() + m_at, '\n', m_have - m_at);
        if (found != nullptr) {
            m_at = m_seen = static_cast<const char *>(found) - m_buffer.get() + 1;
            return;
        }
    }
}

LineSource::Step LineSource::next(std::span<char> &line)
{
    if (m_skipping) // only now: the line that was handed out has been used
        skipRest();
    for (;;) {
        const void *found = std::memchr(m_buffer.get() + m_seen, '\n', m_have - m_seen);
        const std::size_t end =
            found == nullptr ? m_have : static_cast<const char *>(found) - m_buffer.get();
        if (end - m_at > kLongest) {
            ++m_number;
            line = {m_buffer.get() + m_at, kLongest};
            m_at = m_seen = found != nullptr ? end + 1 : m_have;
            m_skipping = found == nullptr;
            return Step::TooLong;
        }
        if (found != nullptr) {
            ++m_number;
            line = lineTo(end);
            m_at = m_seen = end + 1;
            return Step::Line;
        }
        m_seen = m_have;
        if (fill())
            continue;
        if (m_at == m_have)
            return Step::End;
        ++m_number;
        line = lineTo(m_have);
        m_at = m_seen = m_have;
        return m_error ? Step::CutOff : Step::Line;
    }
}

} // namespace forefetch
