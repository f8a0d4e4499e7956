// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/contextrows.h"

#include <algorithm>
#include <numeric>

namespace forefetch {

namespace {

constexpr std::size_t kFirstRows = 1 << 10;
constexpr std::uint32_t kChunkUnits = 1 << 14; // of 4 bytes
constexpr unsigned kSizeClasses = 7;           // 2 … 128 successors; the smallest is not used
constexpr std::size_t kSteps = 32;             // of the hand, for a row that wants in
constexpr std::size_t kStride = 16;            // rows that the hand takes one after the other
constexpr float kLeast = 1e-3f;                // a weight below is forgotten
constexpr std::uint16_t kAlone = 8;            // how far one client may be ahead of all others

std::size_t groupsOf(std::size_t rows)
{
    return (rows + kStride - 1) / kStride;
}

} // namespace

ContextRows::ContextRows(std::size_t budget) : m_budget(std::max(budget, kSmallestBudget))
{
    clear();
}

void ContextRows::clear()
{
    m_rows.assign(kFirstRows, Row{});
    m_rows.shrink_to_fit();
    m_leap = leapOver(kFirstRows);
    m_used = m_transitions = m_hand = m_blockBytes = 0;
    m_chunks.clear();
    m_chunkUsed = kChunkUnits;
    std::fill(std::begin(m_free), std::end(m_free), kNoBlock);
}

ContextRows::Block ContextRows::block(std::uint32_t at, unsigned sizeClass) const
{
    std::uint32_t *const words = m_chunks[at / kChunkUnits].get() + at % kChunkUnits;
    return {words, reinterpret_cast<float *>(words + capacityOf(sizeClass))};
}

ContextRows::Block ContextRows::placesOf(Row &row)
{
    return row.sizeClass == 0 ? Block{&row.first, &row.firstCount}
                              : block(row.first, row.sizeClass);
}

ContextRows::Successors ContextRows::successorsOf(const Row &row) const
{
    if (row.sizeClass == 0)
        return {&row.first, &row.firstCount, row.size, row.total, row.newest};
    const Block b = block(row.first, row.sizeClass);
    return {b.to, b.count, row.size, row.total, row.newest};
}

std::size_t ContextRows::findRow(std::uint64_t key) const
{
    std::size_t at = placeOf(key);
    while (m_rows[at].key != 0 && m_rows[at].key != key)
        at = after(at);
    return at;
}

ContextRows::Successors ContextRows::find(std::uint64_t key) const
{
    const Row &row = m_rows[findRow(key)];
    return row.key == 0 ? Successors{} : successorsOf(row);
}

// Null when there is no room, and none could be made.
ContextRows::Row *ContextRows::rowFor(std::uint64_t key)
{
    std::size_t at = findRow(key);
    if (m_rows[at].key == 0) {
        if ((m_used + 1) * 4 > m_rows.size() * 3) {
            if (!grow() && sweep(m_rows.size() * 3 / 4 - 1) == 0)
                return nullptr;
            at = findRow(key);
        }
        m_rows[at] = Row{};
        m_rows[at].key = key;
        ++m_used;
    }
    Row &row = m_rows[at];
    row.heat = std::min<std::uint8_t>(row.heat + 1, kMostHeat);
    return &row;
}

bool ContextRows::grow()
{
    // By a quarter, so that few rows are empty. The old table and the new one are there together
    // for a moment; the budget counts the new.
    const std::size_t larger = m_rows.size() + m_rows.size() / 4;
    if (larger * sizeof(Row) + m_blockBytes > m_budget)
        return false;
    rebuild(larger);
    return true;
}

void ContextRows::rebuild(std::size_t capacity)
{
    std::vector<Row> old(capacity);
    old.swap(m_rows);
    m_leap = leapOver(capacity);
    m_hand = 0;
    for (const Row &row : old) {
        if (row.key != 0)
            m_rows[findRow(row.key)] = row;
    }
}

// A free place closes up, so that no search ends at it too early.
void ContextRows::erase(std::size_t at)
{
    m_transitions -= m_rows[at].size;
    if (m_rows[at].sizeClass != 0)
        freeBlock(m_rows[at].first, m_rows[at].sizeClass);
    --m_used;
    ++m_forgotten;
    for (std::size_t next = after(at); m_rows[next].key != 0; next = after(next)) {
        if (distance(placeOf(m_rows[next].key), next) >= distance(at, next)) {
            m_rows[at] = m_rows[next];
            at = next;
        }
    }
    m_rows[at] = Row{};
}

// Moves the hand on until at most `keep` rows are there; how many went. A few steps at a time: the
// cost is bounded, and paid for by what was added.
std::size_t ContextRows::sweep(std::size_t keep)
{
    const std::size_t before = m_used;
    for (std::size_t step = 0; step < kSteps && (m_used > keep || m_used == before); ++step) {
        Row &row = m_rows[m_hand];
        if (row.key != 0 && row.heat == 0) {
            erase(m_hand); // and look at what moved here
            continue;
        }
        row.heat = row.heat / 2;
        moveHand();
    }
    return before - m_used;
}

// A few rows on, then far away: going through the table from end to end, the hand would leave it
// thin behind itself and so full before itself that a search there had thousands of steps.
void ContextRows::moveHand()
{
    ++m_hand;
    if (m_hand % kStride != 0 && m_hand < m_rows.size())
        return;
    m_hand = ((m_hand - 1) / kStride + m_leap) % groupsOf(m_rows.size()) * kStride;
}

// For so many rows: the golden section is soon near every place, and without a common divisor the
// hand comes to each group before it comes to one again.
std::size_t ContextRows::leapOver(std::size_t rows)
{
    const std::size_t groups = groupsOf(rows);
    std::size_t leap = groups * 89 / 144;
    while (std::gcd(leap, groups) != 1)
        ++leap;
    return leap;
}

std::size_t ContextRows::longestSearch() const
{
    std::size_t longest = 0;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        if (m_rows[at].key != 0)
            longest = std::max(longest, distance(placeOf(m_rows[at].key), at));
    }
    return longest;
}

