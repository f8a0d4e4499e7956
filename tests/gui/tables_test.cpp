// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables, driven as a person drives them: by mouse and keyboard.
#include "tests/gui/tablesfixture.h"
#include "ui/models/prefetchestable.h"
#include "ui/models/queuetable.h"
#include "ui/models/requeststable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;
using Tab = TablesPanel::Tab;

class TablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void showsRequestsAsTheyCome();
    void hidesCredentials();
    void showsAPrefetchFromItsCauseToItsEnd();
    void showsTheQueueInItsOrder();
    void changesTabByMouseAndKeys();
    void filtersWhatIsTyped();
    void saysWhenNothingMatches();
    void sortsByAClickOnAHead();
    void sortsByKeyboard();
    void staysSortedWhileRowsCome();
    void aSelectedRowStaysWhereItIs();
    void aScrolledViewStaysWhereItIs();
    void copiesTheSelectedRows();
    void showsTheRowsOfAnEdge();
    void freezesAndCatchesUp();
    void choosesColumns();
    void keepsColumnsAndOrder();
    void saysWhatToDoWhenThereIsNothing();
    void everyPartHasAName();

private:
    RowView *view() const { return m_panel->view(); }
    LiveTable &table() const { return view()->table(); }
    QString cell(int row, int column) const { return table().textAt(row, column); }
    void update()
    {
        m_world->clock.advance(300ms);
        m_world->at = m_world->clock.now();
        m_panel->update(m_world->pipeline, m_world->clock);
    }
    void clickHead(int column)
    {
        QHeaderView *head = view()->horizontalHeader();
        const int x = head->sectionViewportPosition(column) + head->sectionSize(column) / 2;
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, {x, head->height() / 2});
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QRect rect = view()->visualRect(table().index(row, 0));
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, modifiers, rect.center());
    }
    void clickTab(int tab)
    {
        QTest::mouseClick(m_panel->tabBar(), Qt::LeftButton, {},
                          m_panel->tabBar()->tabRect(tab).center());
    }

    std::unique_ptr<TablesWorld> m_world;
    std::unique_ptr<TablesPanel> m_panel;
};

void TablesTest::initTestCase()
{
    applyTheme(*qApp, Theme::light());
}

void TablesTest::init()
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

void TablesTest::showsRequestsAsTheyCome()
{
    m_world->request("/items/7");
    m_world->request("/items/7");
    m_world->request("/cart", Method::Post);
    update();
    QCOMPARE(table().rowCount(), 3);
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/cart"));
    QCOMPARE(cell(0, RequestsTable::MethodName), QStringLiteral("POST"));
    QCOMPARE(cell(0, RequestsTable::Result), QStringLiteral("bypass"));
    QCOMPARE(cell(1, RequestsTable::Result), QStringLiteral("hit"));
    QCOMPARE(table().signAt(1, RequestsTable::Result)->marker, QStringLiteral("●"));
    QCOMPARE(cell(2, RequestsTable::Result), QStringLiteral("miss"));
    QCOMPARE(cell(2, RequestsTable::Latency), QStringLiteral("50 ms"));
    QCOMPARE(cell(2, RequestsTable::Size), QStringLiteral("1000 B"));
    QCOMPARE(cell(2, RequestsTable::Group), QStringLiteral("treated"));
    QCOMPARE(m_panel->countText(), QStringLiteral("3 rows"));
    m_world->request("/items/8");
    update();
    QCOMPARE(table().rowCount(), 4);
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/items/8"));
}

void TablesTest::hidesCredentials()
{
    m_world->request("/items?access_token=9f3c&page=2");
    update();
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/items?access_token=…&page=2"));
    QTest::keyClicks(m_panel->filterField(), QStringLiteral("9f3c"));
    QCOMPARE(table().rowCount(), 0); // nor can it be guessed
}

