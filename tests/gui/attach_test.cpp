// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window on an instance elsewhere, beside that instance.
#include "core/metrics/snapshotjson.h"
#include "ui/controls/knobrow.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/window/attachbar.h"
#include "ui/window/mainwindow.h"

#include "tests/integration/adminfixture.h"

#include <QComboBox>
#include <QSettings>
#include <QToolButton>

using namespace forefetch;
using namespace std::chrono_literals;

class AttachTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;

    static std::unique_ptr<MainWindow> windowOn(const std::vector<const AdminFixture *> &demos)
    {
        auto window = std::make_unique<MainWindow>();
        window->resize(1500, 950);
        std::vector<AttachTarget> targets;
        for (const AdminFixture *demo : demos)
            targets.push_back({*Origin::parse(demo->url()), demo->token});
        window->attach(std::move(targets));
        window->show();
        return window;
    }
    static KnobsPanel *knobsOf(MainWindow &window) { return window.findChild<KnobsPanel *>(); }
    // Alike but for the moment, and for what shrinks with it.
    static std::string figures(Snapshot snapshot)
    {
        snapshot.takenAt = {};
        snapshot.uptime = 0;
        snapshot.workers.throughput = 0;
        snapshot.guard = {};
        snapshot.tuner = {};
        return toJson(snapshot);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_config.path());
    }

    void showsTheFiguresOfTheRunItself()
    {
        AdminFixture demo;
        const auto window = windowOn({&demo});
        QVERIFY(window->isAttached() && window->run() == nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(window->snapshot().demand.requests > 30, 30'000);
        demo.run.cast()->leave();
        QVERIFY(demo.run.session().settings().set(Param::WorkersMaxRequestsPerSecond, 0, "t").ok());
        QTRY_COMPARE_WITH_TIMEOUT(figures(window->snapshot()),
                                  figures(demo.run.session().snapshot()), 20'000);
        auto *tables = window->findChild<TablesPanel *>();
        QTRY_VERIFY_WITH_TIMEOUT(
            tables->findChildren<QAbstractItemView *>().size() > 0 || tables->isVisible(), 10'000);
        QVERIFY(window->attachBar()->isVisible());
        QVERIFY2(window->attachBar()->text().contains(QString::fromStdString(demo.url())),
                 qPrintable(window->attachBar()->text()));
    }

    void turnsAKnobThereAndTakesItBack()
    {
        AdminFixture demo;
        const auto window = windowOn({&demo});
        QTRY_VERIFY_WITH_TIMEOUT(knobsOf(*window)->isEnabled(), 20'000);
        Settings &there = demo.run.session().settings();
        const double before = there.number(Param::PrefetchEnabled);
        knobsOf(*window)->switchPrefetch();
        QTRY_COMPARE_WITH_TIMEOUT(there.number(Param::PrefetchEnabled), 1 - before, 10'000);
        QCOMPARE(there.changes().back().source, std::string("api"));
        const auto actions = window->findChildren<QAction *>();
        const auto undo = std::ranges::find_if(actions, [](const QAction *action) {
            return action->shortcut() == QKeySequence::Undo;
        });
        QVERIFY(undo != actions.end() && (*undo)->isEnabled());
        (*undo)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(there.number(Param::PrefetchEnabled), before, 10'000);
    }

    void looksOnlyWhereItMayNotTurn()
    {
        AdminFixture demo(false);
        const auto window = windowOn({&demo});
        QTRY_VERIFY_WITH_TIMEOUT(
            window->attachBar()->text().contains(QStringLiteral("--allow-control")), 20'000);
        QVERIFY(!knobsOf(*window)->isEnabled());
        QVERIFY2(knobsOf(*window)->toolTip().contains(QStringLiteral("--allow-control")),
                 qPrintable(knobsOf(*window)->toolTip()));
    }

    void aLostConnectionIsSaidAndHeals()
    {
        AdminFixture demo;
        const auto window = windowOn({&demo});
        QTRY_VERIFY_WITH_TIMEOUT(knobsOf(*window)->isEnabled(), 20'000);
        demo.admin->stop();
        QTRY_VERIFY_WITH_TIMEOUT(
            window->attachBar()->text().startsWith(QStringLiteral("Connection lost")), 10'000);
        QVERIFY(window->attachBar()->retryButton()->isVisible());
        QVERIFY(!knobsOf(*window)->isEnabled());
        AdminOptions options;
        options.listen = {"127.0.0.1", demo.port};
        demo.admin = std::make_unique<AdminServer>(AdminSubject{demo.run}, options);
        QVERIFY(demo.admin->start().ok());
        QTRY_VERIFY_WITH_TIMEOUT(window->attachBar()->text().startsWith(QStringLiteral("Attached")),
                                 20'000);
        QVERIFY(!window->attachBar()->retryButton()->isVisible());
    }

    void severalAreSummedOrChosen()
    {
        AdminFixture a, b;
        const auto window = windowOn({&a, &b});
        QCOMPARE(window->attachBar()->instance(), int(AttachBar::kAll));
        QVERIFY(!knobsOf(*window)->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(window->snapshot().demand.requests > 40, 30'000);
        for (AdminFixture *each : {&a, &b})
            each->run.cast()->leave();
        const auto requests = [](const AdminFixture &demo) {
            return demo.run.session().snapshot().demand.requests;
        };
        QTRY_COMPARE_WITH_TIMEOUT(window->snapshot().demand.requests, requests(a) + requests(b),
                                  20'000);
        window->attachBar()->choose(1);
        QTRY_COMPARE_WITH_TIMEOUT(window->snapshot().demand.requests, requests(b), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(knobsOf(*window)->isEnabled(), 10'000);
        window->attachBar()->choose(AttachBar::kAll);
        QTRY_COMPARE_WITH_TIMEOUT(window->snapshot().demand.requests, requests(a) + requests(b),
                                  10'000);
    }

    void detachingGoesBackToWhatRuns()
    {
        AdminFixture demo;
        MainWindow window;
        RunPlan plan;
        plan.users = 3;
        QVERIFY(window.begin(plan).ok());
        window.show();
        window.attach({{*Origin::parse(demo.url()), {}}});
        QVERIFY(window.isAttached());
        QTRY_VERIFY_WITH_TIMEOUT(window.snapshot().demand.requests > 0, 20'000);
        QVERIFY(window.isRunning()); // it goes on behind
        window.attachBar()->leaveButton()->click();
        QVERIFY(!window.isAttached());
        QVERIFY(!window.attachBar()->isVisible());
        QVERIFY(knobsOf(window)->isEnabled());
    }

    void refusesWhatIsNoAddress()
    {
        AttachDialog dialog(QStringLiteral("ftp://a"));
        dialog.accept();
        QVERIFY(!dialog.problem().isEmpty());
        QCOMPARE(dialog.result(), 0);
        dialog.addressEdit()->setText(QStringLiteral(":9464, 10.0.0.7:9464"));
        dialog.accept();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(dialog.targets().size(), std::size_t(2));
        QCOMPARE(dialog.targets()[1].instance.port, std::uint16_t(9464));
    }
};

QTEST_MAIN(AttachTest)
#include "attach_test.moc"
