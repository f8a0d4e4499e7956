// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/rawevent.h"
#include "core/trace/tracetime.h"

namespace forefetch {

// The Common and Combined Log Format of Apache and nginx, and what people add to it:
//
//     [vhost:port ]client ident user [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 512
//         [ "referer" "agent"[ "forwarded for"][ 0.123][ rt=0.123]]
//
// Behind the agent a number with a point is nginx's $request_time in seconds, and so is the value
// of rt= or request_time=; other numbers mean nothing. Quotes and other bytes may be escaped as \"
// or \x22.
//
// Thread: the owner's.
class CombinedParser final : public LineParser
{
public:
    std::string_view parse(std::span<char> line, RawEvent &event) override;

private:
    ClfTime m_time;
};

} // namespace forefetch
