// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/httpclient.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// The other side of AdminServer: asks one instance, without waiting.
//
//     AdminClient client(*Origin::parse("http://127.0.0.1:9464"), token, clock);
//     client.get("/api/v1/snapshot", [&](Result<std::string> body) { … });
//
// An answer that is none (no connection, too late, an error's status) is an Error whose text is for
// people: that of the problem's `detail`, where there is one. Its code tells what to do:
// Unreachable (nobody answers), Refused (the token, or read-only), InvalidArgument (what was
// asked), NotFound, else Internal. Nothing is reported once the client is gone.
//
// Thread: the one that made it, which runs a Qt event loop.
class AdminClient
{
public:
    using Answered = std::function<void(Result<std::string>)>;
    static constexpr std::size_t kMostBytes = std::size_t(256) << 20; // of an answer: a large model

    // An empty token: only reading, on loopback.
    AdminClient(Origin origin, std::string token, const Clock &clock);
    ~AdminClient();
    AdminClient(const AdminClient &) = delete;
    AdminClient &operator=(const AdminClient &) = delete;

    void get(std::string_view path, Answered answered)
    {
        send("GET", path, {}, std::move(answered));
    }
    // `body` is JSON; empty: none.
    void send(std::string_view method, std::string_view path, std::string_view body,
              Answered answered);
    // An answer that goes on and on: its bytes as they come (the view dies with the call), then
    // how it ended.
    void follow(std::string_view path, std::function<void(std::string_view)> came, Answered ended);
    // Ends whatever is under way; nobody is told.
    void giveUp();
    const Origin &origin() const { return m_origin; }

private:
    class Call;

    Origin m_origin;
    std::string m_token;
    HttpClient m_client;
    std::list<std::unique_ptr<Call>> m_calls; // after the client: they go first
};

// The URL of an instance, as people write it: "http://127.0.0.1:9464", "127.0.0.1:9464", ":9464".
Result<Origin> instanceFrom(std::string_view url);
// The token for it: what the file says, where one is named; else what an instance on this machine
// has made for itself, where that can be read; else none.
Result<std::string> tokenFor(const Origin &instance, const std::string &tokenFile);

} // namespace forefetch