void TablesTest::showsAPrefetchFromItsCauseToItsEnd()
{
    clickTab(int(Tab::Prefetches));
    for (int n = 0; n < 4; ++n) { // until a step is learnt, and everything has expired meanwhile
        m_world->visit(7);
        m_world->drive.runUntil(m_world->at + 2h);
        m_world->at += 2h;
    }
    ++m_world->session;
    m_world->request("/list/7");
    update();
    QVERIFY(table().rowCount() > 0);
    QCOMPARE(cell(0, PrefetchesTable::Target), QStringLiteral("/items/7"));
    QCOMPARE(cell(0, PrefetchesTable::Cause), QStringLiteral("/list/7"));
    QCOMPARE(cell(0, PrefetchesTable::Outcome), QStringLiteral("ready"));
    QCOMPARE(cell(0, PrefetchesTable::Fetch), QStringLiteral("50 ms"));
    QCOMPARE(cell(0, PrefetchesTable::Lead), QStringLiteral("–"));
    const std::uint64_t id = table().keyAt(0);
    const int rows = table().rowCount();
    m_world->at = m_world->clock.now();
    m_world->request("/items/7");
    update();
    QCOMPARE(table().keyAt(0), id); // the same row, where it stands
    QCOMPARE(table().rowCount(), rows);
    QCOMPARE(cell(0, PrefetchesTable::Outcome), QStringLiteral("used"));
    QCOMPARE(table().signAt(0, PrefetchesTable::Outcome)->marker, QStringLiteral("▲"));
    QVERIFY(cell(0, PrefetchesTable::Lead) != QStringLiteral("–"));
    clickTab(int(Tab::Requests));
    update();
    QCOMPARE(cell(0, RequestsTable::Result), QStringLiteral("hit, prefetched"));
}

void TablesTest::showsTheQueueInItsOrder()
{
    m_world->set(Param::WorkersMaxRequestsPerSecond, 0); // paused
    for (int n = 0; n < 3; ++n)
        m_world->visit(7);
    m_world->pipeline.queue().clear();
    Interner &interner = m_world->pipeline.interner();
    for (const double p : {0.4, 0.9, 0.6}) {
        auto request = PrefetchRequest::create(
            interner, {"/q/" + std::to_string(int(10 * p)), {}, p, m_world->clock.now(), p, 30});
        QVERIFY(request.ok());
        m_world->pipeline.queue().put(*request, m_world->clock.now(), [&](const auto &r) {
            PrefetchCause cause;
            cause.edge.context = interner.intern("/list/7");
            return m_world->pipeline.ledger().schedule(r.key, cause, m_world->clock.now());
        });
    }
    clickTab(int(Tab::Queue));
    update();
    QCOMPARE(table().rowCount(), 3);
    QCOMPARE(cell(0, QueueTable::Rank), QStringLiteral("1"));
    QCOMPARE(cell(0, QueueTable::Target), QStringLiteral("/q/9"));
    QCOMPARE(cell(0, QueueTable::Priority), QStringLiteral("0.90"));
    QCOMPARE(cell(0, QueueTable::Cause), QStringLiteral("/list/7"));
    QCOMPARE(cell(0, QueueTable::Waiting), QStringLiteral("300 ms"));
    QCOMPARE(cell(0, QueueTable::ExpiresIn), QStringLiteral("29.7 s"));
    QCOMPARE(cell(2, QueueTable::Target), QStringLiteral("/q/4"));
    QVERIFY(m_world->pipeline.queue().tryGet());
    update();
    QCOMPARE(table().rowCount(), 2);
    QCOMPARE(cell(0, QueueTable::Target), QStringLiteral("/q/6"));
    QCOMPARE(cell(0, QueueTable::Rank), QStringLiteral("1"));
}

void TablesTest::changesTabByMouseAndKeys()
{
    clickTab(int(Tab::Prefetches));
    QCOMPARE(m_panel->tab(), Tab::Prefetches);
    QVERIFY(view()->isVisible());
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), Tab::Queue);
    QVERIFY(view()->hasFocus());
    QTest::keyClick(view(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), Tab::Requests);
    QTest::keyClick(view(), Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_panel->tab(), Tab::Queue);
    m_panel->tabBar()->setFocus();
    QTest::keyClick(m_panel->tabBar(), Qt::Key_Left);
    QCOMPARE(m_panel->tab(), Tab::Prefetches);
}

