// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/flight.h"

#include <algorithm>
#include <utility>

namespace forefetch {

Flight::Flight(Key key, Kind kind, PrefetchId prefetch, std::size_t keepLimit,
               Headers requestFields, Callers callers)
    : m_key(key), m_kind(kind), m_prefetch(prefetch), m_keepLimit(keepLimit),
      m_requestFields(std::move(requestFields)), m_mutex(callers)
{
}

// --- Producer.

void Flight::head(ResponseHeadPtr head, bool shareable)
{
    std::vector<Call> calls;
    {
        const std::lock_guard lock(m_mutex);
        if (m_phase != Phase::Open)
            return;
        m_head = std::move(head);
        if (!shareable) {
            m_shareable = false;
            m_whole = false;
            for (Reader &reader : m_readers)
                reader.released = reader.role == Role::Joiner;
        }
        collectWaiting(calls);
    }
    callAll(calls);
}

void Flight::data(std::string_view bytes)
{
    std::vector<Call> calls;
    {
        const std::lock_guard lock(m_mutex);
        if (m_phase != Phase::Open)
            return;
        m_kept.append(bytes);
        if (produced() > m_keepLimit)
            m_whole = false;
        trim();
        collectWaiting(calls);
    }
    callAll(calls);
}

void Flight::end(const FetchEnd &end)
{
    std::vector<Call> calls;
    {
        const std::lock_guard lock(m_mutex);
        if (m_phase != Phase::Open)
            return;
        if (end.status == FetchStatus::Answered) {
            m_phase = Phase::Ended;
            const bool known = end.bytes == 0 || produced() > 0; // else: virtual time
            if (m_whole && known) {
                static const Body empty = std::make_shared<const std::string>();
                m_body =
                    m_kept.empty() ? empty : std::make_shared<const std::string>(std::move(m_kept));
                m_kept.clear();
            }
        } else {
            m_phase = Phase::Failed;
            m_error = end.error;
            m_status = end.status;
        }
        collectWaiting(calls);
    }
    callAll(calls);
}

void Flight::release()
{
    std::vector<Call> calls;
    {
        const std::lock_guard lock(m_mutex);
        if (m_phase != Phase::Open)
            return;
        m_phase = Phase::Released;
        m_error = "the fetch was given up before its end";
        collectWaiting(calls);
    }
    callAll(calls);
}

std::size_t Flight::backlog() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<std::size_t>(produced() - slowest());
}

std::uint64_t Flight::readByAll() const
{
    const std::lock_guard lock(m_mutex);
    return slowest();
}

bool Flight::letGoLaggards(std::size_t window)
{
    Call drained;
    {
        const std::lock_guard lock(m_mutex);
        const std::uint64_t end = produced();
        const bool isAwaited =
            std::any_of(m_readers.begin(), m_readers.end(), [end](const Reader &r) {
                return !r.released && !r.tooSlow && r.at == end;
            });
        if (m_phase != Phase::Open || m_whole || !isAwaited)
            return false;
        bool any = false;
        for (Reader &reader : m_readers) {
            if (reader.released || reader.tooSlow || end - reader.at <= window)
                continue;
            reader.tooSlow = any = true;
        }
        if (!any)
            return false;
        drained = m_drained;
        trim();
    }
    if (drained)
        (*drained)();
    return true;
}

void Flight::setDrained(Notify drained)
{
    Call call = drained ? std::make_shared<const Notify>(std::move(drained)) : nullptr;
    const std::lock_guard lock(m_mutex);
    m_drained.swap(call);
}

Body Flight::body() const
{
    const std::lock_guard lock(m_mutex);
    return m_body;
}

// --- Readers.

Flight::ReaderId Flight::join(Notify notify, Role role)
{
    auto call = std::make_shared<const Notify>(std::move(notify));
    const std::lock_guard lock(m_mutex);
    const bool missed = !m_whole && produced() > 0;
    const bool closed = m_phase == Phase::Failed || m_phase == Phase::Released;
    if (closed || missed || (!m_shareable && role == Role::Joiner))
        return 0;
    if (m_phase == Phase::Ended && !m_body && produced() == 0)
        return 0; // ended in virtual time: there are no bytes to read
    m_readers.push_back({.id = ++m_lastReader, .role = role, .notify = std::move(call)});
    return m_lastReader;
}

void Flight::leave(ReaderId reader)
{
    Call drained;
    {
        const std::lock_guard lock(m_mutex);
        const std::uint64_t before = slowest();
        if (std::erase_if(m_readers, [reader](const Reader &r) { return r.id == reader; }) == 0)
            return;
        if (slowest() != before)
            drained = m_drained;
        trim();
    }
    if (drained)
        (*drained)();
}

std::size_t Flight::readers() const
{
    const std::lock_guard lock(m_mutex);
    return m_readers.size();
}

ResponseHeadPtr Flight::responseHead() const
{
    const std::lock_guard lock(m_mutex);
    return m_head;
}

Flight::ReadState Flight::read(ReaderId id, std::string &out, std::size_t most)
{
    Call drained;
    {
        const std::lock_guard lock(m_mutex);
        Reader *reader = find(id);
        if (!reader)
            return ReadState::Failed;
        const bool had = reader->at > 0;
        if (reader->released || (m_phase == Phase::Released && !had))
            return ReadState::Released;
        if (m_phase == Phase::Failed || m_phase == Phase::Released || reader->tooSlow)
            return ReadState::Failed;
        const std::string &bytes = m_body ? *m_body : m_kept;
        const std::size_t from = static_cast<std::size_t>(reader->at - (m_body ? 0 : m_base));
        if (from >= bytes.size()) {
            reader->waits = m_phase == Phase::Open;
            return reader->waits ? ReadState::Waiting : ReadState::End;
        }
        const std::size_t n = std::min(most, bytes.size() - from);
        const std::uint64_t before = slowest();
        out.append(bytes, from, n);
        reader->at += n;
        if (slowest() != before)
            drained = m_drained;
        trim();
    }
    if (drained)
        (*drained)();
    return ReadState::Data;
}

std::string Flight::error() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

FetchStatus Flight::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

// --- Under the lock.

Flight::Reader *Flight::find(ReaderId reader)
{
    const auto found = std::find_if(m_readers.begin(), m_readers.end(),
                                    [reader](const Reader &r) { return r.id == reader; });
    return found == m_readers.end() ? nullptr : &*found;
}

// The offset of the slowest reader that still reads; where production is when there is none.
std::uint64_t Flight::slowest() const
{
    std::uint64_t at = m_body ? m_body->size() : produced();
    for (const Reader &reader : m_readers) {
        if (!reader.released && !reader.tooSlow)
            at = std::min(at, reader.at);
    }
    return at;
}

// Lets go what nobody will read. Erasing moves the rest, so it waits until at least half is dead:
// each byte is moved at most once on average.
void Flight::trim()
{
    if (m_whole || m_body)
        return;
    const auto dead = static_cast<std::size_t>(slowest() - m_base);
    if (dead == 0 || dead * 2 < m_kept.size())
        return;
    m_kept.erase(0, dead);
    m_base += dead;
}

void Flight::collectWaiting(std::vector<Call> &calls)
{
    for (Reader &reader : m_readers) {
        if (!std::exchange(reader.waits, false))
            continue;
        calls.push_back(reader.notify);
    }
}

void Flight::callAll(const std::vector<Call> &calls)
{
    for (const Call &call : calls) {
        if (*call)
            (*call)();
    }
}

} // namespace forefetch
