// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowlanguage.h"

#include "app/flags.h"

namespace forefetch {

Result<std::string> takeLanguage(std::vector<std::string> &args)
{
    std::string code;
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (flagOf(args[i]) != "--language") {
            rest.push_back(args[i]);
            if (takesValue(args[i]) && i + 1 < args.size())
                rest.push_back(args[++i]); // it may look like the flag
            continue;
        }
        const std::size_t equals = args[i].find('=');
        if (equals != std::string::npos)
            code = args[i].substr(equals + 1);
        else
            code = i + 1 < args.size() ? args[++i] : std::string();
        if (code.empty())
            return invalid("--language: which one? Such as --language de");
    }
    args = std::move(rest);
    return code;
}

} // namespace forefetch
