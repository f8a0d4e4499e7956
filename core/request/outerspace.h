// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace forefetch {

// A field's value, or a member of its list, without the optional white space around it: SP and
// HTAB alone (OWS; RFC 9110, 5.6.3).
//
//     withoutOuterSpace(" max-age=60\t") == "max-age=60"
constexpr std::string_view withoutOuterSpace(std::string_view text)
{
    constexpr std::string_view blank = " \t";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

} // namespace forefetch
