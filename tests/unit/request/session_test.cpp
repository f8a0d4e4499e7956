// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/context.h"
#include "core/request/session.h"

#include <QtTest>

#include <set>
#include <thread>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

RequestContext contextWith(const char *value, std::uint64_t partition = 1)
{
    RequestContext context{{partition}, {}};
    context.headers.add("Cookie", value);
    return context;
}

} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesKeys()
    {
        QVERIFY(SessionKey::parse("ip+ua")->kind == SessionKey::Kind::AddressAndAgent);
        QVERIFY(SessionKey::parse("cookie:sid")->kind == SessionKey::Kind::Cookie);
        const auto header = SessionKey::parse("header:X-Client");
        QVERIFY(header->kind == SessionKey::Kind::Header && header->name == "X-Client");
        for (const char *bad : {"", "ip", "cookie", "cookie:", "header:", "header:a b",
                                "cookie:a=b", "param:x", "IP+UA", "header:X:Y", "cookie:a;b"}) {
            const auto result = SessionKey::parse(bad);
            QVERIFY2(!result, bad);
            QVERIFY(result.error().text.find(bad) != std::string::npos);
        }
    }

    void identifiesByWhatIsThere()
    {
        Headers h;
        h.add("User-Agent", "curl");
        h.add("Cookie", "x=1; sid=s1");
        const SessionKey byCookie = *SessionKey::parse("cookie:sid");
        const SessionKey byHeader = *SessionKey::parse("header:X-Client");
        const SessionKey byAddress;
        QCOMPARE(byCookie.identify(h, "10.0.0.1"), byCookie.identify(h, "10.0.0.2"));
        QCOMPARE(byHeader.identify(h, "10.0.0.1"), byAddress.identify(h, "10.0.0.1"));
        QVERIFY(byAddress.identify(h, "10.0.0.1") != byAddress.identify(h, "10.0.0.2"));
        Headers posing;
        posing.add("X-Client", "10.0.0.1|curl");
        QVERIFY(byHeader.identify(posing, "1.1.1.1") != byAddress.identify(h, "10.0.0.1"));
    }

    void aSilenceEndsASession()
    {
        SessionTracker sessions;
        TimePoint now{};
        const Session first = sessions.touch("a", now, 0);
        QVERIFY(first.isNew && first.id.valid());
        now += 30min;
        const Session same = sessions.touch("a", now, 0);
        QVERIFY(!same.isNew);
        QCOMPARE(same.id, first.id);
        now += 30min + 1ns;
        const Session next = sessions.touch("a", now, 0);
        QVERIFY(next.isNew);
        QVERIFY(next.id != first.id);
        QVERIFY(sessions.touch("b", now, 0).id != next.id);
        QCOMPARE(sessions.size(), std::size_t{2});
    }

    void fullEndsTheLongestSilent()
    {
        SessionTracker sessions(3);
        TimePoint now{};
        const SessionId a = sessions.touch("a", now, 0).id;
        const SessionId b = sessions.touch("b", now += 1s, 0).id;
        sessions.touch("c", now += 1s, 0);
        sessions.touch("a", now += 1s, 0);
        const Session d = sessions.touch("d", now += 1s, 0);
        QCOMPARE(d.id.index, b.index); // b was silent longest
        QVERIFY(d.isNew && d.id != b);
        QCOMPARE(sessions.touch("a", now += 1s, 0).id, a);
        QVERIFY(sessions.touch("b", now += 1s, 0).isNew);
        QCOMPARE(sessions.size(), std::size_t{3});
    }

    void holdingBackIsStickyAndNested()
    {
        SessionTracker sessions(100'000, 30min, 7);
        int small = 0, large = 0;
        for (int i = 0; i < 20'000; ++i) {
            const std::string who = "client " + std::to_string(i);
            const bool at10 = sessions.touch(who, TimePoint{}, 0.1).heldBack;
            const bool at30 = sessions.touch(who, TimePoint(1s), 0.3).heldBack;
            QVERIFY(!at10 || at30);
            QCOMPARE(sessions.touch(who, TimePoint(3h), 0.1).heldBack, at10);
            QVERIFY(!sessions.touch(who, TimePoint(3h), 0).heldBack);
            small += at10;
            large += at30;
        }
        // Binomial: 2,000 ± 42 and 6,000 ± 65; the seed is fixed.
        QVERIFY2(std::abs(small - 2000) < 200, std::to_string(small).c_str());
        QVERIFY2(std::abs(large - 6000) < 300, std::to_string(large).c_str());
    }

    void manyThreadsShareSessions()
    {
        SessionTracker sessions(1000);
        std::vector<std::set<std::uint64_t>> seen(4);
        {
            std::vector<std::jthread> pool;
            for (std::size_t t = 0; t < 4; ++t) {
                pool.emplace_back([&, t] {
                    for (int i = 0; i < 4000; ++i) {
                        const std::string who = std::to_string(i % 50);
                        seen[t].insert(sessions.touch(who, TimePoint{}, 0).id.packed());
                    }
                });
            }
        }
        QCOMPARE(seen[0].size(), std::size_t{50});
        QVERIFY(seen[1] == seen[0] && seen[2] == seen[0] && seen[3] == seen[0]);
    }

    void contextsKeepTheirId()
    {
        ContextStore store;
        const SessionId s{1, 1};
        const ContextId a = store.remember(s, contextWith("sid=1"));
        const ContextId b = store.remember(s, contextWith("sid=2"));
        QVERIFY(a.valid() && a != b);
        QCOMPARE(store.remember(s, contextWith("sid=1")), a);
        QCOMPARE(store.find(b)->headers.value("cookie"), std::string_view("sid=2"));
        QVERIFY(store.remember(s, contextWith("sid=1", 2)) != a);
        QVERIFY(store.remember({2, 1}, contextWith("sid=1")) != a);
        QCOMPARE(store.size(), std::size_t{4});
    }

    void signingOutDropsCredentials()
    {
        ContextStore store;
        const SessionId s{1, 1}, other{1, 2};
        const ContextId a = store.remember(s, contextWith("sid=1"));
        const ContextId b = store.remember(s, contextWith("sid=2"));
        const ContextId c = store.remember(other, contextWith("sid=1"));
        QCOMPARE(store.drop(s), std::size_t{2});
        QCOMPARE(store.drop(s), std::size_t{0});
        QVERIFY(store.find(a) == nullptr && store.find(b) == nullptr);
        QVERIFY(store.find(c) != nullptr);
        const ContextId again = store.remember(s, contextWith("sid=1"));
        QVERIFY(again != a && again != b);
        QVERIFY(store.find(a) == nullptr);
        QVERIFY(store.find({}) == nullptr && store.find({999, 1}) == nullptr);
    }

    void contextsAreBounded()
    {
        ContextStore store(4);
        std::vector<ContextId> ids;
        for (std::uint32_t i = 0; i < 4; ++i)
            ids.push_back(store.remember({i, 1}, contextWith("x")));
        store.remember({0, 1}, contextWith("x")); // remembered again: no longer the oldest
        store.remember({9, 1}, contextWith("x"));
        QCOMPARE(store.size(), std::size_t{4});
        QVERIFY(store.find(ids[0]) != nullptr);
        QVERIFY(store.find(ids[1]) == nullptr);

        ContextStore large(1000);
        for (int i = 0; i < 100; ++i)
            large.remember({1, 1}, contextWith(std::to_string(i).c_str()));
        QCOMPARE(large.size(), std::size_t{8}); // one session cannot crowd out the others
    }

    void carriesWhatAPrefetchNeeds()
    {
        Headers h;
        for (const char *name :
             {"Host", "authorization", "Cookie", "Accept", "Accept-Language", "Acceptable",
              "User-Agent", "X-Tenant", "X-Other", "Range", "If-None-Match", "Connection"})
            h.add(name, "v");
        const Headers carried = contextFields(h, {"x-tenant", "Range", "If-None-Match", "Host"});
        std::string names;
        for (const HeaderField &f : carried)
            names += f.name + " ";
        QCOMPARE(names,
                 std::string("authorization Cookie Accept Accept-Language User-Agent X-Tenant "));
    }

    void whatIsKnownIsRecalledWithoutACopy()
    {
        ContextStore contexts;
        const SessionId session{1, 1};
        Headers request;
        request.add("Host", "a");
        request.add("Accept", "text/html");
        request.add("Cookie", "a=1");
        request.add("X-Other", "1");
        const Partition own{7};
        QVERIFY(!contexts.recall(session, own, request).valid());
        const ContextId id = contexts.remember(session, {own, contextFields(request)});
        QCOMPARE(contexts.recall(session, own, request), id);
        request.set("X-Other", "2"); // does not travel with a prefetch
        QCOMPARE(contexts.recall(session, own, request), id);
        QVERIFY(!contexts.recall(session, Partition{8}, request).valid());
        QVERIFY(!contexts.recall({2, 1}, own, request).valid());
        Headers more = request;
        more.add("Accept-Language", "de");
        QVERIFY(!contexts.recall(session, own, more).valid());
        Headers fewer = request;
        fewer.remove("cookie");
        QVERIFY(!contexts.recall(session, own, fewer).valid());
        Headers other = request;
        other.set("Cookie", "a=2");
        QVERIFY(!contexts.recall(session, own, other).valid());
        // What is recalled is the session's newest: of its few variants it goes last.
        for (int i = 0; i < 7; ++i) {
            more.set("Accept-Language", std::to_string(i));
            contexts.remember(session, {own, contextFields(more)});
        }
        QCOMPARE(contexts.recall(session, own, request), id);
        more.set("Accept-Language", "last");
        contexts.remember(session, {own, contextFields(more)});
        QCOMPARE(contexts.recall(session, own, request), id);
        contexts.drop(session);
        QVERIFY(!contexts.recall(session, own, request).valid());
    }
};

QTEST_APPLESS_MAIN(SessionTest)
#include "session_test.moc"
