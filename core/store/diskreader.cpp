// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/diskreader.h"

#include "core/request/partition.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace forefetch {

DiskReader::DiskReader(DiskState &state, const Clock &clock) : m_state(state), m_clock(clock) {}

DiskReader::~DiskReader()
{
    stop();
}

void DiskReader::start()
{
    m_thread = std::thread([this] { run(); });
}

void DiskReader::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
        m_wake.notify_all();
    }
    {
        const std::lock_guard lock(m_state.mutex); // it may wait for the writer
        m_state.ends = true;
        m_state.wake.notify_all();
    }
    m_thread.join();
}

bool DiskReader::load(std::vector<Wanted> wanted, BackingStore::Admit admit,
                      BackingStore::Done &done)
{
    const std::lock_guard lock(m_mutex);
    if (m_ends || m_loads.size() >= m_state.options.queuedLoads)
        return false;
    m_loads.push_back({std::move(wanted), std::move(admit), std::move(done)});
    m_wake.notify_one();
    return true;
}

void DiskReader::run()
{
    Load load;
    while (next(load)) {
        for (const Wanted &wanted : load.wanted)
            handle(wanted, load.admit);
        load.done();
        load = {};
    }
    m_table.reset();
}

bool DiskReader::next(Load &load)
{
    std::deque<Load> left;
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_ends || !m_loads.empty(); });
        if (!m_ends) {
            load = std::move(m_loads.front());
            m_loads.pop_front();
            return true;
        }
        left.swap(m_loads);
    }
    for (const Load &waiting : left)
        waiting.done();
    return false;
}

void DiskReader::handle(const Wanted &wanted, const BackingStore::Admit &admit)
{
    const std::optional<ResponseRow> row = read(wanted.place);
    const CacheEntryPtr entry = row ? entryOf(*row) : nullptr;
    const std::lock_guard lock(m_state.mutex);
    if (row && !entry) // not to be asked for again; its row goes as others do
        m_state.index.dropped(wanted.place.hash, row->serial);
    if (!entry || !m_state.index.isCurrent(wanted.place, row->serial)) {
        ++m_state.figures.misses;
        return;
    }
    ++m_state.figures.hits;
    m_state.index.used(wanted.place);
    admit(wanted.key, entry);
}

// False where there is nothing to read from: it has not been opened yet and will not be at once.
bool DiskReader::connect()
{
    std::uint64_t opened = 0;
    {
        std::unique_lock lock(m_state.mutex);
        m_state.wake.wait(lock, [this] {
            return m_state.ends || m_state.opened != 0 || m_state.figures.failures != 0;
        });
        opened = m_state.opened;
        if (opened == 0)
            return false;
    }
    if (m_table && m_opened == opened)
        return true;
    m_table.reset();
    m_table = std::make_unique<ResponseTable>(m_state.options.file(), Database::Mode::Read);
    m_opened = opened;
    return true;
}

std::optional<ResponseRow> DiskReader::read(const Place &place)
{
    try {
        if (!connect())
            return std::nullopt;
        return m_table->read(place.hash);
    } catch (const DatabaseError &error) {
        m_table.reset();
        const std::lock_guard lock(m_state.mutex);
        ++m_state.figures.failures;
        if (error.isDamage()) {
            m_state.isDamaged = true;
            m_state.wake.notify_all();
        }
        return std::nullopt;
    }
}

CacheEntryPtr DiskReader::entryOf(const ResponseRow &row)
{
    StoreTime time;
    std::uint64_t suspectBelow = 0;
    {
        const std::lock_guard lock(m_state.mutex);
        time = m_state.time;
        suspectBelow = m_state.suspectBelow;
    }
    if (sipHash(m_state.options.key, row.record) != row.checksum) {
        damaged(row);
        return nullptr;
    }
    const Result<ResponseRecord> record = decodeResponse(row.record, time);
    if (!record) {
        damaged(row);
        return nullptr;
    }
    const Place place = m_state.placeOf(record->target, record->partition);
    if (place.hash != row.place.hash || place.resource != row.place.resource) {
        damaged(row);
        return nullptr;
    }
    return inTime(record->entry, row, suspectBelow);
}

CacheEntryPtr DiskReader::inTime(const CacheEntryPtr &entry, const ResponseRow &row,
                                 std::uint64_t suspectBelow) const
{
    const TimePoint now = m_clock.now();
    if (std::max(entry->freshUntil, entry->keepUntil) <= now)
        return nullptr;
    if (row.serial >= suspectBelow)
        return entry;
    // How old it is nobody knows: only to be validated.
    if (entry->keepUntil <= std::max(now, entry->freshUntil))
        return nullptr;
    auto doubtful = std::make_shared<CacheEntry>(*entry);
    doubtful->freshUntil = std::min(entry->freshUntil, now);
    doubtful->stale = {};
    return doubtful;
}

void DiskReader::damaged(const ResponseRow &row)
{
    const std::lock_guard lock(m_state.mutex);
    ++m_state.figures.damaged;
    if (m_state.index.isCurrent(row.place, row.serial))
        m_state.purge(Purge::Kind::Place, row.place.hash);
}

} // namespace forefetch
