// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/request/request.h"

#include <cstdint>
#include <optional>

namespace forefetch {

// The part of a stored whole that a GET asks for by Range (RFC 9110, 14).
//
//     Range: bytes=0-1                  206, Content-Range: bytes 0-1/11
//     Range: bytes=11-                  416, Content-Range: bytes */11
//     Range: bytes=0-1,4-5              the whole: several ranges need not be honoured (14.2)
//     Range: lines=1                    the whole: an unknown unit is ignored
//     If-Range that does not match      the whole (13.1.5)
struct RangeAnswer
{
    ResponseHead head; // 206 or 416
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

// Nothing when the whole is the answer. Only of a stored 200 with a body. Thread: any (pure).
std::optional<RangeAnswer> rangeAnswer(const CacheEntry &entry, const Headers &request);

} // namespace forefetch