void TablesTest::filtersWhatIsTyped()
{
    for (int n = 1; n <= 12; ++n)
        m_world->request("/Items/" + std::to_string(n));
    m_world->request("/items/1");
    update();
    QTest::mouseClick(m_panel->filterField(), Qt::LeftButton);
    QTest::keyClicks(m_panel->filterField(), QStringLiteral("ITEMS/1"));
    QCOMPARE(table().rowCount(), 5); // 1, 10, 11, 12, and 1 again
    QCOMPARE(m_panel->countText(), QStringLiteral("5 of 13"));
    m_world->request("/items/19");
    m_world->request("/items/29");
    update();
    QCOMPARE(table().rowCount(), 6);
    QTest::keyClick(m_panel->filterField(), Qt::Key_Down); // to the table
    QVERIFY(view()->hasFocus());
    QCOMPARE(view()->selectedRows(), std::vector<int>{0});
    m_panel->filterField()->setFocus();
    QTest::keyClick(m_panel->filterField(), Qt::Key_Escape);
    QCOMPARE(m_panel->filterField()->text(), QString());
    QCOMPARE(table().rowCount(), 15);
    QTest::keyClicks(m_panel->filterField(), QStringLiteral("miss")); // the words, too
    QVERIFY(table().rowCount() > 0);
    for (int row = 0; row < table().rowCount(); ++row)
        QCOMPARE(cell(row, RequestsTable::Result), QStringLiteral("miss"));
}

void TablesTest::saysWhenNothingMatches()
{
    m_world->request("/items/1");
    update();
    QTest::keyClicks(m_panel->filterField(), QStringLiteral("xyz"));
    QCOMPARE(table().rowCount(), 0);
    QCOMPARE(m_panel->countText(), QStringLiteral("0 of 1"));
    QVERIFY2(view()->emptyText().contains(QStringLiteral("“xyz”")),
             qPrintable(view()->emptyText()));
    QVERIFY(view()->emptyText().contains(QStringLiteral("Esc")));
    QCOMPARE(view()->accessibleDescription(), view()->emptyText());
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Escape); // from the table, too
    QCOMPARE(table().rowCount(), 1);
}

void TablesTest::sortsByAClickOnAHead()
{
    for (const char *target : {"/b", "/c", "/a", "/b"})
        m_world->request(target);
    update();
    clickHead(RequestsTable::Target);
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/a"));
    QCOMPARE(cell(3, RequestsTable::Target), QStringLiteral("/c"));
    QCOMPARE(cell(1, RequestsTable::Result), QStringLiteral("hit")); // of two /b the newer first
    clickHead(RequestsTable::Target);
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/c"));
    QCOMPARE(cell(1, RequestsTable::Result), QStringLiteral("hit"));
    QCOMPARE(table().headerData(RequestsTable::Target, Qt::Horizontal).toString(),
             QStringLiteral("Target ↓"));
    QCOMPARE(table().headerData(RequestsTable::Time, Qt::Horizontal).toString(),
             QStringLiteral("Time"));
}

void TablesTest::sortsByKeyboard()
{
    for (const char *target : {"/b", "/c", "/a"})
        m_world->request(target);
    update();
    view()->setFocus();
    view()->setCurrentIndex(table().index(0, RequestsTable::Target));
    QTest::keyClick(view(), Qt::Key_S);
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/a"));
    QTest::keyClick(view(), Qt::Key_S);
    QCOMPARE(cell(0, RequestsTable::Target), QStringLiteral("/c"));
}

