// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/cachemanager.h"

#include "core/cache/memorystore.h"
#include "core/cache/singleflight.h"

#include <atomic>
#include <vector>

namespace forefetch {

namespace {

// Entries a shard that one reading of the figures may remove.
constexpr std::size_t kSweptPerReading = 4096;
// Waits in vain, in a row, after which the level behind memory is not asked for a while.
constexpr unsigned kVainWaits = 5;
constexpr Duration kLeftAlone = std::chrono::seconds(1);

// What a prefetch brought is kept behind memory once it has served somebody.
bool isForBehind(const BackingStore &level, const CacheEntry &entry)
{
    return entry.prefetch == PrefetchId::None || entry.proven || level.keepsUnproven();
}

} // namespace

struct CacheManager::State
{
    State(const Settings &s, const Clock &c, const CacheOptions &o)
        : settings(s), clock(c), options(o)
    {
    }

    StoreLimits limits() const
    {
        const double capacity = settings.number(Param::CacheCapacity) * 1024 * 1024;
        const double threshold = settings.number(Param::SchedulerCacheSpaceThreshold);
        return {static_cast<std::uint64_t>(capacity),
                static_cast<std::uint64_t>(capacity * threshold),
                static_cast<EvictionKind>(settings.integer(Param::CacheEviction))};
    }

    std::vector<Key> missing(const BackingStore &level, std::span<const Key> keys) const;

    CacheStore *open() const
    {
        return running.load(std::memory_order_acquire) ? store.get() : nullptr;
    }

    // The level behind memory, where cache.store names it now.
    BackingStore *behind() const
    {
        const bool isNamed = settings.integer(Param::CacheStore) != 0;
        return isNamed && running.load(std::memory_order_acquire) ? backing.get() : nullptr;
    }

    void report(const StoreRemovals &removals) const
    {
        for (const StoreRemoval &r : removals) {
            if (backing && !r.proven && !isForBehind(*backing, *r.entry))
                backing->keep(r.key, r.entry->ticket, nullptr); // it never served anybody
            if (listener)
                listener({r.key, r.entry->prefetch, r.proven, r.reason, r.entry->freshUntil});
        }
    }

    // It has served somebody for the first time.
    void proven(const Key &key, const CacheHit &hit) const
    {
        BackingStore *level = behind();
        if (!level || hit.firstUseOf == PrefetchId::None)
            return;
        auto entry = std::make_shared<CacheEntry>(*hit.entry);
        entry->proven = true;
        level->keep(key, hit.entry->ticket, std::move(entry));
    }

    void count(bool hit)
    {
        std::atomic<std::uint64_t> &counter = hit ? hits : misses;
        if (options.callers == Callers::OneThread) // an addition that is locked costs as much as
            counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        else // a look-up
            counter.fetch_add(1, std::memory_order_relaxed);
    }

