// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two gateways' stores on one real Redis server; passed over where there is none.
#include "core/store/fleetfetcher.h"
#include "core/store/redisstore.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <future>
#include <mutex>
#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

class Server
{
public:
    Server()
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        port = probe.serverPort();
    }
    ~Server() { stop(); }

    static bool isHere()
    {
        return !QStandardPaths::findExecutable(QStringLiteral("redis-server")).isEmpty();
    }
    void start(const QStringList &more = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("redis-server"),
                        QStringList{QStringLiteral("--port"), QString::number(port),
                                    QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
                                    QStringLiteral("--save"), QString(),
                                    QStringLiteral("--appendonly"), QStringLiteral("no"),
                                    QStringLiteral("--dir"), m_dir.path()} +
                            more);
        QVERIFY(m_process.waitForStarted());
        QTRY_VERIFY(answers());
    }
    void stop()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        signal(SIGCONT);
        m_process.kill();
        m_process.waitForFinished();
    }
    void signal(int which) { ::kill(static_cast<pid_t>(m_process.processId()), which); }
    // What a command gives, as the protocol has it.
    QByteArray ask(const QByteArray &command) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (!socket.waitForConnected(1000))
            return {};
        socket.write(command + "\r\n");
        socket.waitForReadyRead(1000);
        return socket.readAll();
    }
    bool answers() const { return ask("PING").startsWith('+'); }

    quint16 port = 0;

private:
    QTemporaryDir m_dir;
    QProcess m_process;
};

struct Gateway
{
    explicit Gateway(const Server &server, const std::string &password = {}, Duration wait = 1s)
    {
        (void)settings.set(Param::CacheStore, 2, "test");
        RedisStoreOptions options;
        options.address = *RedisAddress::parse("redis://127.0.0.1:" + std::to_string(server.port));
        options.address.password = password;
        options.key = {3, 4};
        options.space = "http://api.test";
        options.waitAtMost = wait;
        options.replyWithin = 200ms; // a loaded machine is no slow server
        options.notice = [this](const std::string &what) {
            const std::lock_guard lock(mutex);
            notices.push_back(what);
        };
        store = std::make_unique<RedisStore>(options, interner, settings, clock);
        store->setPurgedElsewhere([this](std::string_view target) {
            const std::lock_guard lock(mutex);
            purged.insert(std::string(target));
        });
        QVERIFY(store->start());
    }
    ~Gateway() { store.reset(); }

    bool isUp() const { return store->figures().up == 1; }
    Key key(const std::string &target, std::uint64_t partition = 0)
    {
        return {interner.intern(target), Partition{partition}};
    }
    CacheEntry entry(const std::string &body) const
    {
        CacheEntry e;
        e.head = std::make_shared<const ResponseHead>(ResponseHead{200, "OK", {}});
        e.body = std::make_shared<const std::string>(body);
        e.storedAt = clock.now();
        e.freshUntil = clock.now() + 60s;
        return e;
    }
    void put(const Key &key, const CacheEntry &e)
    {
        const auto ticket = store->replacing(key);
        store->keep(key, ticket, std::make_shared<const CacheEntry>(e));
    }
    void put(const Key &key, const std::string &body) { put(key, entry(body)); }

    std::shared_future<std::string> begin(const Key &key, bool heldBack = false)
    {
        const auto found = std::make_shared<std::string>();
        const auto done = std::make_shared<std::promise<std::string>>();
        store->load(
            {{key}, heldBack, true},
            [found](const Key &, const CacheEntryPtr &e) { *found = *e->body; },
            [found, done] { done->set_value(*found); });
        return done->get_future().share();
    }
    std::string get(const Key &key, bool heldBack = false)
    {
        const auto body = begin(key, heldBack);
        return body.wait_for(5s) == std::future_status::ready ? body.get() : "late";
    }
    bool claims(const Key &key)
    {
        std::promise<bool> claimed;
        store->claim(key, [&claimed](bool isOurs) { claimed.set_value(isOurs); });
        return claimed.get_future().get();
    }
    bool hasHeard(const std::string &target)
    {
        const std::lock_guard lock(mutex);
        return purged.contains(target);
    }

    RealClock clock;
    Settings settings{clock};
    Interner interner;
    std::mutex mutex; // guards what follows
    std::set<std::string> purged;
    std::vector<std::string> notices;
    std::unique_ptr<RedisStore> store;
};

bool isReady(const std::shared_future<std::string> &future)
{
    return future.wait_for(0s) == std::future_status::ready;
}

} // namespace

class RedisStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!Server::isHere())
            QSKIP("redis-server is not installed");
    }

    void addresses()
    {
        QCOMPARE(RedisAddress::parse("redis://a:1/2")->text(), std::string("redis://a:1/2"));
        QCOMPARE(RedisAddress::parse("redis://a")->port, 6379);
        QCOMPARE(RedisAddress::parse("redis://me@[::1]:7")->text(),
                 std::string("redis://[::1]:7/0"));
        QCOMPARE(RedisAddress::parse("unix:///run/r.sock")->path, std::string("/run/r.sock"));
        for (const char *wrong : {"", "http://a", "redis://", "redis://a:b", "redis://a:0",
                                  "redis://a/x", "unix://r", "redis://u:secret@a", "rediss://a"})
            QVERIFY2(!RedisAddress::parse(wrong), wrong);
        QVERIFY(RedisAddress::parse("redis://u:secret@a").error().text.find("secret") ==
                std::string::npos);
    }

    void whatOneHasTheOthersFind()
    {
        Server server;
        server.start();
        Gateway a(server);
        Gateway b(server);
        QTRY_VERIFY(a.isUp() && b.isUp());
        QCOMPARE(a.get(a.key("/x")), std::string());
        a.put(a.key("/x"), "of a");
        a.put(a.key("/me", 123456789123), "Ann");
        QTRY_COMPARE(a.store->figures().writes, 2u);
        QCOMPARE(b.get(b.key("/x")), std::string("of a"));
        QCOMPARE(b.get(b.key("/me", 123456789123)), std::string("Ann"));
        QCOMPARE(b.get(b.key("/me", 123456789124)), std::string());
        QCOMPARE(b.get(b.key("/me")), std::string());
        // Neither targets nor partitions are in the names, and each has its hash tag.
        const QByteArray names = server.ask("KEYS *");
        QVERIFY(names.contains(":{"));
        QVERIFY(!names.contains("/me") && !names.contains("123456789123") &&
                !names.contains("1cbe991a83"));
    }

    void aPrefetchIsNotForTheHeldBack()
    {
        Server server;
        server.start();
        Gateway a(server);
        Gateway b(server);
        QTRY_VERIFY(a.isUp() && b.isUp());
        CacheEntry prefetched = a.entry("soon");
        prefetched.prefetch = PrefetchId{9};
        a.put(a.key("/x"), prefetched);
        QTRY_COMPARE(a.store->figures().writes, 1u);
        QCOMPARE(b.get(b.key("/x"), true), std::string());
        QCOMPARE(b.get(b.key("/x"), false), std::string("soon"));
        prefetched.proven = true;
        a.put(a.key("/x"), prefetched);
        QTRY_COMPARE(a.store->figures().writes, 2u);
        QCOMPARE(b.get(b.key("/x"), true), std::string("soon"));
    }

    void oneFetchesForAll()
    {
        Server server;
        server.start();
        Gateway a(server);
        Gateway b(server, {}, 20s);
        QTRY_VERIFY(a.isUp() && b.isUp());
        QCOMPARE(a.get(a.key("/x")), std::string()); // a is to fetch it
        const auto waits = b.begin(b.key("/x"));
        QTRY_COMPARE(b.store->figures().waits, 1u);
        QVERIFY(!isReady(waits));
        a.put(a.key("/x"), "once");
        QTRY_VERIFY(isReady(waits));
        QCOMPARE(waits.get(), std::string("once"));
        // One that brought nothing lets the next one try.
        QCOMPARE(a.get(a.key("/y")), std::string());
        const auto next = b.begin(b.key("/y"));
        QTRY_COMPARE(b.store->figures().waits, 2u);
        a.store->fetched(a.key("/y"));
        QTRY_VERIFY(isReady(next));
        QCOMPARE(next.get(), std::string());
        QCOMPARE(b.store->figures().leases, 1u);
        // Its own it does not wait for.
        QCOMPARE(b.get(b.key("/y")), std::string());
        QCOMPARE(b.store->figures().waits, 2u);
    }

    void aLeaseRunsOut()
    {
        Server server;
        server.start();
        auto a = std::make_unique<Gateway>(server);
        Gateway b(server, {}, 20s);
        QTRY_VERIFY(a->isUp() && b.isUp());
        QCOMPARE(a->get(a->key("/x")), std::string());
        a.reset(); // gone, without a word
        QCOMPARE(b.get(b.key("/x")), std::string());
        QCOMPARE(b.store->figures().leases, 1u);
    }

    void aPurgeIsEverybodys()
    {
        Server server;
        server.start();
        Gateway a(server);
        Gateway b(server);
        QTRY_VERIFY(a.isUp() && b.isUp());
        a.put(a.key("/x"), "old");
        a.put(a.key("/x", 5), "old");
        QTRY_COMPARE(a.store->figures().writes, 2u);
        QCOMPARE(a.get(a.key("/y")), std::string()); // begins a fetch of /y
        b.store->eraseTarget("/x");
        b.store->eraseTarget("/y");
        QTRY_VERIFY(a.hasHeard("/x") && a.hasHeard("/y"));
        QVERIFY(!b.hasHeard("/x")); // its own
        QCOMPARE(a.get(a.key("/x")), std::string());
        QCOMPARE(a.get(a.key("/x", 5)), std::string());
        // What was asked for before the purge and came after it is not shared.
        a.put(a.key("/y"), "old");
        QTRY_COMPARE(a.store->figures().shed, 1u);
        QCOMPARE(b.get(b.key("/y")), std::string());
        // What is fetched after it, is.
        b.put(b.key("/y"), "new");
        QTRY_COMPARE(b.store->figures().writes, 1u);
        QCOMPARE(a.get(a.key("/y")), std::string("new"));
    }

    void aStoppedServerHoldsNobodyUp()
    {
        Server server;
        server.start();
        Gateway a(server);
        Gateway b(server);
        QTRY_VERIFY(a.isUp() && b.isUp());
        a.put(a.key("/x"), "x");
        QTRY_COMPARE(a.store->figures().writes, 1u);
        server.signal(SIGSTOP);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(b.get(b.key("/x")), std::string());
        QTRY_VERIFY(!b.isUp());
        QVERIFY(!b.store->mayHold(b.key("/x"))); // nobody waits any more
        QCOMPARE(b.get(b.key("/x")), std::string());
        a.store->eraseTarget("/x");
        server.signal(SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(a.isUp() && b.isUp(), 20'000);
        QTRY_VERIFY(b.hasHeard("/x")); // what was voided meanwhile is told
        QCOMPARE(b.get(b.key("/x")), std::string());
        const std::lock_guard lock(b.mutex);
        QCOMPARE(b.notices.size(), std::size_t(2));
    }

    void aServerThatComesAndGoes()
    {
        Server server;
        Gateway a(server);
        Gateway b(server);
        QVERIFY(!a.store->mayHold(a.key("/x")));
        a.put(a.key("/x"), "lost");
        QCOMPARE(a.get(a.key("/x")), std::string());
        QVERIFY(a.claims(a.key("/x")));
        a.store->eraseTarget("/early");
        server.start();
        QTRY_VERIFY_WITH_TIMEOUT(a.isUp() && b.isUp(), 20'000);
        a.put(a.key("/x"), "x");
        QTRY_COMPARE(a.store->figures().writes, 1u);
        QCOMPARE(b.get(b.key("/x")), std::string("x"));
        server.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!a.isUp() && !b.isUp(), 20'000);
        a.store->eraseTarget("/late");
        QCOMPARE(b.get(b.key("/x")), std::string());
        server.start(); // empty
        QTRY_VERIFY_WITH_TIMEOUT(a.isUp() && b.isUp(), 20'000);
        QTRY_VERIFY(b.hasHeard("/late"));
        QCOMPARE(b.get(b.key("/x")), std::string());
    }

    void aFullServerRefuses()
    {
        Server server;
        server.start({QStringLiteral("--maxmemory"), QStringLiteral("2mb")});
        Gateway a(server);
        QTRY_VERIFY(a.isUp());
        for (int i = 0; i < 40; ++i)
            a.put(a.key("/" + std::to_string(i)), std::string(200'000, 'x'));
        QTRY_VERIFY_WITH_TIMEOUT(a.store->figures().failures > 0, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(a.store->figures().pending, 0u, 60'000);
        QVERIFY(a.isUp());
    }

    void passwords()
    {
        Server server;
        server.start();
        server.ask("CONFIG SET requirepass sesame");
        Gateway without(server);
        Gateway with(server, "sesame");
        QTRY_VERIFY(with.isUp());
        QTRY_VERIFY([&without] {
            const std::lock_guard lock(without.mutex);
            return !without.notices.empty();
        }());
        QVERIFY(!without.isUp());
        const std::lock_guard lock(without.mutex);
        QVERIFY(without.notices[0].find("sesame") == std::string::npos);
    }

    void oneBudget()
    {
        Server server;
        server.start();
        Gateway a(server);
        Gateway b(server);
        (void)a.settings.set(Param::WorkersMaxRequestsPerSecond, 3, "test");
        (void)b.settings.set(Param::WorkersMaxRequestsPerSecond, 3, "test");
        QTRY_VERIFY(a.isUp() && b.isUp());
        QVERIFY(a.claims(a.key("/1")));
        QVERIFY(!b.claims(b.key("/1"))); // a fetches it
        a.put(a.key("/1"), "1");
        QTRY_COMPARE(a.store->figures().writes, 1u);
        QVERIFY(!b.claims(b.key("/1"))); // a has it
        QCOMPARE(b.store->figures().spared, 2u);
        int granted = 0;
        for (int i = 2; i < 30; ++i) {
            Gateway &one = i % 2 == 0 ? a : b;
            granted += one.claims(one.key("/" + std::to_string(i))) ? 1 : 0;
        }
        QVERIFY(granted >= 2 && granted < 20); // of both together, whatever time it took
        // What was refused for want of budget may be claimed by the next.
        bool isFree = false;
        QTRY_VERIFY(isFree = isFree || b.claims(b.key("/29")));
    }
};

QTEST_GUILESS_MAIN(RedisStoreTest)
#include "redisstore_test.moc"
