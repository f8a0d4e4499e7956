// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// The one API that everything is fetched from: scheme, host, port, and the path that all of its
// resources lie under.
//
//     Result<Origin> origin = Origin::parse("https://api.example.com/v2/");
//     origin->authority() == "api.example.com"      // the Host field
//     origin->targetFor("/users?page=2") == "/v2/users?page=2"
//
// Thread: a value.
struct Origin
{
    bool tls = false;
    std::string host; // lower case, ASCII ("xn--…"); an IPv6 address without brackets
    std::uint16_t port = 80;
    std::string basePath; // "" or "/v2": never ends in '/'

    // http or https; no user, query or fragment. The error says which part is wrong.
    static Result<Origin> parse(std::string_view url);

    bool hasDefaultPort() const { return port == (tls ? 443 : 80); }
    std::string authority() const; // host[:port], the port only when it is not the scheme's own
    std::string root() const;      // "https://api.example.com"
    std::string text() const;      // "https://api.example.com/v2"
    // As absolute links may begin that lead here: text(), and once more with the port spelt out
    // where that is the scheme's own.
    std::vector<std::string> linkTexts() const;
    // Where a target of the gateway lies at the origin.
    std::string targetFor(std::string_view target) const { return basePath + std::string(target); }
    // The same scheme, host and port as another URL's, whatever the path.
    bool sameServer(const Origin &other) const
    {
        return tls == other.tls && host == other.host && port == other.port;
    }
    friend bool operator==(const Origin &, const Origin &) = default;
};

} // namespace forefetch
