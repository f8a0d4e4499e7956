// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a date: what is read as one, is read as the same when it is written in the form of
// RFC 9110, 5.6.7.
#include "core/cache/httpdate.h"

#include "tests/fuzz/fuzzinput.h"

using namespace forefetch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const FuzzInput in(data, size);
    if (const auto when = parseHttpDate(in.rest()))
        require(parseHttpDate(formatHttpDate(*when)) == when);
    return 0;
}
