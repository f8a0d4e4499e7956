// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// How the end of a message's body is told (RFC 9112, section 6).
struct Framing
{
    enum class Kind : std::uint8_t {
        None,      // no body follows: HEAD, 1xx, 204, 304; a request without one
        Sized,     // Content-Length
        Chunked,   // Transfer-Encoding: chunked
        UntilClose // the end of the connection; responses to HTTP/1.0 clients only
    };
    Kind kind = Kind::None;
    std::uint64_t length = 0;

    static Framing none() { return {}; }
    static Framing sized(std::uint64_t length) { return {Kind::Sized, length}; }
    static Framing chunked() { return {Kind::Chunked, 0}; }
    static Framing untilClose() { return {Kind::UntilClose, 0}; }
};

// Messages are always written anew from what was understood, never passed on as raw bytes: framing
// fields come from `framing` alone, and a CR, LF or NUL in a field becomes a space.
//
//     std::string wire;
//     appendRequestHead(wire, head, Framing::sized(body.size()));
//     wire += body;
//
// Content-Length of `head` is kept where there is no body to frame (HEAD, 304), else replaced.
// Hop-by-hop fields are the caller's business: see endToEnd(). `lines` are whole field lines, each
// with its CR LF, that are added as they are ("Connection: close\r\n").
void appendRequestHead(std::string &out, const RequestHead &head, Framing framing,
                       std::string_view lines = {});
void appendResponseHead(std::string &out, const ResponseHead &head, Framing framing,
                        std::string_view lines = {});

// One chunk; nothing for no bytes, which would end the body.
void appendChunk(std::string &out, std::string_view bytes);
void appendChunkSize(std::string &out, std::size_t bytes); // "1f\r\n"
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

// The fields that concern this connection alone: those of RFC 9110, 7.6.1, and those that
// Connection names, are left out.
Headers endToEnd(const Headers &headers);
bool isHopByHop(std::string_view name);
// The names in Connection: of fields that concern this connection as well.
std::vector<std::string_view> connectionNames(const Headers &headers);

// "Not Found" for 404; empty for a code that no registry knows.
std::string_view standardReason(int status);
// May a response of that status to that method have a body?
bool hasBody(std::string_view requestMethod, int status);

// A whole number in decimal digits, nothing else around it; false on overflow.
bool parseDecimal(std::string_view text, std::uint64_t &value);

} // namespace forefetch
