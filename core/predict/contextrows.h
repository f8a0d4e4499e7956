// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace forefetch {

// What came after each context, with counts. A context is whatever a model makes a 64-bit key of
// (the last two requests, the request before the last, a client's own last request ...); what came
// is a number that the model gives out (a state). Counts are weights: an observation adds 1, or
// more and more where old ones are to fade (predictor.half_life).
//
//  - a row is 32 bytes in an open-addressed table (linear probing); its only successor lives in it,
//    more of them in a block, at most kMostSuccessors, sorted: the highest count first and among
//    equals the one counted last, so that the best n are the first n;
//  - bounded by bytes. When they are used up a clock hand goes round (second chance: Smith 1978):
//    a row that was used since cools down, a cold one goes. A row that may not grow lets a new
//    successor take the place of its last one, after wearing that down (Misra and Gries 1982);
//  - one client's share: where others have spoken too, a client that made up half of a row's total
//    is no longer counted there, so that nobody can decide alone what others get.
//
//     ContextRows rows(16 << 20);
//     rows.add(keyOf(a, b), c, 1, client);
//     rows.find(keyOf(a, b)).to[0] == c
//
// Thread: one, the model thread.
class ContextRows
{
public:
    static constexpr std::uint32_t kNobody = ~std::uint32_t(0);
    static constexpr std::uint32_t kMostSuccessors = 128;
    static constexpr std::size_t kSmallestBudget = 128 << 10; // bytes; less is taken as this

    // What is known of a context; all null and 0 where nothing is. Valid until the next add().
    struct Successors
    {
        const std::uint32_t *to = nullptr;
        const float *count = nullptr;
        std::uint32_t size = 0;
        float total = 0;                // also of what is not kept, or never predicted
        std::uint32_t newest = kNobody; // what came the last time
        float countOf(std::uint32_t state) const
        {
            const std::uint32_t at = indexOf(to, size, state);
            return at < size ? count[at] : 0;
        }
    };
    // The place of a state; `size` where it is not there. Eight at a time, which are compared at
    // once.
    static std::uint32_t indexOf(const std::uint32_t *to, std::uint32_t size, std::uint32_t state)
    {
        std::uint32_t at = 0;
        for (; at + 8 <= size; at += 8) {
            std::uint32_t found = 0;
            for (std::uint32_t i = 0; i < 8; ++i)
                found |= to[at + i] == state ? ~0U : 0U;
            if (found != 0)
                break;
        }
        while (at < size && to[at] != state)
            ++at;
        return at;
    }

    explicit ContextRows(std::size_t budget);
    ContextRows(ContextRows &&) noexcept = default;
    ContextRows &operator=(ContextRows &&) noexcept = default;

    // Brings the row's memory nearer, for a find() or add() that follows soon.
    void prefetch(std::uint64_t key) const { __builtin_prefetch(&m_rows[placeOf(key)]); }
    Successors find(std::uint64_t key) const;
    // `to` came after the context; 0 is no client (nothing is capped). True where it was counted.
    bool add(std::uint64_t key, std::uint32_t to, float weight, std::uint16_t client = 0)
    {
        return add(key, to, weight, weight, client);
    }
    // The same where the total counts something else, such as how often the context came.
    bool add(std::uint64_t key, std::uint32_t to, float weight, float toTotal,
             std::uint16_t client);
    // The context came, or something after it that is never predicted: the total alone grows.
    void addTotal(std::uint64_t key, float weight, std::uint16_t client = 0);
    // A row from elsewhere, the best first: laid down as it is where there is none of this key,
    // else added to it. False when there is no room.
    bool restore(std::uint64_t key, const Successors &row);
    // All weights times `factor` (< 1); what becomes nothing is forgotten.
    void scale(float factor);
    void clear();

    std::size_t rows() const { return m_used; }
    std::size_t transitions() const { return m_transitions; } // successors in all rows
    std::size_t bytes() const { return m_rows.capacity() * sizeof(Row) + m_blockBytes; }
    std::size_t budget() const { return m_budget; }
    void setBudget(std::size_t bytes);                      // smaller: the coldest rows go
    std::uint64_t forgotten() const { return m_forgotten; } // rows, so far

    // For saving, merging and graphs: visit(key, successors), in no order.
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (const Row &row : m_rows) {
            if (row.key != 0)
                visit(row.key, successorsOf(row));
        }
    }
    // Steps from where a row belongs to where it is; looks at everything.
    std::size_t longestSearch() const;
    // Counts agree with what they count; looks at everything.
    bool isConsistent() const;

private:
    static constexpr std::uint32_t kNoBlock = ~std::uint32_t(0);
    static constexpr std::uint8_t kMostHeat = 3;

    struct Row
    {
        std::uint64_t key = 0; // 0: free
        float total = 0;
        std::uint32_t newest = kNobody;
        std::uint16_t client = 0; // the heaviest one, by majority vote
        std::uint8_t others = 0;  // somebody else was counted too
        std::uint8_t heat = 0;
        std::uint8_t size = 0;
        std::uint8_t sizeClass = 0; // of the block: 2^(sizeClass + 1) successors; 0: none
        std::uint16_t clientCount = 0;
        std::uint32_t first = kNobody; // the only successor, or the block
        float firstCount = 0;
    };
    static_assert(sizeof(Row) == 32);

    // Blocks of 4, 8 ... 128 successors, cut from chunks, with a list of free ones a size.
    struct Block
    {
        std::uint32_t *to;
        float *count;
    };

    std::size_t placeOf(std::uint64_t key) const
    {
        return ((key * 0x9e3779b97f4a7c15ULL >> 32) * m_rows.size()) >> 32;
    }
    std::size_t after(std::size_t at) const { return at + 1 < m_rows.size() ? at + 1 : 0; }
    // From one place to another, forwards.
    std::size_t distance(std::size_t from, std::size_t to) const
    {
        return to >= from ? to - from : to + m_rows.size() - from;
    }
    static std::uint32_t capacityOf(unsigned sizeClass) { return 2u << sizeClass; }
    Block block(std::uint32_t at, unsigned sizeClass) const;
    Block placesOf(Row &row);
    Successors successorsOf(const Row &row) const;
    std::size_t findRow(std::uint64_t key) const; // the row or the free place where it would be
    Row *rowFor(std::uint64_t key);
    bool grow();
    void erase(std::size_t at);
    std::size_t sweep(std::size_t keep);
    void moveHand();
    static std::size_t leapOver(std::size_t rows);
    bool isOverCap(Row &row, std::uint16_t client);
    void scale(Row &row, float factor);
    void count(Row &row, std::uint32_t to, float weight);
    bool enlarge(Row &row);
    std::uint32_t takeBlock(unsigned sizeClass);
    void freeBlock(std::uint32_t at, unsigned sizeClass);
    void rebuild(std::size_t capacity);

    std::vector<Row> m_rows;
    std::size_t m_used = 0;
    std::size_t m_transitions = 0;
    std::size_t m_hand = 0;
    std::size_t m_leap = 1; // of the hand, in groups of rows
    std::size_t m_budget;
    std::size_t m_blockBytes = 0;
    std::vector<std::unique_ptr<std::uint32_t[]>> m_chunks;
    std::uint32_t m_chunkUsed = 0; // units of the last chunk
    std::uint32_t m_free[8];       // by size class: the first free block, linked
    std::uint64_t m_forgotten = 0;
};

} // namespace forefetch
