// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/origin.h"
#include "core/request/request.h"

#include <string>
#include <string_view>

namespace forefetch {

// How a message looks on the other side of the gateway. All of it is pure.
//
//     RequestHead asked = originRequest(request, origin, "10.0.0.7", false);
//     ResponseHead told = clientResponse(answer, origin, request.headers.value("host"));

// The pseudonym in Via and the name in Cache-Status.
inline constexpr std::string_view kGatewayName = "forefetch";

// To the origin: its Host and base path; without what concerns the client's connection alone
// (RFC 9110, 7.6.1) and without Expect, which the gateway answers itself; with Via and
// X-Forwarded-For, -Proto and -Host. Where the answer may be stored for others (`mayBeStored`) what
// would steer it and is in no key is left out (see unkeyedfields.h), also X-Forwarded-Host and whom
// the client names in X-Forwarded-For.
RequestHead originRequest(const RequestHead &request, const Origin &origin,
                          std::string_view clientAddress, bool mayBeStored);

// Has any field that clientResponse() would change.
bool needsMapping(const Headers &response);

// To the client: Location and Content-Location that point into the target point into the gateway,
// whose authority the client called it by (empty: they become paths); cookies are bound to the
// gateway's host, to its paths, and not to TLS, which it does not speak.
ResponseHead clientResponse(const ResponseHead &response, const Origin &origin,
                            std::string_view gatewayAuthority);

std::string mapLocation(std::string_view location, const Origin &origin,
                        std::string_view gatewayAuthority);
std::string mapSetCookie(std::string_view cookie, const Origin &origin);

} // namespace forefetch
