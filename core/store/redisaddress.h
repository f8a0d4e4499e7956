// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace forefetch {

// Where a Redis server is, and as whom to speak to it.
//
//     RedisAddress::parse("redis://10.0.0.5:6379/2")
//     RedisAddress::parse("unix:///run/redis/redis.sock")
//
// A password has no place in a URL, which command lines and logs show: it is set afterwards, from a
// file or the environment.
struct RedisAddress
{
    std::string host; // "": by `path`
    std::uint16_t port = 6379;
    std::string path; // of a socket
    unsigned database = 0;
    std::string user;     // "": the default one
    std::string password; // "": none

    static Result<RedisAddress> parse(std::string_view url);
    std::string text() const; // "redis://10.0.0.5:6379/2", without user and password
};

} // namespace forefetch
