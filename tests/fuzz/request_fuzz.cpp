// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a client's requests: read at once and in pieces (the first byte says how small) they
// are the same requests, and each, written anew, is read as the same request and nothing more.
#include "core/fetch/httpmessage.h"

#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/messagereading.h"

using namespace forefetch;

namespace {

void requireSame(const MessageReading &a, const MessageReading &b)
{
    require(a.failed == b.failed);
    require(a.messages.size() == b.messages.size());
    for (std::size_t i = 0; i < a.messages.size(); ++i) {
        require(a.messages[i].request.method == b.messages[i].request.method);
        require(a.messages[i].request.target == b.messages[i].request.target);
        require(a.messages[i].request.headers == b.messages[i].request.headers);
        require(a.messages[i].whole == b.messages[i].whole);
        require(!a.messages[i].whole || a.messages[i].body == b.messages[i].body);
    }
}

void requireSameWhenWrittenAnew(const MessageReading::Message &message)
{
    RequestHead head = message.request;
    head.headers = endToEnd(head.headers);
    std::string wire;
    appendRequestHead(wire, head, Framing::sized(message.body.size()));
    wire += message.body;
    const MessageReading again = readMessages(HttpMessageParser::Kind::Request, wire, 1 << 20);
    if (again.failed && wire.size() - message.body.size() > 4000)
        return; // what was added is over the limit
    require(!again.failed && again.messages.size() == 1 && again.messages[0].whole);
    require(again.messages[0].request.method == head.method);
    require(again.messages[0].request.target == head.target);
    require(again.messages[0].body == message.body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    const std::size_t piece = 1 + in.byte() % 61;
    const auto whole = readMessages(HttpMessageParser::Kind::Request, in.rest(), 1 << 20);
    requireSame(whole, readMessages(HttpMessageParser::Kind::Request, in.rest(), piece));
    for (const MessageReading::Message &message : whole.messages)
        if (message.whole)
            requireSameWhenWrittenAnew(message);
    return 0;
}