    const Settings &settings;
    const Clock &clock;
    const CacheOptions options;
    // Made by the first start() and kept until the end, so that a call that races with stop()
    // finds it whole.
    std::unique_ptr<CacheStore> store;
    std::unique_ptr<BackingStore> backing;
    std::atomic<unsigned> vainWaits{0}; // in a row
    std::atomic<Duration::rep> leftAloneUntil{0};
    std::atomic<bool> running{false};
    std::function<void(const Removal &)> listener;
    SingleFlight making;
    std::atomic<std::uint64_t> hits{0};
    std::atomic<std::uint64_t> misses{0};
    std::atomic<std::uint64_t> timeouts{0}; // of recalls
};

CacheManager::CacheManager(const Settings &settings, const Clock &clock, CacheOptions options)
    : m_state(std::make_unique<State>(settings, clock, options))
{
}

CacheManager::~CacheManager() = default;

Result<void> CacheManager::start()
{
    State &s = *m_state;
    if (s.running)
        return {};
    if (s.settings.integer(Param::CacheStore) != 0 && !s.backing)
        return Error{ErrorCode::Unsupported, "cache.store: there is only memory here"};
    if (s.backing)
        if (auto begun = s.backing->start(); !begun)
            return begun;
    if (!s.store) {
        const std::size_t shards =
            s.options.shards != 0 ? s.options.shards : MemoryStore::shardsFor(s.limits().capacity);
        s.store = std::make_unique<MemoryStore>(shards, s.options.callers);
    }
    StoreRemovals left; // by calls that raced with stop()
    s.store->clear(left);
    s.running.store(true, std::memory_order_release);
    return {};
}

void CacheManager::stop()
{
    if (!m_state->running.exchange(false))
        return;
    if (m_state->backing)
        m_state->backing->stop();
    StoreRemovals dropped; // told to nobody: the end of the cache is no entry's fault
    m_state->store->clear(dropped);
}

bool CacheManager::isRunning() const
{
    return m_state->running;
}

void CacheManager::setRemovalListener(std::function<void(const Removal &)> listener)
{
    m_state->listener = std::move(listener);
}

std::optional<CacheHit> CacheManager::get(const Key &key, bool heldBack)
{
    State &s = *m_state;
    CacheStore *store = s.open();
    if (!store)
        return std::nullopt;
    StoreRemovals removals;
    std::optional<CacheHit> hit = store->hit(key, heldBack, s.clock.now(), removals);
    if (hit)
        s.proven(key, *hit);
    if (!removals.empty())
        s.report(removals);
    s.count(hit.has_value());
    return hit;
}

std::optional<CacheHit> CacheManager::get(const Key &own, const Key &shared, bool heldBack,
                                          const std::function<bool(const CacheEntry &)> &accept,
                                          const VariantOf &variant)
{
    State &s = *m_state;
    CacheStore *store = s.open();
    if (!store)
        return std::nullopt;
    const TimePoint now = s.clock.now();
    StoreRemovals removals;
    std::optional<CacheHit> hit;
    const Key *const keys[] = {&own, own == shared ? nullptr : &shared};
    for (const Key *key : keys) {
        if (!key || hit)
            break;
        // Without the lock while `accept` decides; what was replaced meanwhile is a miss.
        CacheEntryPtr entry = store->find(*key, heldBack, now, removals);
        if (entry && (!accept || accept(*entry))) {
            hit = store->confirm(*key, entry, heldBack);
            if (hit)
                s.proven(*key, *hit);
            continue;
        }
        // The one that is there tells what Vary names, also while it is stale.
        const CacheEntryPtr first = entry || !variant ? entry : store->peek(*key);
        if (!variant || !first || first->vary.empty())
            continue;
        const Key other = variant(*key, *first);
        entry = store->find(other, heldBack, now, removals);
        if (entry && accept(*entry))
            hit = store->confirm(other, entry, heldBack);
        if (hit)
            s.proven(other, *hit);
    }
    if (!removals.empty())
        s.report(removals);
    s.count(hit.has_value());
    return hit;
}

CacheEntryPtr CacheManager::peek(const Key &key) const
{
    const CacheStore *store = m_state->open();
    return store ? store->peek(key) : nullptr;
}

KeyStatus CacheManager::status(const Key &key) const
{
    const CacheStore *store = m_state->open();
    return store ? store->status(key, m_state->clock.now()) : KeyStatus::Absent;
}

CacheManager::SetResult CacheManager::set(const Key &key, CacheEntry entry)
{
    State &s = *m_state;
    CacheStore *store = s.open();
    if (!store)
        return SetResult::NotRunning;
    auto shared = std::make_shared<CacheEntry>(std::move(entry));
    if (shared->size == 0)
        shared->size = chargeOf(*shared);
    shared->ticket = s.backing ? s.backing->replacing(key) : 0;
    StoreRemovals removals;
    const PutOutcome outcome = store->put(key, shared, s.clock.now(), s.limits(), removals);
    if (s.backing && (outcome != PutOutcome::Stored || isForBehind(*s.backing, *shared)))
        s.backing->keep(key, shared->ticket,
                        outcome == PutOutcome::Stored && s.behind() ? shared : nullptr);
    if (!removals.empty())
        s.report(removals);
    switch (outcome) {
    case PutOutcome::Stored:
        return SetResult::Stored;
    case PutOutcome::NoRoom:
        return SetResult::NoRoom;
    case PutOutcome::TooBig:
        break;
    }
    return SetResult::TooBig;
}

CacheManager::SetResult CacheManager::set(const Key &key, std::string body, Duration ttl,
                                          Headers metadata)
{
    CacheEntry entry;
    entry.head = std::make_shared<const ResponseHead>(ResponseHead{200, "OK", std::move(metadata)});
    entry.body = std::make_shared<const std::string>(std::move(body));
    entry.storedAt = m_state->clock.now();
    entry.freshUntil = ttl < kNever - entry.storedAt ? entry.storedAt + ttl : kNever;
    return set(key, std::move(entry));
}

bool CacheManager::setSeenByControl(const Key &key, CacheEntry entry)
{
    State &s = *m_state;
    CacheStore *store = s.open();
    if (!store)
        return false;
    const auto shared = std::make_shared<CacheEntry>(std::move(entry));
    if (shared->size == 0)
        shared->size = chargeOf(*shared);
    shared->ticket = s.backing ? s.backing->replacing(key) : 0;
    const bool renewed = store->renewForControl(key, shared, s.clock.now(), s.limits()) != nullptr;
    if (s.backing && !renewed)
        s.backing->keep(key, shared->ticket, nullptr);
    return renewed;
}

bool CacheManager::erase(const Key &key, RemovalReason reason)
{
    CacheStore *store = m_state->open();
    if (!store)
        return false;
    // First behind, so that nothing void is brought back into memory after this.
    if (m_state->backing)
        m_state->backing->erase(key);
    StoreRemovals removals;
    const bool erased = store->erase(key, reason, removals);
    m_state->report(removals);
    return erased;
}

std::uint64_t CacheManager::keys(std::uint64_t from, std::size_t most, std::vector<Key> &out) const
{
    const CacheStore *store = m_state->open();
    return store ? store->keys(from, most, out) : CacheStore::kAllKeys;
}

std::size_t CacheManager::eraseResource(ResourceId resource)
{
    CacheStore *store = m_state->open();
    if (!store)
        return 0;
    StoreRemovals removals;
    const std::size_t erased = store->eraseResource(resource, removals);
    m_state->report(removals);
    return erased;
}

void CacheManager::clear()
{
    CacheStore *store = m_state->open();
    if (!store)
        return;
    if (m_state->backing)
        m_state->backing->clear();
    StoreRemovals removals;
    store->clear(removals);
    m_state->report(removals);
}

// --- The level behind memory ----------------------------------------------------------------

void CacheManager::setBacking(std::unique_ptr<BackingStore> backing)
{
    m_state->backing = std::move(backing);
}

void CacheManager::eraseBehind(std::string_view target)
{
    if (m_state->backing && m_state->open())
        m_state->backing->eraseTarget(target);
}

bool CacheManager::hasLevel() const
{
    return m_state->behind() != nullptr;
}

std::vector<Key> CacheManager::State::missing(const BackingStore &level,
                                              std::span<const Key> keys) const
{
    std::vector<Key> wanted;
    if (clock.now().time_since_epoch().count() < leftAloneUntil.load(std::memory_order_relaxed))
        return wanted;
    for (const Key &key : keys) {
        if (!store->peek(key) && level.mayHold(key))
            wanted.push_back(key);
    }
    return wanted;
}

bool CacheManager::mayRecall(std::span<const Key> keys) const
{
    const BackingStore *level = m_state->behind();
    return level && !m_state->missing(*level, keys).empty();
}

bool CacheManager::recall(const BackingStore::Question &asked, std::function<void()> done)
{
    State &s = *m_state;
    BackingStore *level = s.behind();
    BackingStore::Question question = asked;
    question.keys = level ? s.missing(*level, asked.keys) : std::vector<Key>();
    if (question.keys.empty())
        return false;
    // What it displaces is told when the level's lock is gone.
    const auto displaced = std::make_shared<StoreRemovals>();
    level->load(
        question,
        [&s, displaced](const Key &key, const CacheEntryPtr &entry) {
            s.store->put(key, entry, s.clock.now(), s.limits(), *displaced);
        },
        [&s, displaced, done = std::move(done)] {
            s.vainWaits.store(0, std::memory_order_relaxed);
            s.report(*displaced);
            done();
        });
    return true;
}

void CacheManager::tookTooLong()
{
    State &s = *m_state;
    s.timeouts.fetch_add(1, std::memory_order_relaxed);
    if (s.vainWaits.fetch_add(1, std::memory_order_relaxed) + 1 < kVainWaits)
        return;
    s.vainWaits.store(0, std::memory_order_relaxed);
    s.leftAloneUntil.store((s.clock.now() + kLeftAlone).time_since_epoch().count());
}

Duration CacheManager::longestWait() const
{
    const BackingStore *level = m_state->behind();
    return level ? level->longestWait() : Duration(0);
}

void CacheManager::fetched(const Key &key)
{
    if (m_state->backing)
        m_state->backing->fetched(key);
}

bool CacheManager::holdsFresh(const Key &key) const
{
    if (status(key) == KeyStatus::Fresh)
        return true;
    const BackingStore *level = m_state->behind();
    return level && level->holdsFresh(key);
}

StoreLevelFigures CacheManager::levelFigures() const
{
    // Also after the end.
    const bool isNamed = m_state->settings.integer(Param::CacheStore) != 0;
    const BackingStore *level = isNamed ? m_state->backing.get() : nullptr;
    StoreLevelFigures figures = level ? level->figures() : StoreLevelFigures();
    figures.timeouts += m_state->timeouts.load(std::memory_order_relaxed);
    return figures;
}

Result<Body> CacheManager::getOrSet(const Key &key, Duration ttl,
                                    const std::function<Result<std::string>()> &make)
{
    if (const auto hit = get(key); hit && hit->entry->body)
        return hit->entry->body;
    return m_state->making.run(key, [&]() -> Result<Body> {
        // What was made between the look above and the beginning of this.
        if (status(key) == KeyStatus::Fresh) {
            if (const CacheEntryPtr entry = peek(key); entry && entry->body)
                return entry->body;
        }
        Result<std::string> made = make();
        if (!made)
            return made.error();
        const auto body = std::make_shared<const std::string>(std::move(made.value()));
        CacheEntry entry;
        entry.body = body;
        entry.storedAt = m_state->clock.now();
        entry.freshUntil = ttl < kNever - entry.storedAt ? entry.storedAt + ttl : kNever;
        set(key, std::move(entry));
        return Body(body);
    });
}

bool CacheManager::hasRoomFor(std::uint64_t bytes, float probability) const
{
    const CacheStore *store = m_state->open();
    return store && store->hasRoomFor(bytes, probability, m_state->limits());
}

std::uint64_t CacheManager::meanSize() const
{
    const CacheStore *store = m_state->open();
    return store ? store->meanSize() : 0;
}

CacheFigures CacheManager::metrics() const
{
    const State &s = *m_state;
    CacheFigures figures;
    figures.capacity = s.limits().capacity;
    figures.hits = s.hits.load(std::memory_order_relaxed);
    figures.misses = s.misses.load(std::memory_order_relaxed);
    CacheStore *store = s.open();
    if (!store)
        return figures;
    StoreRemovals removals;
    store->sweep(s.clock.now(), s.limits(), kSweptPerReading, removals);
    s.report(removals);
    const StoreFigures held = store->figures();
    const double capacity = static_cast<double>(figures.capacity);
    figures.entries = held.entries;
    figures.bytes = held.bytes;
    figures.utilisation = static_cast<double>(held.bytes) / capacity;
    figures.unprovenShare = static_cast<double>(held.unprovenBytes) / capacity;
    figures.stores = held.stores;
    figures.evictions = held.evictions;
    figures.expirations = held.expirations;
    figures.invalidations = held.invalidations;
    return figures;
}

} // namespace forefetch
