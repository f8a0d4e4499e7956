// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gateway/joincheck.h"

#include "core/request/context.h"
#include "core/request/outerspace.h"

#include <algorithm>

namespace forefetch {

namespace {

bool isRemembered(std::string_view name)
{
    Headers one;
    one.add(std::string(name), "x");
    return !contextFields(one).empty();
}

} // namespace

bool mayShareFlight(const ResponseHead &head, const Flight &flight, const Headers &request)
{
    for (std::string_view list : head.headers.values("vary")) {
        while (!list.empty()) {
            const std::size_t comma = std::min(list.find(','), list.size());
            const std::string_view name = withoutOuterSpace(list.substr(0, comma));
            list.remove_prefix(std::min(comma + 1, list.size()));
            if (name.empty())
                continue;
            if (name == "*" || !isRemembered(name) ||
                flight.requestFields().joined(name) != request.joined(name))
                return false;
        }
    }
    return true;
}

} // namespace forefetch