void TablesTest::staysSortedWhileRowsCome()
{
    clickHead(RequestsTable::Target);
    for (int n = 0; n < 200; ++n) {
        m_world->request("/" + std::to_string((n * 37) % 50));
        if (n % 7 == 0)
            update();
    }
    update();
    QCOMPARE(table().rowCount(), 200);
    for (int row = 1; row < table().rowCount(); ++row) {
        const int order =
            cell(row - 1, RequestsTable::Target).compare(cell(row, RequestsTable::Target));
        QVERIFY(order <= 0);
        QVERIFY(order < 0 || table().keyAt(row - 1) > table().keyAt(row));
    }
}

void TablesTest::aSelectedRowStaysWhereItIs()
{
    for (int n = 0; n < 40; ++n)
        m_world->request("/" + std::to_string(n));
    update();
    clickRow(3);
    const std::uint64_t key = table().keyAt(3);
    const int y = view()->visualRect(table().index(3, 0)).y();
    for (int n = 0; n < 30; ++n) {
        m_world->request("/more/" + std::to_string(n));
        if (n % 3 == 0)
            update();
    }
    update();
    const int row = table().rowOf(key);
    QCOMPARE(row, 33);
    QCOMPARE(view()->selectedRows(), std::vector<int>{row});
    QCOMPARE(view()->currentIndex().row(), row);
    QCOMPARE(view()->visualRect(table().index(row, 0)).y(), y);
    QTest::keyClick(view(), Qt::Key_Escape); // back to what is newest
    QVERIFY(view()->selectedRows().empty());
    QCOMPARE(view()->verticalScrollBar()->value(), 0);
    m_world->request("/last");
    update();
    QCOMPARE(view()->verticalScrollBar()->value(), 0);
}

void TablesTest::aScrolledViewStaysWhereItIs()
{
    for (int n = 0; n < 100; ++n)
        m_world->request("/" + std::to_string(n));
    update();
    QTRY_VERIFY(view()->verticalScrollBar()->maximum() > 50);
    view()->verticalScrollBar()->setValue(50);
    const QString first = cell(50, RequestsTable::Target);
    for (int n = 0; n < 5; ++n)
        m_world->request("/more");
    update();
    QCOMPARE(view()->verticalScrollBar()->value(), 55);
    QCOMPARE(cell(55, RequestsTable::Target), first);
}

void TablesTest::copiesTheSelectedRows()
{
    for (const char *target : {"/a", "/b", "/c"})
        m_world->request(target);
    update();
    QVERIFY(!m_panel->copyButton()->isEnabled());
    clickRow(0);
    clickRow(2, Qt::ControlModifier);
    QVERIFY(m_panel->copyButton()->isEnabled());
    QSignalSpy copied(m_panel.get(), &TablesPanel::copied);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied.count(), 1);
    QCOMPARE(copied[0][0].toInt(), 2);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 4); // heads, two rows, the end
    QCOMPARE(lines[0], QStringLiteral("Time\tResult\tMethod\tTarget\tWhy\tStatus\tLatency\tSize\t"
                                      "Session\tGroup"));
    const QStringList cells = lines[1].split(u'\t');
    QCOMPARE(cells.size(), table().columnCount());
    QCOMPARE(cells[RequestsTable::Target], QStringLiteral("/c"));
    QCOMPARE(lines[2].split(u'\t')[RequestsTable::Target], QStringLiteral("/a"));
    QGuiApplication::clipboard()->clear();
    QTest::mouseClick(m_panel->copyButton(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n'), lines);
    QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view()->selectedText().count(u'\n'), 4);
}

void TablesTest::showsTheRowsOfAnEdge()
{
    for (const int item : {7001, 7002, 7001, 7001})
        m_world->visit(item);
    m_world->request("/cart");
    update();
    const int all = table().rowCount();
    m_panel->filterByEdge(QStringLiteral("/list/{id}"), QStringLiteral("/items/{id}"));
    QVERIFY(m_panel->edgeChip()->isVisible());
    QCOMPARE(table().rowCount(), 4);
    m_panel->filterByEdge(QStringLiteral("/list/7001"), QStringLiteral("/items/7001"));
    QCOMPARE(table().rowCount(), 3);
    QVERIFY(m_panel->edgeChip()->text().contains(QStringLiteral("→")));
    m_panel->filterByNode(QStringLiteral("/cart"));
    QCOMPARE(table().rowCount(), 1);
    m_panel->filterByNode(QStringLiteral("/nowhere"));
    QVERIFY(view()->emptyText().contains(QStringLiteral("graph")));
    QTest::mouseClick(m_panel->edgeChip(), Qt::LeftButton);
    QVERIFY(!m_panel->edgeChip()->isVisible());
    QCOMPARE(table().rowCount(), all);
}

