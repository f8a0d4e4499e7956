// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/diskstore.h"

#include "core/cache/cachestore.h"

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace forefetch {

DiskStore::DiskStore(DiskStoreOptions options, const Interner &interner, const Settings &settings,
                     const Clock &clock)
    : m_interner(interner), m_settings(settings), m_clock(clock), m_state(std::move(options)),
      m_writer(m_state, settings, clock), m_reader(m_state, clock)
{
}

DiskStore::~DiskStore()
{
    stop();
}

Result<void> DiskStore::start()
{
    if (std::exchange(m_running, true))
        return {};
    // A limit on the size of files is a full disk to us, not the end of the process.
    std::signal(SIGXFSZ, SIG_IGN);
    const std::string &folder = m_state.options.folder;
    ::mkdir(folder.c_str(), 0700);
    m_lock = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lock >= 0 && ::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(std::exchange(m_lock, -1));
        m_running = false;
        return Error{ErrorCode::Refused, folder + ": another process keeps its store there; give "
                                                  "each its own by --store-dir DIR"};
    }
    m_writer.start();
    m_reader.start();
    return {};
}

void DiskStore::stop()
{
    if (!std::exchange(m_running, false))
        return;
    m_reader.stop();
    m_writer.stop();
    if (m_lock >= 0)
        ::close(std::exchange(m_lock, -1));
}

bool DiskStore::placeOf(const Key &key, Place &place, std::string &target) const
{
    if (!m_interner.read(key.resource, target))
        return false;
    place = m_state.placeOf(target, key.partition);
    return true;
}

BackingStore::Ticket DiskStore::replacing(const Key &key)
{
    Place place;
    std::string target;
    if (!placeOf(key, place, target))
        return 0;
    const std::lock_guard lock(m_state.mutex);
    if (!m_state.journal || m_state.ends)
        return 0;
    if (m_state.index.mayHave(place))
        m_state.purge(Purge::Kind::Place, place.hash);
    const std::uint64_t serial = m_state.journal->nextSerial();
    m_state.index.reserve(place, serial);
    return serial;
}

void DiskStore::keep(const Key &key, Ticket ticket, CacheEntryPtr entry)
{
    DiskWrite write;
    if (ticket == 0 || !placeOf(key, write.place, write.record.target))
        return;
    const std::lock_guard lock(m_state.mutex);
    if (!m_state.index.isCurrent(write.place, ticket))
        return;
    const bool isWhole = entry && entry->head && entry->body;
    write.bytes = isWhole ? chargeOf(*entry) : 0;
    if (!isWhole || m_state.queuedBytes + write.bytes > m_state.options.queueBytes) {
        m_state.figures.shed += isWhole ? 1 : 0;
        m_state.index.dropped(write.place.hash, ticket);
        return;
    }
    write.serial = ticket;
    write.record.partition = key.partition;
    write.record.entry = std::move(entry);
    m_state.queuedBytes += write.bytes;
    m_state.queue.push_back(std::move(write));
}

void DiskStore::erase(const Key &key)
{
    Place place;
    std::string target;
    const bool known = placeOf(key, place, target);
    const std::lock_guard lock(m_state.mutex);
    // (One that cannot be named any more is nowhere, or somewhere among all.)
    if (!known)
        m_state.purge(Purge::Kind::Everything, 0);
    else if (m_state.index.mayHave(place))
        m_state.purge(Purge::Kind::Place, place.hash);
}

void DiskStore::eraseTarget(std::string_view target)
{
    const Place place = m_state.placeOf(target, Partition::everyone());
    const std::lock_guard lock(m_state.mutex);
    m_state.purge(Purge::Kind::Resource, place.resource);
}

void DiskStore::clear()
{
    const std::lock_guard lock(m_state.mutex);
    m_state.purge(Purge::Kind::Everything, 0);
}

bool DiskStore::mayHold(const Key &key) const
{
    Place place;
    std::string target;
    if (!placeOf(key, place, target))
        return false;
    const std::lock_guard lock(m_state.mutex);
    return m_state.journal && m_state.index.mayHold(place);
}

bool DiskStore::holdsFresh(const Key &key) const
{
    Place place;
    std::string target;
    if (!placeOf(key, place, target))
        return false;
    const TimePoint now = m_clock.now();
    const std::lock_guard lock(m_state.mutex);
    return m_state.journal && m_state.index.holdsFresh(place, m_state.time.stored(now));
}

void DiskStore::load(const Question &question, Admit admit, Done done)
{
    std::vector<DiskReader::Wanted> wanted;
    std::string target;
    for (const Key &key : question.keys) {
        Place place;
        if (placeOf(key, place, target))
            wanted.push_back({key, place});
    }
    if (wanted.empty() || !m_reader.load(std::move(wanted), std::move(admit), done))
        done();
}

StoreLevelFigures DiskStore::figures() const
{
    const std::lock_guard lock(m_state.mutex);
    StoreLevelFigures figures = m_state.figures;
    figures.up = m_state.isUp ? 1 : 0;
    figures.capacity =
        static_cast<std::uint64_t>(m_settings.number(Param::CacheDiskCapacity) * 1024 * 1024);
    figures.pending = m_state.queue.size();
    return figures;
}

} // namespace forefetch
