// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the store asks of the server: look-ups with their leases, responses, purges, claims.
#include "core/store/redisclient.h"

#include "core/request/partition.h"
#include "core/store/redisload.h"
#include "core/store/redisscripts.h"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr std::int64_t kMostKept = std::int64_t{7} * 24 * 3600 * 1000; // ms; see kGenerationKept
constexpr std::chrono::milliseconds kFirstLook{4};                     // for another's fetch
constexpr std::chrono::milliseconds kLongestLook{40};
constexpr std::size_t kMostLeases = 100'000;

std::string_view textOf(const redisReply *reply)
{
    const bool isText = reply->type == REDIS_REPLY_STRING || reply->type == REDIS_REPLY_STATUS;
    return isText ? std::string_view(reply->str, static_cast<std::size_t>(reply->len))
                  : std::string_view();
}

std::string sealed(const SecretKey &key, const std::string &record)
{
    const std::uint64_t sum = sipHash(key, record);
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>(sum >> (8 * i));
    return bytes + record;
}

bool unseal(const SecretKey &key, std::string_view &bytes)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < 8 && i < bytes.size(); ++i)
        sum |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    if (bytes.size() < 8)
        return false;
    bytes.remove_prefix(8);
    return sipHash(key, bytes) == sum;
}

} // namespace

std::string RedisStore::Client::newToken()
{
    return m_me + std::to_string(++m_tokens);
}

// --- Looking --------------------------------------------------------------------------------

void RedisStore::Client::load(std::vector<Key> keys, bool heldBack, bool leases, std::uint64_t mark,
                              Admit admit, Done done)
{
    const auto load = std::make_shared<Load>();
    for (const Key &key : keys) {
        Name name;
        if (!m_shared.nameOf(key, name))
            continue;
        load->keys.push_back(key);
        load->names.push_back(std::move(name));
    }
    load->heldBack = heldBack;
    load->leases = leases;
    load->mark = mark;
    load->admit = std::move(admit);
    load->done = std::move(done);
    load->waitUntil = m_shared.clock.now() + m_shared.options.waitAtMost;
    ask(load);
}

void RedisStore::Client::ask(const LoadPtr &load)
{
    if (load->names.empty() || !m_shared.isUp.load(std::memory_order_relaxed))
        return end(load);
    std::vector<std::string> keys{load->names[0].generation(), load->names[0].lease()};
    for (const Name &name : load->names)
        keys.push_back(name.response());
    load->token = load->leases ? newToken() : std::string();
    load->deadline = m_shared.clock.now() + m_shared.options.replyWithin;
    load->isAsked = true;
    m_asked.push_back(load);
    if (!m_tick.isActive())
        m_tick.start();
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(m_shared.options.leaseFor);
    evalScript(kLookScript, keys, {load->token, m_me, std::to_string(ms.count())},
               [this, load](const redisReply *reply) { answered(load, reply); });
}

void RedisStore::Client::answered(const LoadPtr &load, const redisReply *reply)
{
    load->isAsked = false;
    if (reply == nullptr || reply->type != REDIS_REPLY_ARRAY || reply->elements < 2) {
        failed(reply);
        return end(load);
    }
    const std::string generation(textOf(reply->element[0]));
    const long long lease = reply->element[1]->integer;
    // Also for one that came too late: its request is under way alone, and others wait for it.
    if (lease == 1)
        addLease(load->names[0], generation, load->token);
    if (load->ended)
        return;
    m_lateInARow = 0;
    const TimePoint now = m_shared.clock.now();
    if (lease == 3 && now < load->waitUntil)
        return lookAgain(load);
    bool any = false;
    for (std::size_t i = 0; i < load->keys.size() && i + 2 < reply->elements; ++i)
        any = admit(load, reply->element[i + 2], i) || any;
    {
        const std::lock_guard lock(m_shared.mutex);
        ++(any ? m_shared.figures.hits : m_shared.figures.misses);
    }
    end(load);
}

// Another gateway fetches it: it will be there in a moment, or be free.
void RedisStore::Client::lookAgain(const LoadPtr &load)
{
    if (load->pause.count() == 0) {
        const std::lock_guard lock(m_shared.mutex);
        ++m_shared.figures.waits;
    }
    load->pause = std::clamp(2 * load->pause, kFirstLook, kLongestLook);
    QTimer::singleShot(load->pause, &m_tick, [self = weak_from_this(), load] {
        if (const auto client = self.lock())
            client->ask(load);
        else
            load->done();
    });
}

bool RedisStore::Client::admit(const LoadPtr &load, const redisReply *reply, std::size_t index)
{
    std::string_view bytes = textOf(reply);
    if (bytes.empty())
        return false;
    const Name &name = load->names[index];
    const bool isWhole = unseal(m_shared.options.key, bytes);
    const auto record = isWhole ? decodeResponse(bytes, m_time)
                                : Result<ResponseRecord>(Error{ErrorCode::Corrupt, {}});
    if (!record || record->target != name.target || !(record->partition == name.partition)) {
        const std::lock_guard lock(m_shared.mutex);
        ++m_shared.figures.damaged;
        return false;
    }
    const CacheEntry &entry = *record->entry;
    if ((record->isUnproven && load->heldBack) ||
        std::max(entry.freshUntil, entry.keepUntil) <= m_shared.clock.now())
        return false;
    const std::lock_guard lock(m_shared.mutex);
    if (m_shared.marks.since(name.resource, load->mark) ||
        m_shared.marks.since(name.place, load->mark))
        return false;
    load->admit(load->keys[index], record->entry);
    return true;
}

