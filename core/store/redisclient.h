// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/redisconnection.h"
#include "core/store/redisstore.h"

#include <QTimer>

#include <array>
#include <deque>
#include <map>
#include <vector>

namespace forefetch {

// What voids a load or a keep that is under way: a number that grows with each purge, by place and
// by resource. Two in one slot only mean that something too many is not taken.
class VoidMarks
{
public:
    std::uint64_t mark(std::uint64_t hash) { return slot(hash) = ++m_last; }
    bool since(std::uint64_t hash, std::uint64_t ticket) const
    {
        return m_slots[hash % m_slots.size()] > ticket;
    }
    std::uint64_t now() const { return m_last; }

private:
    std::uint64_t &slot(std::uint64_t hash) { return m_slots[hash % m_slots.size()]; }
    std::array<std::uint64_t, 8192> m_slots{};
    std::uint64_t m_last = 1;
};

// Beyond the thread of the connections.
struct RedisStore::Shared
{
    Shared(RedisStoreOptions o, const Interner &i, const Settings &s, const Clock &c)
        : options(std::move(o)), interner(i), settings(s), clock(c)
    {
    }
    // What a key is called on the server.
    struct Name
    {
        std::string target;
        Partition partition;
        std::uint64_t resource = 0;
        std::uint64_t place = 0;
        std::string tag; // "forefetch:1f..:{2e..}:", of the resource
        std::string response() const;
        std::string lease() const;
        std::string generation() const { return tag + "g"; }
    };
    Name nameOf(std::string target, Partition partition) const;
    bool nameOf(const Key &key, Name &name) const; // false: it cannot be named any more
    void tell(const std::string &what) const
    {
        if (options.notice)
            options.notice(what);
    }

    const RedisStoreOptions options;
    const Interner &interner;
    const Settings &settings;
    const Clock &clock;
    Purged purged;
    std::atomic<bool> isUp{false};
    std::atomic<std::uint64_t> queuedBytes{0};

    mutable std::mutex mutex; // guards what follows; held while memory takes what was found
    VoidMarks marks;
    StoreLevelFigures figures;
};

// The connections and what goes over them. Thread: the store's.
class RedisStore::Client : public std::enable_shared_from_this<RedisStore::Client>
{
public:
    Client(Shared &shared, IoLoop &loop);
    ~Client();

    void connect();
    void load(std::vector<Key> keys, bool heldBack, bool leases, std::uint64_t mark, Admit admit,
              Done done);
    void keep(const Shared::Name &name, const CacheEntryPtr &entry, std::uint64_t ticket,
              std::uint64_t bytes);
    void erase(const Shared::Name &name);
    void purge(const std::string &target);
    void fetched(const Shared::Name &name);
    void claim(const Shared::Name &name, std::function<void(bool)> claimed);

private:
    using Name = Shared::Name;
    struct Load;
    struct Lease
    {
        Name name;
        std::uint64_t place = 0;
        std::string generation;
        std::string token;
        TimePoint until{};
    };
    using LoadPtr = std::shared_ptr<Load>;

    // redislink.cpp: the server, whether it answers, what others say
    void login(RedisConnection &connection);
    void greet();
    void refused(const std::string &why);
    bool setTime(const redisReply *reply);
    void up();
    void down(const std::string &why);
    void failed(const redisReply *reply);
    void lost(const std::string &why);
    void tick();
    void probe();
    void follow();
    void readOn();
    void heard(const redisReply *reply);
    void heardOne(const redisReply *message);
    void sendPurge(const std::string &target);
    void evalScript(const char *script, const std::vector<std::string> &keys,
                    std::vector<std::string> arguments, RedisConnection::Reply reply);
    // redisclient.cpp: what is asked
    void ask(const LoadPtr &load);
    void answered(const LoadPtr &load, const redisReply *reply);
    void lookAgain(const LoadPtr &load);
    bool admit(const LoadPtr &load, const redisReply *reply, std::size_t index);
    void end(const LoadPtr &load);
    void addLease(const Name &name, const std::string &generation, const std::string &token);
    void take(const Name &name, const std::function<void(bool)> &claimed);
    void spare();
    std::string newToken();
    const Lease *leaseFor(const Name &name);

    Shared &m_shared;
    IoLoop &m_loop;
    StoreTime m_time;    // by the server's clock
    std::string m_me;    // begins each of our tokens
    std::string m_space; // begins every name
    std::string m_lastError;
    std::uint64_t m_tokens = 0;
    std::unique_ptr<RedisConnection> m_main;
    std::unique_ptr<RedisConnection> m_stream; // purges of others
    std::string m_lastHeard;
    std::deque<LoadPtr> m_asked;                            // oldest first
    std::map<std::uint64_t, std::vector<Lease>> m_leases;   // by resource
    std::deque<std::pair<TimePoint, std::string>> m_purges; // to be sent again when it is back
    QTimer m_tick;
    QTimer m_again;
    std::chrono::milliseconds m_pause{0};
    unsigned m_lateInARow = 0;
    bool m_greeted = false;
    bool m_toldDown = false;
    TimePoint m_probedAt{};
    bool m_probing = false;
};

} // namespace forefetch
