// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpmessageparser.h"

#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What a parser made of a stream of messages.
struct MessageReading
{
    struct Message
    {
        RequestHead request;
        ResponseHead response;
        std::string body;
        bool whole = false;
        bool chunked = false;
    };
    std::vector<Message> messages;
    bool failed = false;
};

// Reads `bytes` in pieces of `piece` bytes, as they might come from a socket.
inline MessageReading readMessages(HttpMessageParser::Kind kind, std::string_view bytes,
                                   std::size_t piece, bool toHead = false, bool anyCoding = false)
{
    using Step = HttpMessageParser::Step;
    HttpMessageParser parser(kind, {4096, 32});
    parser.reset(toHead, anyCoding);
    MessageReading reading;
    std::string waiting;
    while (!bytes.empty() && !reading.failed) {
        waiting.append(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        std::string_view input = waiting;
        for (Step step = parser.next(input); step != Step::Wait; step = parser.next(input)) {
            if (step == Step::Failed) {
                reading.failed = true;
                break;
            }
            if (step == Step::GotHead) {
                auto &message = reading.messages.emplace_back();
                if (kind == HttpMessageParser::Kind::Request)
                    message.request = parser.request();
                else
                    message.response = parser.response();
                message.chunked = parser.hasBody() && !parser.contentLength();
            } else if (step == Step::GotBody) {
                reading.messages.back().body.append(parser.body());
            } else {
                reading.messages.back().whole = true;
                parser.reset(toHead, anyCoding);
                if (reading.messages.size() > 16)
                    return reading;
            }
        }
        waiting.erase(0, waiting.size() - input.size());
    }
    return reading;
}

} // namespace forefetch
