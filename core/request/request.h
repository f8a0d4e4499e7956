// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// The methods that the pipeline tells apart; Other is forwarded and counts as unsafe.
enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Patch, Options, Other };

Method methodFrom(std::string_view token);
std::string_view nameOf(Method method);
// GET, HEAD and OPTIONS (RFC 9110, 9.2.1).
bool isSafe(Method method);

// A request as it arrived; `target` is in origin form: "/path?query".
struct RequestHead
{
    std::string method = "GET";
    std::string target = "/";
    Headers headers;
};

struct ResponseHead
{
    int status = 0;
    std::string reason;
    Headers headers;
};

using ResponseHeadPtr = std::shared_ptr<const ResponseHead>;
// Bytes that never change once shared; null is "no body known".
using Body = std::shared_ptr<const std::string>;

} // namespace forefetch
