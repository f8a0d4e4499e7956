// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// A target of a log in origin form, and whose it is.
struct OriginForm
{
    std::string_view target; // "/items?page=2"; points into the text or into the scratch
    std::string_view host;   // of an absolute URL, without credentials; else empty
    std::string_view reason; // why there is no target, as a constant; else empty
};

// Reduces absolute http(s) URLs to path and query and cuts fragments off. What is no path of HTTP
// (data:, blob:, "*", "host:443") has a reason.
//
//     originForm("https://api.example/items?page=2#top", scratch).target == "/items?page=2"
OriginForm originForm(std::string_view text, std::string &scratch);

// The target without the named parameters; the text itself when it has none of them. The '?' goes
// with the last one.
//
//     withoutParameters("/ping?_=1384443873878", {"_"}, scratch) == "/ping"
std::string_view withoutParameters(std::string_view target, const std::vector<std::string> &names,
                                   std::string &scratch);

} // namespace forefetch
