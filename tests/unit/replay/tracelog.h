// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/tracereader.h"

#include <cstdio>
#include <memory>
#include <string>

namespace forefetch {

// A JSON line of one client, whose moment is known to the millisecond; `second` is since
// 2026-01-01.
inline std::string requestLine(double second, const std::string &target,
                               const std::string &method = "GET", const std::string &agent = "a")
{
    std::string text(64, '\0');
    const int length = std::snprintf(text.data(), text.size(), "%.3f", 1767225600 + second);
    text.resize(static_cast<std::size_t>(length));
    return R"({"time":)" + text + R"(,"method":")" + method + R"(","url":")" + target +
           R"(","client":"10.0.0.1","user_agent":")" + agent + R"(","status":200})" + "\n";
}

// Common Log Format, whose times are whole seconds; `second` is of the minute.
inline std::string secondLine(int second, const std::string &target)
{
    std::string text(160, '\0');
    const int length =
        std::snprintf(text.data(), text.size(),
                      "10.0.0.1 - - [01/Jan/2026:10:00:%02d +0000] \"GET %s HTTP/1.1\" 200 5\n",
                      second, target.c_str());
    text.resize(static_cast<std::size_t>(length));
    return text;
}

inline std::unique_ptr<TraceReader> readerOf(std::string log)
{
    return std::move(openTraceText(std::move(log), "log")).value();
}

} // namespace forefetch
