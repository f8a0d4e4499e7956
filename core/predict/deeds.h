// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace forefetch {

class ByteReader;
class ByteWriter;

// Learns which GETs act, from what is seen to change after them: the same resource, asked twice by
// one session, has another answer whenever a request of that route came in between, and the same
// one when none did.
//
//     Deeds deeds;
//     deeds.compared(resourceRoute, routesInBetween, changed);
//     deeds.acts(route)
//
// A route acts when four comparisons and nine in ten of all showed a change, and at most three in
// ten of them would have changed anyway. Whether a resource changes by itself is known from
// comparisons with nothing in between, or only what has been seen to change nothing; as long as
// nothing is known, half of its changes count as its own. A verdict stays. Bounded.
//
// Thread: its owner's.
class Deeds
{
public:
    static constexpr std::size_t kMost = 4096; // routes

    void compared(std::uint64_t resource, std::span<const std::uint64_t> between, bool changed);
    bool acts(std::uint64_t route) const { return m_acting.contains(route); }
    bool any() const { return !m_acting.empty(); }
    // What a saved model holds of it; merge() adds what another one has seen.
    void write(ByteWriter &out) const;
    bool read(ByteReader &in); // false where it makes no sense; into one that knows nothing
    void merge(const Deeds &other);
    std::size_t bytes() const { return (m_suspects.size() + m_resources.size()) * 40; }

private:
    struct Suspect
    {
        std::uint32_t changed = 0;
        std::uint32_t unchanged = 0;
        float byItself = 0; // changes that were to be expected anyway
    };
    struct Resource
    {
        std::uint32_t changed = 0;
        std::uint32_t compared = 0;
    };
    bool isInnocent(std::uint64_t route) const;

    boost::unordered_flat_map<std::uint64_t, Suspect> m_suspects;
    boost::unordered_flat_map<std::uint64_t, Resource> m_resources;
    boost::unordered_flat_set<std::uint64_t> m_acting;
};

// The latest answers of one session, by their hashes.
struct SeenAnswers
{
    struct Answer
    {
        std::uint64_t resource = 0; // packed; 0: none
        std::uint32_t body = 0;     // its hash
        std::uint32_t at = 0;       // by the session's count of requests
    };
    std::array<Answer, 6> latest{};
    std::uint8_t next = 0;

    // What was answered to the same before; replaces it.
    Answer exchange(const Answer &now)
    {
        for (Answer &each : latest) {
            if (each.resource == now.resource) {
                const Answer before = each;
                each = now;
                return before;
            }
        }
        latest[next] = now;
        next = static_cast<std::uint8_t>((next + 1U) % latest.size());
        return {};
    }
};

} // namespace forefetch
