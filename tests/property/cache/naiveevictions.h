// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/entryslots.h"
#include "core/cache/frequencysketch.h"

#include <algorithm>
#include <list>
#include <map>
#include <numeric>

// The policies of eviction once more, on plain lists that are searched from end to end.
namespace naive {

using forefetch::Standing;

struct Item
{
    unsigned key = 0;
    std::uint64_t hash = 0;
    std::uint64_t size = 0;
    Standing standing = Standing::Demanded;
    unsigned likelihood = 0;
    std::uint64_t age = 0;
    unsigned hits = 0;
};

using Items = std::map<unsigned, Item>;
using Line = std::list<unsigned>; // keys, the newest first

inline std::uint64_t bytesOf(const Items &items, const Line &line)
{
    return std::accumulate(
        line.begin(), line.end(), std::uint64_t(0),
        [&](std::uint64_t sum, unsigned key) { return sum + items.at(key).size; });
}

inline bool holds(const Line &line, unsigned key)
{
    return std::find(line.begin(), line.end(), key) != line.end();
}

class Policy
{
public:
    explicit Policy(Items &items) : m_items(items) {}
    virtual ~Policy() = default;
    virtual void added(unsigned key) = 0;
    virtual void adopted(unsigned key) = 0;
    virtual void hit(unsigned key) = 0;
    virtual void removed(unsigned key, bool evicted) = 0;
    virtual unsigned victim(std::uint64_t incoming) = 0;
    // All, in the order in which another policy takes them over.
    virtual std::list<unsigned> order() const = 0;

    std::uint64_t capacity = 0;

protected:
    std::uint64_t bytes(const Line &line) const { return bytesOf(m_items, line); }

    Items &m_items;
};

class Lru final : public Policy
{
public:
    using Policy::Policy;
    void added(unsigned key) override { m_line.push_front(key); }
    void adopted(unsigned key) override { m_line.push_front(key); }
    void hit(unsigned key) override
    {
        m_line.remove(key);
        m_line.push_front(key);
    }
    void removed(unsigned key, bool) override { m_line.remove(key); }
    unsigned victim(std::uint64_t) override { return m_line.back(); }
    std::list<unsigned> order() const override { return {m_line.rbegin(), m_line.rend()}; }

private:
    Line m_line;
};

class S3Fifo final : public Policy
{
public:
    using Policy::Policy;
    void added(unsigned key) override
    {
        const Item &item = m_items.at(key);
        const auto ghost = std::find_if(m_ghosts.begin(), m_ghosts.end(),
                                        [&](const auto &g) { return g.first == key; });
        if (item.standing == Standing::Unproven || ghost == m_ghosts.end()) {
            m_small.push_front(key);
            return;
        }
        m_ghosts.erase(ghost);
        m_main.push_front(key);
    }
    void adopted(unsigned key) override
    {
        m_items.at(key).hits = 0;
        (m_items.at(key).standing == Standing::Proven ? m_main : m_small).push_front(key);
    }
    void hit(unsigned key) override
    {
        m_items.at(key).hits = std::min(m_items.at(key).hits + 1, 3u);
    }
    void removed(unsigned key, bool evicted) override
    {
        if (evicted && holds(m_small, key))
            haunt(key);
        m_small.remove(key);
        m_main.remove(key);
    }
    unsigned victim(std::uint64_t) override
    {
        for (;;) {
            const bool small =
                m_main.empty() || (!m_small.empty() && bytes(m_small) >= capacity / 10);
            Line &line = small ? m_small : m_main;
            Item &item = m_items.at(line.back());
            if (item.hits < (small ? 2u : 1u))
                return item.key;
            item.hits = small ? 0 : item.hits - 1;
            line.pop_back();
            m_main.push_front(item.key);
        }
    }
    std::list<unsigned> order() const override
    {
        std::list<unsigned> all(m_small.rbegin(), m_small.rend());
        all.insert(all.end(), m_main.rbegin(), m_main.rend());
        return all;
    }

private:
    void haunt(unsigned key)
    {
        m_ghosts.remove_if([&](const auto &g) { return g.first == key; });
        m_ghosts.emplace_front(key, m_items.at(key).size);
        const auto held = [&] {
            std::uint64_t sum = 0;
            for (const auto &[k, size] : m_ghosts)
                sum += size;
            return sum;
        };
        while (held() > capacity - capacity / 10)
            m_ghosts.pop_back();
    }

    Line m_small;
    Line m_main;
    std::list<std::pair<unsigned, std::uint64_t>> m_ghosts;
};

class WTinyLfu final : public Policy
{
public:
    using Policy::Policy;
    void added(unsigned key) override
    {
        m_sketch.makeRoomFor(++m_entries);
        if (m_items.at(key).standing == Standing::Unproven) {
            m_probation.push_front(key);
            return;
        }
        m_sketch.increment(m_items.at(key).hash);
        m_window.push_front(key);
        while (bytes(m_window) > capacity / 100 && m_window.size() > 1 &&
               fits(m_window.back(), capacity / 100))
            admit();
    }
    void adopted(unsigned key) override
    {
        m_sketch.makeRoomFor(++m_entries);
        m_probation.push_front(key);
        if (m_items.at(key).standing == Standing::Proven)
            hit(key);
    }
    void hit(unsigned key) override
    {
        m_sketch.increment(m_items.at(key).hash);
        Line &line = holds(m_window, key) ? m_window : m_protected;
        const bool promoted = holds(m_probation, key);
        m_window.remove(key);
        m_probation.remove(key);
        m_protected.remove(key);
        line.push_front(key);
        const std::uint64_t main = capacity - capacity / 100;
        while (promoted && bytes(m_protected) > main - main / 5) {
            m_probation.push_front(m_protected.back());
            m_protected.pop_back();
        }
    }
    void removed(unsigned key, bool) override
    {
        --m_entries;
        m_window.remove(key);
        m_probation.remove(key);
        m_protected.remove(key);
    }
    unsigned victim(std::uint64_t incoming) override
    {
        const std::uint64_t share = std::max(capacity / 100, incoming);
        while (!m_window.empty() && bytes(m_window) + incoming > share) {
            if (m_probation.empty() && m_protected.empty())
                return m_window.back();
            if (!fits(m_window.back(), share)) {
                const bool stays = estimate(m_window.back()) > estimate(rival());
                return stays ? rival() : m_window.back();
            }
            admit();
        }
        return m_probation.empty() && m_protected.empty() ? m_window.back() : rival();
    }
    std::list<unsigned> order() const override
    {
        std::list<unsigned> all(m_probation.rbegin(), m_probation.rend());
        all.insert(all.end(), m_window.rbegin(), m_window.rend());
        all.insert(all.end(), m_protected.rbegin(), m_protected.rend());
        return all;
    }

private:
    unsigned rival() const { return m_probation.empty() ? m_protected.back() : m_probation.back(); }
    unsigned estimate(unsigned key) const { return m_sketch.estimate(m_items.at(key).hash); }
    bool fits(unsigned key, std::uint64_t window) const
    {
        return bytes(m_probation) + bytes(m_protected) + m_items.at(key).size + window <= capacity;
    }
    void admit()
    {
        m_probation.push_front(m_window.back());
        m_window.pop_back();
    }

    Line m_window;
    Line m_probation;
    Line m_protected;
    forefetch::FrequencySketch m_sketch; // has a test of its own
    std::uint64_t m_entries = 0;
};

} // namespace naive
