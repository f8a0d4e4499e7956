// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entry.h"
#include "core/request/request.h"

#include <optional>
#include <string_view>

namespace forefetch {

// Asking the origin whether what is stored is still good (RFC 9111, 4.3).
//
//     if (makeConditional(toOrigin, stored)) ...
//     ... 304 ... if (validates(answer, *stored.head)) head = freshened(*stored.head, answer);
//
// Thread: any (pure), as all of this file.

// Makes a request conditional on the stored response's validators, in place of the client's own
// conditions (4.3.1): If-None-Match by its ETag, If-Modified-Since by its Last-Modified, each as it
// was received. False, and nothing changed, when it has none.
bool makeConditional(RequestHead &request, const CacheEntry &stored);
// Takes the client's conditions out, where the answer is not for that client (RFC 9110, 13.1).
void dropConditions(RequestHead &request);

// Does this 304 speak of the stored response (4.3.4)? Its validators, where it has any, must be
// the stored ones: the ETag by strong comparison when it is strong, else weakly, else
// Last-Modified.
bool validates(const ResponseHead &answer, const ResponseHead &stored);

// The stored head with the fields of a newer answer (3.2), but for those that say how the stored
// body is framed or coded, which that answer did not carry: Content-Length, Content-Encoding,
// Content-Range, Transfer-Encoding. Age is the newer answer's, or none.
ResponseHead freshened(const ResponseHead &stored, const ResponseHead &answer);

// What the answer to a HEAD means for the stored answer to a GET (4.3.5).
enum class HeadEffect : std::uint8_t {
    None,      // not a 200
    Freshened, // the same representation: take over its fields
    Changed,   // another one: the stored answer is no longer to be used
};
HeadEffect headEffect(const ResponseHead &answer, const CacheEntry &stored);

// The parts of entity tags (RFC 9110, 8.8.3), for who compares them.
struct EntityTag
{
    std::string_view opaque; // with its quotes
    bool weak = false;
};
// Takes one from the front of `text`; nothing when there is none.
std::optional<EntityTag> takeEntityTag(std::string_view &text);

} // namespace forefetch