void TablesTest::freezesAndCatchesUp()
{
    m_world->request("/a");
    update();
    m_panel->setFrozen(true);
    m_world->request("/b");
    update();
    QCOMPARE(table().rowCount(), 1);
    QVERIFY(m_panel->countText().contains(QStringLiteral("frozen")));
    m_panel->setFrozen(false);
    update();
    QCOMPARE(table().rowCount(), 2);
    m_panel->hide();
    m_world->request("/c");
    update();
    QCOMPARE(table().rowCount(), 2); // nobody looks
    m_panel->show();
    update();
    QCOMPARE(table().rowCount(), 3);
}

void TablesTest::choosesColumns()
{
    m_world->request("/a");
    update();
    view()->setFocus();
    view()->setCurrentIndex(table().index(0, RequestsTable::Session));
    QTimer::singleShot(0, this, [] { // the menu runs its own loop
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions())
            if (action->menu())
                for (QAction *column : action->menu()->actions())
                    if (column->text() == QStringLiteral("Session"))
                        column->trigger();
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {10, 10},
                            view()->viewport()->mapToGlobal(QPoint(10, 10)));
    QCoreApplication::sendEvent(view()->viewport(), &event);
    QVERIFY(view()->isColumnHidden(RequestsTable::Session));
    view()->selectRow(0);
    QVERIFY(!view()->selectedText().contains(QStringLiteral("Session")));
    QVERIFY(view()->selectedText().contains(QStringLiteral("Group")));
}

void TablesTest::keepsColumnsAndOrder()
{
    QTemporaryDir folder;
    QSettings kept(folder.filePath(QStringLiteral("kept.ini")), QSettings::IniFormat);
    clickTab(int(Tab::Prefetches));
    clickHead(PrefetchesTable::Target);
    view()->setColumnHidden(PrefetchesTable::Size, true);
    m_panel->save(kept);
    TablesPanel other(Theme::dark());
    other.restore(kept);
    QCOMPARE(other.tab(), Tab::Prefetches);
    QVERIFY(other.view()->isColumnHidden(PrefetchesTable::Size));
    QVERIFY(!other.view()->isColumnHidden(PrefetchesTable::Status));
    QCOMPARE(other.view()->table().sortColumn(), int(PrefetchesTable::Target));
    QCOMPARE(other.view()->table().sortOrder(), Qt::AscendingOrder);
}

void TablesTest::saysWhatToDoWhenThereIsNothing()
{
    update();
    QVERIFY(view()->emptyText().contains(QStringLiteral("Point a client")));
    clickTab(int(Tab::Prefetches));
    m_world->set(Param::PrefetchEnabled, 0);
    update();
    QVERIFY(view()->emptyText().contains(QStringLiteral("Switch it on")));
    m_world->set(Param::PrefetchEnabled, 1);
    update();
    QVERIFY(view()->emptyText().contains(QStringLiteral("probable enough")));
    clickTab(int(Tab::Queue));
    update();
    QVERIFY(view()->emptyText().contains(QStringLiteral("Nothing waits")));
}

void TablesTest::everyPartHasAName()
{
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus ||
            widget->objectName().startsWith(QStringLiteral("qt_")))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    QSet<QString> names;
    for (const Tab tab : {Tab::Requests, Tab::Misses, Tab::Prefetches, Tab::Queue})
        names << m_panel->view(tab)->accessibleName();
    QCOMPARE(names.size(), 4);
}

QTEST_MAIN(TablesTest)
#include "tables_test.moc"
