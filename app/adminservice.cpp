// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adminservice.h"

#include "core/admin/access.h"

namespace forefetch {

std::optional<Refusal> AdminService::begin(LiveRun &run)
{
    const bool isMeant = !m_line.admin.empty();
    if (m_line.admin == "off" || (!isMeant && m_line.command != Command::Serve)) {
        if (m_line.allowControl)
            return Refusal{"--allow-control is about the admin API: give --admin ADDRESS:PORT",
                           ExitUsage};
        return std::nullopt;
    }
    AdminOptions options;
    if (isMeant) {
        Result<ListenAddress> listen = ListenAddress::parse(m_line.admin);
        if (!listen)
            return Refusal{"--admin: " + listen.error().text, ExitUsage};
        options.listen = std::move(*listen);
    }
    options.tokenFile = m_line.adminTokenFile;
    options.allowControl = m_line.allowControl;
    options.hosts = m_line.adminHosts;
    m_server = std::make_unique<AdminServer>(AdminSubject{run}, options);
    const Result<ListenAddress> bound = m_server->start();
    if (bound) {
        tell(*bound);
        return std::nullopt;
    }
    m_server.reset();
    const ErrorCode code = bound.error().code;
    if (isMeant || m_line.allowControl || !m_line.adminTokenFile.empty())
        return Refusal{"--admin: " + bound.error().text,
                       code == ErrorCode::InvalidArgument || code == ErrorCode::NotFound
                           ? ExitUsage
                           : ExitFailure};
    m_console.warning("no admin API: " + bound.error().text +
                      "; --admin ADDRESS:PORT names "
                      "another place, --admin off none");
    return std::nullopt;
}

void AdminService::tell(const ListenAddress &bound)
{
    m_console.note("Admin API: http://" + bound.text() +
                   (m_line.allowControl ? "" : "  (read-only)"));
    if (!m_server->madeTokenFile().empty())
        m_console.note("Its token: " + m_server->madeTokenFile());
}

void AdminService::beginDrain()
{
    if (m_server)
        m_server->beginDrain();
}

} // namespace forefetch
