// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace forefetch {

// The last request of each session, by session: one history shared by all users would learn the
// order in which strangers' requests happen to interleave. Bounded: full, the session that was used
// longest ago makes room.
//
//     SessionHistories histories(100'000);
//     SessionHistories::Last &last = histories.touch(session);   // may be of an empty history
//     last.resource = request.resource;
//
// Thread: one, the model thread.
class SessionHistories
{
public:
    struct Last
    {
        ResourceId resource;    // invalid: nothing yet
        std::uint32_t slot = 0; // where the model keeps it: a hint, to be checked
    };

    explicit SessionHistories(std::size_t maxSessions) { setMaxSessions(maxSessions); }

    // Finds or begins; it becomes the newest. Valid until the next call that may change the table.
    Last &touch(SessionId session);
    const Last *find(SessionId session) const;
    void forget(SessionId session);
    // Fewer than there are: the ones used longest ago go.
    void setMaxSessions(std::size_t most);

    std::size_t size() const { return m_index.size(); }
    std::size_t bytes() const { return m_entries.capacity() * sizeof(Entry) + size() * 21; }
    // What a session costs at most, for dividing a budget.
    static constexpr std::size_t kBytesASession = 80;

private:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    struct Entry
    {
        SessionId session;
        Last last;
        std::uint32_t newer = kNone;
        std::uint32_t older = kNone; // in a free entry: the next free one
    };

    void unlink(std::uint32_t at);
    void linkNewest(std::uint32_t at);
    void erase(std::uint32_t at);

    std::vector<Entry> m_entries;
    boost::unordered_flat_map<std::uint32_t, std::uint32_t> m_index; // session index → entry
    std::uint32_t m_newest = kNone;
    std::uint32_t m_oldest = kNone;
    std::uint32_t m_free = kNone;
    std::size_t m_max = 1;
};

} // namespace forefetch
