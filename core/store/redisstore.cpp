// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/redisstore.h"

#include "core/cache/cachestore.h"
#include "core/request/partition.h"
#include "core/store/redisclient.h"

#include <cstdio>
#include <utility>

namespace forefetch {

namespace {

std::string hex(std::uint64_t value)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
}

} // namespace

std::string RedisStore::Shared::Name::response() const
{
    return tag + "r:" + hex(place);
}

std::string RedisStore::Shared::Name::lease() const
{
    return tag + "l:" + hex(place);
}

RedisStore::Shared::Name RedisStore::Shared::nameOf(std::string target, Partition partition) const
{
    Name name;
    name.target = std::move(target);
    name.partition = partition;
    name.resource = sipHash(options.key, "r" + options.space + '\n' + name.target);
    name.place = sipHash(options.key, hex(partition.value) + hex(name.resource));
    // The hash tag: what is of one resource lies in one slot of a cluster.
    name.tag =
        "forefetch:" + hex(sipHash(options.key, options.space)) + ":{" + hex(name.resource) + "}:";
    return name;
}

bool RedisStore::Shared::nameOf(const Key &key, Name &name) const
{
    std::string target;
    if (!interner.read(key.resource, target))
        return false;
    name = nameOf(std::move(target), key.partition);
    return true;
}

RedisStore::RedisStore(RedisStoreOptions options, const Interner &interner,
                       const Settings &settings, const Clock &clock)
    : m_shared(std::make_unique<Shared>(std::move(options), interner, settings, clock))
{
}

RedisStore::~RedisStore()
{
    stop();
}

Result<void> RedisStore::start()
{
    if (m_loop.isRunning())
        return {};
    m_loop.start(
        [this] {
            m_client = std::make_shared<Client>(*m_shared, m_loop);
            m_client->connect();
        },
        [this] { m_client.reset(); });
    return {};
}

void RedisStore::stop()
{
    m_shared->isUp.store(false);
    m_loop.stop();
}

void RedisStore::setPurgedElsewhere(Purged purged)
{
    m_shared->purged = std::move(purged);
}

BackingStore::Ticket RedisStore::replacing(const Key &key)
{
    Shared::Name name;
    if (!m_shared->nameOf(key, name))
        return 0;
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->marks.mark(name.place);
}

void RedisStore::keep(const Key &key, Ticket ticket, CacheEntryPtr entry)
{
    Shared::Name name;
    if (!entry || !entry->head || !entry->body || ticket == 0 || !m_shared->nameOf(key, name))
        return;
    const std::uint64_t bytes = chargeOf(*entry);
    const bool isUp = m_shared->isUp.load(std::memory_order_relaxed);
    const std::uint64_t queued = m_shared->queuedBytes.fetch_add(bytes) + bytes;
    if (!isUp || queued > m_shared->options.queueBytes) {
        m_shared->queuedBytes.fetch_sub(bytes);
        const std::lock_guard lock(m_shared->mutex);
        ++m_shared->figures.shed;
        return;
    }
    m_loop.post([this, name = std::move(name), entry = std::move(entry), ticket, bytes] {
        m_client->keep(name, entry, ticket, bytes);
    });
}

void RedisStore::erase(const Key &key)
{
    Shared::Name name;
    if (!m_shared->nameOf(key, name))
        return;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->marks.mark(name.place);
    }
    if (m_loop.isRunning())
        m_loop.post([this, name = std::move(name)] { m_client->erase(name); });
}

void RedisStore::eraseTarget(std::string_view target)
{
    Shared::Name name = m_shared->nameOf(std::string(target), Partition::everyone());
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->marks.mark(name.resource);
        ++m_shared->figures.purges;
    }
    if (m_loop.isRunning())
        m_loop.post([this, name = std::move(name)] { m_client->purge(name.target); });
}

// What others share is not this process's to clear; it counts for what is under way here.
void RedisStore::clear() {}

bool RedisStore::mayHold(const Key &) const
{
    return m_shared->isUp.load(std::memory_order_relaxed);
}

void RedisStore::load(const Question &question, Admit admit, Done done)
{
    std::uint64_t mark = 0;
    {
        const std::lock_guard lock(m_shared->mutex);
        mark = m_shared->marks.now();
    }
    if (!m_shared->isUp.load(std::memory_order_relaxed))
        return done();
    m_loop.post([this, keys = question.keys, heldBack = question.heldBack, leases = question.leases,
                 mark, admit = std::move(admit), done = std::move(done)]() mutable {
        m_client->load(std::move(keys), heldBack, leases, mark, std::move(admit), std::move(done));
    });
}

Duration RedisStore::longestWait() const
{
    return m_shared->options.waitAtMost + 2 * m_shared->options.replyWithin;
}

void RedisStore::fetched(const Key &key)
{
    Shared::Name name;
    if (m_loop.isRunning() && m_shared->nameOf(key, name))
        m_loop.post([this, name = std::move(name)] { m_client->fetched(name); });
}

void RedisStore::claim(const Key &key, std::function<void(bool)> claimed)
{
    Shared::Name name;
    if (!m_shared->isUp.load(std::memory_order_relaxed) || !m_shared->nameOf(key, name))
        return claimed(true);
    m_loop.post([this, name = std::move(name), claimed = std::move(claimed)]() mutable {
        m_client->claim(name, std::move(claimed));
    });
}

StoreLevelFigures RedisStore::figures() const
{
    const std::lock_guard lock(m_shared->mutex);
    StoreLevelFigures figures = m_shared->figures;
    figures.up = m_shared->isUp.load() ? 1 : 0;
    figures.pending = m_shared->queuedBytes.load() > 0 ? 1 : 0;
    return figures;
}

} // namespace forefetch
