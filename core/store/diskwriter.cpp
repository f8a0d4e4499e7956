// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/diskwriter.h"

#include "core/request/partition.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace forefetch {

namespace {

constexpr std::uint64_t kBatchBytes = 16 << 20; // in one transaction
constexpr std::size_t kBatchWrites = 4096;
constexpr int kExpiredAtATime = 512;
constexpr int kEvictionRounds = 16; // a turn, of 256 rows each
constexpr unsigned kTurnsBetweenTidying = 10;
constexpr std::chrono::milliseconds kFirstPause{1000};
constexpr std::chrono::milliseconds kLongestPause{60'000};
// A calendar that ran back by more than this was wrong before, or is now.
constexpr std::int64_t kLittleBack = 1'000'000'000; // ns
constexpr std::int64_t kFarBack = 3600 * std::int64_t{1'000'000'000};

} // namespace

DiskWriter::DiskWriter(DiskState &state, const Settings &settings, const Clock &clock)
    : m_state(state), m_settings(settings), m_clock(clock)
{
}

DiskWriter::~DiskWriter()
{
    stop();
}

// The journal at once, so that nothing that comes first is missed; the rest in its own thread.
void DiskWriter::start()
{
    if (!openJournal())
        m_mustBeginAnew = true; // purges are being missed
    m_thread = std::thread([this] { run(); });
}

void DiskWriter::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_state.mutex);
        m_state.ends = true;
        m_state.wake.notify_all();
    }
    m_thread.join();
}

void DiskWriter::run()
{
    while (takeTurn()) {
    }
    while (m_table && m_failures == 0) { // what waits, once
        Batch batch = takeBatch();
        if (batch.writes.empty())
            break;
        write(batch);
    }
    const bool isWhole = m_table && m_failures == 0;
    m_table.reset();
    const std::lock_guard lock(m_state.mutex);
    if (isWhole)
        m_state.journal->close();
    m_state.isUp = false;
    m_state.wake.notify_all();
}

// False when it is to end.
bool DiskWriter::waitForWork()
{
    std::unique_lock lock(m_state.mutex);
    const auto urgent = [this] {
        return m_state.ends || m_state.queuedBytes > kBatchBytes || m_state.isDamaged;
    };
    const auto pause =
        m_pause.count() > 0
            ? m_pause
            : std::chrono::duration_cast<std::chrono::milliseconds>(m_state.options.flushEvery);
    if (m_pause.count() > 0)
        m_state.wake.wait_for(lock, pause, [this] { return m_state.ends; });
    else
        m_state.wake.wait_for(lock, pause, urgent);
    return !m_state.ends;
}

bool DiskWriter::takeTurn()
{
    if (!m_table && open())
        return true;
    if (!waitForWork())
        return false;
    if (!m_table)
        return true;
    bool isDamaged = false;
    {
        const std::lock_guard lock(m_state.mutex);
        isDamaged = std::exchange(m_state.isDamaged, false);
    }
    if (isDamaged) {
        m_table.reset();
        m_mustBeginAnew = true;
        failed("the file of stored responses is damaged");
        m_pause = {};
        return true;
    }
    Batch batch = takeBatch();
    if (!batch.writes.empty())
        write(batch);
    else if (++m_idleTurns % kTurnsBetweenTidying == 0)
        tidy();
    return true;
}

// --- Opening --------------------------------------------------------------------------------

bool DiskWriter::openJournal()
{
    ::mkdir(m_state.options.folder.c_str(), 0700); // whatever fails is told by what follows
    auto opened = PurgeJournal::open(m_state.options.folder + "/purges");
    if (!opened) {
        failed(opened.error().text);
        return false;
    }
    const std::lock_guard lock(m_state.mutex);
    PurgeJournal &journal = **opened;
    const std::int64_t wall =
        std::chrono::duration_cast<std::chrono::nanoseconds>(m_clock.wallNow().time_since_epoch())
            .count();
    const std::int64_t back = journal.latestTime() - wall;
    if (!journal.isTrusted() || back > kFarBack)
        m_mustBeginAnew = true;
    else if (back > kLittleBack) // for how long nothing ran is not known
        m_state.suspectBelow = journal.lastSerial() + 1;
    const bool goesOn = back > 0 && back <= kFarBack;
    m_state.time = {goesOn ? journal.latestTime() : wall, m_clock.now()};
    m_state.journal = std::move(*opened);
    return true;
}

