// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// Something kept for each session, bounded: full, the session that was used longest ago makes room.
//
//     LatestSessions<Recent> sessions(10'000);
//     Recent &recent = sessions.touch(session);   // as it was left, or fresh
//
// Thread: its owner's.
template <typename State>
class LatestSessions
{
public:
    explicit LatestSessions(std::size_t most) : m_max(std::max<std::size_t>(most, 1)) {}

    // Finds or begins; it becomes the newest. Valid until the next touch.
    State &touch(SessionId session)
    {
        const auto found = m_index.find(session.index);
        if (found != m_index.end()) {
            const std::uint32_t at = found->second;
            if (m_entries[at].session != session)
                m_entries[at].state = {}; // the tracker gave the place to another session
            m_entries[at].session = session;
            unlink(at);
            linkNewest(at);
            return m_entries[at].state;
        }
        const std::uint32_t at = vacate();
        m_entries[at].session = session;
        m_entries[at].state = {};
        m_index.emplace(session.index, at);
        linkNewest(at);
        return m_entries[at].state;
    }

    const State *find(SessionId session) const
    {
        const auto found = m_index.find(session.index);
        if (found == m_index.end() || m_entries[found->second].session != session)
            return nullptr;
        return &m_entries[found->second].state;
    }
    State *find(SessionId session)
    {
        return const_cast<State *>(static_cast<const LatestSessions *>(this)->find(session));
    }

    void forget(SessionId session)
    {
        const auto found = m_index.find(session.index);
        if (found != m_index.end() && m_entries[found->second].session == session)
            erase(found->second);
    }

    void clear() { *this = LatestSessions(m_max); }
    std::size_t size() const { return m_index.size(); }
    std::size_t bytes() const
    {
        return m_entries.capacity() * sizeof(Entry) + m_free.capacity() * 4 + size() * 12;
    }

private:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    struct Entry
    {
        SessionId session;
        std::uint32_t newer = kNone;
        std::uint32_t older = kNone;
        State state;
    };

    std::uint32_t vacate()
    {
        if (m_index.size() >= m_max)
            erase(m_oldest);
        if (m_free.empty()) {
            m_free.push_back(static_cast<std::uint32_t>(m_entries.size()));
            m_entries.emplace_back();
        }
        const std::uint32_t at = m_free.back();
        m_free.pop_back();
        return at;
    }
    void unlink(std::uint32_t at)
    {
        const Entry &e = m_entries[at];
        (e.newer == kNone ? m_newest : m_entries[e.newer].older) = e.older;
        (e.older == kNone ? m_oldest : m_entries[e.older].newer) = e.newer;
    }
    void linkNewest(std::uint32_t at)
    {
        m_entries[at].newer = kNone;
        m_entries[at].older = m_newest;
        (m_newest == kNone ? m_oldest : m_entries[m_newest].newer) = at;
        m_newest = at;
    }
    void erase(std::uint32_t at)
    {
        unlink(at);
        m_index.erase(m_entries[at].session.index);
        m_entries[at].session = {};
        m_free.push_back(at);
    }

    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_free;
    boost::unordered_flat_map<std::uint32_t, std::uint32_t> m_index; // session index → entry
    std::uint32_t m_newest = kNone;
    std::uint32_t m_oldest = kNone;
    std::size_t m_max;
};

} // namespace forefetch
