// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/access.h"
#include "core/admin/admincall.h"
#include "core/gateway/httpserver.h"
#include "core/result.h"

#include <memory>
#include <string>
#include <vector>

namespace forefetch {

struct AdminState;

struct AdminOptions
{
    ListenAddress listen{"127.0.0.1", 9464}; // port 0: a free one
    std::string tokenFile;                   // empty: none is there
    bool allowControl = false;               // changes too, by who has the token
    std::vector<std::string> hosts; // names by which clients may call it, beside its address
};

// The admin API of a running loop: figures, settings, what was learnt and done, for programs, for
// Prometheus and for a window elsewhere. An HTTP server of its own, in a thread of its own, so
// that nobody who asks slows down the traffic. resources/openapi/admin.json says what can be asked.
//
//     AdminServer admin({run}, {.listen = {"127.0.0.1", 0}});
//     Result<ListenAddress> bound = admin.start();
//     ...
//     admin.beginDrain();      // /readyz says 503 from now on
//     admin.stop();
//
// Beyond loopback it does not start without a token file. With allowControl and none it makes a
// token (see makeToken) and tells where it is.
//
// Thread: the owner's.
class AdminServer
{
public:
    AdminServer(AdminSubject subject, AdminOptions options);
    ~AdminServer();
    AdminServer(const AdminServer &) = delete;
    AdminServer &operator=(const AdminServer &) = delete;

    // The address that was bound; the error says why it may not be, and names a busy port.
    Result<ListenAddress> start();
    void beginDrain();
    void stop();
    bool isRunning() const { return m_server != nullptr; }
    ServerFigures figures() const;
    // The token that it made, as the path of the file; empty when it made none.
    const std::string &madeTokenFile() const { return m_madeTokenFile; }

private:
    Result<void> readTokenFile();
    Result<void> makeTokenFile();

    AdminOptions m_options;
    const std::unique_ptr<AdminState> m_state;
    std::string m_madeTokenFile;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace forefetch