void ContextRows::setBudget(std::size_t bytes)
{
    m_budget = std::max(bytes, kSmallestBudget);
    while (this->bytes() > m_budget && m_used > 0) {
        const std::size_t keep = m_used - std::max<std::size_t>(1, m_used / 8);
        while (m_used > keep)
            sweep(keep);
        // Rows are small beside blocks: the table shrinks when it is three quarters empty, and
        // blocks are laid anew, as their chunks are given back whole.
        ContextRows fresh(m_budget);
        fresh.m_forgotten = m_forgotten;
        std::size_t capacity = kFirstRows;
        while (capacity * 3 < (m_used + 1) * 4)
            capacity += capacity / 4;
        fresh.rebuild(capacity);
        for (const Row &row : m_rows) {
            if (row.key == 0)
                continue;
            Row copy = row;
            const Successors from = successorsOf(row);
            if (row.sizeClass != 0) {
                copy.first = fresh.takeBlock(row.sizeClass);
                if (copy.first == kNoBlock)
                    continue;
                const Block to = fresh.block(copy.first, row.sizeClass);
                std::copy_n(from.to, from.size, to.to);
                std::copy_n(from.count, from.size, to.count);
            }
            fresh.m_rows[fresh.findRow(row.key)] = copy;
            ++fresh.m_used;
            fresh.m_transitions += row.size;
        }
        *this = std::move(fresh);
    }
}

std::uint32_t ContextRows::takeBlock(unsigned sizeClass)
{
    if (m_free[sizeClass] != kNoBlock) {
        const std::uint32_t at = m_free[sizeClass];
        m_free[sizeClass] = *block(at, sizeClass).to;
        return at;
    }
    const std::uint32_t units = 2 * capacityOf(sizeClass);
    if (m_chunkUsed + units > kChunkUnits) {
        const std::size_t chunk = kChunkUnits * sizeof(std::uint32_t);
        if (bytes() + chunk > m_budget)
            return kNoBlock;
        m_chunks.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(kChunkUnits));
        m_blockBytes += chunk;
        m_chunkUsed = 0;
    }
    const auto at = static_cast<std::uint32_t>((m_chunks.size() - 1) * kChunkUnits + m_chunkUsed);
    m_chunkUsed += units;
    return at;
}

void ContextRows::freeBlock(std::uint32_t at, unsigned sizeClass)
{
    *block(at, sizeClass).to = m_free[sizeClass];
    m_free[sizeClass] = at;
}

bool ContextRows::enlarge(Row &row)
{
    const unsigned sizeClass = row.sizeClass + 1u;
    if (sizeClass >= kSizeClasses || capacityOf(sizeClass) > kMostSuccessors)
        return false;
    const std::uint32_t at = takeBlock(sizeClass);
    if (at == kNoBlock)
        return false;
    const Successors from = successorsOf(row);
    const Block to = block(at, sizeClass);
    std::copy_n(from.to, from.size, to.to);
    std::copy_n(from.count, from.size, to.count);
    if (row.sizeClass != 0)
        freeBlock(row.first, row.sizeClass);
    row.first = at;
    row.sizeClass = static_cast<std::uint8_t>(sizeClass);
    return true;
}

