// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/purgejournal.h"

#include "core/request/partition.h"
#include "core/time/random.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace forefetch {

namespace {

constexpr std::uint64_t kMagic = 0x3156'4552'5550'4646; // "FFPUREV1" as a number
constexpr std::size_t kKept = 65'280;
constexpr unsigned kKindShift = 62; // the upper bits of a serial: there are never so many

// Another one: the machine has been down, and what was not flushed is gone.
std::uint64_t bootId()
{
    std::ifstream in("/proc/sys/kernel/random/boot_id");
    std::string text;
    std::getline(in, text);
    return sipHash({1, 2}, text);
}

} // namespace

struct PurgeJournal::Page
{
    struct Line
    {
        std::uint64_t hash;
        std::uint64_t serial;
    };
    std::atomic<std::uint64_t> magic;
    std::uint64_t id;
    std::uint64_t boot;
    std::atomic<std::uint64_t> isClean;
    std::atomic<std::uint64_t> serial;
    std::atomic<std::int64_t> time;
    std::atomic<std::uint64_t> noted;
    std::atomic<std::uint64_t> settled;
    std::atomic<std::uint64_t> voidBefore; // a serial: more waited than there are lines
    std::array<std::uint64_t, 503> unused;
    std::array<Line, kKept> lines;
};

PurgeJournal::PurgeJournal(void *mapped) : m_page(static_cast<Page *>(mapped)) {}

PurgeJournal::~PurgeJournal()
{
    ::munmap(m_page, sizeof(Page));
}

Result<std::unique_ptr<PurgeJournal>> PurgeJournal::open(const std::string &file)
{
    static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
    const auto problem = [&file](int code) {
        return Error{ErrorCode::Io, file + ": " + std::strerror(code)};
    };
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return problem(errno);
    // What was there and is too short reads as zero: it is made anew below.
    const int failure = ::posix_fallocate(fd, 0, sizeof(Page));
    void *mapped = failure != 0 ? MAP_FAILED
                                : ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE,
                                         MAP_SHARED | MAP_POPULATE, fd, 0);
    const int code = failure != 0 ? failure : errno;
    ::close(fd);
    if (mapped == MAP_FAILED)
        return problem(code);
    std::unique_ptr<PurgeJournal> journal(new PurgeJournal(mapped));
    Page &page = *journal->m_page;
    const std::uint64_t boot = bootId();
    journal->m_trusted = page.magic.load() == kMagic &&
                         (page.isClean.load() == 1 || page.boot == boot) &&
                         page.noted.load() >= page.settled.load();
    if (page.magic.load() != kMagic || page.noted.load() < page.settled.load()) {
        std::memset(mapped, 0, sizeof(Page));
        page.id = secretNumber();
        page.magic.store(kMagic, std::memory_order_release);
    }
    page.boot = boot;
    page.isClean.store(0, std::memory_order_release);
    return journal;
}

std::uint64_t PurgeJournal::id() const
{
    return m_page->id;
}

std::vector<Purge> PurgeJournal::waiting() const
{
    std::vector<Purge> purges;
    if (const std::uint64_t before = m_page->voidBefore.load(); before != 0)
        purges.push_back({Purge::Kind::Everything, 0, before});
    const std::uint64_t noted = m_page->noted.load();
    const std::uint64_t first = std::max(m_page->settled.load(), noted > kKept ? noted - kKept : 0);
    for (std::uint64_t i = first; i < noted; ++i) {
        const Page::Line &line = m_page->lines[i % kKept];
        constexpr std::uint64_t serials = (std::uint64_t{1} << kKindShift) - 1;
        purges.push_back({static_cast<Purge::Kind>(
                              std::min<std::uint64_t>(line.serial >> kKindShift, std::uint64_t{2})),
                          line.hash, line.serial & serials});
    }
    return purges;
}

void PurgeJournal::note(const Purge &purge)
{
    const std::uint64_t at = m_page->noted.load(std::memory_order_relaxed);
    if (at - m_page->settled.load(std::memory_order_acquire) >= kKept)
        m_page->voidBefore.store(purge.serial, std::memory_order_release);
    m_page->lines[at % kKept] = {purge.hash, purge.serial | static_cast<std::uint64_t>(purge.kind)
                                                                << kKindShift};
    m_page->noted.store(at + 1, std::memory_order_release);
}

std::uint64_t PurgeJournal::noted() const
{
    return m_page->noted.load(std::memory_order_acquire);
}

void PurgeJournal::settle(std::uint64_t upTo)
{
    m_page->settled.store(upTo, std::memory_order_release);
    if (upTo == noted())
        m_page->voidBefore.store(0, std::memory_order_release);
}

std::uint64_t PurgeJournal::nextSerial()
{
    return m_page->serial.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::uint64_t PurgeJournal::lastSerial() const
{
    return m_page->serial.load(std::memory_order_relaxed);
}

std::int64_t PurgeJournal::latestTime() const
{
    return m_page->time.load(std::memory_order_relaxed);
}

void PurgeJournal::sawTime(std::int64_t time)
{
    m_page->time.store(time, std::memory_order_relaxed);
}

void PurgeJournal::begin()
{
    m_page->voidBefore.store(0, std::memory_order_release);
    m_page->settled.store(noted(), std::memory_order_release);
    m_trusted = true;
}

void PurgeJournal::close()
{
    ::msync(m_page, sizeof(Page), MS_SYNC);
    m_page->isClean.store(1, std::memory_order_release);
    ::msync(m_page, sizeof(Page), MS_SYNC);
}

} // namespace forefetch
