// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forefetch::arch {

struct Function
{
    std::string name; // the header's last words before its arguments, for people
    int line = 0;     // where the header begins
    int lines = 0;    // from there to the closing brace, both counted
};

// The function bodies of a source file in the project's format: free functions, members and
// lambdas that stand outside any function. What is inside a function (lambdas, local types)
// counts as a part of it. It follows braces, not the grammar; its own test lists what it knows.
std::vector<Function> functionsOf(std::string_view text);

} // namespace forefetch::arch