// A majority vote (Boyer and Moore 1981) finds the client that is counted most; it is capped at
// half of the total as soon as somebody else was counted at all.
bool ContextRows::isOverCap(Row &row, std::uint16_t client)
{
    if (client == 0)
        return false;
    if (row.clientCount == 0)
        row.client = client;
    if (row.client != client) {
        // What one client said while it was alone must not outweigh for ever what others say.
        if (row.others == 0 && row.clientCount > kAlone) {
            scale(row, float(kAlone) / row.clientCount);
            row.clientCount = kAlone;
        }
        row.others = 1;
        --row.clientCount;
        return false;
    }
    // clientCount: how far this client is ahead of all others together.
    if (row.others != 0 && row.clientCount >= kAlone)
        return true;
    row.clientCount = static_cast<std::uint16_t>(std::min(row.clientCount + 1, 0xffff));
    return false;
}

void ContextRows::count(Row &row, std::uint32_t to, float weight)
{
    Block places = placesOf(row);
    std::uint32_t at = indexOf(places.to, row.size, to);
    if (at == row.size) {
        if (row.size < (row.sizeClass == 0 ? 1 : capacityOf(row.sizeClass)) || enlarge(row)) {
            places = placesOf(row);
            ++row.size;
            ++m_transitions;
        } else {
            --at;
            if (places.count[at] > weight) {
                places.count[at] -= weight;
                return;
            }
        }
        places.count[at] = 0;
    }
    const float sum = places.count[at] + weight;
    for (; at > 0 && places.count[at - 1] <= sum; --at) {
        places.to[at] = places.to[at - 1];
        places.count[at] = places.count[at - 1];
    }
    places.to[at] = to;
    places.count[at] = sum;
}

bool ContextRows::add(std::uint64_t key, std::uint32_t to, float weight, float toTotal,
                      std::uint16_t client)
{
    Row *const row = rowFor(key);
    if (!row)
        return false;
    row->newest = to;
    if (isOverCap(*row, client))
        return false;
    row->total += toTotal;
    count(*row, to, weight);
    return true;
}

void ContextRows::addTotal(std::uint64_t key, float weight, std::uint16_t client)
{
    Row *const row = rowFor(key);
    if (row && !isOverCap(*row, client))
        row->total += weight;
}

bool ContextRows::restore(std::uint64_t key, const Successors &from)
{
    const bool isNew = m_rows[findRow(key)].key == 0;
    Row *const row = rowFor(key);
    if (!row)
        return false;
    row->total += from.total;
    row->newest = isNew ? from.newest : row->newest;
    if (!isNew) {
        for (std::uint32_t i = from.size; i-- > 0;)
            count(*row, from.to[i], from.count[i]);
        return true;
    }
    while ((row->sizeClass == 0 ? 1 : capacityOf(row->sizeClass)) < from.size && enlarge(*row)) {
    }
    const std::uint32_t room = row->sizeClass == 0 ? 1 : capacityOf(row->sizeClass);
    const Block places = placesOf(*row);
    row->size = static_cast<std::uint8_t>(std::min(room, from.size));
    std::copy_n(from.to, row->size, places.to);
    std::copy_n(from.count, row->size, places.count);
    m_transitions += row->size;
    return true;
}

void ContextRows::scale(Row &row, float factor)
{
    row.total *= factor;
    const Block places = placesOf(row);
    std::uint8_t kept = 0;
    for (std::uint32_t i = 0; i < row.size; ++i) {
        places.count[i] *= factor;
        kept += places.count[i] >= kLeast ? 1 : 0; // sorted: the first ones
    }
    m_transitions -= row.size - kept;
    row.size = kept;
}

void ContextRows::scale(float factor)
{
    std::vector<std::uint64_t> gone;
    for (Row &row : m_rows) {
        if (row.key == 0)
            continue;
        scale(row, factor);
        if (row.size == 0 && row.total < kLeast)
            gone.push_back(row.key);
    }
    for (const std::uint64_t key : gone)
        erase(findRow(key));
}

bool ContextRows::isConsistent() const
{
    std::size_t used = 0, transitions = 0;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        const Row &row = m_rows[at];
        if (row.key == 0)
            continue;
        ++used;
        transitions += row.size;
        const Successors s = successorsOf(row);
        for (std::uint32_t i = 1; i < s.size; ++i) {
            if (s.count[i] > s.count[i - 1])
                return false;
        }
        if (findRow(row.key) != at)
            return false;
    }
    return used == m_used && transitions == m_transitions;
}

} // namespace forefetch
