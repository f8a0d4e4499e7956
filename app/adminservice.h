// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/console.h"
#include "app/runplan.h"
#include "core/admin/adminserver.h"

#include <memory>
#include <optional>

namespace forefetch {

class LiveRun;

// The admin API beside a run on a terminal, as the line wants it. That of `serve` is there unless
// somebody says otherwise; where its usual port is taken the gateway goes on without, and says so.
//
//     AdminService admin(line, console);
//     if (std::optional<Refusal> refusal = admin.begin(run)) ...
//     admin.beginDrain(); run.end(2s); admin.end();
//
// Thread: the main thread. The run outlives end().
class AdminService
{
public:
    AdminService(const CommandLine &line, Console &console) : m_line(line), m_console(console) {}

    std::optional<Refusal> begin(LiveRun &run);
    void beginDrain();
    void end() { m_server.reset(); }

private:
    void tell(const ListenAddress &bound);

    const CommandLine &m_line;
    Console &m_console;
    std::unique_ptr<AdminServer> m_server;
};

} // namespace forefetch
