// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An alert in virtual time: it saves the seconds before a rule began to hold, and not too often.
#include "core/record/recordedrun.h"
#include "core/record/sessionalert.h"
#include "tests/unit/record/worldsource.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class AlertTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesTheSecondsBefore();
    void holdingFromTheStartIsNoAlert();
    void flickeringSavesOncePerPause();
    void nonsenseIsRefused();
    void anUnwritableFolderIsSaid();
};

void AlertTest::savesTheSecondsBefore()
{
    const QTemporaryDir folder;
    WorldSource world;
    auto alert = SessionAlert::open(
        {.text = "demand.requests >= 300", .keep = 20s, .folder = folder.path().toStdString()},
        world);
    QVERIFY(alert.ok());
    for (int i = 0; i < 149; ++i) {
        world.visit(i % 9);
        (*alert)->look();
    }
    QCOMPARE((*alert)->figures().fired, std::uint64_t{0});
    QVERIFY(QDir(folder.path()).isEmpty());
    world.visit(1);
    (*alert)->look(); // 300 requests, after 60 s
    const SessionAlert::Figures figures = (*alert)->figures();
    QCOMPARE(figures.saved, std::uint64_t{1});
    QVERIFY2(figures.why.find("demand.requests is 300") != std::string::npos, figures.why.c_str());
    const auto run = RecordedRun::open(figures.file);
    QVERIFY2(run.ok(), run ? "" : run.error().text.c_str());
    QCOMPARE((*run)->snapshot().demand.requests, std::uint64_t{300});
    const Duration kept = (*run)->clock().now() - (*run)->timeOf(0);
    QCOMPARE((*run)->began(), (*run)->timeOf(0));
    QVERIFY(kept >= 20s && kept < 40s); // 20 s, and back to a moment that stands alone
    QVERIFY((*run)->moveTo(0).ok());
    std::vector<RequestRecord> requests;
    const RunRows &rows = (*run)->rows();
    rows.requests(0, rows.newestRequest(), 5000, requests);
    QCOMPARE(requests.size(), static_cast<std::size_t>(rows.newestRequest()));
}

void AlertTest::holdingFromTheStartIsNoAlert()
{
    const QTemporaryDir folder;
    WorldSource world;
    auto alert = SessionAlert::open(
        {.text = "demand.requests > 0", .folder = folder.path().toStdString()}, world);
    QVERIFY(alert.ok());
    for (int i = 0; i < 10; ++i) {
        world.visit(i);
        (*alert)->look();
    }
    QCOMPARE((*alert)->figures().fired, std::uint64_t{0});
}

void AlertTest::flickeringSavesOncePerPause()
{
    const QTemporaryDir folder;
    WorldSource world;
    auto alert = SessionAlert::open(
        {.text = "workers.count == 3", .pause = 10s, .folder = folder.path().toStdString()}, world);
    QVERIFY2(alert.ok(), alert ? "" : alert.error().text.c_str());
    for (int i = 0; i < 50; ++i) { // 20 s
        world.set(Param::WorkersCount, i % 2 == 0 ? 4 : 3);
        world.visit(i % 5);
        (*alert)->look();
    }
    QCOMPARE((*alert)->figures().fired, std::uint64_t{25});
    QCOMPARE((*alert)->figures().saved, std::uint64_t{2});
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("alert-*.ffsession")}).size(), 2);
}

void AlertTest::nonsenseIsRefused()
{
    WorldSource world;
    const auto alert = SessionAlert::open({.text = "hit_rato < 20%"}, world);
    QVERIFY(!alert.ok());
    QVERIFY(alert.error().text.find("hit_ratio") != std::string::npos);
}

void AlertTest::anUnwritableFolderIsSaid()
{
    WorldSource world;
    auto alert =
        SessionAlert::open({.text = "demand.requests >= 4", .folder = "/no/such/folder"}, world);
    QVERIFY(alert.ok());
    for (int i = 0; i < 4; ++i) {
        world.visit(i);
        (*alert)->look();
    }
    QCOMPARE((*alert)->figures().fired, std::uint64_t{1});
    QCOMPARE((*alert)->figures().saved, std::uint64_t{0});
    QVERIFY((*alert)->figures().problem.find("/no/such/folder") != std::string::npos);
}

QTEST_GUILESS_MAIN(AlertTest)
#include "alert_test.moc"
