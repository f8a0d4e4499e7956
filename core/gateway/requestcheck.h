// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/listensocket.h"
#include "core/request/request.h"

#include <optional>
#include <string_view>

namespace forefetch {

struct RequestObjection
{
    int status = 400;
    std::string_view reason;
};

// What a well-formed request must still fulfil to be answered here (RFC 9112, 3.2; RFC 9110, 7.2):
// exactly one sound Host, a target in origin form. An absolute target is taken for what it asks
// only when it names this very server, whose address is `own`; CONNECT never. `head.target` is in
// origin form afterwards ("*" for OPTIONS).
//
// Pure. Thread: any.
std::optional<RequestObjection> checkRequest(RequestHead &head, int minorVersion,
                                             const ListenAddress &own);

// "host", "host:80", "[::1]:80"; no path, no user, no list.
bool isSoundHost(std::string_view host);

} // namespace forefetch
