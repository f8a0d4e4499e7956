// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recordflags.h"

#include "app/commandline.h"

#include <CLI/CLI.hpp>

namespace forefetch {

void addRecordFlags(CLI::App &app, CommandLine &line)
{
    app.add_option(
           "--record", line.recordFile,
           "Write what clients ask and get there as it happens: HAR for a name that ends in "
           ".har, else JSON lines; simulate reads it. With .ffsession: all that the window "
           "shows; forefetch opens that")
        ->type_name("FILE")
        ->envname("FOREFETCH_RECORD");
    app.add_option("--record-bodies", line.recordBodies,
                   "Record the JSON bodies that the model reads, without credentials: public "
                   "(of answers to requests without credentials) or all")
        ->type_name("WHICH")
        ->check(CLI::IsMember({"public", "all"}).description(""))
        ->envname("FOREFETCH_RECORD_BODIES");
    app.add_option("--alert", line.alert,
                   "Save the last minute as alert-TIME.ffsession when the figures begin to say so: "
                   "\"queue.size > 500\", as --fail-if takes it; at most once a minute")
        ->type_name("EXPR");
}

} // namespace forefetch
