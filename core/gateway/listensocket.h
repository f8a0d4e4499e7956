// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// Where a server listens.
//
//     ListenAddress::parse("127.0.0.1:8080"), ("[::1]:0"), (":8080"), ("localhost:8080")
//
// "fd:3" is a socket that listens already, which whoever started the program has handed over.
struct ListenAddress
{
    std::string host = "127.0.0.1"; // numeric, "localhost" or "fd"
    std::uint16_t port = 0;         // 0: any free one

    static Result<ListenAddress> parse(std::string_view text);
    std::string text() const; // "127.0.0.1:8080", "[::1]:8080"
    friend bool operator==(const ListenAddress &, const ListenAddress &) = default;
};

struct ListenSocket
{
    int descriptor = -1; // the caller's to close
    ListenAddress bound;
};

// A TCP socket that listens. The error of a busy port names it. Thread: any.
Result<ListenSocket> listenOn(const ListenAddress &address);

// As many that listen on one port, among which the kernel shares out what connects (SO_REUSEPORT),
// so that each thread accepts for itself. A port that others listen on, sharing or not, is busy.
// Of a socket that was handed over each is a duplicate, and the handed one stays open.
Result<std::vector<ListenSocket>> listenOn(const ListenAddress &address, unsigned count);

} // namespace forefetch
