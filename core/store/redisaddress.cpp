// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/redisaddress.h"

#include <charconv>

namespace forefetch {

namespace {

template <typename Number>
bool readNumber(std::string_view text, Number &number)
{
    const char *end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return !text.empty() && read.ec == std::errc() && read.ptr == end;
}

Error wrong(const std::string &what)
{
    return invalid(what + "; it is redis://HOST:PORT/DATABASE or unix:///PATH");
}

} // namespace

Result<RedisAddress> RedisAddress::parse(std::string_view url)
{
    RedisAddress address;
    if (url.starts_with("unix://")) {
        address.path = url.substr(7);
        return address.path.starts_with('/') ? Result<RedisAddress>(address)
                                             : wrong("the path of a socket begins with /");
    }
    if (url.starts_with("rediss://"))
        return Error{ErrorCode::Unsupported,
                     "rediss:// (TLS) is not built in; put a TLS tunnel between"};
    if (!url.starts_with("redis://"))
        return wrong("'" + std::string(url) + "' is no address of Redis");
    url.remove_prefix(8);
    if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
        address.user = url.substr(0, at);
        url.remove_prefix(at + 1);
        if (address.user.find(':') != std::string::npos)
            return wrong("a password does not belong in an address: give it by "
                         "--redis-password-file or FOREFETCH_REDIS_PASSWORD");
    }
    if (const std::size_t slash = url.find('/'); slash != std::string_view::npos) {
        const std::string_view database = url.substr(slash + 1);
        if (!database.empty() && !readNumber(database, address.database))
            return wrong("the database is a number");
        url = url.substr(0, slash);
    }
    const std::size_t bracket = url.find(']');
    const std::size_t colon = url.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos &&
        (!readNumber(url.substr(colon + 1), address.port) || address.port == 0))
        return wrong("the port is a number from 1 to 65535");
    address.host = url.substr(0, colon);
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    if (address.host.empty())
        return wrong("a host is missing");
    return address;
}

std::string RedisAddress::text() const
{
    if (host.empty())
        return "unix://" + path;
    const bool isV6 = host.find(':') != std::string::npos;
    return "redis://" + (isV6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/" +
           std::to_string(database);
}

} // namespace forefetch
