// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/backingstore.h"
#include "core/fetch/ioloop.h"
#include "core/request/interner.h"
#include "core/settings/settings.h"
#include "core/store/keyfile.h"
#include "core/store/redisaddress.h"
#include "core/store/responserecord.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace forefetch {

struct RedisStoreOptions
{
    RedisAddress address;
    SecretKey key{};   // the same for all gateways that share
    std::string space; // of one target: others' names do not meet these
    Duration replyWithin = std::chrono::milliseconds(20); // else the request goes on without
    Duration waitAtMost = std::chrono::seconds(1);        // for another gateway's fetch
    Duration leaseFor = std::chrono::seconds(2);
    std::size_t queueBytes = 64 << 20;               // that may be under way to the server
    std::function<void(const std::string &)> notice; // it fails, it works again; any thread
};

// The level behind memory that several gateways share (cache.store = "redis"): responses, leases,
// purges and the budget of prefetches, on a Redis server.
//
//     RedisStore store({.address = *RedisAddress::parse(url), .key = *keyFrom(file),
//                       .space = target}, interner, settings, clock);
//
// What one has fetched the others find. What nobody has is fetched by one of them: it takes a
// lease, the others wait for it, a second at most. What one voids is void at once on the server (a
// generation of the resource, which every look-up compares), and within moments in the memory of
// the others, who read a stream of purges; one that was away reads what it missed. Ages are told by
// the server's clock, so that gateways need not agree on the time.
//
// Names hold keyed hashes of target and partition; records hold target, head and body as they are,
// and a keyed checksum. A server that is slow, full, restarted or gone costs what is shared and
// nothing else: after three answers that are late (20 ms) nobody waits for it any more until it
// answers again in time; what cannot be sent is shed, but for purges, which are sent when it is
// back.
//
// Thread: any; start, stop: the owner's. It creates one, which owns the connections.
class RedisStore final : public BackingStore
{
public:
    RedisStore(RedisStoreOptions options, const Interner &interner, const Settings &settings,
               const Clock &clock);
    ~RedisStore() override;

    Result<void> start() override;
    void stop() override;
    Ticket replacing(const Key &key) override;
    void keep(const Key &key, Ticket ticket, CacheEntryPtr entry) override;
    void erase(const Key &key) override;
    void eraseTarget(std::string_view target) override;
    void clear() override;
    bool mayHold(const Key &key) const override;
    bool holdsFresh(const Key &) const override { return false; }
    void load(const Question &question, Admit admit, Done done) override;
    StoreLevelFigures figures() const override;
    bool keepsUnproven() const override { return true; }
    Duration longestWait() const override;
    void fetched(const Key &key) override;
    void setPurgedElsewhere(Purged purged) override;

    // Shall this gateway prefetch that key? `claimed` is told once, in the store's thread: not when
    // another has it or fetches it, or the budget that all share is spent; yes where there is
    // nobody to ask. End it by fetched().
    void claim(const Key &key, std::function<void(bool)> claimed);

private:
    class Client; // all that belongs to the thread
    struct Shared;

    std::unique_ptr<Shared> m_shared;
    IoLoop m_loop;
    std::shared_ptr<Client> m_client;
};

} // namespace forefetch
