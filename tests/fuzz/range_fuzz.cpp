// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any Range and If-Range on a stored body (the first byte says how long): the part lies within it,
// and Content-Range says which it is (RFC 9110, 14.4).
#include "core/cache/ranges.h"

#include "tests/fuzz/fuzzinput.h"

using namespace forefetch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    CacheEntry entry;
    const auto body = std::make_shared<const std::string>(std::string(in.byte(), 'x'));
    ResponseHead head{200, "", {}};
    head.headers.add("ETag", "\"one\"");
    head.headers.add("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
    head.headers.add("Date", "Sun, 06 Nov 1994 08:49:39 GMT");
    entry.head = std::make_shared<const ResponseHead>(head);
    entry.body = body;
    Headers request;
    request.add("Range", std::string(in.line()));
    if (!in.empty())
        request.add("If-Range", std::string(in.line()));
    const auto part = rangeAnswer(entry, request);
    if (!part)
        return 0;
    const std::string length = std::to_string(body->size());
    const std::string range(part->head.headers.value("content-range"));
    if (part->head.status == 416) {
        require(range == "bytes */" + length && part->length == 0);
        return 0;
    }
    require(part->head.status == 206 && part->length > 0);
    require(part->offset + part->length <= body->size());
    require(range == "bytes " + std::to_string(part->offset) + "-" +
                         std::to_string(part->offset + part->length - 1) + "/" + length);
    return 0;
}
