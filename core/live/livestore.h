// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/backingstore.h"
#include "core/live/learntkeeper.h"
#include "core/request/interner.h"
#include "core/settings/settings.h"
#include "core/store/fleetfetcher.h"
#include "core/store/keyfile.h"
#include "core/store/redisaddress.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace forefetch {

class RedisStore;

// Where a run keeps what survives it.
struct StoreFolders
{
    std::string responses; // "": nothing is kept
    std::string learnt;
};

// `folder` for both, or, where it is empty, by the XDG Base Directory Specification: responses in
// $XDG_CACHE_HOME/forefetch/NAME, what was learnt in $XDG_DATA_HOME/forefetch/NAME. The name is
// that of the target, so that two targets do not mix.
//
//     storeFolders("", "https://api.example.com")   ~/.cache/forefetch/https-api.example.com, ...
StoreFolders storeFolders(const std::string &folder, const std::string &target);

// What a run is told of where to keep things.
struct StoreSetup
{
    StoreFolders folders;
    std::string target;        // whose answers these are
    std::string redis;         // the server's address, for cache.store=redis
    std::string redisPassword; // "": none
    std::string keyFile;       // the secret of a fleet; "": in the folder of what is learnt
};

// What a running loop has behind its memory, as its settings say at the start: makes the folders,
// reads the key of the partitions, and collects what the store has to tell.
//
// Thread: the owner's; takeNotices: any.
class LiveStore
{
public:
    LiveStore(const SettingsValues &settings, StoreSetup setup);

    // Why the run cannot begin; a folder that cannot be written is no reason.
    const Result<void> &ready() const { return m_ready; }
    // The same in each run over the folders; by chance where there are none.
    const SecretKey &partitionKey() const { return m_key; }
    // Null: memory alone.
    std::unique_ptr<BackingStore> make(const Interner &interner, const Settings &settings,
                                       const Clock &clock);
    // Prefetches are claimed through it, where gateways share.
    void shareClaims(FleetFetcher &fetcher);
    // Keeps model and changes; null: nothing is kept.
    std::unique_ptr<LearntKeeper> makeKeeper(Pipeline &pipeline, const Clock &clock);
    // What it had to say since the last time, as sentences.
    std::vector<std::string> takeNotices();

private:
    void notice(const std::string &what);
    void prepareDisk();
    void prepareRedis();

    StoreKind m_kind;
    StoreSetup m_setup;
    RedisAddress m_address;
    RedisStore *m_redis = nullptr; // the cache manager's
    SecretKey m_key;
    Result<void> m_ready;
    std::mutex m_mutex; // guards m_notices
    std::vector<std::string> m_notices;
};

} // namespace forefetch
