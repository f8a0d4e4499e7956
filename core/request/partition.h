// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"
#include "core/request/ids.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// SipHash-2-4 (Aumasson and Bernstein 2012) of `bytes` under a 128-bit key.
std::uint64_t sipHash(const std::array<std::uint64_t, 2> &key, std::string_view bytes);

// Is it a field that says who asks: Authorization, or one whose name says that it holds a token, a
// key, a secret, a session, a signature or a password ("X-Api-Key", "X-Auth-Token")? Not Cookie, of
// which only some members count. Thread: any (pure).
bool isCredentialField(std::string_view name);

// Says whose eyes may see what is stored for a request: a keyed hash of its credential fields and of
// the cookies that count. No credentials give the public partition; credentials never do.
//
//     Partitioner partitioner(secretKey, {"sid"});     // an empty list: every cookie counts
//     Partition p = partitioner.of(request.headers);
//
// The key is random for each process, so that a partition tells nothing about a credential.
// Thread: any (immutable).
class Partitioner
{
public:
    explicit Partitioner(std::array<std::uint64_t, 2> key, std::vector<std::string> cookies = {});
    Partition of(const Headers &request) const;

private:
    std::array<std::uint64_t, 2> m_key;
    std::vector<std::string> m_cookies;
};

// The value of one cookie in a request's Cookie fields, or empty (RFC 6265, 5.4).
std::string_view cookieValue(const Headers &request, std::string_view name);

} // namespace forefetch
