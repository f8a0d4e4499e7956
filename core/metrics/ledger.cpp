// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ledger.h"

#include "core/metrics/changering.h"
#include "core/metrics/edgebook.h"
#include "core/metrics/recordpool.h"
#include "core/metrics/revisionbook.h"

#include <QtGlobal>

#include <algorithm>
#include <mutex>

namespace forefetch {

namespace {

constexpr std::uint64_t kChunk = 128; // changes that are looked at under one lock

} // namespace

struct Ledger::State
{
    State(std::size_t recentRecords, Callers callers) : mutex(callers), pool(recentRecords) {}

    // Runs `change` on the total and on the figures of the record's revision.
    template <typename Change>
    void count(RecordPool::Place &place, const Change &change)
    {
        change(total);
        if (LedgerFigures *f = revisions.at(place.revisionPlace, place.record.cause.revision))
            change(*f);
    }

    void changed(RecordPool::Place &place) { place.lastChange = changes.add(pool.indexOf(place)); }

    // Null, and nothing is changed, when the id is not there or may not go to `to`.
    RecordPool::Place *move(PrefetchId id, PrefetchState to)
    {
        RecordPool::Place *place = pool.find(id);
        if (!place || !canFollow(place->record.state, to))
            return nullptr;
        const auto from = static_cast<std::size_t>(place->record.state);
        place->record.state = to;
        changed(*place);
        count(*place, [from, to](LedgerFigures &f) {
            --f.in[from];
            ++f.in[static_cast<std::size_t>(to)];
        });
        Q_ASSERT(total.balances());
        return place;
    }

    mutable StageMutex mutex; // guards all below
    RecordPool pool;
    RevisionBook revisions;
    EdgeBook edges;
    ChangeRing changes;
    LedgerFigures total;
    Histogram leadTimes;
    std::vector<std::function<void(const PrefetchRecord &)>> endListeners;
};

Ledger::Ledger(std::size_t recentRecords, Callers callers)
    : m_state(std::make_unique<State>(recentRecords, callers))
{
}

Ledger::~Ledger() = default;

PrefetchId Ledger::schedule(const Key &key, const PrefetchCause &cause, TimePoint now)
{
    const std::lock_guard lock(m_state->mutex);
    RecordPool::Place *place = m_state->pool.open();
    if (!place)
        return PrefetchId::None;
    PrefetchRecord &record = place->record;
    record.key = key;
    record.cause = cause;
    record.scheduledAt = now;
    m_state->changed(*place);
    place->revisionPlace = m_state->revisions.open(cause.revision);
    place->edgeTicket = m_state->edges.schedule(cause.edge.context, key.resource, cause.threshold);
    m_state->count(*place, [](LedgerFigures &f) {
        ++f.scheduled;
        ++f.in[static_cast<std::size_t>(PrefetchState::Queued)];
    });
    Q_ASSERT(m_state->total.balances());
    return record.id;
}

bool Ledger::start(PrefetchId id, TimePoint now, Holdup heldUp)
{
    const std::lock_guard lock(m_state->mutex);
    RecordPool::Place *place = m_state->move(id, PrefetchState::InFlight);
    if (place) {
        place->record.startedAt = now;
        place->record.heldUp = heldUp;
    }
    return place != nullptr;
}

bool Ledger::attempt(PrefetchId id)
{
    const std::lock_guard lock(m_state->mutex);
    RecordPool::Place *place = m_state->pool.find(id);
    if (!place || place->record.state != PrefetchState::InFlight)
        return false;
    ++place->record.attempts;
    m_state->count(*place, [](LedgerFigures &f) { ++f.attempts; });
    return true;
}

bool Ledger::answered(PrefetchId id, int status)
{
    const std::lock_guard lock(m_state->mutex);
    RecordPool::Place *place = m_state->pool.find(id);
    if (!place)
        return false;
    place->record.status = static_cast<std::int16_t>(status);
    m_state->changed(*place);
    return true;
}

bool Ledger::ready(PrefetchId id, std::uint32_t bytes, TimePoint now)
{
    const std::lock_guard lock(m_state->mutex);
    RecordPool::Place *place = m_state->move(id, PrefetchState::Ready);
    if (!place)
        return false;
    place->record.readyAt = now;
    place->record.bytes = bytes;
    m_state->count(*place, [bytes](LedgerFigures &f) { f.bytes += bytes; });
    return true;
}

bool Ledger::end(PrefetchId id, PrefetchState outcome, TimePoint now)
{
    if (!isTerminal(outcome))
        return false;
    const std::lock_guard lock(m_state->mutex);
    RecordPool::Place *place = m_state->move(id, outcome);
    if (!place)
        return false;
    place->record.endedAt = now;
    if (outcome == PrefetchState::Used) {
        const Duration lead = std::max(now - place->record.readyAt, Duration{});
        m_state->leadTimes.record(lead);
        m_state->count(*place, [lead](LedgerFigures &f) { f.leadTimeSum += seconds(lead); });
    }
    m_state->edges.end(place->edgeTicket, outcome);
    for (const auto &listener : m_state->endListeners)
        listener(place->record);
    m_state->pool.end(*place);
    return true;
}

void Ledger::addEndListener(std::function<void(const PrefetchRecord &)> listener)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->endListeners.push_back(std::move(listener));
}

