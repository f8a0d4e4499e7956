// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an origin's answers: read at once and in pieces they are the same. The first byte
// says how small the pieces are, the second whether HEAD was asked and unknown codings are taken.
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/messagereading.h"

using namespace forefetch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    const std::size_t piece = 1 + in.byte() % 61;
    const std::uint8_t flags = in.byte();
    const auto read = [&](std::size_t n) {
        return readMessages(HttpMessageParser::Kind::Response, in.rest(), n, (flags & 1) != 0,
                            (flags & 2) != 0);
    };
    const MessageReading whole = read(1 << 20);
    const MessageReading pieces = read(piece);
    require(whole.failed == pieces.failed);
    require(whole.messages.size() == pieces.messages.size());
    for (std::size_t i = 0; i < whole.messages.size(); ++i) {
        const auto &a = whole.messages[i];
        const auto &b = pieces.messages[i];
        require(a.response.status == b.response.status && a.response.status >= 100 &&
                a.response.status <= 599);
        require(a.response.headers == b.response.headers && a.whole == b.whole);
        require(!a.whole || a.body == b.body);
        require(a.response.headers.values("content-length").size() <= 1);
    }
    return 0;
}
