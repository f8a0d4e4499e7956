// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/withoutwindow.h"

#include "app/flags.h"

namespace forefetch {

std::vector<std::string> withoutWindow(const std::vector<std::string> &args)
{
    std::string command = "demo";
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string_view flag = flagOf(args[i]);
        if (flag == "--target")
            command = "serve";
        if (flag == "--attach") { // its address is the command's argument
            command = "attach";
            if (args[i].size() > flag.size())
                rest.push_back(args[i].substr(flag.size() + 1));
            else if (i + 1 < args.size())
                rest.push_back(args[++i]);
            continue;
        }
        if (args[i] == "-h" || flag == "--help" || flag == "--version" ||
            flag == "--help-parameters")
            return {args[i]};
        if (flag != "--demo")
            rest.push_back(args[i]);
        if (takesValue(args[i]) && i + 1 < args.size())
            rest.push_back(args[++i]);
        else if (command == "demo" && (args[i] == "-" || !args[i].starts_with('-')))
            command = "simulate"; // a trace
    }
    rest.insert(rest.begin(), command);
    return rest;
}

} // namespace forefetch
