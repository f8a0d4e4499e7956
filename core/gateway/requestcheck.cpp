// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/requestcheck.h"

#include "core/fetch/httpmessage.h"

#include <algorithm>
#include <string>

namespace forefetch {

namespace {

bool isHostCharacter(char c)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view("-._~%!$&'()*+;=").find(c) != std::string_view::npos;
}

bool isPort(std::string_view text)
{
    std::uint64_t port = 0;
    return parseDecimal(text, port) && port <= 65535;
}

bool namesThisServer(std::string_view authority, const ListenAddress &own)
{
    const std::string port = ":" + std::to_string(own.port);
    if (equalsIgnoringCase(authority, own.text()))
        return true;
    return authority == "127.0.0.1" + port || authority == "[::1]" + port ||
           equalsIgnoringCase(authority, "localhost" + port);
}

// "http://here:8080/x?y" becomes "/x?y".
std::optional<RequestObjection> makeRelative(RequestHead &head, const ListenAddress &own)
{
    constexpr std::string_view scheme = "http://";
    const std::string_view target = head.target;
    if (target.size() < scheme.size() ||
        !equalsIgnoringCase(target.substr(0, scheme.size()), scheme))
        return RequestObjection{400, "the request target is not a path"};
    const std::string_view rest = target.substr(scheme.size());
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    if (!namesThisServer(rest.substr(0, end), own))
        return RequestObjection{400, "this is no open proxy: the request names another server"};
    std::string relative(rest.substr(end));
    if (relative.empty() || relative.front() != '/')
        relative.insert(relative.begin(), '/');
    head.target = std::move(relative);
    return std::nullopt;
}

} // namespace

bool isSoundHost(std::string_view host)
{
    if (host.starts_with('[')) {
        const std::size_t close = host.find(']');
        if (close == std::string_view::npos || close < 3)
            return false;
        const std::string_view address = host.substr(1, close - 1);
        if (address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos)
            return false;
        const std::string_view rest = host.substr(close + 1);
        return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
    }
    const std::size_t colon = std::min(host.find(':'), host.size());
    const std::string_view name = host.substr(0, colon);
    if (name.empty() || !std::all_of(name.begin(), name.end(), isHostCharacter))
        return false;
    return colon == host.size() || isPort(host.substr(colon + 1));
}

std::optional<RequestObjection> checkRequest(RequestHead &head, int minorVersion,
                                             const ListenAddress &own)
{
    std::size_t hosts = 0;
    for (const HeaderField &field : head.headers) {
        if (!equalsIgnoringCase(field.name, "host"))
            continue;
        if (++hosts > 1)
            return RequestObjection{400, "more than one Host"};
        if (!isSoundHost(field.value))
            return RequestObjection{400, "a malformed Host"};
    }
    if (hosts == 0 && minorVersion >= 1)
        return RequestObjection{400, "no Host"};
    if (head.method == "CONNECT")
        return RequestObjection{400, "this is no open proxy: CONNECT is refused"};
    if (head.target == "*" && head.method == "OPTIONS")
        return std::nullopt;
    if (head.target.front() != '/')
        if (const auto objection = makeRelative(head, own))
            return objection;
    if (head.target.find('#') != std::string::npos)
        return RequestObjection{400, "a fragment in the request target"};
    return std::nullopt;
}

} // namespace forefetch
