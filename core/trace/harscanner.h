// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/linesource.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace forefetch {

// Cuts the entries out of a HAR, one at a time, however long it is: it looks at nothing but strings
// and brackets, so that an entry whose JSON is broken costs no more than itself.
//
//     HarScanner scanner(bytes);
//     std::string entry;
//     while (scanner.next(entry) != HarScanner::Step::End)
//         parse(entry); // has room for LineSource::kPadding more bytes
//
// Thread: the owner's.
class HarScanner
{
public:
    static constexpr std::size_t kLongest = 64 << 20; // bytes of an entry

    enum class Step {
        Entry,    // "{…}"
        NoObject, // something else stands in the list; `entry` is empty
        TooLong,  // longer than kLongest; its beginning
        CutOff,   // the source ends within it; what there is
        End,
    };

    explicit HarScanner(LineSource &bytes) : m_bytes(bytes) {}

    Step next(std::string &entry);
    // Whether there is a list log.entries at all; once next() has been called.
    bool foundList() const { return m_inList; }
    // The list has come to its end, and not the source to its.
    bool endedWell() const { return m_closed; }

private:
    static constexpr int kEnd = -1;

    int peek();
    int take();
    bool seekList();
    void takeString(std::string *into, std::size_t most);
    Step takeEntry(std::string &entry);
    Step skipOther(int first);

    LineSource &m_bytes;
    std::string_view m_block;
    bool m_inList = false;
    bool m_closed = false;
    bool m_over = false;
};

} // namespace forefetch
