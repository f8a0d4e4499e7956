// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/flight.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace forefetch {

namespace {

constexpr std::size_t kShards = 16;

struct KeyHash
{
    using is_avalanching = void; // hashOf mixes all bits already
    std::size_t operator()(const Key &key) const noexcept { return hashOf(key); }
};

} // namespace

struct FlightTable::Shard
{
    mutable StageMutex mutex; // guards what follows
    boost::unordered_flat_map<Key, FlightPtr, KeyHash> flights;
    std::vector<FlightPtr> retired; // and not finished yet: few, for an instant

    static std::size_t of(const Key &key) { return (hashOf(key) >> 32) % kShards; }
};

FlightTable::FlightTable(std::size_t keepLimit, Callers callers)
    : m_shards(std::make_unique<Shard[]>(kShards)), m_keepLimit(keepLimit), m_callers(callers)
{
    for (std::size_t i = 0; i < kShards; ++i)
        m_shards[i].mutex.assign(callers);
}

FlightTable::~FlightTable() = default;

FlightPtr FlightTable::find(const Key &key) const
{
    const Shard &shard = m_shards[Shard::of(key)];
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.flights.find(key);
    return found == shard.flights.end() ? nullptr : found->second;
}

FlightPtr FlightTable::find(const Key &key, PrefetchId prefetch) const
{
    const auto isIt = [prefetch](const FlightPtr &flight) {
        return flight->kind() == Flight::Kind::Prefetch && flight->prefetch() == prefetch;
    };
    const Shard &shard = m_shards[Shard::of(key)];
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.flights.find(key);
    if (found != shard.flights.end() && isIt(found->second))
        return found->second;
    const auto old = std::find_if(shard.retired.begin(), shard.retired.end(), isIt);
    return old == shard.retired.end() ? nullptr : *old;
}

bool FlightTable::contains(const Key &key) const
{
    const Shard &shard = m_shards[Shard::of(key)];
    const std::lock_guard lock(shard.mutex);
    return shard.flights.contains(key);
}

FlightPtr FlightTable::begin(const Key &key, Flight::Kind kind, PrefetchId prefetch,
                             Headers requestFields)
{
    Shard &shard = m_shards[Shard::of(key)];
    const std::lock_guard lock(shard.mutex);
    const auto [place, isNew] = shard.flights.try_emplace(key);
    if (!isNew)
        return nullptr;
    place->second = std::make_shared<Flight>(key, kind, prefetch, m_keepLimit,
                                             std::move(requestFields), m_callers);
    return place->second;
}

void FlightTable::finish(const FlightPtr &flight)
{
    if (!flight)
        return;
    FlightPtr gone; // destroyed without the lock
    Shard &shard = m_shards[Shard::of(flight->key())];
    const std::lock_guard lock(shard.mutex);
    std::erase(shard.retired, flight);
    const auto found = shard.flights.find(flight->key());
    if (found == shard.flights.end() || found->second != flight)
        return;
    gone = std::move(found->second);
    shard.flights.erase(found);
}

void FlightTable::retire(ResourceId resource)
{
    for (std::size_t i = 0; i < kShards; ++i) {
        Shard &shard = m_shards[i];
        const std::lock_guard lock(shard.mutex);
        boost::unordered::erase_if(shard.flights, [&](const auto &item) {
            if (item.first.resource != resource)
                return false;
            shard.retired.push_back(item.second);
            return true;
        });
    }
}

std::size_t FlightTable::size() const
{
    std::size_t n = 0;
    for (std::size_t i = 0; i < kShards; ++i) {
        const std::lock_guard lock(m_shards[i].mutex);
        n += m_shards[i].flights.size() + m_shards[i].retired.size();
    }
    return n;
}

} // namespace forefetch
