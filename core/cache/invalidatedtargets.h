// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/request.h"

#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// Which targets an unsafe request has changed (RFC 9111, 4.4): its own, and those that Location and
// Content-Location of its answer name on the same origin. `authority` is by which the client called
// this one ("api.test:8080"); a reference with another one is another origin's business and says
// nothing here, so that nobody can have somebody else's answers thrown away.
//
//     POST /items, 201, Location: /items/17      {"/items", "/items/17"}
//
// Thread: any (pure).
std::vector<std::string> invalidatedTargets(const RequestHead &request, const ResponseHead &answer,
                                            std::string_view authority);

} // namespace forefetch
