// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/bytesource.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace forefetch {

// The lines of a source, in one buffer whatever the source's length.
//
//     std::span<char> line;
//     while (lines.next(line) != LineSource::Step::End)
//         parse(line); // may write into it
//
// Lines end with LF or CR LF; the last one may lack it. A byte order mark is skipped. Behind each
// line kPadding more bytes may be read (not used), as simdjson asks for.
//
// Thread: the owner's.
class LineSource
{
public:
    static constexpr std::size_t kLongest = 1 << 20; // bytes of a line
    static constexpr std::size_t kPadding = 64;

    enum class Step {
        Line,
        TooLong, // longer than kLongest: the line is its beginning
        CutOff,  // the source broke within it
        End,
    };

    explicit LineSource(std::unique_ptr<ByteSource> source);

    // Up to the first kBlock bytes, before the first line is taken; less only when there are no
    // more.
    std::string_view head();
    Step next(std::span<char> &line);
    // The next bytes, whatever lines they are; none at the end. Until the next call; for formats
    // that have no lines.
    std::string_view nextBlock();
    // Of the line that was handed out last, from 1.
    std::uint64_t number() const { return m_number; }
    // Why the source broke, if it did.
    const std::optional<Error> &error() const { return m_error; }

    static constexpr std::size_t kBlock = 256 << 10;

private:
    bool fill();
    void skipRest();
    std::span<char> lineTo(std::size_t end) const;

    std::unique_ptr<ByteSource> m_source;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_at = 0;   // where the next line begins
    std::size_t m_have = 0; // bytes in the buffer
    std::size_t m_seen = 0; // up to where no line end was found
    std::uint64_t m_number = 0;
    bool m_skipping = false; // the rest of a line that was too long is still to come
    bool m_over = false;
    std::optional<Error> m_error;
};

} // namespace forefetch
