// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/histories.h"

#include <algorithm>

namespace forefetch {

SessionHistories::Last &SessionHistories::touch(SessionId session)
{
    const auto found = m_index.find(session.index);
    if (found != m_index.end()) {
        Entry &entry = m_entries[found->second];
        if (entry.session != session) { // the tracker gave the slot to another session
            entry.session = session;
            entry.last = {};
        }
        if (m_newest != found->second) {
            unlink(found->second);
            linkNewest(found->second);
        }
        return entry.last;
    }
    if (m_index.size() >= m_max)
        erase(m_oldest);
    std::uint32_t at = m_free;
    if (at != kNone) {
        m_free = m_entries[at].older;
    } else {
        at = static_cast<std::uint32_t>(m_entries.size());
        m_entries.emplace_back();
    }
    m_entries[at] = {session, {}, kNone, kNone};
    m_index.emplace(session.index, at);
    linkNewest(at);
    return m_entries[at].last;
}

const SessionHistories::Last *SessionHistories::find(SessionId session) const
{
    const auto found = m_index.find(session.index);
    if (found == m_index.end() || m_entries[found->second].session != session)
        return nullptr;
    return &m_entries[found->second].last;
}

void SessionHistories::forget(SessionId session)
{
    const auto found = m_index.find(session.index);
    if (found != m_index.end() && m_entries[found->second].session == session)
        erase(found->second);
}

void SessionHistories::setMaxSessions(std::size_t most)
{
    m_max = std::clamp<std::size_t>(most, 1, kNone - 1);
    if (m_index.size() <= m_max)
        return;
    std::vector<Entry> kept; // newest first
    for (std::uint32_t at = m_newest; kept.size() < m_max; at = m_entries[at].older)
        kept.push_back(m_entries[at]);
    *this = SessionHistories(m_max);
    for (auto entry = kept.rbegin(); entry != kept.rend(); ++entry)
        touch(entry->session) = entry->last;
}

void SessionHistories::unlink(std::uint32_t at)
{
    const Entry &entry = m_entries[at];
    (entry.newer == kNone ? m_newest : m_entries[entry.newer].older) = entry.older;
    (entry.older == kNone ? m_oldest : m_entries[entry.older].newer) = entry.newer;
}

void SessionHistories::linkNewest(std::uint32_t at)
{
    m_entries[at].newer = kNone;
    m_entries[at].older = m_newest;
    (m_newest == kNone ? m_oldest : m_entries[m_newest].newer) = at;
    m_newest = at;
}

void SessionHistories::erase(std::uint32_t at)
{
    unlink(at);
    m_index.erase(m_entries[at].session.index);
    m_entries[at].session = {};
    m_entries[at].older = m_free;
    m_free = at;
}

} // namespace forefetch
