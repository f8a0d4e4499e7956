// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/remotewatch.h"

#include "core/metrics/jsontext.h"
#include "core/metrics/snapshotjson.h"

#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds(200);

std::string textIn(const boost::json::object &object, const char *name)
{
    const boost::json::value *value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

} // namespace

Result<InstanceNote> instanceNoteFrom(std::string_view json)
{
    const Result<boost::json::value> parsed = parseJson(json);
    if (!parsed)
        return parsed.error();
    const boost::json::object *object = parsed->if_object();
    if (object == nullptr || textIn(*object, "instance").empty())
        return Error{ErrorCode::Corrupt, "that is no running Forefetch"};
    const boost::json::value *mayChange = object->if_contains("may_change");
    return InstanceNote{textIn(*object, "instance"),
                        textIn(*object, "version"),
                        textIn(*object, "source"),
                        textIn(*object, "gateway"),
                        textIn(*object, "origin"),
                        mayChange != nullptr && mayChange->is_bool() && mayChange->get_bool(),
                        textIn(*object, "why_not")};
}

RemoteWatch::RemoteWatch(AdminClient &client, const Clock &clock) : m_client(client), m_clock(clock)
{
    QObject::connect(&m_timer, &QTimer::timeout, [this] { look(); });
}

void RemoteWatch::start()
{
    m_lostAt = m_clock.now();
    m_problem = "not connected yet";
    m_timer.start(kPeriod);
    look();
}

void RemoteWatch::tryNow()
{
    m_nextAt = {};
    look();
}

void RemoteWatch::look()
{
    const TimePoint now = m_clock.now();
    if (m_isAsking && now - m_askedAt > kPatience)
        lost(m_client.origin().text() + ": it does not answer");
    if (!m_isAsking && now >= m_nextAt)
        askSnapshot(now);
}

void RemoteWatch::askSnapshot(TimePoint now)
{
    m_isAsking = true;
    m_askedAt = now;
    const std::weak_ptr<bool> alive = m_isAlive;
    m_client.get("/api/v1/snapshot",
                 [this, alive, question = ++m_question](Result<std::string> body) {
                     if (!alive.expired() && question == m_question && m_isAsking)
                         took(body);
                 });
}

void RemoteWatch::took(const Result<std::string> &body)
{
    m_isAsking = false;
    if (!body)
        return lost(body.error().text);
    Result<Snapshot> snapshot = snapshotFromJson(*body);
    if (!snapshot)
        return lost(m_client.origin().text() + ": " + snapshot.error().text);
    // Another run behind the same address, or the first one of all: what may be done there?
    const bool isNew =
        !std::exchange(m_isConnected, true) || !m_latest || snapshot->uptime + 1 < m_latest->uptime;
    m_latest = std::make_shared<const Snapshot>(std::move(*snapshot));
    m_latestAt = m_clock.now();
    m_problem.clear();
    m_pause = {};
    m_nextAt = {};
    if (isNew)
        askNote();
}

void RemoteWatch::askNote()
{
    const std::weak_ptr<bool> alive = m_isAlive;
    m_client.get("/api/v1/instance", [this, alive](const Result<std::string> &body) {
        if (alive.expired() || !body)
            return;
        if (Result<InstanceNote> note = instanceNoteFrom(*body))
            m_note = std::move(*note);
    });
}

void RemoteWatch::lost(std::string problem)
{
    m_isAsking = false;
    const TimePoint now = m_clock.now();
    if (std::exchange(m_isConnected, false))
        m_lostAt = now;
    m_problem = std::move(problem);
    m_pause = m_pause == Duration() ? kFirstPause : std::min(2 * m_pause, kLongestPause);
    m_nextAt = now + m_pause;
}

} // namespace forefetch
