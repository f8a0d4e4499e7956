// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/context.h"

#include "core/request/outerspace.h"

#include <algorithm>

namespace forefetch {

namespace {

// One attribute of a Set-Cookie field, "Max-Age=0" or "Expires=Thu, 01 Jan 1970 00:00:00 GMT".
bool endsTheCookie(std::string_view attribute)
{
    const std::size_t equals = attribute.find('=');
    if (equals == std::string_view::npos)
        return false;
    const std::string_view name = withoutOuterSpace(attribute.substr(0, equals));
    const std::string_view value = withoutOuterSpace(attribute.substr(equals + 1));
    if (equalsIgnoringCase(name, "Max-Age"))
        return !value.empty() &&
               (value.front() == '-' || value.find_first_not_of('0') == value.npos);
    // Deletion is written as the epoch by everybody; other past dates are left to the clock.
    return equalsIgnoringCase(name, "Expires") &&
           (value.find(" 1970 ") != value.npos || value.find("-1970 ") != value.npos ||
            value.find("-70 ") != value.npos);
}

bool deletes(std::string_view setCookie)
{
    const std::size_t pairEnd = std::min(setCookie.find(';'), setCookie.size());
    const std::string_view pair = setCookie.substr(0, pairEnd);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && withoutOuterSpace(pair.substr(equals + 1)).empty())
        return true;
    std::string_view rest = setCookie.substr(pairEnd);
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find(';'), rest.size());
        if (endsTheCookie(rest.substr(0, end)))
            return true;
        rest.remove_prefix(end);
    }
    return false;
}

} // namespace

bool clearsCookies(const Headers &response)
{
    const auto cookies = response.values("Set-Cookie");
    return std::any_of(cookies.begin(), cookies.end(), deletes);
}

} // namespace forefetch
