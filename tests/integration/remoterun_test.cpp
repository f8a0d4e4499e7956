// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is followed from outside, beside the run itself.
#include "core/admin/remoterun.h"
#include "core/metrics/snapshotjson.h"
#include "core/request/redact.h"

#include "tests/integration/adminfixture.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

std::string targetOf(const RunSource &run, ResourceId id)
{
    std::string text;
    return run.rows().text(id, text) ? redacted(text) : std::string();
}

} // namespace

class RemoteRunTest : public QObject
{
    Q_OBJECT

    RealClock m_clock;

    std::unique_ptr<RemoteRun> follow(const AdminFixture &demo, const std::string &token)
    {
        auto run = std::make_unique<RemoteRun>(*instanceFrom(demo.url()), token, m_clock);
        run->start();
        return run;
    }

private Q_SLOTS:
    // Nothing moves any more: what is told is what is there, to the last figure.
    void showsTheSameFiguresAsTheRunItself()
    {
        AdminFixture demo;
        QVERIFY(demo.port != 0);
        const auto remote = follow(demo, demo.token);
        QTRY_VERIFY_WITH_TIMEOUT(remote->hasFigures(), 10'000);
        RunSource &local = demo.run.source();
        QTRY_VERIFY_WITH_TIMEOUT(remote->snapshot().demand.requests > 40, 30'000);
        demo.run.cast()->leave();
        QVERIFY(
            demo.run.session().settings().set(Param::WorkersMaxRequestsPerSecond, 0, "test").ok());
        // Alike but for the moment, and for what shrinks with it.
        const auto figures = [](Snapshot snapshot) {
            snapshot.takenAt = {};
            snapshot.uptime = 0;
            snapshot.workers.throughput = 0;
            snapshot.guard = {};
            snapshot.tuner = {};
            return toJson(snapshot);
        };
        QTRY_COMPARE_WITH_TIMEOUT(figures(remote->snapshot()), figures(local.snapshot()), 20'000);
        QCOMPARE(remote->about(), local.about());
        QCOMPARE(remote->changes().size(), local.changes().size());
        // The same rows, with the same words.
        QTRY_COMPARE_WITH_TIMEOUT(remote->rows().newestRequest(), local.rows().newestRequest(),
                                  10'000);
        std::vector<RequestRecord> here, there;
        local.rows().requests(0, UINT64_MAX, 100, there);
        remote->rows().requests(0, UINT64_MAX, 100, here);
        QCOMPARE(here.size(), there.size());
        for (std::size_t i = 0; i < here.size(); ++i) {
            QCOMPARE(here[i].number, there[i].number);
            QCOMPARE(here[i].at, there[i].at);
            QCOMPARE(here[i].end.status, there[i].end.status);
            QCOMPARE(targetOf(*remote, here[i].resource), targetOf(local, there[i].resource));
            QVERIFY(!targetOf(*remote, here[i].resource).empty());
        }
        for (const PrefetchRecord &record : local.rows().recentPrefetches(200)) {
            const auto told = remote->rows().prefetch(record.id);
            QVERIFY(told.has_value());
            QCOMPARE(told->state, record.state);
            QCOMPARE(told->cause.pUsed, record.cause.pUsed);
            QVERIFY(told->key.partition.isPublic());
        }
        QTRY_VERIFY_WITH_TIMEOUT(remote->transitionGraph() != nullptr, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(remote->modelView() != nullptr, 10'000);
    }

    void turnsKnobsWhereItMay()
    {
        AdminFixture demo;
        const auto remote = follow(demo, demo.token);
        QTRY_VERIFY_WITH_TIMEOUT(remote->mayChange(), 10'000);
        QVERIFY(remote->settings().set(Param::WorkersCount, 9, "user").ok());
        QCOMPARE(remote->settings().number(Param::WorkersCount), 9.0); // at once
        Settings &there = demo.run.session().settings();
        QTRY_COMPARE_WITH_TIMEOUT(there.number(Param::WorkersCount), 9.0, 10'000);
        QCOMPARE(there.changes().back().source, std::string("api"));
        QTRY_COMPARE_WITH_TIMEOUT(remote->changes().size(), there.changes().size(), 10'000);
        QCOMPARE(remote->settings().number(Param::WorkersCount), 9.0);
        // What others do there comes here, and goes back to nobody.
        QVERIFY(there.set(Param::WorkersCount, 3, "user").ok());
        QTRY_COMPARE_WITH_TIMEOUT(remote->settings().number(Param::WorkersCount), 3.0, 10'000);
        QCOMPARE(there.changes().size(), std::size_t(2));
    }

    void aRefusedChangeComesBack()
    {
        AdminFixture demo(false);
        const auto remote = follow(demo, {});
        std::string why;
        remote->setRefused([&](const std::string &text) { why = text; });
        QTRY_VERIFY_WITH_TIMEOUT(remote->note().has_value(), 10'000);
        QVERIFY(!remote->mayChange());
        const double before = remote->settings().number(Param::WorkersCount);
        QVERIFY(remote->settings().set(Param::WorkersCount, 9, "user").ok());
        QTRY_VERIFY_WITH_TIMEOUT(!why.empty(), 10'000);
        QVERIFY2(why.find("--allow-control") != std::string::npos, why.c_str());
        QCOMPARE(remote->settings().number(Param::WorkersCount), before);
    }

    void aLostConnectionIsToldAndHeals()
    {
        AdminFixture demo;
        const auto remote = follow(demo, demo.token);
        QTRY_VERIFY_WITH_TIMEOUT(remote->isConnected(), 10'000);
        const std::uint64_t generation = remote->generation();
        const std::uint64_t requests = remote->snapshot().demand.requests;
        demo.admin->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!remote->isConnected(), 10'000);
        QVERIFY(!remote->problem().empty());
        QVERIFY(remote->snapshot().demand.requests >= requests); // the last figures stay
        QVERIFY(!remote->isRunning());
        QVERIFY(remote->nextTry() > m_clock.now() - 1s);
        AdminOptions options;
        options.listen = {"127.0.0.1", demo.port};
        demo.admin = std::make_unique<AdminServer>(AdminSubject{demo.run}, options);
        QVERIFY(demo.admin->start().ok());
        QTRY_VERIFY_WITH_TIMEOUT(remote->isConnected(), 20'000);
        QCOMPARE(remote->generation(), generation); // the same run
        QVERIFY(remote->problem().empty());
        QTRY_VERIFY_WITH_TIMEOUT(!remote->mayChange(), 10'000); // it is read-only by now
    }

    void anotherRunIsAnotherOne()
    {
        auto demo = std::make_unique<AdminFixture>();
        const auto remote = follow(*demo, {});
        QTRY_VERIFY_WITH_TIMEOUT(remote->rows().newestRequest() > 20, 30'000);
        const std::uint64_t generation = remote->generation();
        const std::uint16_t port = demo->port;
        demo.reset();
        RunPlan plan = AdminFixture::quietPlan();
        LiveRun next(plan);
        QVERIFY(next.begin().ok());
        AdminServer admin({next}, {.listen = {"127.0.0.1", port}});
        QVERIFY(admin.start().ok());
        QTRY_COMPARE_WITH_TIMEOUT(remote->generation(), generation + 1, 20'000);
        QVERIFY(remote->snapshot().uptime <= next.session().snapshot().uptime);
    }

    void damagedPacketsAreRefused()
    {
        AdminFixture demo;
        SessionPackets packets;
        const std::string whole = packed(packets.next(demo.run.source()));
        QVERIFY(unpackedPacket(whole).ok());
        for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 97)
            QVERIFY(!unpackedPacket(std::string_view(whole).substr(0, size)).ok());
        QVERIFY(!unpackedPacket(whole + "x").ok());
        for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 301) {
            std::string other = whole;
            other[at] = static_cast<char>(other[at] ^ 0x55);
            static_cast<void>(unpackedPacket(other).ok()); // whatever it says, it does not fall
        }
        PacketReader reader;
        const std::string twice = framed(whole) + framed(whole);
        int got = 0;
        for (const char byte : twice) {
            reader.add({&byte, 1});
            while (auto packet = reader.next()) {
                QVERIFY(packet->ok());
                ++got;
            }
        }
        QCOMPARE(got, 2);
        reader.add("\xff\xff\xff\xff");
        QVERIFY(!reader.next()->ok());
    }
};

QTEST_GUILESS_MAIN(RemoteRunTest)
#include "remoterun_test.moc"
