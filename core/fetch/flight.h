// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetcher.h"
#include "core/request/ids.h"
#include "core/request/request.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// A fetch in flight that demand requests may join: its producer appends, any number of readers
// stream from it at their own pace. While the body is below `keepLimit` it is kept whole (that is
// what gets stored, and lets readers join at any time); beyond, only the window between the
// slowest reader and the producer is kept, and nobody can join any more.
//
// A flight whose answer turns out not to be shareable releases its readers: they fetch for
// themselves.
//
// Thread: any; one mutex a flight; `notify` is called without it.
class Flight
{
public:
    enum class Kind : std::uint8_t { Demand, Prefetch };
    enum class ReadState : std::uint8_t {
        Waiting, // nothing new; notify will be called
        Data,    // `out` got bytes
        End,     // all of the body has been read
        Failed,  // ended by an error: error() says which
        Released // not for sharing: fetch for yourself
    };
    using ReaderId = std::uint32_t; // 0 is none
    using Notify = std::function<void()>;

    Flight(Key key, Kind kind, PrefetchId prefetch, std::size_t keepLimit);

    const Key &key() const { return m_key; }
    Kind kind() const { return m_kind; }
    PrefetchId prefetch() const { return m_prefetch; }

    // Producer.
    void head(ResponseHeadPtr head, bool shareable);
    void data(std::string_view bytes);
    void end(const FetchEnd &end);
    // Bytes that the slowest reader has not read; a producer that can wait should, above a window.
    std::size_t backlog() const;
    // Called without the lock when a reader has read; for a producer that waits.
    void setDrained(Notify drained);
    // The whole body, once ended well and never over the limit; null otherwise.
    Body body() const;

    // Readers.
    ReaderId join(Notify notify); // 0: too late, or not for sharing
    void leave(ReaderId reader);
    std::size_t readers() const;
    ResponseHeadPtr responseHead() const; // null until it is known
    ReadState read(ReaderId reader, std::string &out, std::size_t most);
    std::string error() const;

private:
    struct State;
    Key m_key;
    Kind m_kind;
    PrefetchId m_prefetch;
    std::shared_ptr<State> m_state;
};

using FlightPtr = std::shared_ptr<Flight>;

// The fetches in flight by key: at most one each.
// The order that leaves no gap: look in the cache; join a flight; else begin one; when begun, look
// in the cache once more, for what ended in between.
class FlightTable
{
public:
    explicit FlightTable(std::size_t keepLimit = 4 << 20);
    ~FlightTable();

    FlightPtr find(const Key &key) const;
    bool contains(const Key &key) const;
    // Null when there is one already.
    FlightPtr begin(const Key &key, Flight::Kind kind, PrefetchId prefetch = PrefetchId::None);
    // Takes it out of the table (only this very flight); who holds it may go on reading.
    void finish(const FlightPtr &flight);
    std::size_t size() const;

private:
    struct Shard;
    std::unique_ptr<Shard[]> m_shards;
    std::size_t m_keepLimit;
};

} // namespace forefetch
