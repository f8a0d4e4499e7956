// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/chunkedvector.h"
#include "core/request/ids.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace forefetch {

// What a model remembers of each session, by session: one history shared by all users would learn
// the order in which strangers' requests happen to interleave. Bounded: full, the session that was
// used longest ago makes room. What is remembered is a value that can be moved.
//
//     SessionTable<Last> histories(100'000);
//     Last &last = histories.touch(session);   // may be a fresh one
//
// Thread: one, the model thread.
template <typename Memory>
class SessionTable
{
public:
    explicit SessionTable(std::size_t maxSessions) { setMaxSessions(maxSessions); }

    // Finds or begins; it becomes the newest. Valid until the next call that may change the table.
    Memory &touch(SessionId session)
    {
        settle();
        const std::uint32_t at = place(session);
        m_open = at;
        m_openHeap = heapOf(m_entries[at].memory);
        return m_entries[at].memory;
    }

    const Memory *find(SessionId session) const
    {
        const auto found = m_index.find(session.index);
        if (found == m_index.end() || m_entries[found->second].session != session)
            return nullptr;
        return &m_entries[found->second].memory;
    }
    Memory *find(SessionId session)
    {
        return const_cast<Memory *>(static_cast<const SessionTable *>(this)->find(session));
    }

    void forget(SessionId session)
    {
        const auto found = m_index.find(session.index);
        if (found != m_index.end() && m_entries[found->second].session == session)
            erase(found->second);
    }

    // Fewer than there are: the ones used longest ago go.
    void setMaxSessions(std::size_t most)
    {
        m_max = std::clamp<std::size_t>(most, 1, kNone - 1);
        if (m_index.size() <= m_max)
            return;
        std::vector<std::pair<SessionId, Memory>> kept; // newest first
        for (std::uint32_t at = m_newest; kept.size() < m_max; at = m_entries[at].older)
            kept.emplace_back(m_entries[at].session, std::move(m_entries[at].memory));
        clear();
        for (auto entry = kept.rbegin(); entry != kept.rend(); ++entry)
            touch(entry->first) = std::move(entry->second);
    }
    void clear() { *this = SessionTable(m_max); }

    std::size_t maxSessions() const { return m_max; }
    std::size_t size() const { return m_index.size(); }
    std::size_t bytes() const { return m_entries.bytes() + size() * kIndexBytes + heapBytes(); }
    // How many sessions there is room for in so many bytes, but no more than `most`.
    static std::size_t within(std::size_t bytes, std::size_t most)
    {
        return std::clamp<std::size_t>(bytes / (sizeof(Entry) + kIndexBytes + mostHeap()), 1, most);
    }

private:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    static constexpr std::size_t kIndexBytes = 21; // boost::unordered_flat_map, at its emptiest
    struct Entry
    {
        SessionId session;
        Memory memory{};
        std::uint32_t newer = kNone;
        std::uint32_t older = kNone; // in a free entry: the next free one
    };

    // The entry of a session, which is now the newest.
    std::uint32_t place(SessionId session)
    {
        const auto found = m_index.find(session.index);
        if (found != m_index.end()) {
            Entry &entry = m_entries[found->second];
            if (entry.session != session) { // the tracker gave the slot to another session
                entry.session = session;
                empty(entry);
            }
            if (m_newest != found->second) {
                unlink(found->second);
                linkNewest(found->second);
            }
            return found->second;
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
        m_entries[at].session = session;
        m_index.emplace(session.index, at);
        linkNewest(at);
        return at;
    }

    // What a memory has of the heap, where it says so; it may have grown since it was touched.
    static std::size_t heapOf(const Memory &memory)
    {
        if constexpr (requires { memory.heapBytes(); })
            return memory.heapBytes();
        else
            return 0;
    }
    static constexpr std::size_t mostHeap()
    {
        if constexpr (requires { Memory::kMostHeap; })
            return Memory::kMostHeap;
        else
            return 0;
    }
    std::size_t heapBytes() const
    {
        return m_open == kNone ? m_heap : m_heap + heapOf(m_entries[m_open].memory) - m_openHeap;
    }
    void settle()
    {
        m_heap = heapBytes();
        m_open = kNone;
    }
    void empty(Entry &entry)
    {
        m_heap -= heapOf(entry.memory);
        entry.memory = {};
    }

    void unlink(std::uint32_t at)
    {
        const Entry &entry = m_entries[at];
        (entry.newer == kNone ? m_newest : m_entries[entry.newer].older) = entry.older;
        (entry.older == kNone ? m_oldest : m_entries[entry.older].newer) = entry.newer;
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
        settle();
        unlink(at);
        empty(m_entries[at]);
        m_index.erase(m_entries[at].session.index);
        m_entries[at].session = {};
        m_entries[at].older = m_free;
        m_free = at;
    }

    ChunkedVector<Entry> m_entries;
    boost::unordered_flat_map<std::uint32_t, std::uint32_t> m_index; // session index → entry
    std::uint32_t m_newest = kNone;
    std::uint32_t m_oldest = kNone;
    std::uint32_t m_free = kNone;
    std::size_t m_max = 1;
    std::uint32_t m_open = kNone; // the one that was touched last ...
    std::size_t m_openHeap = 0;   // ... and its heap then
    std::size_t m_heap = 0;       // of all, but for what that one has grown
};

} // namespace forefetch
