// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/headermapping.h"

#include "core/fetch/httpmessage.h"
#include "core/gateway/unkeyedfields.h"
#include "core/request/outerspace.h"

#include <algorithm>

namespace forefetch {

namespace {

bool isLocation(std::string_view name)
{
    return equalsIgnoringCase(name, "location") || equalsIgnoringCase(name, "content-location");
}

// "/v2/x" under "/v2" is "/x"; nothing when the path lies elsewhere.
std::optional<std::string> withoutBase(std::string_view path, const std::string &base)
{
    if (!path.starts_with(base))
        return std::nullopt;
    const std::string_view rest = path.substr(base.size());
    if (rest.empty())
        return "/";
    if (rest.front() == '/')
        return std::string(rest);
    if (rest.front() == '?' || rest.front() == '#')
        return "/" + std::string(rest);
    return std::nullopt;
}

// Does "api.example.com:443" name the origin's host and port?
bool namesOrigin(std::string_view authority, const Origin &origin)
{
    if (equalsIgnoringCase(authority, origin.authority()))
        return true;
    const std::string withPort = origin.authority() + (origin.tls ? ":443" : ":80");
    return origin.hasDefaultPort() && equalsIgnoringCase(authority, withPort);
}

std::string appended(const Headers &headers, std::string_view name, std::string_view value)
{
    std::string list = headers.joined(name).value_or(std::string());
    if (!list.empty())
        list += ", ";
    return list.append(value);
}

} // namespace

RequestHead originRequest(const RequestHead &request, const Origin &origin,
                          std::string_view clientAddress, bool mayBeStored)
{
    RequestHead head{request.method, origin.targetFor(request.target), {}};
    head.headers.add("Host", origin.authority());
    const std::vector<std::string_view> ofConnection = connectionNames(request.headers);
    for (const HeaderField &field : request.headers) {
        const std::string &name = field.name;
        if (isHopByHop(name) ||
            std::any_of(ofConnection.begin(), ofConnection.end(),
                        [&](std::string_view n) { return equalsIgnoringCase(n, name); }))
            continue;
        if (equalsIgnoringCase(name, "host") || equalsIgnoringCase(name, "expect") ||
            equalsIgnoringCase(name, "via") || equalsIgnoringCase(name, "x-forwarded-for") ||
            equalsIgnoringCase(name, "x-forwarded-proto") ||
            equalsIgnoringCase(name, "x-forwarded-host") || (mayBeStored && isUnkeyedField(name)))
            continue;
        head.headers.add(name, field.value);
    }
    head.headers.add("Via", appended(request.headers, "via", "1.1 " + std::string(kGatewayName)));
    head.headers.add("X-Forwarded-For",
                     mayBeStored ? std::string(clientAddress)
                                 : appended(request.headers, "x-forwarded-for", clientAddress));
    head.headers.add("X-Forwarded-Proto", "http");
    if (const std::string_view host = request.headers.value("host"); !host.empty() && !mayBeStored)
        head.headers.add("X-Forwarded-Host", std::string(host));
    return head;
}

bool needsMapping(const Headers &response)
{
    return std::any_of(response.begin(), response.end(), [](const HeaderField &field) {
        return isLocation(field.name) || equalsIgnoringCase(field.name, "set-cookie");
    });
}

ResponseHead clientResponse(const ResponseHead &response, const Origin &origin,
                            std::string_view gatewayAuthority)
{
    ResponseHead head{response.status, response.reason, {}};
    for (const HeaderField &field : response.headers) {
        if (isLocation(field.name))
            head.headers.add(field.name, mapLocation(field.value, origin, gatewayAuthority));
        else if (equalsIgnoringCase(field.name, "set-cookie"))
            head.headers.add(field.name, mapSetCookie(field.value, origin));
        else
            head.headers.add(field.name, field.value);
    }
    return head;
}

std::string mapLocation(std::string_view location, const Origin &origin,
                        std::string_view gatewayAuthority)
{
    std::string unchanged(location);
    const std::string scheme = origin.tls ? "https:" : "http:";
    std::string_view rest = location;
    const bool absolute =
        rest.size() > scheme.size() && equalsIgnoringCase(rest.substr(0, scheme.size()), scheme);
    if (absolute)
        rest.remove_prefix(scheme.size());
    if (!rest.starts_with("//")) {
        if (absolute || !rest.starts_with('/'))
            return unchanged; // relative to the request, whose paths are parallel
        const auto path = withoutBase(rest, origin.basePath);
        return path ? *path : origin.root() + unchanged; // outside of what the gateway shows
    }
    rest.remove_prefix(2);
    const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
    if (!namesOrigin(rest.substr(0, end), origin))
        return unchanged;
    const std::string_view tail = rest.substr(end);
    const std::string target = tail.starts_with('/') ? std::string(tail) : "/" + std::string(tail);
    const auto path = withoutBase(target, origin.basePath);
    if (!path)
        return unchanged;
    if (gatewayAuthority.empty())
        return *path;
    return (absolute ? "http://" : "//") + std::string(gatewayAuthority) + *path;
}

std::string mapSetCookie(std::string_view cookie, const Origin &origin)
{
    const std::size_t first = std::min(cookie.find(';'), cookie.size());
    std::string mapped(cookie.substr(0, first));
    std::string_view rest = cookie.substr(first);
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view attribute = withoutOuterSpace(rest.substr(0, end));
        rest.remove_prefix(end);
        const std::size_t equals = std::min(attribute.find('='), attribute.size());
        const std::string_view name = withoutOuterSpace(attribute.substr(0, equals));
        const std::string_view value =
            withoutOuterSpace(attribute.substr(std::min(equals + 1, attribute.size())));
        // SameSite=None and Partitioned are refused by browsers without Secure.
        if (attribute.empty() || equalsIgnoringCase(name, "domain") ||
            equalsIgnoringCase(name, "secure") || equalsIgnoringCase(name, "partitioned") ||
            (equalsIgnoringCase(name, "samesite") && equalsIgnoringCase(value, "none")))
            continue;
        if (equalsIgnoringCase(name, "path"))
            mapped += "; Path=" + withoutBase(value, origin.basePath).value_or(std::string(value));
        else
            mapped += "; " + std::string(attribute);
    }
    return mapped;
}

} // namespace forefetch
