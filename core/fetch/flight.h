// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/request/headers.h"
#include "core/request/ids.h"
#include "core/request/request.h"
#include "core/time/stagemutex.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// A fetch in flight that demand requests may join: its producer appends, any number of readers
// stream from it at their own pace. While the body is below `keepLimit` it is kept whole (that is
// what gets stored, and lets readers join at any time); beyond, only the window between the
// slowest reader and the producer is kept, and nobody can join any more.
//
// A flight whose answer turns out not to be shareable releases its readers: they fetch for
// themselves.
//
//     FlightPtr flight = table.begin(key, Flight::Kind::Demand);     // the producer
//     flight->head(head, true); flight->data(bytes); flight->end({});
//
//     auto reader = flight->join([&] { mailbox.push(...); });        // somebody else
//     while (flight->read(reader, out, 64 << 10) == Flight::ReadState::Data) ...
//
// Thread: any; one mutex a flight; `notify` and `drained` are called without it, so one that was
// under way may still arrive just after leave(): let it hold what it touches, or post to a mailbox.
class Flight
{
public:
    enum class Kind : std::uint8_t { Demand, Prefetch };
    enum class ReadState : std::uint8_t {
        Waiting, // nothing new; notify will be called, once
        Data,    // bytes were appended to `out`
        End,     // all of the body has been read
        Failed,  // ended by an error: error() says which
        Released // not for sharing, and this reader has had nothing of it: fetch for yourself
    };
    using ReaderId = std::uint32_t; // 0 is none
    using Notify = std::function<void()>;

    Flight(Key key, Kind kind, PrefetchId prefetch, std::size_t keepLimit,
           Headers requestFields = {}, Callers callers = Callers::AnyThread);
    Flight(const Flight &) = delete;
    Flight &operator=(const Flight &) = delete;

    const Key &key() const { return m_key; }
    Kind kind() const { return m_kind; }
    PrefetchId prefetch() const { return m_prefetch; }
    // Of the request that is being answered: a joiner whose fields differ in what the response's
    // Vary names must not read on.
    const Headers &requestFields() const { return m_requestFields; }

    // Producer.
    // Not shareable: readers are released, but for the owner; and nothing is kept whole.
    void head(ResponseHeadPtr head, bool shareable);
    void data(std::string_view bytes);
    void end(const FetchEnd &end);
    // Gives up without an error: who has had nothing yet fetches for himself, others fail.
    void release();
    // Bytes that the slowest reader has not read; a producer that can wait should, above a window.
    std::size_t backlog() const;
    // The offset up to which all readers have read.
    std::uint64_t readByAll() const;
    // Fails the readers that lag by more than `window` while somebody waits for more, so that they
    // hold up nobody any longer; true when there were any.
    bool letGoLaggards(std::size_t window);
    // Called without the lock when the slowest reader has read on, or left.
    void setDrained(Notify drained);
    // The whole body, once ended well and never over the limit; null otherwise, and in virtual
    // time, where only its length is known.
    Body body() const;

    // Readers. The owner is the one for whom the flight was begun: never released by head().
    enum class Role : std::uint8_t { Joiner, Owner };
    // 0: too late, or not for sharing. Before it has read a byte, a reader may find the head.
    ReaderId join(Notify notify, Role role = Role::Joiner);
    void leave(ReaderId reader);
    std::size_t readers() const;
    ResponseHeadPtr responseHead() const; // null until it is known
    ReadState read(ReaderId reader, std::string &out, std::size_t most);
    std::string error() const;
    FetchStatus status() const; // of the end; Answered while there is none

private:
    enum class Phase : std::uint8_t { Open, Ended, Failed, Released };
    using Call = std::shared_ptr<const Notify>;
    struct Reader
    {
        ReaderId id = 0;
        Role role = Role::Joiner;
        bool waits = true; // is to be notified of the next news
        bool released = false;
        bool tooSlow = false; // let go: what it has not read is gone
        std::uint64_t at = 0; // next byte of the body to read
        Call notify;
    };

    Reader *find(ReaderId reader);
    std::uint64_t produced() const { return m_base + m_kept.size(); }
    std::uint64_t slowest() const;
    void trim();
    void collectWaiting(std::vector<Call> &calls);
    static void callAll(const std::vector<Call> &calls);

    const Key m_key;
    const Kind m_kind;
    const PrefetchId m_prefetch;
    const std::size_t m_keepLimit;
    const Headers m_requestFields;

    mutable StageMutex m_mutex; // guards what follows
    Phase m_phase = Phase::Open;
    bool m_whole = true; // m_kept is the body from its first byte
    bool m_shareable = true;
    ReaderId m_lastReader = 0;
    std::uint64_t m_base = 0; // offset in the body of m_kept's first byte
    std::string m_kept;
    Body m_body; // takes m_kept over when it ended whole
    ResponseHeadPtr m_head;
    std::vector<Reader> m_readers;
    Call m_drained;
    std::string m_error;
    FetchStatus m_status = FetchStatus::Answered;
};

using FlightPtr = std::shared_ptr<Flight>;

// The fetches in flight by key: at most one each.
// The order that leaves no gap: look in the cache; join a flight; else begin one; when begun, look
// in the cache once more, for what ended in between.
// Thread: any; sharded mutexes, each held for one look-up (retire: for one walk over what flies).
class FlightTable
{
public:
    explicit FlightTable(std::size_t keepLimit = 4 << 20, Callers callers = Callers::AnyThread);
    ~FlightTable();

    FlightPtr find(const Key &key) const;
    // The flight of this very prefetch, voided or not: under its key another may fly by now.
    FlightPtr find(const Key &key, PrefetchId prefetch) const;
    bool contains(const Key &key) const;
    // Null when there is one already.
    FlightPtr begin(const Key &key, Flight::Kind kind, PrefetchId prefetch = PrefetchId::None,
                    Headers requestFields = {});
    // Takes it out of the table (only this very flight); who holds it may go on reading.
    void finish(const FlightPtr &flight);
    // What is being fetched of this resource, in any partition, is out of date: nobody finds or
    // joins it any more, and the next one begins a flight of his own. Who reads it reads on.
    void retire(ResourceId resource);
    std::size_t size() const;

private:
    struct Shard;
    std::unique_ptr<Shard[]> m_shards;
    std::size_t m_keepLimit;
    Callers m_callers;
};

} // namespace forefetch
