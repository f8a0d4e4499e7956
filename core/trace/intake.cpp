// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/intake.h"

#include "core/trace/originform.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::size_t kFirstRejects = 5;
constexpr std::size_t kMostHosts = 16;
// What fits into nanoseconds since 1970, also after the longest duration has been taken off.
constexpr std::int64_t kEarliestUs = 366LL * 86'400 * 1'000'000;
constexpr std::int64_t kLatestUs = 9'200'000'000'000'000;

TimePoint lineOf(WallTime at)
{
    return TimePoint(std::chrono::duration_cast<Duration>(at.time_since_epoch()));
}

bool isSecond172(std::string_view address) // 172.16.0.0/12
{
    return address.size() > 6 && address.starts_with("172.") && address[6] == '.' &&
           ((address[4] == '1' && address[5] >= '6') || address[4] == '2' ||
            (address[4] == '3' && address[5] <= '1'));
}

// Loopback and private addresses (RFC 1918, 4193, 4291): a proxy's, when something was forwarded.
bool isPrivate(std::string_view address)
{
    return address.starts_with("127.") || address.starts_with("10.") ||
           address.starts_with("192.168.") || address == "::1" || address.starts_with("fd") ||
           address.starts_with("fe80:") || address.starts_with("unix:") || isSecond172(address);
}

// The first of "client, proxy, proxy".
std::string_view firstOf(std::string_view forwarded)
{
    std::string_view first = forwarded.substr(0, forwarded.find(','));
    while (first.ends_with(' '))
        first.remove_suffix(1);
    return first;
}

} // namespace

void TraceShape::look(const RawEvent &event)
{
    if (m_seen++ == 0)
        m_client = event.client;
    m_severalClients |= m_client != event.client;
    m_forwarded += !event.forwarded.empty();
    m_marks += !event.user.empty();
    m_fraction |= !event.wholeSeconds && event.timeUs % 1'000'000 != 0;
    durations |= event.duration >= Duration::zero();
}

void TraceShape::decide()
{
    oneClient = m_seen > 1 && !m_severalClients && m_forwarded > 0;
    marked = m_marks * 2 > m_seen;
    wholeSeconds = !m_fraction;
}

TraceIntake::TraceIntake(const TraceOptions &options, TraceShape shape, TraceReport begun,
                         BodyShelf bodies)
    : m_options(options), m_shape(std::move(shape)),
      m_useMark(options.sessionKey ? options.sessionKey->kind != SessionKey::Kind::AddressAndAgent
                                   : m_shape.marked),
      m_sessions(options.maxSessions, options.sessionGap), m_bodies(std::move(bodies)),
      m_report(std::move(begun))
{
}

std::string_view TraceIntake::judgeTarget(const RawEvent &raw, TraceEvent &event)
{
    if (raw.method.empty())
        return "no method";
    if (raw.method == "CONNECT")
        return "a tunnel (CONNECT)";
    const OriginForm form = originForm(raw.target, m_absolute);
    if (!form.reason.empty())
        return form.reason;
    event.method = raw.method;
    event.host = form.host.empty() ? raw.host : form.host;
    if (!m_options.onlyHost.empty() && !event.host.empty() && event.host != m_options.onlyHost) {
        noteHost(event.host);
        return "another host";
    }
    event.target = withoutParameters(form.target, m_options.dropParameters, m_normalised);
    return {};
}

void TraceIntake::judgeTime(const RawEvent &raw, TraceEvent &event) const
{
    std::int64_t us = raw.timeUs;
    event.exactTime = !raw.wholeSeconds && !m_shape.wholeSeconds;
    event.duration = raw.duration;
    if (raw.timeIsEnd && event.hasDuration()) {
        const std::int64_t took = raw.duration / std::chrono::microseconds(1);
        // Of a time that is known to the second only, whole seconds are taken off.
        us -= event.exactTime ? took : took / 1'000'000 * 1'000'000;
    }
    event.at = std::chrono::floor<std::chrono::milliseconds>(
        std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(us)));
}

void TraceIntake::judgeClient(const RawEvent &raw, TraceEvent &event)
{
    event.client = raw.client;
    event.agent = raw.agent;
    event.user = raw.user;
    if (!raw.forwarded.empty() &&
        (raw.client.empty() || m_shape.oneClient || isPrivate(raw.client))) {
        event.client = firstOf(raw.forwarded);
        ++m_forwarded;
    }
}

