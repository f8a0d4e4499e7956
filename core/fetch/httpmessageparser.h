// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace forefetch {

// How large the head of a message may be.
struct HeadLimits
{
    std::size_t bytes = 32 * 1024; // start line and fields
    std::size_t fields = 128;
};

// Reads one HTTP/1.x message after another, strictly: whatever two readers could understand in two
// ways is an error (RFC 9112, section 11.2, and the corpora of request smuggling). It is one reader
// for requests and responses; Boost.Beast's parser does the grammar, this adds what that one
// tolerates: folded lines (in a trailer as well), several or listed Content-Length, codings other
// than a single `chunked`.
//
//     HttpMessageParser parser(HttpMessageParser::Kind::Request, {});
//     while (true) {
//         switch (parser.next(input)) {               // takes what it has understood off `input`
//         case Step::Wait: wait; feed the rest of `input` and more, next time
//         case Step::GotHead:     parser.request() ...
//         case Step::GotBody:     parser.body() ...      // a view into the input
//         case Step::GotEnd:      parser.reset();        // ready for the next message
//         case Step::Failed:   parser.failure() ...   // the connection is of no use any more
//         }
//     }
//
// Bounded: it keeps nothing but the head. Thread: its owner's.
class HttpMessageParser
{
public:
    enum class Kind : std::uint8_t { Request, Response };
    enum class Step : std::uint8_t { Wait, GotHead, GotBody, GotEnd, Failed };
    struct Failure
    {
        int status = 400; // what to answer a client: 400, 414, 431, 501, 505
        std::string_view reason;
    };

    HttpMessageParser(Kind kind, HeadLimits limits);
    ~HttpMessageParser();
    HttpMessageParser(const HttpMessageParser &) = delete;
    HttpMessageParser &operator=(const HttpMessageParser &) = delete;

    // For the next message. `toHead`: the response answers HEAD, so no body follows its head.
    // `anyCoding`: a transfer coding that nobody knows ends with the connection (RFC 9112, 6.3)
    // instead of being refused; the ones that are known and not understood (7.2) are refused still.
    void reset(bool toHead = false, bool anyCoding = false);
    Step next(std::string_view &input);
    // The connection has ended: End when that is what ends the message, else Failed.
    Step finish();

    // Valid from Step::GotHead to reset(); may be moved from.
    RequestHead &request();
    ResponseHead &response();
    int minorVersion() const; // of HTTP/1.x
    bool keepAlive() const;
    bool hasBody() const;
    bool untilClose() const;                            // the body ends with the connection
    std::optional<std::uint64_t> contentLength() const; // nothing: chunked or until close
    std::string_view body() const { return m_body; }
    const Failure &failure() const { return m_failure; }
    // Nothing of a message has been seen since reset().
    bool isIdle() const { return m_phase == Phase::InHead && m_scanned == 0; }

private:
    enum class Phase : std::uint8_t { InHead, InBody, Done, Failed };
    struct Impl;

    Step fail(int status, std::string_view reason);
    Step parseHead(std::string_view &input);
    Step parseBody(std::string_view &input);
    std::size_t scanHead(std::string_view input);
    bool checkLine(std::string_view line, bool first);
    std::size_t checkTrailer(std::string_view input);

    std::unique_ptr<Impl> m_impl;
    Kind m_kind;
    HeadLimits m_limits;
    Phase m_phase = Phase::InHead;
    bool m_skippedEmptyLine = false;
    std::size_t m_scanned = 0; // bytes of the head or trailer known to hold whole, sound lines
    std::size_t m_lines = 0;
    std::string_view m_body;
    Failure m_failure;
};

} // namespace forefetch
