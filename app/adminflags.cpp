// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminflags.h"

#include <CLI/CLI.hpp>

#include <string>

namespace forefetch {

namespace {

void addTokenFile(CLI::App &app, CommandLine &line, const char *what)
{
    app.add_option("--admin-token-file", line.adminTokenFile, what)
        ->type_name("FILE")
        ->envname("FOREFETCH_ADMIN_TOKEN_FILE");
}

} // namespace

void addAdminFlags(CLI::App &app, CommandLine &line, const char *standard)
{
    app.add_option("--admin", line.admin,
                   std::string("Where figures and settings can be asked for over HTTP, with "
                               "/metrics for Prometheus; off: nowhere [") +
                       standard + ']')
        ->type_name("ADDRESS:PORT")
        ->envname("FOREFETCH_ADMIN");
    app.add_flag("--allow-control", line.allowControl,
                 "Let who has the token change settings, rules and the cache by it");
    addTokenFile(app, line,
                 "The token that changes need, and beyond loopback everything; a file that others "
                 "cannot read [with --allow-control one is made]");
    app.add_option("--admin-host", line.adminHosts,
                   "A name by which clients may call it, beside its address; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false);
}

void addAttachFlags(CLI::App &app, CommandLine &line)
{
    app.add_option("URL", line.attachTo,
                   "Its admin address, such as http://127.0.0.1:9464 or :9464")
        ->type_name("")
        ->required();
    addTokenFile(app, line,
                 "The token that changes need, and beyond loopback everything [what an instance "
                 "on this machine made for itself]");
}

} // namespace forefetch
