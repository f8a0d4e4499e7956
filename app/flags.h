// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace forefetch {

// What can be said of an argument before it is parsed.

// "--set=a" → "--set"
inline std::string_view flagOf(std::string_view argument)
{
    return argument.substr(0, argument.find('='));
}

// Whether the next argument belongs to this one, whatever it looks like.
inline bool takesValue(std::string_view argument)
{
    static constexpr std::string_view flags[] = {
        "--access-log",          //
        "--admin",               //
        "--admin-host",          //
        "--admin-token-file",    //
        "--alert",               //
        "--as",                  //
        "--at",                  //
        "--attach",              //
        "--drain",               //
        "--duration",            //
        "--fail-if",             //
        "--faults",              //
        "--faults-at",           //
        "--faults-every",        //
        "--faults-for",          //
        "--format",              //
        "--graph",               //
        "--jobs",                //
        "--key-file",            //
        "--language",            //
        "--listen",              //
        "--load-model",          //
        "--log",                 //
        "--max-rate",            //
        "--origin-latency",      //
        "--output",              //
        "--profile",             //
        "--rate",                //
        "--record",              //
        "--record-bodies",       //
        "--redis",               //
        "--redis-password-file", //
        "--rejects",             //
        "--report",              //
        "--save-model",          //
        "--seed",                //
        "--session-key",         //
        "--set",                 //
        "--snapshot",            //
        "--speed",               //
        "--store-dir",           //
        "--sweep",               //
        "--target",              //
        "--users",               //
    };
    return std::ranges::find(flags, argument) != std::end(flags);
}

} // namespace forefetch
