// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/queue/prefetchqueue.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace forefetch {

inline int levelOf(float priority)
{
    return std::min(4095, static_cast<int>(std::floor(priority * 4096)));
}

// The queue as one would write it to be sure of it: a list in the order of arrival, searched from
// one end to the other.
class Twin
{
public:
    explicit Twin(std::size_t maxSize) : m_maxSize(maxSize) {}

    PutResult put(const PrefetchRequest &request, TimePoint now)
    {
        if (m_closed)
            return {PutStatus::Closed};
        PutResult result{PutStatus::Added};
        if (m_inFlight.contains(request.key)) {
            ++figures.duplicatesRejected;
            return {PutStatus::DuplicateInFlight};
        }
        if (const auto known = find(request.key); known != m_waiting.end()) {
            if (!known->isExpired(now))
                return {raise(known, request)};
            result.out = known->id;
            result.outExpired = true;
            leave(known);
        } else if (m_waiting.size() >= m_maxSize) {
            const auto lowest = this->lowest();
            if (m_waiting.empty() || levelOf(request.priority) <= levelOf(lowest->priority)) {
                ++figures.fullRejections;
                return {PutStatus::Full};
            }
            result.out = lowest->id;
            result.outExpired = lowest->isExpired(now);
            ++figures.displaced;
            leave(lowest);
        }
        m_waiting.push_back(request);
        ++figures.totalAdded;
        return result;
    }
    std::optional<PrefetchRequest> take()
    {
        const std::vector<PrefetchRequest> order = ranked();
        if (order.empty())
            return std::nullopt;
        leave(find(order.front().key));
        m_inFlight.insert(order.front().key);
        return order.front();
    }
    void finished(const Key &key) { m_inFlight.erase(key); }
    std::optional<PrefetchRequest> remove(const Key &key)
    {
        const auto known = find(key);
        if (known == m_waiting.end())
            return std::nullopt;
        const PrefetchRequest gone = *known;
        leave(known);
        return gone;
    }
    void clear()
    {
        figures.totalRemoved += m_waiting.size();
        m_waiting.clear();
    }
    std::vector<PrefetchRequest> setMaxSize(std::size_t maxSize)
    {
        std::vector<PrefetchRequest> out;
        m_maxSize = maxSize;
        while (m_waiting.size() > m_maxSize) {
            out.push_back(*lowest());
            ++figures.displaced;
            leave(lowest());
        }
        return out;
    }
    std::vector<PrefetchRequest> ranked() const
    {
        std::vector<PrefetchRequest> out = m_waiting;
        std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) {
            return levelOf(a.priority) > levelOf(b.priority);
        });
        return out;
    }
    bool contains(const Key &key) const
    {
        return std::any_of(m_waiting.begin(), m_waiting.end(),
                           [&](const auto &r) { return r.key == key; });
    }
    bool isInFlight(const Key &key) const { return m_inFlight.contains(key); }
    void setClosed(bool closed) { m_closed = closed; }
    std::size_t size() const { return m_waiting.size(); }
    std::size_t maxSize() const { return m_maxSize; }

    QueueFigures figures;

private:
    using At = std::vector<PrefetchRequest>::iterator;

    At find(const Key &key)
    {
        return std::find_if(m_waiting.begin(), m_waiting.end(),
                            [&](const auto &r) { return r.key == key; });
    }
    At lowest() // the last of them
    {
        At out = m_waiting.begin();
        for (At i = m_waiting.begin(); i != m_waiting.end(); ++i) {
            if (levelOf(i->priority) <= levelOf(out->priority))
                out = i;
        }
        return out;
    }
    PutStatus raise(At known, const PrefetchRequest &request)
    {
        if (levelOf(request.priority) <= levelOf(known->priority)) {
            ++figures.duplicatesRejected;
            return PutStatus::DuplicateQueued;
        }
        PrefetchRequest newer = request;
        newer.id = known->id;
        m_waiting.erase(known);
        m_waiting.push_back(newer);
        ++figures.raised;
        return PutStatus::Raised;
    }
    void leave(At at)
    {
        m_waiting.erase(at);
        ++figures.totalRemoved;
    }

    std::vector<PrefetchRequest> m_waiting;
    std::set<Key> m_inFlight;
    std::size_t m_maxSize;
    bool m_closed = false;
};

} // namespace forefetch
