// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why requests missed: the reasons, the requests of one of them, and the sentences beside a
// request, driven by mouse and keyboard.
#include "tests/gui/tablesfixture.h"
#include "ui/models/missestable.h"
#include "ui/models/misstext.h"
#include "ui/models/requeststable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/whypane.h"

#include <QApplication>
#include <QLineEdit>
#include <QTabBar>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;
using Tab = TablesPanel::Tab;

class MissesTest : public QObject
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

    void countsThemByReason()
    {
        for (int item = 0; item < 5; ++item)
            m_world->visit(4000 + item);
        clickTab(Tab::Misses);
        update();
        std::uint64_t sum = 0;
        for (int row = 0; row < table().rowCount(); ++row)
            sum += cell(row, MissesTable::Count).toULongLong();
        QCOMPARE(sum, m_world->pipeline.snapshot().demand.misses);
        QVERIFY(sum > 0);
        QCOMPARE(cell(0, MissesTable::Reason), QStringLiteral("never seen before")); // the most
        QCOMPARE(cell(0, MissesTable::Lately), QStringLiteral("0")); // of the first reading
        m_world->visit(5000);
        update();
        QVERIFY(cell(0, MissesTable::Lately).toInt() > 0);
    }

    // Enter on a reason shows its requests; Esc there shows all again.
    void leadsFromAReasonToItsRequests()
    {
        m_world->request("/once");
        m_world->set(Param::CacheDefaultTtl, 1);
        m_world->request("/short");
        m_world->at += 5s;
        m_world->request("/short");
        clickTab(Tab::Misses);
        update();
        const int row = rowOf(MissesTable::Reason, QStringLiteral("expired"));
        QVERIFY(row >= 0);
        clickRow(row);
        QTest::keyClick(view(), Qt::Key_Return);
        QCOMPARE(m_panel->tab(), Tab::Requests);
        QCOMPARE(m_panel->filterField()->text(), QStringLiteral("expired"));
        update();
        QCOMPARE(table().rowCount(), 1);
        QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/short"));
        QVERIFY(view()->hasFocus());
        QTest::keyClick(view(), Qt::Key_Escape);
        QCOMPARE(table().rowCount(), 3);
    }

    void saysWhyBesideARequest()
    {
        m_world->set(Param::CacheDefaultTtl, 1);
        m_world->request("/short");
        m_world->at += 5s;
        m_world->request("/short");
        update();
        clickRow(0);
        update();
        const QString why = m_panel->why()->toPlainText();
        QVERIFY2(why.startsWith(QStringLiteral("/short")), qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("miss: answered with 200 after 50 ms.")),
                 qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("It was stored, and was no longer fresh.")),
                 qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("cache.default_ttl")), qPrintable(why));
        QTest::keyClick(view(), Qt::Key_Return);
        QVERIFY(m_panel->why()->hasFocus());
        QTest::keyClick(m_panel->why(), Qt::Key_Escape);
        QVERIFY(view()->hasFocus());
    }

    // A hit leads to the prefetch behind it, whole.
    void saysWhichPrefetchMadeAHit()
    {
        for (int item = 4000; item < 4060; ++item)
            m_world->visit(item);
        update();
        const int row = rowOf(RequestsTable::Target, QStringLiteral("/items/4059"));
        QVERIFY(row >= 0);
        QCOMPARE(cell(row, RequestsTable::Result), QStringLiteral("hit, prefetched"));
        QCOMPARE(cell(row, RequestsTable::Why), QStringLiteral("prefetched"));
        clickRow(row);
        update();
        const QString why = m_panel->why()->toPlainText();
        QVERIFY2(why.contains(QStringLiteral("A prefetch had brought it 150 ms before.")),
                 qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("The session had asked for\n/list/4059")),
                 qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("used: Served its first hit.")), qPrintable(why));
    }

    void namesTheCheapestRemedy()
    {
        const Miss miss{MissReason::BelowThreshold, 0.256F, 0.3F};
        QVERIFY(missRemedy(miss).contains(QStringLiteral("of 0.25 would have")));
        QVERIFY(missSentence(miss).contains(QStringLiteral("P(used) was 0.26")));
        RequestRecord record;
        record.miss = miss;
        QCOMPARE(shortWhy(record), QStringLiteral("below the threshold by 0.04"));
    }

    // Every reason has words of its own, so that a filter by them shows those requests alone.
    void everyReasonHasWordsOfItsOwn()
    {
        for (std::size_t a = 1; a < kMissReasonCount; ++a) {
            const QString text = missText(static_cast<MissReason>(a));
            QVERIFY(!missSentence({static_cast<MissReason>(a)}).isEmpty());
            for (std::size_t b = 1; b < kMissReasonCount; ++b)
                QVERIFY(a == b || !missText(static_cast<MissReason>(b)).contains(text));
        }
    }

private:
    RowView *view() const { return m_panel->view(); }
    LiveTable &table() const { return view()->table(); }
    QString cell(int row, int column) const { return table().textAt(row, column); }
    int rowOf(int column, const QString &text) const
    {
        for (int row = 0; row < table().rowCount(); ++row) {
            if (cell(row, column) == text)
                return row;
        }
        return -1;
    }
    void update()
    {
        m_world->clock.advance(300ms); // tables are read four times a second
        m_panel->update(m_world->pipeline, m_world->clock);
    }
    void clickTab(Tab tab)
    {
        QTest::mouseClick(m_panel->tabBar(), Qt::LeftButton, {},
                          m_panel->tabBar()->tabRect(static_cast<int>(tab)).center());
    }
    void clickRow(int row)
    {
        const QModelIndex index = table().index(row, 0);
        view()->scrollTo(index);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                          view()->visualRect(index).center());
    }

    std::unique_ptr<TablesWorld> m_world;
    std::unique_ptr<TablesPanel> m_panel;
};

QTEST_MAIN(MissesTest)
#include "misses_test.moc"
