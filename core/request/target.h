// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// Query parameters in order; equal names may repeat.
using Params = std::vector<std::pair<std::string, std::string>>;

// The one text of a request: the endpoint as it is, the parameters sorted by name, then value, and
// percent-encoded (everything but RFC 3986's unreserved characters), so that no two different
// requests share a text and the order in which a caller names parameters does not matter.
//
//     targetOf("/api/users/123", {{"details", "full"}}) == "/api/users/123?details=full"
//     targetOf("/search?q=a", {{"page", "2"}})          == "/search?q=a&page=2"
std::string targetOf(std::string_view endpoint, const Params &params);

// The reverse: the part before '?', and the decoded parameters.
std::string_view pathOf(std::string_view target);
Params paramsOf(std::string_view target);
// A '%' that no two hex digits follow stands for itself; '+' is a space, as forms and
// URLSearchParams have it (what is built from the result says %20, which means the same to both
// kinds of server).
std::string percentDecoded(std::string_view text);

// Origin form (RFC 9112, 3.2.1): begins with '/', no white space, control characters or '#'.
Result<void> validateTarget(std::string_view target);

} // namespace forefetch
