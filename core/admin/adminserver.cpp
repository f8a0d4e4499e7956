// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/adminserver.h"

#include "core/admin/adminhandler.h"
#include "core/admin/token.h"
#include "core/live/livesession.h"
#include "core/time/random.h"

#include <unistd.h>
#include <utility>

namespace forefetch {

namespace {

// Little of everything: those who ask are few.
ServerLimits limits()
{
    ServerLimits limits;
    limits.head = {16 * 1024, 100};
    limits.connections = 64;
    limits.bodyBytes = 0; // AdminHandler has its own, and says so in words
    limits.idle = std::chrono::seconds(60);
    limits.headTime = std::chrono::seconds(5);
    limits.bodyIdle = std::chrono::seconds(5);
    limits.writeIdle = std::chrono::seconds(10);
    return limits;
}

} // namespace

AdminServer::AdminServer(AdminSubject subject, AdminOptions options)
    : m_options(std::move(options)), m_state(new AdminState{std::move(subject)})
{
    m_state->instance = std::to_string(secretNumber());
}

AdminServer::~AdminServer()
{
    stop();
}

Result<void> AdminServer::readTokenFile()
{
    if (m_options.tokenFile.empty()) {
        if (isLoopback(m_options.listen.host))
            return {};
        return invalid(m_options.listen.text() + " can be reached from other machines: give a "
                                                 "token with --admin-token-file FILE");
    }
    Result<std::string> token = readToken(m_options.tokenFile);
    if (!token)
        return token.error();
    m_state->access.token = std::move(*token);
    return {};
}

Result<void> AdminServer::makeTokenFile()
{
    if (!m_options.allowControl || !m_state->access.token.empty())
        return {};
    Result<TokenFile> made = makeToken(m_state->access.bound.port);
    if (!made)
        return made.error();
    m_madeTokenFile = std::move(made->path);
    m_state->access.token = std::move(made->token);
    return {};
}

Result<ListenAddress> AdminServer::start()
{
    m_state->access.hosts = m_options.hosts;
    m_state->access.allowControl = m_options.allowControl;
    if (auto read = readTokenFile(); !read)
        return read.error();
    m_server = std::make_unique<HttpServer>(
        ServerOptions{m_options.listen, 1, limits()}, m_state->subject.session().clock(),
        [this](IoLoop &) { return std::make_unique<AdminHandler>(*m_state); });
    Result<ListenAddress> bound = m_server->start();
    if (!bound) {
        m_server.reset();
        return bound;
    }
    m_state->access.bound = *bound;
    if (auto made = makeTokenFile(); !made) {
        stop();
        return made.error();
    }
    m_state->isOpen.store(true, std::memory_order_release);
    return bound;
}

void AdminServer::beginDrain()
{
    m_state->isDraining = true;
}

void AdminServer::stop()
{
    beginDrain();
    if (m_server)
        m_server->stop(std::chrono::milliseconds(200));
    m_server.reset();
    if (!m_madeTokenFile.empty())
        ::unlink(m_madeTokenFile.c_str());
}

ServerFigures AdminServer::figures() const
{
    return m_server ? m_server->figures() : ServerFigures();
}

} // namespace forefetch
