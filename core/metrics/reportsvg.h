// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace forefetch {

// A picture as a part of an HTML page: read element by element and written anew, so that what is
// no drawing (scripts, styles, foreign content, references out of the file) stays behind. Its ids
// get the prefix, so that pictures do not mix; its size is left to the page.
//
//     html.trusted(inlineSvg(svg, "Hit ratio: 61 % now", "chart1-"));
//
// Empty when it cannot be read as SVG.
// Thread: any.
std::string inlineSvg(std::string_view svg, std::string_view label, std::string_view idPrefix);

} // namespace forefetch
