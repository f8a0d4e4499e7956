// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/countsfile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <unordered_map>

namespace forefetch {

namespace {

constexpr std::size_t kSmallestState = 4 + 1 + 4 + 4 + 4 + 4 + 1 + 1;
constexpr std::size_t kSmallestRow = 8 + 4 + 4 + 1;

bool isCount(float value)
{
    return std::isfinite(value) && value >= 0;
}

} // namespace

void writeFloat(ByteWriter &out, float value)
{
    out.number(std::bit_cast<std::uint32_t>(value), 4);
}

float readFloat(ByteReader &in)
{
    return std::bit_cast<float>(in.number32());
}

void writeFloats(ByteWriter &out, std::span<const float> values)
{
    out.number(values.size(), 4);
    for (const float value : values)
        writeFloat(out, value);
}

bool readFloats(ByteReader &in, std::vector<float> &out)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > in.left() / 4)
        return false;
    out.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        out.push_back(readFloat(in));
        if (!std::isfinite(out.back()))
            return false;
    }
    return true;
}

bool SavedCounts::readStates(ByteReader &in)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > in.left() / kSmallestState)
        return false;
    m_states.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        OneState s;
        s.text = in.text();
        s.requests = readFloat(in);
        s.repeats = readFloat(in);
        s.surprises = readFloat(in);
        s.lastAt = in.number32();
        s.predictable = static_cast<std::uint8_t>(in.number(1));
        s.strikes = static_cast<std::uint8_t>(in.number(1));
        if (!in.ok() || s.text.empty() || !isCount(s.requests) || !isCount(s.repeats) ||
            !isCount(s.surprises) || s.predictable > 1 || s.strikes > 3)
            return false;
        m_states.push_back(s);
    }
    return true;
}

bool SavedCounts::readRows(ByteReader &in)
{
    const std::uint32_t count = in.number32();
    if (!in.ok() || count > in.left() / kSmallestRow)
        return false;
    m_rows.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        OneRow r;
        r.key = in.number(8);
        r.total = readFloat(in);
        r.newest = in.number32();
        r.first = m_to.size();
        r.size = static_cast<std::uint32_t>(in.number(1));
        if (!in.ok() || r.key == 0 || !isCount(r.total) || !isNamed(r.newest) ||
            r.size > ContextRows::kMostSuccessors)
            return false;
        for (std::uint32_t s = 0; s < r.size; ++s) {
            m_to.push_back(in.number32());
            m_counts.push_back(readFloat(in));
            if (!in.ok() || !isNamed(m_to.back()) || !isCount(m_counts.back()) ||
                (s > 0 && m_counts.back() > m_counts[m_counts.size() - 2]))
                return false;
        }
        m_rows.push_back(r);
    }
    return true;
}

void SavedCounts::addTo(StateTable &states, ContextRows &rows, float weight,
                        Interner &interner) const
{
    std::vector<StateTable::Number> numbers;
    numbers.reserve(m_states.size());
    for (const OneState &s : m_states) {
        numbers.push_back(states.restore(s.text, interner.intern(s.text), s.predictable != 0));
        if (numbers.back() == StateTable::kNone)
            continue;
        StateTable::State &state = states.at(numbers.back());
        state.predictable |= s.predictable != 0;
        state.requests += s.requests * weight;
        state.repeats += s.repeats * weight;
        state.surprises += s.surprises * weight;
        state.lastAt = std::max(state.lastAt, s.lastAt);
        state.strikes = std::max(state.strikes, s.strikes);
    }
    const auto numberOf = [&](std::uint32_t what) {
        return (what & StateTable::kPlaceBit) != 0 ? what : numbers[what];
    };
    std::vector<std::uint32_t> to;
    std::vector<float> counts;
    for (const OneRow &r : m_rows) {
        to.clear();
        counts.clear();
        for (std::size_t i = r.first; i < r.first + r.size; ++i) {
            to.push_back(numberOf(m_to[i]));
            counts.push_back(m_counts[i] * weight);
        }
        rows.restore(r.key,
                     {to.data(), counts.data(), r.size, r.total * weight, numberOf(r.newest)});
    }
}

void writeCounts(ByteWriter &out, const StateTable &states, const ContextRows &rows, float weight,
                 const Interner &interner)
{
    std::unordered_map<std::uint32_t, std::uint32_t> places;
    ByteWriter list;
    std::string text;
    states.forEach([&](StateTable::Number number, const StateTable::State &state) {
        if (!interner.read(state.resource, text))
            return; // forgotten there: nothing could name it
        places.emplace(number, static_cast<std::uint32_t>(places.size()));
        list.text(text);
        for (const float count : {state.requests, state.repeats, state.surprises})
            writeFloat(list, count / weight);
        list.number(state.lastAt, 4);
        list.number(state.predictable ? 1 : 0, 1);
        list.number(state.strikes, 1);
    });
    out.number(places.size(), 4);
    out.raw(list.bytes());
    // A state that is gone keeps its place among the successors, as nobody.
    const auto nameOf = [&](std::uint32_t what) {
        const auto place = places.find(what);
        if ((what & StateTable::kPlaceBit) != 0)
            return what;
        return place == places.end() ? StateTable::kNone : place->second;
    };
    out.number(rows.rows(), 4);
    rows.forEach([&](std::uint64_t key, const ContextRows::Successors &row) {
        out.number(key, 8);
        writeFloat(out, row.total / weight);
        out.number(nameOf(row.newest), 4);
        out.number(row.size, 1);
        for (std::uint32_t i = 0; i < row.size; ++i) {
            out.number(nameOf(row.to[i]), 4);
            writeFloat(out, row.count[i] / weight);
        }
    });
}

} // namespace forefetch
