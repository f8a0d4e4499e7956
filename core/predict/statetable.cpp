// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/statetable.h"

#include "core/predict/publishedfigures.h"
#include "core/request/texthash.h"

#include <algorithm>

namespace forefetch {

namespace {

// Fixed, as fingerprints are kept in files.
constexpr std::uint64_t kFingerprintSeed = 0x666f726566657463ULL;
constexpr std::uint64_t kPlaceSeed = 0x706c616365536565ULL;
constexpr std::size_t kFewest = 64;
constexpr std::uint8_t kMostHeat = 7;
constexpr std::uint8_t kMostEpoch = 0x7f;

std::uint64_t notZero(std::uint64_t hash)
{
    return hash == 0 ? 1 : hash;
}

} // namespace

std::uint64_t StateTable::fingerprintOf(std::string_view text)
{
    return notZero(textHash(text, kFingerprintSeed));
}

std::uint32_t StateTable::placeOf(std::string_view target)
{
    const std::size_t query = target.find('?');
    const std::size_t slash = target.rfind('/');
    const std::size_t end =
        query != target.npos ? query : (slash == target.npos ? std::size_t(0) : slash + 1);
    const auto place = static_cast<std::uint32_t>(textHash(target.substr(0, end), kPlaceSeed));
    return (place | kPlaceBit) == kNone ? kPlaceBit : place | kPlaceBit;
}

StateTable::StateTable(const Interner &interner, std::size_t budget) : m_interner(&interner)
{
    setBudget(budget);
}

void StateTable::setBudget(std::size_t bytes)
{
    m_most = std::clamp(bytes / kBytesAState, kFewest, kPlaceMask);
    while (m_byFingerprint.size() > m_most)
        m_freePlaces.push_back(static_cast<std::uint32_t>(vacate()));
}

std::size_t StateTable::bytes() const
{
    return m_states.capacity() * sizeof(State) +
           m_byFingerprint.size() * (kBytesAState - sizeof(State)) + m_freePlaces.capacity() * 4;
}

void StateTable::clear()
{
    m_states.clear();
    m_freePlaces.clear();
    m_byIndex.clear();
    m_byFingerprint.clear();
    m_hand = 0;
}

StateTable::Number StateTable::find(ResourceId resource) const
{
    const auto found = m_byIndex.find(resource.index);
    if (found == m_byIndex.end() || m_states[found->second].resource != resource)
        return kNone;
    return numberAt(found->second);
}

StateTable::Number StateTable::touch(ResourceId resource, bool predictable)
{
    Number number = find(resource);
    if (number == kNone) {
        // Where ids alone are known (virtual time without texts) they are all there is to go by.
        if (!m_interner->read(resource, m_text))
            m_text = "#" + std::to_string(resource.packed());
        number = restore(m_text, resource, predictable);
        if (number == kNone)
            return number;
    }
    State &state = at(number);
    state.heat = std::min<std::uint8_t>(state.heat + 1, kMostHeat);
    return number;
}

bool StateTable::answered(const Exchange &exchange)
{
    const Number number = find(exchange.resource);
    if (exchange.method != Method::Get || exchange.status == 0 || number == kNone)
        return false;
    State &state = at(number);
    const std::uint8_t before = state.strikes;
    state.strikes = static_cast<std::uint8_t>(strikesAfter(exchange.status, before));
    return (state.strikes >= 2) != (before >= 2);
}

StateTable::Number StateTable::restore(std::string_view text, ResourceId resource, bool predictable)
{
    const auto known = m_byFingerprint.find(fingerprintOf(text));
    if (known == m_byFingerprint.end())
        return add(text, resource, predictable);
    State &state = m_states[known->second];
    if (state.resource != resource) {
        const auto before = m_byIndex.find(state.resource.index);
        if (before != m_byIndex.end() && before->second == known->second)
            m_byIndex.erase(before);
        state.resource = resource;
        m_byIndex[resource.index] = known->second;
    }
    return numberAt(known->second);
}

StateTable::Number StateTable::add(std::string_view text, ResourceId resource, bool predictable)
{
    std::size_t place = 0;
    if (!m_freePlaces.empty()) {
        place = m_freePlaces.back();
        m_freePlaces.pop_back();
    } else if (m_states.size() < m_most) {
        place = m_states.size();
        if (place == m_states.capacity()) // twice as many may be more than the budget has
            m_states.reserve(std::min(m_most, place + std::max(kFewest, place / 4)));
        m_states.emplace_back();
    } else {
        place = vacate();
    }
    State &state = m_states[place];
    const std::uint8_t epoch = state.epoch;
    state = State{};
    state.epoch = epoch;
    state.fingerprint = fingerprintOf(text);
    state.resource = resource;
    state.place = placeOf(text);
    state.predictable = predictable;
    const auto at = static_cast<std::uint32_t>(place);
    m_byFingerprint[state.fingerprint] = at;
    m_byIndex[resource.index] = at;
    return numberAt(place);
}

// Takes the place of a state that was not used lately; its number names nothing from now on.
std::size_t StateTable::vacate()
{
    for (;;) {
        const std::size_t place = m_hand;
        m_hand = (m_hand + 1) % m_states.size();
        State &state = m_states[place];
        if (state.fingerprint == 0)
            continue;
        if (state.heat > 0) {
            state.heat /= 2;
            continue;
        }
        release(place);
        return place;
    }
}

void StateTable::release(std::size_t place)
{
    State &state = m_states[place];
    m_byFingerprint.erase(state.fingerprint);
    const auto byIndex = m_byIndex.find(state.resource.index);
    if (byIndex != m_byIndex.end() && byIndex->second == place)
        m_byIndex.erase(byIndex);
    state.fingerprint = 0;
    state.epoch = (state.epoch + 1) & kMostEpoch;
}

void StateTable::scale(float factor)
{
    for (State &state : m_states) {
        state.requests *= factor;
        state.repeats *= factor;
        state.surprises *= factor;
    }
}

} // namespace forefetch
