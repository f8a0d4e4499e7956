// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/access.h"
#include "core/admin/adminroutes.h"
#include "core/admin/adminstream.h"
#include "core/admin/originprobe.h"
#include "core/gateway/serverrequest.h"

#include <QTimer>

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <string>

namespace forefetch {

// What the handlers of one server share.
struct AdminState
{
    AdminSubject subject;
    AdminAccess access;   // not to be looked at before isOpen
    std::string instance; // of this start of the server, unlike any other
    std::atomic<bool> isOpen{false};
    std::atomic<bool> isDraining{false};
};

// Answers the requests of the admin API: who may ask, which route is meant, its body within a
// limit of bytes and time, and what is asked of it. What is made on demand is waited for by asking
// again, without holding anybody up; streams get what is new four times a second, and a client that
// reads too slowly misses some of it instead of filling memory.
//
// Thread: its server thread's.
class AdminHandler final : public RequestHandler
{
public:
    static constexpr std::size_t kMostBody = 64 * 1024; // bytes
    static constexpr std::size_t kMostStreams = 16;
    static constexpr Duration kBodyTime = std::chrono::seconds(10);
    static constexpr Duration kWait = std::chrono::milliseconds(1500); // then what there is
    static constexpr Duration kLongestWait = std::chrono::seconds(3);  // then 503

    explicit AdminHandler(const AdminState &state);
    ~AdminHandler() override;

    void handle(ServerRequest &request) override;

private:
    class Exchange;
    friend class Exchange;

    // Nothing: `route` has its answer.
    std::optional<AdminReply> refusal(const RequestHead &head, const AdminMatch &match) const;
    AdminCall callOf(const ServerRequest &request, AdminMatch &match) const;
    void look();
    void forget(const Exchange &exchange);
    TimePoint now() const;

    const AdminState &m_state;
    OriginProbe m_probe;
    std::list<std::unique_ptr<Exchange>> m_exchanges; // that are not answered yet
    std::size_t m_streams = 0;
    QTimer m_timer; // while there are any
};

} // namespace forefetch
