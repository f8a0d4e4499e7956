// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowhelp.h"

#include "app/commandline.h"

#include <string_view>
#include <variant>

namespace forefetch {

namespace {

// The options of a command, as its own help lists them.
std::string optionsOf(const char *command)
{
    const auto parsed = parseCommandLine({command, "--help"});
    const std::string &help = std::get<CommandLineReply>(parsed).output;
    const std::size_t begin = help.find("Options:\n");
    return begin == std::string::npos ? help : help.substr(begin + 9);
}

} // namespace

std::string windowHelp()
{
    return "The window of Forefetch: watch an API's traffic, turn the knobs, see what prefetching "
           "does.\n"
           "Usage: forefetch [--demo] [OPTIONS]         the built-in shop and its users\n"
           "       forefetch --target URL [OPTIONS]     a gateway to your own API\n"
           "       forefetch TRACE [OPTIONS]            what prefetching would have done for a "
           "log\n"
           "       forefetch --attach URL [--attach URL]   gateways that run elsewhere\n"
           "       forefetch RUN.ffsession              a run that was recorded, moment by moment\n"
           "       forefetch --version | --help | --help-parameters\n"
           "\nFor the demo, which begins with prefetching off:\n" +
           optionsOf("demo") + "\nWith --target:\n" + optionsOf("serve") +
           "\nA TRACE takes --sweep, --session-key, --format, --origin-latency, --duration, "
           "--seed,\n"
           "--profile and --set; the demo runs beside it. --attach takes --admin-token-file, "
           "--duration,\n--snapshot, --json and --fail-if.\n"
           "\n  --language CODE             The window's language, en or de, in place of the "
           "system's\n"
           "\nWith no display, forefetchctl does the same on a terminal.\n";
}

} // namespace forefetch
