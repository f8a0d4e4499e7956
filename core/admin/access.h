// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gateway/listensocket.h"
#include "core/request/request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// What a route of the admin API needs of who asks.
enum class AdminNeed : std::uint8_t {
    Nothing, // says only whether the program is alive and ready
    Read,    // the token, where the server listens beyond loopback
    Change,  // --allow-control and the token, everywhere
};

struct AdminAccess
{
    ListenAddress bound;            // where the server listens, with its port
    std::vector<std::string> hosts; // further names by which clients may call it, without a port
    std::string token;              // empty: nobody has one, so nothing that needs it is allowed
    bool allowControl = false;
};

struct AdminRefusal
{
    int status = 403;
    std::string detail;
};

// Is it an address of this machine alone: 127.0.0.0/8, ::1, "localhost"?
bool isLoopback(std::string_view host);

// Who may not ask at all, whatever for. A page of another site that a browser has open must not
// reach the API: neither under a name of its own that it lets point here (DNS rebinding: the Host
// field, 421) nor by a request across sites (Origin, Sec-Fetch-Site: 403).
//
//     if (auto refusal = checkCaller(head, access)) ... refusal->status ...
//
// Pure. Thread: any.
std::optional<AdminRefusal> checkCaller(const RequestHead &head, const AdminAccess &access);
// Whether who passed may have what needs this: 401 without the token or with a wrong one, 403 where
// nobody may.
std::optional<AdminRefusal> checkNeed(const RequestHead &head, const AdminAccess &access,
                                      AdminNeed need);

} // namespace forefetch
