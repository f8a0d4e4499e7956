// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/exchange.h"
#include "core/request/ids.h"
#include "core/request/interner.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// The requests that a model knows, each a state with a small number of its own, found by the id of
// the interner or by a fingerprint of its text. Knowledge hangs on the fingerprint: it survives
// that the interner forgets a text and learns it again under another id, and a model that is saved
// and loaded elsewhere.
//
// A state's number holds a 7-bit epoch above a 24-bit place, so that a number kept in a row of
// counts names nothing when its place was given to another request. Its highest bit is 0: numbers
// with that bit name the folders and endpoints that requests are in (State::place).
//
//     StateTable states(interner, 8 << 20);
//     const auto s = states.touch(exchange.resource, true);
//     states.at(s).requests
//
// Bounded by bytes: full, a clock hand takes the place of a state that was not used lately.
//
// Thread: one, the model thread.
class StateTable
{
public:
    using Number = std::uint32_t;
    static constexpr Number kNone = ~Number(0);
    static constexpr Number kPlaceBit = Number(1) << 31;

    struct State
    {
        std::uint64_t fingerprint = 0; // of the text; 0: a free place
        ResourceId resource;           // as the interner last called it
        std::uint32_t place = 0;       // key of the place that it is in (see placeOf)
        float requests = 0;            // times requested
        float repeats = 0;             // of these, when its session had requested it before
        float surprises = 0;           // ... when it had never come after the request before
        std::uint32_t lastAt = 0;      // the model's observation number, then
        std::uint8_t epoch = 0;
        std::uint8_t heat = 0;
        std::uint8_t strikes = 0; // 2: its answers are not worth having beforehand
        bool predictable = false; // a GET
    };

    StateTable(const Interner &interner, std::size_t budget);

    // The state of a resource; kNone where it is not known. touch() adds it, and marks it as used;
    // kNone where the interner has forgotten the text or no place could be made.
    Number find(ResourceId resource) const;
    Number touch(ResourceId resource, bool predictable);
    Number findText(std::uint64_t fingerprint) const
    {
        const auto found = m_byFingerprint.find(fingerprint);
        return found == m_byFingerprint.end() ? kNone : numberAt(found->second);
    }
    // An answer strikes its state, or clears it; true where that changes whether it is predicted.
    bool answered(const Exchange &exchange);
    // By text, for models read from files. Not marked as used.
    Number restore(std::string_view text, ResourceId resource, bool predictable);

    bool isValid(Number number) const
    {
        const std::size_t at = number & kPlaceMask;
        return at < m_states.size() && m_states[at].epoch == number >> kPlaceBits &&
               m_states[at].fingerprint != 0;
    }
    State &at(Number number) { return m_states[number & kPlaceMask]; }
    const State &at(Number number) const { return m_states[number & kPlaceMask]; }
    Number numberAt(std::size_t place) const
    {
        return static_cast<Number>(place) | Number(m_states[place].epoch) << kPlaceBits;
    }
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (std::size_t at = 0; at < m_states.size(); ++at) {
            if (m_states[at].fingerprint != 0)
                visit(numberAt(at), m_states[at]);
        }
    }

    std::size_t size() const { return m_byFingerprint.size(); }
    std::size_t bytes() const;
    void setBudget(std::size_t bytes);
    void scale(float factor); // the counts of all
    void clear();

    // A key of the folder or the endpoint that a target belongs to: what is before its last
    // segment, or before its query. Siblings share it.
    static std::uint32_t placeOf(std::string_view target);
    static std::uint64_t fingerprintOf(std::string_view text);

private:
    static constexpr unsigned kPlaceBits = 24;
    static constexpr std::size_t kPlaceMask = (std::size_t(1) << kPlaceBits) - 1;
    // Two flat maps: 15 slots take 16 bytes of their own, at least 7/16 full.
    static constexpr std::size_t kBytesAState = sizeof(State) + 40;

    Number add(std::string_view text, ResourceId resource, bool predictable);
    std::size_t vacate();
    void release(std::size_t at);

    const Interner *m_interner;
    std::vector<State> m_states;
    std::vector<std::uint32_t> m_freePlaces;
    boost::unordered_flat_map<std::uint32_t, std::uint32_t> m_byIndex; // of the interner
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> m_byFingerprint;
    std::size_t m_most;
    std::size_t m_hand = 0;
    std::string m_text; // reused
};

} // namespace forefetch
