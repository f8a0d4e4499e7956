// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Why this prefetch?" beside the table, driven by mouse and keyboard; and its sentences.
#include "tests/gui/tablesfixture.h"
#include "ui/models/prefetchestable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/whypane.h"

#include <QApplication>
#include <QTabBar>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;
using Tab = TablesPanel::Tab;

class WhyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init()
    {
        m_panel.reset();
        m_world = std::make_unique<TablesWorld>();
        m_panel = std::make_unique<TablesPanel>(Theme::light());
        m_panel->resize(1080, 320);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->begin(m_world->clock);
    }

    void standsBesideTheSelectedPrefetch()
    {
        for (int item = 4000; item < 4060; ++item)
            m_world->visit(item);
        QTest::mouseClick(m_panel->tabBar(), Qt::LeftButton, {},
                          m_panel->tabBar()->tabRect(int(Tab::Prefetches)).center());
        update();
        RowView *view = m_panel->view();
        QVERIFY(!m_panel->why()->isVisible());
        const int row = rowOf(QStringLiteral("/items/4059"));
        QVERIFY(row >= 0);
        clickRow(row);
        QVERIFY(m_panel->why()->isVisible());
        update();
        const QString why = m_panel->why()->toPlainText();
        QVERIFY2(why.startsWith(QStringLiteral("/items/4059")), qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("The session had asked for\n/list/4059")),
                 qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("After GET /list/{number} comes GET /items/{number}, "
                                             "where {number} = same value as {number}.")),
                 qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("The threshold was 0.30.")), qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("used: Served its first hit.")), qPrintable(why));
        QCOMPARE(m_panel->why()->accessibleDescription(), m_panel->why()->why().plain());

        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(m_panel->why()->hasFocus());
        QTest::keyClick(m_panel->why(), Qt::Key_Escape);
        QVERIFY(view->hasFocus());
        clickRow(row == 0 ? 1 : 0, Qt::ControlModifier); // of two, neither
        QVERIFY(!m_panel->why()->isVisible());
        QTest::keyClick(view, Qt::Key_Escape);
        clickRow(row);
        QVERIFY(m_panel->why()->isVisible());
        QTest::mouseClick(m_panel->tabBar(), Qt::LeftButton, {},
                          m_panel->tabBar()->tabRect(0).center());
        QVERIFY(!m_panel->why()->isVisible()); // no request is selected
    }

    // Frozen, one may still ask.
    void answersWhileFrozen()
    {
        for (int item = 4000; item < 4020; ++item)
            m_world->visit(item);
        m_panel->setTab(Tab::Prefetches);
        update();
        m_panel->setFrozen(true);
        clickRow(0);
        update();
        QVERIFY(m_panel->why()->why().subject.startsWith(QStringLiteral("/items/")));
    }

    void saysWhatBecomesOfIt_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, PrefetchState state, const char *says) {
            QTest::newRow(name) << static_cast<int>(state) << QString::fromUtf8(says);
        };
        row("queued", PrefetchState::Queued, "queued: Waits for a worker.");
        row("ready", PrefetchState::Ready, "Fetching it took 30 ms and brought 1000 B.");
        row("used", PrefetchState::Used, "A client asked for it 2.00 s later.");
        row("wasted", PrefetchState::WastedExpired, "Its freshness ended before anybody came.");
        row("superseded", PrefetchState::Superseded, "A client fetched the same first.");
    }
    void saysWhatBecomesOfIt()
    {
        QFETCH(int, state);
        QFETCH(QString, says);
        const auto to = static_cast<PrefetchState>(state);
        PrefetchRecord record;
        record.state = to;
        record.scheduledAt = TimePoint(10s);
        const bool started = to != PrefetchState::Queued && to != PrefetchState::Superseded;
        if (started) {
            record.startedAt = TimePoint(10s + 5ms);
            record.readyAt = TimePoint(10s + 35ms);
            record.bytes = 1000;
        }
        if (isTerminal(to))
            record.endedAt = TimePoint(12s + 35ms);
        const QString text = whyOf(record, sources()).plain();
        QVERIFY2(text.contains(says), qPrintable(text));
        QCOMPARE(text.contains(QStringLiteral("It waited %1 in the queue.").arg(lengthText(5ms))),
                 started);
    }

    // Each kind of evidence has words of its own.
    void everyKindHasASentence()
    {
        QSet<QString> sentences, names;
        for (std::size_t i = 0; i < kEvidenceKinds; ++i) {
            PrefetchRecord record;
            record.cause.reason.kind = static_cast<EvidenceKind>(i);
            record.cause.edge.count = 7;
            record.cause.edge.total = 9;
            record.cause.edge.order = 2;
            sentences.insert(whyOf(record, sources()).parts[1].text);
            names.insert(evidenceText(static_cast<EvidenceKind>(i)));
            if (record.cause.reason.kind == EvidenceKind::Context)
                QVERIFY(whyOf(record, sources())
                            .parts[1]
                            .text.contains(
                                QStringLiteral("7 of the 9 times that the last 2 requests")));
        }
        QCOMPARE(sentences.size(), qsizetype(kEvidenceKinds));
        QCOMPARE(names.size(), qsizetype(kEvidenceKinds));
    }

    void hidesCredentials()
    {
        ModelView view;
        view.recent = {"/a?access_token=s3cr3t"};
        ExplainedPrediction p;
        p.target = "/b?access_token=s3cr3t";
        p.why.rule = {"/a?access_token=s3cr3t", "/b?access_token=s3cr3t", "", 1, 2, 0.5F};
        p.why.reason.kind = EvidenceKind::Binding;
        QVERIFY(!whyOf(p, view).plain().contains(QStringLiteral("s3cr3t")));
    }

    void bindingsAreInWords()
    {
        RouteRule rule{"/items", "/items/{value}", "{value} = $.items[*].id of GET /items", 3, 4,
                       0.5F};
        QCOMPARE(bindingText(rule), QStringLiteral("{value} = $.items[*].id of its answer"));
        rule = {"/items?page={number}",
                "/items?page={number}",
                "page = page + 1 of GET /items?page={number}",
                3,
                4,
                0.5F};
        QCOMPARE(bindingText(rule), QStringLiteral("page = page + 1"));
        QCOMPARE(ruleSentence(rule),
                 QStringLiteral("After GET /items?page={number} comes GET /items?page={number}, "
                                "where page = page + 1. That was right 3 of the last 4 times."));
        rule = {"POST /login", "/profile", "", 1, 1, 0.1F};
        QCOMPARE(bindingText(rule), QStringLiteral("always the same request"));
        QVERIFY(ruleSentence(rule).startsWith(QStringLiteral("After POST /login comes GET")));
    }

private:
    void update()
    {
        m_world->clock.advance(300ms);
        m_world->at = m_world->clock.now();
        m_panel->update(m_world->pipeline, m_world->clock);
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {})
    {
        RowView *view = m_panel->view();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers,
                          view->visualRect(view->table().index(row, 0)).center());
    }
    int rowOf(const QString &target)
    {
        const LiveTable &table = m_panel->view()->table();
        for (int row = 0; row < table.rowCount(); ++row) {
            if (table.textAt(row, PrefetchesTable::Target) == target)
                return row;
        }
        return -1;
    }
    WhySources sources()
    {
        return {[](ResourceId) { return QStringLiteral("/x"); },
                [](ResourceId) { return RouteRule(); }, m_times};
    }

    WallTimes m_times;
    std::unique_ptr<TablesWorld> m_world;
    std::unique_ptr<TablesPanel> m_panel;
};

QTEST_MAIN(WhyTest)
#include "why_test.moc"
