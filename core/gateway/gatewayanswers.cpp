// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/gatewayanswers.h"

#include "core/gateway/cachestatus.h"

#include <string>

namespace forefetch {

namespace {

int statusOf(FetchStatus status)
{
    switch (status) {
    case FetchStatus::TimedOut:
        return 504;
    case FetchStatus::Refused:
    case FetchStatus::Cancelled:
        return 503;
    case FetchStatus::Network:
    case FetchStatus::Answered:
        break;
    }
    return 502;
}

} // namespace

int answerPlainly(ServerRequest &request, int status, std::string_view what,
                  std::string_view forward, std::string_view detail)
{
    Headers fields;
    fields.add("Content-Type", "text/plain; charset=utf-8");
    fields.add("Cache-Control", "no-store");
    if (status == 503)
        fields.add("Retry-After", "1");
    if (status == 405)
        fields.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    ForwardStatus forwarded;
    forwarded.forward = forward;
    forwarded.detail = detail;
    std::string lines;
    forwardLines(forwarded, lines);
    request.respond({status, "", std::move(fields)}, std::string(what) + "\n", lines);
    return status;
}

int answerFailure(ServerRequest &request, FetchStatus status, std::string_view what,
                  std::string_view forward)
{
    return answerPlainly(request, statusOf(status), what, forward, {});
}

} // namespace forefetch