void RedisStore::Client::end(const LoadPtr &load)
{
    if (std::exchange(load->ended, true))
        return;
    load->done();
    load->done = nullptr;
    load->admit = nullptr;
}

// --- Leases ---------------------------------------------------------------------------------

void RedisStore::Client::addLease(const Name &name, const std::string &generation,
                                  const std::string &token)
{
    const TimePoint now = m_shared.clock.now();
    if (m_leases.size() > kMostLeases)
        m_leases.clear(); // they run out by themselves
    std::vector<Lease> &leases = m_leases[name.resource];
    std::erase_if(leases, [&](const Lease &l) { return l.until <= now || l.place == name.place; });
    leases.push_back({name, name.place, generation, token, now + m_shared.options.leaseFor});
    const std::lock_guard lock(m_shared.mutex);
    ++m_shared.figures.leases;
}

// Under which this is stored: of its own place, or of the request whose answer is everybody's.
const RedisStore::Client::Lease *RedisStore::Client::leaseFor(const Name &name)
{
    const auto found = m_leases.find(name.resource);
    if (found == m_leases.end() || found->second.empty())
        return nullptr;
    for (const Lease &lease : found->second) {
        if (lease.place == name.place)
            return &lease;
    }
    return &found->second.back();
}

void RedisStore::Client::fetched(const Name &name)
{
    const auto found = m_leases.find(name.resource);
    if (found == m_leases.end())
        return;
    std::erase_if(found->second, [&](const Lease &lease) {
        if (lease.place != name.place)
            return false;
        evalScript(kReleaseScript, {lease.name.lease()}, {lease.token}, {});
        return true;
    });
    if (found->second.empty())
        m_leases.erase(found);
}

void RedisStore::Client::claim(const Name &name, std::function<void(bool)> claimed)
{
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(m_shared.options.leaseFor);
    const std::string token = newToken();
    evalScript(kLookScript, {name.generation(), name.lease(), name.response()},
               {token, m_me, std::to_string(ms.count())},
               [this, name, token, claimed = std::move(claimed)](const redisReply *reply) {
                   if (reply == nullptr || reply->type != REDIS_REPLY_ARRAY ||
                       reply->elements < 2) {
                       failed(reply);
                       return claimed(true);
                   }
                   const long long lease = reply->element[1]->integer;
                   if (lease == 1)
                       addLease(name, std::string(textOf(reply->element[0])), token);
                   if (lease == 1 || lease == 2)
                       return take(name, claimed);
                   spare();
                   claimed(false);
               });
}

// One of the prefetches that all gateways together may send.
void RedisStore::Client::take(const Name &name, const std::function<void(bool)> &claimed)
{
    const double rate = m_shared.settings.number(Param::WorkersMaxRequestsPerSecond);
    evalScript(kTakeScript, {m_space + "{budget}"},
               {std::to_string(rate), std::to_string(std::max(1.0, rate))},
               [this, name, claimed](const redisReply *reply) {
                   const bool isSpent = reply != nullptr && reply->type == REDIS_REPLY_INTEGER &&
                                        reply->integer == 0;
                   if (isSpent) {
                       fetched(name);
                       spare();
                   }
                   claimed(!isSpent);
               });
}

void RedisStore::Client::spare()
{
    const std::lock_guard lock(m_shared.mutex);
    ++m_shared.figures.spared;
}

// --- Keeping --------------------------------------------------------------------------------

void RedisStore::Client::keep(const Name &name, const CacheEntryPtr &entry, std::uint64_t ticket,
                              std::uint64_t bytes)
{
    const TimePoint now = m_shared.clock.now();
    const Duration left = std::max(entry->freshUntil, entry->keepUntil) - now;
    const auto ms = std::min<std::int64_t>(left.count() / 1'000'000, kMostKept);
    bool isVoid = ms <= 0 || !m_shared.isUp.load(std::memory_order_relaxed);
    {
        const std::lock_guard lock(m_shared.mutex);
        isVoid = isVoid || m_shared.marks.since(name.place, ticket) ||
                 m_shared.marks.since(name.resource, ticket);
    }
    if (isVoid) {
        m_shared.queuedBytes.fetch_sub(bytes);
        return;
    }
    const Lease *lease = leaseFor(name);
    const std::string record =
        sealed(m_shared.options.key, encodeResponse({name.target, name.partition, entry}, m_time));
    evalScript(
        kKeepScript, {name.generation(), (lease ? lease->name : name).lease(), name.response()},
        {lease ? lease->generation : std::string(), lease ? lease->token : std::string(),
         std::to_string(m_time.stored(entry->freshUntil) / 1'000'000), std::to_string(ms), record},
        [this, bytes](const redisReply *reply) {
            m_shared.queuedBytes.fetch_sub(bytes);
            if (reply == nullptr || reply->type != REDIS_REPLY_INTEGER)
                return failed(reply);
            const std::lock_guard lock(m_shared.mutex);
            ++(reply->integer == 1 ? m_shared.figures.writes : m_shared.figures.shed);
        });
}

void RedisStore::Client::erase(const Name &name)
{
    if (m_greeted)
        m_main->send({"UNLINK", name.response()}, [this](const redisReply *reply) {
            if (!errorOf(reply).empty())
                failed(reply);
        });
}

} // namespace forefetch
