// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace forefetch {

// What of a request's text may be seen: by whoever looks at a table over somebody's shoulder, in a
// log, in an export that is sent on. Values that are credentials become "…"; everything else, names
// and order included, stays as it is.
//
//     redacted("/items?page=2&access_token=9f3c") == "/items?page=2&access_token=…"
//     redacted("POST /login?next=%2Fhome")        == "POST /login?next=%2Fhome"
//
// A value is a credential by the name of its parameter or by its own shape. Seen are the query, the
// path's own parameters (";jsessionid=…"), segments of the path by their shape, and addresses
// within values ("?next=https://u:p@host/?token=…"). A name may be percent-encoded, in any case,
// and in any of the usual spellings: accessToken, access-token, X-Amz-Signature. In doubt it is
// hidden.
//
// Thread: any.
std::string redacted(std::string_view text);

// By the decoded name of a parameter, a header or a cookie: token, secret, password, session,
// signature, api_key …; "keyword", "author" and "country_code" are not.
bool isCredentialName(std::string_view name);

// By shape: a JSON Web Token, hexadecimal of 32 digits and more, base64 of 32 and more, the key
// prefixes of well-known services, an address with a password in it. A UUID is an identifier.
bool looksLikeCredential(std::string_view value);

} // namespace forefetch