bool DiskWriter::open()
{
    bool hasJournal = false;
    {
        const std::lock_guard lock(m_state.mutex);
        hasJournal = m_state.journal != nullptr;
    }
    if (!hasJournal && !openJournal())
        return false;
    try {
        openTable();
        { // it can be read while the index is being read
            const std::lock_guard lock(m_state.mutex);
            ++m_state.opened;
            m_state.wake.notify_all();
        }
        loadIndex();
    } catch (const DatabaseError &error) {
        m_table.reset();
        m_mustBeginAnew = m_mustBeginAnew || error.isDamage();
        failed(error.what());
        return false;
    }
    works();
    return true;
}

void DiskWriter::openTable()
{
    if (std::exchange(m_mustBeginAnew, false))
        removeFiles();
    std::uint64_t id = 0;
    std::vector<Purge> waiting;
    {
        const std::lock_guard lock(m_state.mutex);
        id = m_state.journal->id();
        waiting = m_state.journal->waiting();
    }
    // Its owner's alone, whoever made the folder; its log takes after it.
    if (const int fd = ::open(m_state.options.file().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        fd >= 0)
        ::close(fd);
    m_table = std::make_unique<ResponseTable>(m_state.options.file(), Database::Mode::Write);
    const std::uint64_t covered = m_table->journalId();
    if (covered != id && covered != 0) { // another journal's: what it voided is not known here
        m_table.reset();
        removeFiles();
        m_table = std::make_unique<ResponseTable>(m_state.options.file(), Database::Mode::Write);
    }
    m_table->begin();
    m_table->setJournalId(id);
    for (const Purge &purge : waiting)
        m_table->purge(purge, {});
    m_table->commit();
}

// (Its log first: without its database it is nothing, the other way round it would be replayed.)
void DiskWriter::removeFiles() const
{
    for (const char *suffix : {"-wal", "-shm", ""})
        ::unlink((m_state.options.file() + suffix).c_str());
}

void DiskWriter::loadIndex()
{
    struct Row
    {
        std::uint64_t place, serial;
        std::int64_t freshUntil;
    };
    std::vector<Row> rows;
    m_table->each([&rows](std::uint64_t place, std::uint64_t serial, std::int64_t freshUntil) {
        rows.push_back({place, serial, freshUntil});
    });
    const std::lock_guard lock(m_state.mutex);
    if (m_state.index.isLoaded()) // of a file that is no more
        m_state.index.reset();
    for (const Row &row : rows)
        m_state.index.add(row.place, row.serial,
                          row.serial < m_state.suspectBelow ? 0 : row.freshUntil);
    m_state.index.setLoaded();
    m_state.figures.entries = m_table->rows();
    m_state.figures.bytes = m_table->bytes();
}

// --- Writing --------------------------------------------------------------------------------

DiskWriter::Batch DiskWriter::takeBatch()
{
    Batch batch;
    const std::lock_guard lock(m_state.mutex);
    std::uint64_t bytes = 0;
    while (!m_state.queue.empty() && batch.writes.size() < kBatchWrites && bytes < kBatchBytes) {
        bytes += m_state.queue.front().bytes;
        m_state.queuedPurges -= m_state.queue.front().isPurge ? 1 : 0;
        batch.writes.push_back(std::move(m_state.queue.front()));
        m_state.queue.pop_front();
    }
    m_state.queuedBytes -= bytes;
    if (m_state.queue.empty() && m_state.journal)
        batch.noted = m_state.journal->noted();
    return batch;
}

void DiskWriter::write(Batch &batch)
{
    try {
        m_table->begin();
        const Done done = apply(batch);
        m_table->commit();
        committed(batch, done);
        works();
    } catch (const DatabaseError &error) {
        m_table->rollback();
        giveBack(batch);
        if (error.isDamage()) {
            m_table.reset();
            m_mustBeginAnew = true;
        }
        failed(error.what());
    }
}

// Nothing waits: what has expired goes, and a smaller capacity is caught up with.
void DiskWriter::tidy()
{
    Batch nothing;
    write(nothing);
    try {
        if (m_table)
            m_table->shrink();
    } catch (const DatabaseError &) { // it is a courtesy; writing says when the disk fails
    }
}

DiskWriter::Done DiskWriter::apply(const Batch &batch)
{
    Done done;
    StoreTime time;
    {
        const std::lock_guard lock(m_state.mutex);
        time = m_state.time;
    }
    const auto gone = [&done](std::uint64_t place, std::uint64_t serial) {
        done.gone.emplace_back(place, serial);
    };
    for (const DiskWrite &write : batch.writes) {
        if (write.isPurge) {
            m_table->purge(write.purge, gone);
            continue;
        }
        const CacheEntry &entry = *write.record.entry;
        ResponseRow row;
        row.serial = write.serial;
        row.place = write.place;
        row.freshUntil = time.stored(entry.freshUntil);
        row.keepUntil = time.stored(std::max(entry.freshUntil, entry.keepUntil));
        row.record = encodeResponse(write.record, time);
        row.checksum = sipHash(m_state.options.key, row.record);
        m_table->put(row);
        done.freshUntil.push_back(row.freshUntil);
    }
    makeRoom(done);
    return done;
}

void DiskWriter::makeRoom(Done &done)
{
    const auto gone = [&done](std::uint64_t place, std::uint64_t serial) {
        done.gone.emplace_back(place, serial);
    };
    m_table->expire(timeNow(), kExpiredAtATime, gone);
    const auto capacity =
        static_cast<std::uint64_t>(m_settings.number(Param::CacheDiskCapacity) * 1024 * 1024);
    const auto isUsed = [this](std::uint64_t place, std::uint64_t serial) {
        const std::lock_guard lock(m_state.mutex);
        return m_state.index.takeUsed(place, serial);
    };
    for (int i = 0; i < kEvictionRounds && m_table->bytes() > capacity; ++i)
        done.evicted += static_cast<std::uint64_t>(m_table->evict(capacity, isUsed, gone));
}

void DiskWriter::committed(const Batch &batch, const Done &done)
{
    const std::int64_t now = timeNow();
    const std::lock_guard lock(m_state.mutex);
    auto freshUntil = done.freshUntil.begin();
    for (const DiskWrite &write : batch.writes) {
        if (!write.isPurge)
            m_state.index.written(write.place.hash, write.serial, *freshUntil++);
    }
    for (const auto &[place, serial] : done.gone)
        m_state.index.dropped(place, serial);
    for (const DiskWrite &write : batch.writes) {
        if (write.isPurge)
            m_state.index.settled(write.purge);
    }
    m_state.journal->sawTime(now);
    if (batch.noted != 0)
        m_state.journal->settle(batch.noted);
    m_state.figures.entries = m_table->rows();
    m_state.figures.bytes = m_table->bytes();
    m_state.figures.writes += done.freshUntil.size();
    m_state.figures.evictions += done.evicted;
}

void DiskWriter::works()
{
    {
        const std::lock_guard lock(m_state.mutex);
        m_state.isUp = true;
        m_state.wake.notify_all();
    }
    m_pause = {};
    if (std::exchange(m_failures, 0) > 0)
        m_state.tell("The disk store in " + m_state.options.folder + " works again");
}

// The purges go first again; the responses are lost.
void DiskWriter::giveBack(Batch &batch)
{
    const std::lock_guard lock(m_state.mutex);
    for (auto write = batch.writes.rbegin(); write != batch.writes.rend(); ++write) {
        if (write->isPurge) {
            ++m_state.queuedPurges;
            m_state.queue.push_front(std::move(*write));
        } else {
            ++m_state.figures.shed;
            m_state.index.dropped(write->place.hash, write->serial);
        }
    }
}

void DiskWriter::failed(const std::string &what)
{
    m_pause = m_failures == 0 ? kFirstPause : std::min(2 * m_pause, kLongestPause);
    m_pause = std::max(m_pause, kFirstPause);
    {
        const std::lock_guard lock(m_state.mutex);
        ++m_state.figures.failures;
        m_state.isUp = false;
        m_state.wake.notify_all();
    }
    if (++m_failures == 1)
        m_state.tell("The disk store in " + m_state.options.folder + " fails (" + what +
                     "): answers go on from memory, and it is tried again");
}

std::int64_t DiskWriter::timeNow() const
{
    const std::lock_guard lock(m_state.mutex);
    return m_state.time.stored(m_clock.now());
}

} // namespace forefetch
