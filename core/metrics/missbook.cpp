// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/missbook.h"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <new>
#include <type_traits>

namespace forefetch {

namespace {

constexpr std::size_t kSaidSets = 32'768; // of 4 notes of 32 bytes, and 8 more: 4.3 MiB
constexpr std::size_t kLeftSets = 16'384;

std::uint64_t hashOf(SessionId session, ResourceId resource)
{
    return mixBits(resource.packed() + 0x9e3779b97f4a7c15ULL * session.packed());
}

MissReason reasonOf(Said what)
{
    switch (what) {
    case Said::BelowThreshold:
        return MissReason::BelowThreshold;
    case Said::SwitchedOff:
        return MissReason::SwitchedOff;
    case Said::HeldBack:
        return MissReason::HeldBack;
    case Said::NoSpace:
        return MissReason::NoSpace;
    case Said::Spared:
        return MissReason::Spared;
    case Said::OverLimit:
        return MissReason::OverLimit;
    case Said::Taken:
        break;
    }
    return MissReason::Forgotten; // it should have been there, and nobody said where it went
}

std::uint8_t markOf(ResourceId resource)
{
    return static_cast<std::uint8_t>(1 + resource.generation % 255);
}

} // namespace

// A fixed table of notes. Each shard has a lock of its own.
class MissBook::Notes
{
public:
    struct Note
    {
        std::uint64_t hash = 0; // 0: free
        TimePoint at{};
        float pUsed = 0;
        float threshold = 0;
        std::uint8_t what = 0; // Said or MissReason
    };
    struct Found
    {
        Note note;          // its hash is 0 when there is none
        TimePoint lostAt{}; // the newest note of its set that had to make room
    };

    Notes(std::size_t sets, Callers callers)
        : m_count(sets), m_sets(static_cast<Set *>(std::calloc(sets, sizeof(Set)))),
          m_mutexes(kShards)
    {
        if (!m_sets)
            throw std::bad_alloc();
        for (StageMutex &mutex : m_mutexes)
            mutex.assign(callers);
    }

    // `keeps` says whether what is noted already stands for the new one, too.
    template <typename Keeps>
    void put(const Note &note, const Keeps &keeps)
    {
        Set &set = setOf(note.hash);
        const std::lock_guard lock(mutexOf(note.hash));
        Note *place = set.notes.data();
        for (Note &other : set.notes) {
            if (other.hash == note.hash) {
                if (!keeps(other))
                    other = note;
                return;
            }
            if (other.hash == 0 || (place->hash != 0 && other.at < place->at))
                place = &other;
        }
        if (place->hash != 0)
            set.lostAt = std::max(set.lostAt, place->at);
        *place = note;
    }

    Found find(std::uint64_t hash)
    {
        const Set &set = setOf(hash);
        const std::lock_guard lock(mutexOf(hash));
        for (const Note &note : set.notes) {
            if (note.hash == hash)
                return {note, set.lostAt};
        }
        return {{}, set.lostAt};
    }

private:
    static constexpr std::size_t kShards = 16;

    struct Set
    {
        std::array<Note, 4> notes;
        TimePoint lostAt{};
    };

    // Zeroes are a set without notes, and calloc's cost no memory before they are written to: few
    // runs ever need most of the table.
    static_assert(std::is_trivially_copyable_v<Set>);
    struct Free
    {
        void operator()(Set *sets) const { std::free(sets); }
    };

    Set &setOf(std::uint64_t hash) { return m_sets[hash % m_count]; }
    StageMutex &mutexOf(std::uint64_t hash) { return m_mutexes[hash % kShards]; }

    std::size_t m_count; // a multiple of the shards: a set is one shard's
    std::unique_ptr<Set[], Free> m_sets;
    std::vector<StageMutex> m_mutexes;
};

MissBook::MissBook(std::size_t resources, Callers callers)
    : m_said(std::make_unique<Notes>(kSaidSets, callers)),
      m_left(std::make_unique<Notes>(kLeftSets, callers)), m_asked(resources), m_lateMutex(callers)
{
}

MissBook::~MissBook() = default;

void MissBook::said(SessionId session, ResourceId resource, Said what, float pUsed, float threshold,
                    TimePoint now, Duration horizon)
{
    const Notes::Note note{hashOf(session, resource), now, pUsed, threshold,
                           static_cast<std::uint8_t>(what)};
    m_said->put(note, [&](const Notes::Note &before) {
        return before.at >= now - horizon && before.pUsed > pUsed && what != Said::Taken;
    });
}

void MissBook::left(const Key &key, MissReason how, TimePoint now)
{
    m_left->put({forefetch::hashOf(key), now, 0, 0, static_cast<std::uint8_t>(how)},
                [](const Notes::Note &) { return false; });
}

void MissBook::asked(ResourceId resource)
{
    if (resource.index < m_asked.size() && !wasAsked(resource))
        m_asked[resource.index].store(markOf(resource), std::memory_order_relaxed);
}

bool MissBook::wasAsked(ResourceId resource) const
{
    return resource.index < m_asked.size() &&
           m_asked[resource.index].load(std::memory_order_relaxed) == markOf(resource);
}

Miss MissBook::explain(SessionId session, const Key &key, TimePoint now, Duration horizon) const
{
    const Notes::Found said = m_said->find(hashOf(session, key.resource));
    Notes::Note left = m_left->find(forefetch::hashOf(key)).note;
    if (!key.partition.isPublic()) { // it may have been everybody's
        const Notes::Note shared =
            m_left->find(forefetch::hashOf(Key{key.resource, Partition::everyone()})).note;
        left = shared.hash != 0 && (left.hash == 0 || shared.at > left.at) ? shared : left;
    }
    const bool isNamed = said.note.hash != 0 && said.note.at >= now - horizon;
    const auto what = static_cast<Said>(said.note.what);
    const bool isLeftLast = left.hash != 0 && (!isNamed || left.at > said.note.at);
    Miss miss;
    if (isNamed) {
        miss.pUsed = said.note.pUsed;
        miss.threshold = said.note.threshold;
    }
    if (isLeftLast || (isNamed && what == Said::Taken && left.hash != 0))
        miss.reason = static_cast<MissReason>(left.what);
    else if (isNamed)
        miss.reason = reasonOf(what);
    else if (said.lostAt != TimePoint() && said.lostAt >= now - horizon)
        miss.reason = MissReason::Forgotten;
    else
        miss.reason = wasAsked(key.resource) ? MissReason::NotPredicted : MissReason::NeverSeen;
    return miss;
}

void MissBook::count(MissReason reason)
{
    m_counts[static_cast<std::size_t>(reason)].fetch_add(1, std::memory_order_relaxed);
}

void MissBook::countLate(Duration waited, Duration queued)
{
    const std::lock_guard lock(m_lateMutex);
    m_lateWaits.record(waited);
    m_lateQueue += seconds(std::clamp(queued, Duration(0), std::max(waited, Duration(0))));
}

MissFigures MissBook::figures() const
{
    MissFigures figures;
    for (std::size_t i = 0; i < kMissReasonCount; ++i)
        figures.by[i] = m_counts[i].load(std::memory_order_relaxed);
    const std::lock_guard lock(m_lateMutex);
    figures.lateSum = m_lateWaits.sumSeconds();
    figures.lateQueue = m_lateQueue;
    return figures;
}

Histogram MissBook::lateWaits() const
{
    const std::lock_guard lock(m_lateMutex);
    return m_lateWaits;
}

} // namespace forefetch
