// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/request.h"

#include <array>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 8> kNames = {"GET",    "HEAD",  "POST",    "PUT",
                                                    "DELETE", "PATCH", "OPTIONS", "OTHER"};

} // namespace

Method methodFrom(std::string_view token)
{
    // Method names are case-sensitive (RFC 9110, 9.1): "get" is some other method.
    for (std::size_t i = 0; i + 1 < kNames.size(); ++i) {
        if (kNames[i] == token)
            return static_cast<Method>(i);
    }
    return Method::Other;
}

std::string_view nameOf(Method method)
{
    return kNames[static_cast<std::size_t>(method)];
}

bool isSafe(Method method)
{
    return method == Method::Get || method == Method::Head || method == Method::Options;
}

} // namespace forefetch
