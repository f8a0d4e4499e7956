// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace forefetch {

// One answer of the admin API, whole. Status 0: what was asked for is being made; ask again.
struct AdminReply
{
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    Headers fields; // beside those that every answer has

    static AdminReply json(const boost::json::value &value, int status = 200);
    static AdminReply text(std::string body, std::string contentType, int status = 200);
    static AdminReply nothing() { return {204, {}, {}, {}}; }
    static AdminReply notReady() { return {0, {}, {}, {}}; }
    // Problem details (RFC 9457): type "about:blank", so that `title` is the status's own phrase;
    // `detail` says what is wrong here and what to do.
    static AdminReply problem(int status, std::string_view detail);

    bool isReady() const { return status != 0; }
};

} // namespace forefetch
