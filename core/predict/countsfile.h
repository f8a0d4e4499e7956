// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/contextrows.h"
#include "core/predict/modelfile.h"
#include "core/predict/statetable.h"
#include "core/request/interner.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace forefetch {

// States and rows of counts in a saved model (numbers little-endian, a text after its length in 4
// bytes, counts as IEEE 754 singles in observations, whatever was to fade):
//
//     4  number of states, then each:
//            text, 4 requests, 4 repeats, 4 surprises, 4 last observation, 1 predictable, 1 strikes
//     4  number of rows, then each:
//            8 key, 4 total, 4 newest, 1 number of successors, then each: 4 what, 4 count
//
// "what" and "newest": the place of a state in the list above, a place's own number (its highest
// bit is set), or nobody.
//
//     writeCounts(payload, states, rows, weight, interner);
//     SavedCounts saved;
//     if (!saved.read(reader)) ...                 // nothing has been changed yet
//     saved.addTo(states, rows, weight, interner); // into empty ones, or ones with counts
class SavedCounts
{
public:
    // False where it makes no sense. Texts are views of what the reader reads.
    bool read(ByteReader &in) { return readStates(in) && readRows(in); }
    void addTo(StateTable &states, ContextRows &rows, float weight, Interner &interner) const;

private:
    struct OneState
    {
        std::string_view text;
        float requests = 0, repeats = 0, surprises = 0;
        std::uint32_t lastAt = 0;
        std::uint8_t predictable = 0, strikes = 0;
    };
    struct OneRow
    {
        std::uint64_t key = 0;
        float total = 0;
        std::uint32_t newest = 0;
        std::size_t first = 0; // in m_to and m_counts
        std::uint32_t size = 0;
    };

    bool readStates(ByteReader &in);
    bool readRows(ByteReader &in);
    bool isNamed(std::uint32_t what) const
    {
        return what < m_states.size() || (what & StateTable::kPlaceBit) != 0;
    }

    std::vector<OneState> m_states;
    std::vector<OneRow> m_rows;
    std::vector<std::uint32_t> m_to;
    std::vector<float> m_counts;
};

void writeCounts(ByteWriter &out, const StateTable &states, const ContextRows &rows, float weight,
                 const Interner &interner);

void writeFloat(ByteWriter &out, float value);
float readFloat(ByteReader &in);
// Their number in 4 bytes, then each. Reading: false where one is no finite number.
void writeFloats(ByteWriter &out, std::span<const float> values);
bool readFloats(ByteReader &in, std::vector<float> &out);

} // namespace forefetch
