// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/unkeyedfields.h"

#include "core/request/headers.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

using namespace std::string_view_literals;

constexpr std::array kFamilies = {
    "X-Forwarded"sv, "X-Forward-"sv, "X-Accel-"sv,    "X-Azure-"sv,  "X-Envoy-"sv,
    "X-Sendfile"sv,  "X-Proxy-"sv,   "X-Middleware-"sv, "X-Nextjs-"sv, "X-Now-"sv,
};

constexpr std::array kNames = {
    "Base-Url"sv,
    "Cf-Connecting-Ip"sv,
    "Cf-Visitor"sv,
    "Client-Ip"sv,
    "Destination"sv,
    "Fastly-Client-Ip"sv,
    "Forwarded"sv,
    "Forwarded-For"sv,
    "Front-End-Https"sv,
    "Http-Url"sv,
    "Proxy"sv,
    "Proxy-Host"sv,
    "Proxy-Url"sv,
    "Request-Uri"sv,
    "True-Client-Ip"sv,
    "Url"sv,
    "X-Backend-Host"sv,
    "X-Client-Ip"sv,
    "X-Cluster-Client-Ip"sv,
    "X-Custom-Ip-Authorization"sv,
    "X-Forwarder-For"sv,
    "X-Frontend-Https"sv,
    "X-Host"sv,
    "X-Http-Destinationurl"sv,
    "X-Http-Host-Override"sv,
    "X-Original-Host"sv,
    "X-Original-Remote-Addr"sv,
    "X-Originally-Forwarded-For"sv,
    "X-Originating-Ip"sv,
    "X-Real-Hostname"sv,
    "X-Real-Ip"sv,
    "X-Remote-Addr"sv,
    "X-Remote-Ip"sv,
    "X-Rewrite-Host"sv,
    "X-Scheme"sv,
    "X-Server-Name"sv,
    "X-Tls-Sni"sv,
    "X-True-Ip"sv,
    "X-Url-Scheme"sv,
    "X-Wap-Profile"sv,
    "X-Ws-Host"sv,
};

} // namespace

bool isUnkeyedField(std::string_view name)
{
    const auto startsIt = [name](std::string_view family) {
        return equalsIgnoringCase(name.substr(0, family.size()), family);
    };
    const auto isIt = [name](std::string_view n) { return equalsIgnoringCase(name, n); };
    return std::any_of(kFamilies.begin(), kFamilies.end(), startsIt) ||
           std::any_of(kNames.begin(), kNames.end(), isIt);
}

} // namespace forefetch
