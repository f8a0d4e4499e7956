// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a chunked body, beside a decoder that is written from the grammar of RFC 9112, 7.1,
// alone: what the parser takes, that one takes, as the same bytes and of the same length.
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/messagereading.h"

#include <optional>

using namespace forefetch;

namespace {

constexpr std::string_view kHead =
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

// Takes a line off, without its CR LF; nothing when there is none, or with a bare CR or LF in it.
std::optional<std::string_view> takeLine(std::string_view &in)
{
    const std::size_t end = in.find("\r\n");
    if (end == std::string_view::npos || in.substr(0, end).find_first_of("\r\n") != in.npos)
        return std::nullopt;
    const std::string_view line = in.substr(0, end);
    in.remove_prefix(end + 2);
    return line;
}

// A field of the trailer: a token, a colon at once, and no control but tabs (RFC 9110, 5.1
// and 5.5).
bool isField(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == line.npos)
        return false;
    constexpr std::string_view tokens = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    if (line.substr(0, colon).find_first_not_of(tokens) != line.npos)
        return false;
    for (const char c : line.substr(colon + 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < ' ' && byte != '\t') || byte == 0x7f)
            return false;
    }
    return true;
}

std::optional<std::string> decoded(std::string_view in)
{
    std::string body;
    while (true) {
        const auto line = takeLine(in);
        if (!line)
            return std::nullopt;
        const std::size_t digits =
            std::min(line->find_first_not_of("0123456789abcdefABCDEF"), line->size());
        if (digits == 0)
            return std::nullopt;
        const auto significant = line->substr(0, digits).find_first_not_of('0');
        if (significant != std::string_view::npos && digits - significant > 8)
            return std::nullopt; // no input is as long
        const std::string_view after = line->substr(digits);
        if (!after.empty() && after.find_first_not_of(" \t") != after.npos &&
            after[after.find_first_not_of(" \t")] != ';')
            return std::nullopt;
        const std::size_t size = std::stoull(std::string(line->substr(0, digits)), nullptr, 16);
        if (size == 0)
            break;
        if (in.size() < size + 2 || in.substr(size, 2) != "\r\n")
            return std::nullopt;
        body.append(in.substr(0, size));
        in.remove_prefix(size + 2);
    }
    for (auto line = takeLine(in); line && (line->empty() || isField(*line)); line = takeLine(in))
        if (line->empty())
            return body;
    return std::nullopt;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput in(data, size);
    const std::size_t piece = 1 + in.byte() % 13;
    const std::string all = std::string(kHead).append(in.rest());
    for (const std::size_t n : {std::size_t(1) << 20, piece}) {
        const auto reading = readMessages(HttpMessageParser::Kind::Request, all, n);
        require(!reading.messages.empty());
        if (!reading.messages[0].whole)
            continue;
        const auto naive = decoded(in.rest());
        require(naive && *naive == reading.messages[0].body);
    }
    return 0;
}