void Ledger::addBytes(std::uint64_t bytes)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->total.bytes += bytes;
}

std::optional<PrefetchRecord> Ledger::find(PrefetchId id) const
{
    const std::lock_guard lock(m_state->mutex);
    const RecordPool::Place *place = m_state->pool.find(id);
    return place ? std::optional(place->record) : std::nullopt;
}

LedgerFigures Ledger::figures() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->total;
}

std::optional<LedgerFigures> Ledger::figures(Revision revision) const
{
    const std::lock_guard lock(m_state->mutex);
    const LedgerFigures *f = m_state->revisions.figures(revision);
    return f ? std::optional(*f) : std::nullopt;
}

void Ledger::edges(std::vector<EdgeRecord> &out) const
{
    out.clear();
    out.reserve(EdgeBook::kPlaces); // before the lock
    const std::lock_guard lock(m_state->mutex);
    m_state->edges.read(out);
}

Histogram Ledger::leadTimes() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->leadTimes;
}

std::vector<PrefetchRecord> Ledger::recent(std::size_t most) const
{
    std::vector<PrefetchRecord> out;
    std::unique_lock lock(m_state->mutex);
    RecordPool &pool = m_state->pool;
    const std::size_t held = pool.held();
    lock.unlock(); // to allocate
    out.reserve(std::min(most, held));
    lock.lock();
    std::uint32_t open = pool.newestOpen();
    std::uint32_t ended = pool.newestEnded();
    while (out.size() < most && (open != RecordPool::kNone || ended != RecordPool::kNone)) {
        // At the same moment the open one goes first.
        const bool takeOpen = ended == RecordPool::kNone ||
                              (open != RecordPool::kNone &&
                               pool.at(open).record.scheduledAt >= pool.at(ended).record.endedAt);
        std::uint32_t &from = takeOpen ? open : ended;
        out.push_back(pool.at(from).record);
        from = pool.at(from).older;
    }
    return out;
}

PrefetchChanges Ledger::changedSince(std::uint64_t after, std::size_t most,
                                     std::vector<PrefetchRecord> &out) const
{
    out.clear();
    State &s = *m_state;
    std::unique_lock lock(s.mutex);
    PrefetchChanges changes{s.changes.newest(), true};
    std::uint64_t number = std::max(after + 1, s.changes.oldest());
    lock.unlock();
    if (changes.newest >= number && changes.newest - number >= most)
        number = changes.newest + 1 - most;
    changes.complete = number <= after + 1;
    out.reserve(changes.newest + 1 - std::min(number, changes.newest + 1));
    while (number <= changes.newest) {
        lock.lock();
        changes.complete = changes.complete && number >= s.changes.oldest();
        number = std::max(number, s.changes.oldest());
        const std::uint64_t end = std::min(number + kChunk, changes.newest + 1);
        for (; number < end; ++number) {
            const RecordPool::Place &place = s.pool.at(s.changes.at(number));
            if (place.lastChange == number && place.record.id != PrefetchId::None)
                out.push_back(place.record);
        }
        lock.unlock();
    }
    return changes;
}

std::size_t Ledger::memory() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->pool.memory() + sizeof(State);
}

} // namespace forefetch
