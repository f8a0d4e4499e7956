// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace forefetch {

// What happens to a request while it is being answered. All calls come in the thread of its
// connection, none of them before handle() has returned.
class RequestListener
{
public:
    virtual ~RequestListener() = default;
    // Bytes of the request's body, after resumeBody(); the view dies with the call.
    virtual void onBody(std::string_view bytes) = 0;
    virtual void onBodyEnd() = 0;
    // What write() refused to take more of has gone out.
    virtual void onWritable() = 0;
    // The client has left, or broke the rules, or the server stops: the request is gone when this
    // returns. Nothing follows.
    virtual void onGone() = 0;
};

// One request and the way to answer it. It lives from RequestHandler::handle until it has been
// answered (respond, end, abort or reset was called) or onGone came; not to be touched after.
//
//     void handle(ServerRequest &request) override
//     {
//         request.respond({200, "", fields}, "hello");
//     }
//
// Thread: that of its connection, for everything.
class ServerRequest
{
public:
    virtual const RequestHead &head() const = 0;
    // "10.0.0.7", without the port.
    virtual std::string_view clientAddress() const = 0;
    virtual bool isHttp10() const = 0;
    virtual bool hasBody() const = 0;
    // Nothing for a chunked body, 0 for none.
    virtual std::optional<std::uint64_t> bodyLength() const = 0;

    // To be set within handle() by who does not answer at once; outlives the request.
    virtual void setListener(RequestListener *listener) = 0;
    // A body is not read before the first resumeBody() (which also sends 100 Continue where the
    // client waits for it); what nobody reads is thrown away after the answer.
    virtual void resumeBody() = 0;
    virtual void pauseBody() = 0;

    // The whole answer, written at once. Framing, Date and Connection are added; the body of an
    // answer to HEAD only gives its length. `lines` are further field lines, each with its CR LF,
    // which spares the copy of a shared head.
    virtual void respond(const ResponseHead &head, std::string_view body,
                         std::string_view lines = {}) = 0;
    // The same with a body that is kept alive instead of copied.
    virtual void respond(const ResponseHead &head, Body body, std::string_view lines = {}) = 0;
    // The same with a part of one: `length` bytes from `offset` on.
    virtual void respond(const ResponseHead &head, Body body, std::size_t offset,
                         std::size_t length, std::string_view lines) = 0;

    // Or piece by piece. Of an unknown length: chunked, or until close for HTTP/1.0. The head goes
    // out with what follows at once, or alone at the next turn of the event loop.
    virtual void begin(const ResponseHead &head, std::optional<std::uint64_t> length,
                       std::string_view lines = {}) = 0;
    // False: taken, but wait for onWritable before the next.
    virtual bool write(std::string_view bytes) = 0;
    virtual void end() = 0;
    // Cuts the connection, so that the client sees that something is missing.
    virtual void abort() = 0;
    // Breaks the connection by a TCP reset: what was written before need not arrive. Not to be
    // called within handle().
    virtual void reset() = 0;
    // An interim answer (1xx, not 101); nothing for HTTP/1.0 clients.
    virtual void inform(const ResponseHead &head) = 0;

protected:
    ~ServerRequest() = default;
};

// Answers requests: one of them for each thread of a server, made in that thread.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;
    // Answers now, or sets a listener and answers later.
    virtual void handle(ServerRequest &request) = 0;
};

} // namespace forefetch
