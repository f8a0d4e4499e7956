// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/adminclient.h"
#include "core/metrics/snapshot.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace forefetch {

// What an instance says of itself (/api/v1/instance).
struct InstanceNote
{
    std::string instance; // another one after each start
    std::string version;
    std::string source; // "serve", "demo"
    std::string gateway;
    std::string origin;
    bool mayChange = false;
    std::string whyNot; // a sentence, where changes are refused
};
Result<InstanceNote> instanceNoteFrom(std::string_view json);

// Follows one running instance from outside: asks for its snapshot again and again, keeps the
// newest, and says when it cannot be reached. It goes on trying, less and less often (to 5 s), and
// heals by itself; an instance that was started anew is another one from its first answer on.
//
//     RemoteWatch watch(client, clock);
//     watch.start();
//     if (watch.latest()) ... watch.latest()->demand.hitRatio ...
//     if (!watch.isConnected()) ... watch.problem() ...
//
// Thread: the client's.
class RemoteWatch
{
public:
    // Ten times a second, as a window does; an answer that takes longer is a lost connection.
    static constexpr std::chrono::milliseconds kPeriod{100};
    static constexpr Duration kPatience = std::chrono::milliseconds(1500);
    static constexpr Duration kLongestPause = std::chrono::seconds(5);

    RemoteWatch(AdminClient &client, const Clock &clock);

    void start();
    // At once, in place of the pause.
    void tryNow();

    bool isConnected() const { return m_isConnected; }
    const std::string &problem() const { return m_problem; } // while it is not connected
    TimePoint lostAt() const { return m_lostAt; }
    TimePoint nextTry() const { return m_nextAt; }
    // The newest; null before the first. Kept while the connection is lost.
    const std::shared_ptr<const Snapshot> &latest() const { return m_latest; }
    TimePoint latestAt() const { return m_latestAt; }
    const std::optional<InstanceNote> &note() const { return m_note; }
    const Origin &origin() const { return m_client.origin(); }
    AdminClient &client() { return m_client; }

private:
    void look();
    void askSnapshot(TimePoint now);
    void askNote();
    void took(const Result<std::string> &body);
    void lost(std::string problem);

    AdminClient &m_client;
    const Clock &m_clock;
    QTimer m_timer;
    std::shared_ptr<const Snapshot> m_latest;
    TimePoint m_latestAt{};
    std::optional<InstanceNote> m_note;
    bool m_isConnected = false;
    std::string m_problem;
    TimePoint m_lostAt{};
    TimePoint m_askedAt{}; // of the open question
    TimePoint m_nextAt{};
    Duration m_pause{};
    unsigned m_question = 0; // the open one; an answer to an older one counts for nothing
    bool m_isAsking = false;
    std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);
};

} // namespace forefetch
