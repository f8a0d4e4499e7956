// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a demand request's answer comes from, and what is kept of it.
#include "core/pipeline/pipeline.h"

#include <algorithm>

namespace forefetch {

namespace {

bool sameNames(const CacheEntry &entry, const StorageVerdict &verdict)
{
    return std::equal(entry.vary.begin(), entry.vary.end(), verdict.vary.begin(),
                      verdict.vary.end(),
                      [](const auto &a, const auto &b) { return a.first == b.first; });
}

} // namespace

// --- Looking --------------------------------------------------------------------------------

std::optional<CacheHit> Pipeline::lookUp(const Demand &demand, const Headers *headers)
{
    const Key own = demand.key();
    const Key shared{own.resource, Partition::everyone()};
    std::optional<CacheHit> hit;
    if (!headers && own.partition.isPublic()) // virtual time: nothing to vary by, one look-up
        hit = m_cache->get(own, demand.exchange.heldBack);
    else if (!headers)
        hit = m_cache->get(own, shared, demand.exchange.heldBack, {});
    else
        hit = m_cache->get(
            own, shared, demand.exchange.heldBack,
            [&](const CacheEntry &entry) { return varyMatches(entry, *headers); },
            [&](const Key &key, const CacheEntry &entry) {
                return variantKey(key, varyValues(entry, *headers), m_options.partitionKey);
            });
    if (hit && hit->firstUseOf != PrefetchId::None) {
        m_guard.demandServed(demand.exchange.at);
        endStored(hit->firstUseOf, PrefetchState::Used,
                  static_cast<std::uint32_t>(hit->entry->size));
    }
    return hit;
}

StoredAnswer Pipeline::storedFor(const Demand &demand, const Headers &request) const
{
    const Key own = demand.key();
    const Key shared{own.resource, Partition::everyone()};
    for (Key key : {own, shared}) {
        CacheEntryPtr entry = m_cache->peek(key);
        if (entry && !varyMatches(*entry, request)) {
            key = variantKey(key, varyValues(*entry, request), m_options.partitionKey);
            entry = m_cache->peek(key);
            if (entry && !varyMatches(*entry, request))
                entry = nullptr;
        }
        // The control group must not profit from what a prefetch brought.
        const bool hidden =
            entry && demand.exchange.heldBack && entry->prefetch != PrefetchId::None;
        if (entry && entry->head && entry->body && !hidden)
            return {std::move(entry), key};
    }
    return {};
}

// Where the answer may be, as far as what is in memory tells what it varies by.
boost::container::small_vector<Key, 4> Pipeline::placesOf(const Demand &demand,
                                                          const Headers &headers) const
{
    boost::container::small_vector<Key, 4> keys{demand.key()};
    if (!demand.exchange.partition.isPublic())
        keys.push_back({demand.exchange.resource, Partition::everyone()});
    for (std::size_t i = 0, first = keys.size(); i < first; ++i) {
        const CacheEntryPtr entry = m_cache->peek(keys[i]);
        if (entry && !varyMatches(*entry, headers))
            keys.push_back(
                variantKey(keys[i], varyValues(*entry, headers), m_options.partitionKey));
    }
    return keys;
}

bool Pipeline::mayRecall(const Demand &demand, const RequestHead &request) const
{
    return demand.reuse.lookUp && m_cache->hasLevel() &&
           m_cache->mayRecall(placesOf(demand, request.headers));
}

bool Pipeline::recall(const Demand &demand, const RequestHead &request, std::function<void()> done)
{
    if (!demand.reuse.lookUp || !m_cache->hasLevel())
        return false;
    const auto keys = placesOf(demand, request.headers);
    const bool leases = demand.reuse.mayStore && !m_notStorable.holds(demand.key(), m_clock.now());
    return m_cache->recall({{keys.begin(), keys.end()}, demand.exchange.heldBack, leases},
                           std::move(done));
}

// RFC 5861, 3: at once from what is stale, while one request asks the origin.
bool Pipeline::answerStale(Route &route, const Demand &demand, const Headers &request)
{
    StoredAnswer stored = storedFor(demand, request);
    if (!stored.entry)
        return false;
    if (mayAnswerStale(*stored.entry, StaleReason::Revalidating, m_clock.now())) {
        route.kind = Route::Kind::Hit;
        route.hit = CacheHit{stored.entry, PrefetchId::None};
        if (demand.reuse.mayStore)
            begin(route, demand, &request);
    } else {
        route.forward = demand.reuse.mayStore ? "stale" : route.forward;
    }
    route.stored = std::move(stored.entry);
    return route.hit.has_value();
}

bool Pipeline::begin(Route &route, const Demand &demand, const Headers *headers)
{
    route.flight = m_flights.begin(demand.key(), Flight::Kind::Demand, PrefetchId::None,
                                   headers ? contextFields(*headers) : Headers());
    return route.flight != nullptr;
}

Route Pipeline::find(Demand &demand, const Headers *headers)
{
    Route route;
    route.forward = demand.reuse.forward;
    const Key key = demand.key();
    if (!demand.reuse.lookUp &&
        (!demand.reuse.mayStore || !headers || !begin(route, demand, headers)))
        return route;
    for (int attempt = 0; demand.reuse.lookUp && attempt < 2; ++attempt) {
        if ((attempt == 0 || isCached(key)) && (route.hit = lookUp(demand, headers))) {
            if (route.flight)
                abandon(route.flight);
            route.flight = nullptr;
            route.kind = Route::Kind::Hit;
            return route;
        }
        if (attempt == 0 && headers && answerStale(route, demand, *headers))
            return route;
        if (route.flight || !demand.reuse.mayStore)
            break;
        if (!begin(route, demand, headers)) {
            route.flight = m_flights.find(key);
            // The control group must not profit from a prefetch, in flight as little as stored.
            if (route.flight && demand.exchange.heldBack &&
                route.flight->kind() == Flight::Kind::Prefetch)
                route.flight = nullptr;
            route.kind = route.flight ? Route::Kind::Join : Route::Kind::Alone;
            return route;
        }
        // Begun: look once more, for what was stored between the look and the beginning.
    }
    if (!route.flight)
        return route;
    // Asked for by the request itself (no-cache): what is stored can still be validated.
    if (!demand.reuse.lookUp)
        route.stored = storedFor(demand, *headers).entry;
    route.kind = Route::Kind::Fetch;
    if (const auto queued = m_queue->remove(key)) {
        m_ledger.end(queued->id, PrefetchState::Superseded, m_clock.now());
        demand.miss = queuedMiss(*queued);
    }
    return route;
}

void Pipeline::abandon(const FlightPtr &flight)
{
    m_flights.finish(flight);
    flight->end({FetchStatus::Cancelled, "answered from the cache meanwhile"});
}

// --- Keeping --------------------------------------------------------------------------------

StorageVerdict Pipeline::verdict(const Demand &demand, const RequestHead &request,
                                 const ResponseHead &response, Duration delay)
{
    StorageVerdict verdict = storageVerdict({request, response, cachePolicy(m_settings),
                                             m_settings.number(Param::CacheDefaultTtl), false, 0,
                                             m_clock.wallNow(), demand.exchange.partition, delay});
    if (!verdict.store && demand.exchange.method == Method::Get)
        m_notStorable.note(demand.key(), m_clock.now());
    if (m_listener)
        m_listener->judged(demand.exchange.resource, verdict);
    return verdict;
}

// Beside the answer to other values of what Vary names, if one is there. Else in the first place,
// and what is beside it for these values is older: it must not come back when this one goes.
Key Pipeline::placeOf(const Key &own, const StorageVerdict &verdict) const
{
    const Key key{own.resource, verdict.shared ? Partition::everyone() : own.partition};
    if (verdict.vary.empty())
        return key;
    const CacheEntryPtr there = m_cache->peek(key);
    const bool another = there && there->vary != verdict.vary && sameNames(*there, verdict);
    const Key beside = variantKey(key, verdict.vary, m_options.partitionKey);
    if (another)
        return beside;
    m_cache->erase(beside, RemovalReason::Replaced);
    return key;
}

bool Pipeline::store(const Demand &demand, const StorageVerdict &verdict, ResponseHeadPtr head,
                     Body body, std::uint64_t size)
{
    if (!verdict.isKept() || m_invalidations.since(demand.exchange.resource, demand.exchange.at))
        return false;
    const Key key = placeOf(demand.key(), verdict);
    CacheEntry entry = entryFrom(verdict, head, std::move(body), size);
    if (demand.exchange.heldBack && m_cache->setSeenByControl(key, entry))
        return true;
    const bool stored = m_cache->set(key, std::move(entry)) == CacheManager::SetResult::Stored;
    // Once more, for what was voided between the look above and the storing.
    if (!m_invalidations.since(demand.exchange.resource, demand.exchange.at))
        return stored;
    m_cache->erase(key);
    return false;
}

CacheEntry Pipeline::entryFrom(const StorageVerdict &verdict, const ResponseHeadPtr &head,
                               Body body, std::uint64_t size) const
{
    CacheEntry entry;
    if (head)
        entry.head = hasConnectionFields(*head)
                         ? std::make_shared<const ResponseHead>(storedHead(*head))
                         : head;
    entry.body = std::move(body);
    entry.size = size;
    entry.storedAt = m_clock.now();
    entry.freshUntil = entry.storedAt + verdict.freshFor;
    entry.ageWhenStored = verdict.initialAge;
    entry.assumedFreshness = verdict.assumedFreshness;
    entry.vary = verdict.vary;
    if (entry.head && entry.body) { // in virtual time nothing is validated
        entry.keepUntil = entry.freshUntil + verdict.keepFor;
        entry.stale = verdict.stale;
    }
    return entry;
}

void Pipeline::forget(const Demand &demand, const RequestHead &request)
{
    const StoredAnswer stored = storedFor(demand, request.headers);
    if (!stored.entry)
        return;
    if (stored.entry->vary.empty())
        m_cache->erase(stored.key);
    else { // with the first of several variants nobody would know any more where the others are
        m_cache->eraseBehind(request.target);
        m_cache->eraseResource(demand.exchange.resource);
    }
}

void Pipeline::headAnswered(const Demand &demand, const RequestHead &request,
                            const ResponseHead &answer)
{
    const StoredAnswer stored = storedFor(demand, request.headers);
    const HeadEffect effect = stored.entry ? headEffect(answer, *stored.entry) : HeadEffect::None;
    if (effect == HeadEffect::Changed)
        m_cache->erase(stored.key);
    // (What a prefetch brought stays as it is, so that it can still prove itself.)
    if (effect != HeadEffect::Freshened || stored.entry->prefetch != PrefetchId::None)
        return;
    RequestHead asGet = request;
    asGet.method = "GET";
    const auto head = std::make_shared<const ResponseHead>(freshened(*stored.entry->head, answer));
    const StorageVerdict newer = verdict(demand, asGet, *head);
    if (!newer.isKept())
        m_cache->erase(stored.key);
    else
        store(demand, newer, head, stored.entry->body);
}

void Pipeline::invalidate(std::string_view target)
{
    m_cache->eraseBehind(target); // first, so that nothing comes back into memory from there
    invalidateHere(target);
}

void Pipeline::invalidateHere(std::string_view target)
{
    const ResourceId resource = m_interner.find(target);
    if (!resource)
        return;
    m_invalidations.note(resource, m_clock.now());
    m_flights.retire(resource);
    m_cache->eraseResource(resource);
}

} // namespace forefetch