// What a model would read of it: whole answers in JSON.
Body TraceIntake::bodyOf(const RawEvent &raw)
{
    const bool isWanted = m_options.bodies && raw.body.size() > 1 && raw.status >= 200 &&
                          raw.status < 300 && raw.status != 206 &&
                          raw.mimeType.find("json") != raw.mimeType.npos;
    if (!isWanted || raw.body.size() > BodyShelf::kLargest)
        return nullptr;
    Body body = m_bodies.put(raw.body);
    m_report.withBody += body != nullptr;
    return body;
}

std::string_view TraceIntake::judge(const RawEvent &raw, std::uint64_t number, TraceEvent &event)
{
    if (!raw.hasTime)
        return "no time";
    if (raw.timeUs < kEarliestUs || raw.timeUs > kLatestUs)
        return "a time outside the years 1971 to 2261";
    event = TraceEvent();
    if (const auto why = judgeTarget(raw, event); !why.empty())
        return why;
    judgeTime(raw, event);
    judgeClient(raw, event);
    event.number = number;
    event.status = raw.status;
    event.bytes = raw.bytes;
    event.mimeType = raw.mimeType;
    event.cacheControl = raw.cacheControl;
    event.partition = raw.partition;
    event.cache = raw.cache;
    event.heldBack = raw.heldBack;
    if (!raw.body.empty())
        event.body = bodyOf(raw);

    ++m_report.lines;
    ++m_report.used;
    m_report.exactTimes += event.exactTime;
    m_report.withDuration += event.hasDuration();
    m_report.withStatus += event.status != 0;
    m_report.withBytes += event.bytes >= 0;
    m_report.withAgent += !event.agent.empty();
    m_report.normalised += event.target.data() == m_normalised.data();
    if (!event.host.empty())
        noteHost(event.host);
    m_busters.watch(event.target);
    return {};
}

void TraceIntake::reject(std::uint64_t number, std::string_view reason, std::string_view line)
{
    ++m_report.lines;
    ++m_report.rejected;
    auto at = std::ranges::find(m_report.reasons, reason,
                                &std::pair<std::string_view, std::uint64_t>::first);
    if (at == m_report.reasons.end())
        at = m_report.reasons.insert(at, {reason, 0});
    ++at->second;
    if (m_report.firstRejects.size() >= kFirstRejects && !m_options.onReject)
        return;
    RejectedLine rejected{number, reason, std::string(line.substr(0, RejectedLine::kMostText))};
    if (m_options.onReject)
        m_options.onReject(rejected, line);
    if (m_report.firstRejects.size() < kFirstRejects)
        m_report.firstRejects.push_back(std::move(rejected));
}

void TraceIntake::noteHost(std::string_view host)
{
    for (auto &[name, count] : m_report.hosts) {
        if (name == host) {
            ++count;
            return;
        }
    }
    if (m_report.hosts.size() < kMostHosts)
        m_report.hosts.emplace_back(host, 1);
}

bool TraceIntake::isBeyond(const TraceEvent &event) const
{
    return m_options.onlyFirst && m_report.sessions > 0 &&
           event.at - m_report.first >= *m_options.onlyFirst;
}

void TraceIntake::stop(std::uint64_t others)
{
    m_report.stopped = true;
    m_report.beyond = 1 + others;
}

void TraceIntake::finish(TraceEvent &event)
{
    const bool isFirst = m_report.sessions == 0;
    if (isFirst)
        m_report.first = m_latest = event.at;
    if (event.at < m_latest) {
        ++m_report.wentBack;
        m_report.wentBackMost = std::max<Duration>(m_report.wentBackMost, m_latest - event.at);
        event.at = m_latest;
    }
    m_report.ties += !isFirst && event.at == m_latest;
    m_report.last = m_latest = event.at;
    const bool byMark = m_useMark && !event.user.empty();
    m_marked += byMark;
    // The first letter keeps the kinds apart: no mark can pose as an address.
    if (byMark)
        m_identity.assign("k|").append(event.user);
    else
        m_identity.assign("a|").append(event.client).append("|").append(event.agent);
    const Session session = m_sessions.touch(m_identity, lineOf(event.at), 0);
    event.session = session.id;
    event.beginsSession = session.isNew;
    m_report.sessions += session.isNew;
}

std::string TraceIntake::keyText() const
{
    std::string text = m_forwarded > 0 ? "forwarded address" : "address";
    text += m_report.withAgent > 0 ? " and user agent" : "";
    if (m_marked == 0)
        return text;
    return m_marked == m_report.used ? "the log's mark of a session"
                                     : "the log's mark of a session, else " + text;
}

void TraceIntake::complete()
{
    m_report.sessionKey = keyText();
    m_report.bodiesLeftOut = m_bodies.leftOut();
    m_report.proposals = m_busters.proposals();
}

} // namespace forefetch
