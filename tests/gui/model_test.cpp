// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the model says of itself, driven by mouse and keyboard.
#include "tests/gui/tablesfixture.h"
#include "tests/gui/timelinesdata.h"
#include "ui/charts/reliabilityplot.h"
#include "ui/models/expectedtable.h"
#include "ui/models/routestable.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/rowview.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/whypane.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;
using Tab = ModelPanel::Tab;

namespace {

// 0.5 was said 400 times and came as often as that.
Reliability said(double truth)
{
    Reliability r;
    for (int i = 0; i < 400; ++i) {
        r.add(0.5, i < 400 * truth);
        r.add(0.9, i % 10 != 0);
    }
    return r;
}

} // namespace

class ModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init();
    void showsHowWellItKeepsItsWord();
    void tellsTheBinUnderThePointer();
    void movesFromBinToBinByKeyboard();
    void showsRoutesWithTheirBindings();
    void filtersSortsAndCopiesRoutes();
    void saysWhyItExpectsARequest();
    void standsStillWhileARowIsSelected();
    void freezesAndCatchesUp();
    void sharesTheTimeOfTheTimeLines();
    void keepsTabAndColumns();
    void saysWhatToDoWhenThereIsNothing();
    void changesTabByKeys();
    void fitsAndIsReadable_data();
    void fitsAndIsReadable();
    void everyPartHasAName();

private:
    void visits(int from, int to)
    {
        for (int item = from; item < to; ++item)
            m_world->visit(item);
    }
    void update()
    {
        m_world->clock.advance(1s);
        m_world->at = m_world->clock.now();
        m_panel->update(m_world->pipeline.modelView());
    }
    void clickTab(Tab tab)
    {
        QTest::mouseClick(m_panel->tabBar(), Qt::LeftButton, {},
                          m_panel->tabBar()->tabRect(static_cast<int>(tab)).center());
    }
    static void clickRow(RowView *view, int row)
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->table().index(row, 0)).center());
    }
    static int rowOf(RowView *view, int column, const QString &text)
    {
        for (int row = 0; row < view->table().rowCount(); ++row) {
            if (view->table().textAt(row, column) == text)
                return row;
        }
        return -1;
    }

    std::unique_ptr<TablesWorld> m_world;
    std::unique_ptr<ModelPanel> m_panel;
};

void ModelTest::init()
{
    m_panel.reset();
    m_world = std::make_unique<TablesWorld>();
    m_panel = std::make_unique<ModelPanel>(Theme::light());
    m_panel->resize(1080, 320);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void ModelTest::showsHowWellItKeepsItsWord()
{
    auto view = std::make_shared<ModelView>();
    view->model = "mixture";
    view->watched = 125s;
    view->used = said(0.5);
    view->next = said(0.1);
    m_panel->update(view);
    const QString head = m_panel->plot()->headText();
    QVERIFY2(head.startsWith(QStringLiteral("P(used) 0.0 % (")), qPrintable(head));
    QVERIFY2(head.contains(QStringLiteral("P(next) 20.0 % (")), qPrintable(head)); // of half
    const WhyText &words = m_panel->words()->why();
    QVERIFY(words.subject.contains(QStringLiteral("mixture")));
    QVERIFY(words.subject.contains(QStringLiteral("2 min")));
    QCOMPARE(words.parts.size(), std::size_t(2));
    QVERIFY(words.parts[0].text.contains(QStringLiteral("It keeps its word.")));
    QVERIFY(words.parts[1].text.contains(QStringLiteral("It promises too much.")));
    QVERIFY(m_panel->plot()->summary().contains(QStringLiteral("50 % said, 10 % came")));
    view = std::make_shared<ModelView>(*view);
    view->next = said(0.95);
    m_panel->update(view);
    QVERIFY(m_panel->words()->why().parts[1].text.contains(QStringLiteral("too little")));
}

void ModelTest::tellsTheBinUnderThePointer()
{
    ReliabilityPlot *plot = m_panel->plot();
    plot->setData(said(0.25), said(0.5));
    QVERIFY(!plot->bin());
    // Across the plot every bin is met once, in order.
    std::vector<std::size_t> met;
    for (int x = 0; x < plot->width(); ++x) {
        QTest::mouseMove(plot, {x, plot->height() / 2});
        if (plot->bin() && (met.empty() || met.back() != *plot->bin()))
            met.push_back(*plot->bin());
        if (plot->bin() == std::optional<std::size_t>(7)) // 0.47 to 0.53
            QVERIFY2(plot->headText().startsWith(QStringLiteral("P(used) 50 % → 50 %, n 400")),
                     qPrintable(plot->headText()));
    }
    QCOMPARE(met.size(), Reliability::kBins);
    QVERIFY(std::ranges::is_sorted(met));
    QTest::mouseMove(plot, {plot->width() / 2, 2}); // the head
    QVERIFY(!plot->bin());
    QVERIFY(!plot->headText().contains(QStringLiteral("→")));
}

void ModelTest::movesFromBinToBinByKeyboard()
{
    ReliabilityPlot *plot = m_panel->plot();
    plot->setData(said(0.25), said(0.5));
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(plot->bin(), std::optional<std::size_t>(0));
    QVERIFY(plot->headText().contains(QStringLiteral("P(used) –"))); // nothing said there
    for (int i = 0; i < 7; ++i)
        QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(plot->bin(), std::optional<std::size_t>(7));
    QVERIFY(plot->headText().contains(QStringLiteral("P(next) 50 % → 25 %, n 400")));
    QTest::keyClick(plot, Qt::Key_End);
    QCOMPARE(plot->bin(), std::optional<std::size_t>(Reliability::kBins - 1));
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(plot->bin(), std::optional<std::size_t>(Reliability::kBins - 1));
    QTest::keyClick(plot, Qt::Key_Escape);
    QVERIFY(!plot->bin());
}

void ModelTest::showsRoutesWithTheirBindings()
{
    visits(4000, 4060);
    clickTab(Tab::Routes);
    update();
    RowView *routes = m_panel->routes();
    const int items = rowOf(routes, RoutesTable::Route, QStringLiteral("/items/{number}"));
    QVERIFY(items >= 0);
    QCOMPARE(routes->table().textAt(items, RoutesTable::Binding),
             QStringLiteral("{number} = same value as {number}"));
    QCOMPARE(routes->table().textAt(items, RoutesTable::After), QStringLiteral("/list/{number}"));
    QCOMPARE(routes->table().textAt(items, RoutesTable::Traffic), QStringLiteral("60"));
    QVERIFY(routes->table().textAt(items, RoutesTable::Right).contains(QStringLiteral(" of ")));
    const QString tip =
        routes->table()
            .data(routes->table().index(items, RoutesTable::Binding), Qt::ToolTipRole)
            .toString();
    QVERIFY2(tip.startsWith(QStringLiteral("After GET /list/{number} comes GET /items/{number}, "
                                           "where {number} = same value as {number}. That was "
                                           "right ")),
             qPrintable(tip));
    QVERIFY(rowOf(routes, RoutesTable::Route, QStringLiteral("/list/{number}")) >= 0);
}

void ModelTest::filtersSortsAndCopiesRoutes()
{
    visits(4000, 4060);
    clickTab(Tab::Routes);
    update();
    RowView *routes = m_panel->routes();
    const int all = routes->table().rowCount();
    QVERIFY(all >= 2);
    m_panel->filterField()->setFocus();
    QTest::keyClicks(m_panel->filterField(), QStringLiteral("same VALUE"));
    QVERIFY(routes->table().rowCount() >= 1 && routes->table().rowCount() < all);
    QVERIFY(m_panel->stateText().contains(QStringLiteral(" of ")));
    QTest::keyClick(m_panel->filterField(), Qt::Key_Down);
    QVERIFY(routes->hasFocus());
    QVERIFY(m_panel->copyButton()->isEnabled());
    QTest::keyClick(routes, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("/items/{number}")));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Route\tWhere its values")));
    m_panel->filterField()->setFocus();
    QTest::keyClick(m_panel->filterField(), Qt::Key_Escape);
    QCOMPARE(routes->table().rowCount(), all);
    QHeaderView *head = routes->horizontalHeader();
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
                      {head->sectionViewportPosition(RoutesTable::Route) + 20, head->height() / 2});
    QCOMPARE(routes->table().sortColumn(), int(RoutesTable::Route));
    for (int row = 1; row < all; ++row)
        QVERIFY(routes->table().textAt(row - 1, RoutesTable::Route) <=
                routes->table().textAt(row, RoutesTable::Route));
    QTest::keyClicks(m_panel->filterField(), QStringLiteral("nowhere"));
    QVERIFY(routes->emptyText().contains(QStringLiteral("“nowhere”")));
}

void ModelTest::saysWhyItExpectsARequest()
{
    visits(4000, 4060);
    ++m_world->session;
    m_world->request("/list/777");
    clickTab(Tab::Expected);
    update();
    QCOMPARE(m_panel->sessionText(), QStringLiteral("/list/777"));
    RowView *expected = m_panel->expected();
    QVERIFY(m_panel->why()->toPlainText().contains(QStringLiteral("Select a prediction")));
    const int row = rowOf(expected, ExpectedTable::Target, QStringLiteral("/items/777"));
    QVERIFY(row >= 0);
    QVERIFY(expected->table().textAt(row, ExpectedTable::Used).toDouble() > 0.3);
    QCOMPARE(expected->table().textAt(row, ExpectedTable::Fate),
             QStringLiteral("worth a prefetch"));
    clickRow(expected, row);
    const QString why = m_panel->why()->toPlainText();
    QVERIFY2(why.contains(QStringLiteral("After GET /list/{number} comes GET /items/{number}, "
                                         "where {number} = same value as {number}.")),
             qPrintable(why));
    QVERIFY2(why.contains(QStringLiteral("comes within 10 requests and 60 s. The threshold is "
                                         "0.30.")),
             qPrintable(why));
    QTest::keyClick(expected, Qt::Key_Return);
    QVERIFY(m_panel->why()->hasFocus());
    QTest::keyClick(m_panel->why(), Qt::Key_Escape);
    QVERIFY(expected->hasFocus());
}

void ModelTest::standsStillWhileARowIsSelected()
{
    visits(4000, 4060);
    ++m_world->session;
    m_world->request("/list/777");
    clickTab(Tab::Expected);
    update();
    clickRow(m_panel->expected(), 0);
    QVERIFY(m_panel->stateText().contains(QStringLiteral("held")));
    const QString first = m_panel->expected()->table().textAt(0, 0);
    ++m_world->session;
    m_world->request("/list/888");
    update();
    QCOMPARE(m_panel->sessionText(), QStringLiteral("/list/777"));
    QCOMPARE(m_panel->expected()->table().textAt(0, 0), first);
    m_panel->expected()->setFocus();
    QTest::keyClick(m_panel->expected(), Qt::Key_Escape);
    update();
    QCOMPARE(m_panel->sessionText(), QStringLiteral("/list/888"));
    QVERIFY(m_panel->stateText().isEmpty());
}

void ModelTest::freezesAndCatchesUp()
{
    visits(4000, 4060);
    clickTab(Tab::Expected);
    update();
    const QString before = m_panel->sessionText();
    m_panel->setFrozen(true);
    ++m_world->session;
    m_world->request("/list/888");
    update();
    QCOMPARE(m_panel->sessionText(), before);
    QVERIFY(m_panel->stateText().contains(QStringLiteral("frozen")));
    m_panel->setFrozen(false);
    update();
    QCOMPARE(m_panel->sessionText(), QStringLiteral("/list/888"));
}

// The chart of right predictions goes along with the others: values, range, readout, marks.
void ModelTest::sharesTheTimeOfTheTimeLines()
{
    TimeSeries series;
    TimePoint now{1000s};
    for (int s = 0; s < 400; ++s, now += 1s) {
        Sample p;
        p.at = now;
        p.span = 1s;
        p.requests = p.scored = 40;
        p.firstFive = 30;
        p.first = s % 2 ? 20 : 10;
        series.add(p, {});
    }
    const std::vector<SettingsChange> changes{{1, now - 20s, Param::PredictorModel, 0, 1, "user"}};
    TimelinesPanel timelines(Theme::light());
    timelines.resize(900, 600);
    timelines.show();
    TimeChart *chart = m_panel->chart();
    timelines.link(chart, Timeline::Foresight);
    timelines.update(series, now, changes);
    QCOMPARE(chart->values()[0], QStringLiteral("75 %"));
    QVERIFY(chart->values()[1] == QStringLiteral("35 %") ||
            chart->values()[1] == QStringLiteral("40 %"));
    QCOMPARE(chart->marksShown(), 1);
    QCOMPARE(chart->range(), 60.0);
    timelines.setRange(TimelinesPanel::Range::FiveMinutes);
    timelines.update(series, now, changes);
    QCOMPARE(chart->range(), 300.0);
    timelines.setHover(10.0);
    QCOMPARE(chart->hover(), std::optional(10.0));
    const QPointF middle = chart->plot().center();
    QTest::mouseMove(chart->viewport(), middle.toPoint());
    QVERIFY(timelines.chart(Timeline::HitRatio)->hover());
    QCOMPARE(timelines.chart(Timeline::HitRatio)->hover(), chart->hover());
}

void ModelTest::keepsTabAndColumns()
{
    QTemporaryDir folder;
    QSettings kept(folder.filePath(QStringLiteral("kept.ini")), QSettings::IniFormat);
    clickTab(Tab::Routes);
    m_panel->routes()->setColumnHidden(RoutesTable::Sure, true);
    m_panel->save(kept);
    ModelPanel other(Theme::dark());
    other.restore(kept);
    QCOMPARE(other.tab(), Tab::Routes);
    QVERIFY(other.routes()->isColumnHidden(RoutesTable::Sure));
    QVERIFY(!other.routes()->isColumnHidden(RoutesTable::Right));
}

void ModelTest::saysWhatToDoWhenThereIsNothing()
{
    QVERIFY(m_panel->words()->toPlainText().contains(QStringLiteral("as traffic comes")));
    clickTab(Tab::Routes);
    update();
    QVERIFY(m_panel->routes()->emptyText().contains(QStringLiteral("No route varies yet")));
    m_world->set(Param::PredictorModel, 4);
    m_world->request("/a");
    update();
    QVERIFY(m_panel->routes()->emptyText().contains(QStringLiteral("learns no routes")));
    clickTab(Tab::Expected);
    QVERIFY(m_panel->expected()->emptyText().contains(QStringLiteral("Point a client")));
}

void ModelTest::changesTabByKeys()
{
    m_panel->plot()->setFocus();
    QTest::keyClick(m_panel->plot(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), Tab::Routes);
    QTest::keyClick(m_panel->routes(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), Tab::Expected);
    QTest::keyClick(m_panel->expected(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_panel->tab(), Tab::Reliability);
    QVERIFY(m_panel->plot()->hasFocus());
}

void ModelTest::fitsAndIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light, wide") << false << QSize(1400, 340);
    QTest::newRow("dark, dock") << true << QSize(1080, 240);
    QTest::newRow("light, narrow") << false << QSize(660, 180);
}

// Nothing is cut off, and what is drawn can be told from what it stands on.
void ModelTest::fitsAndIsReadable()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    m_panel->setTheme(theme);
    m_panel->resize(size);
    auto view = std::make_shared<ModelView>();
    view->model = "mixture";
    view->used = said(0.5);
    view->next = said(0.25);
    m_panel->update(view);
    QCoreApplication::processEvents();
    for (const QWidget *part :
         {static_cast<QWidget *>(m_panel->plot()), static_cast<QWidget *>(m_panel->chart())}) {
        QVERIFY(part->width() >= part->minimumSizeHint().width());
        QVERIFY(part->height() >= part->minimumSizeHint().height());
        QVERIFY(
            m_panel->rect().contains(QRect(part->mapTo(m_panel.get(), QPoint()), part->size())));
    }
    QCOMPARE(m_panel->words()->isVisible(), size.width() >= 760);
    QVERIFY(contrast(theme.neutral, theme.surface) >= 3);
    QVERIFY(contrast(theme.mutedText, theme.surface) >= 4.5);
    const QImage image = m_panel->plot()->grab().toImage();
    int curve = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            curve += image.pixelColor(x, y) == theme.neutral ? 1 : 0;
    QVERIFY(curve > 40);
}

void ModelTest::everyPartHasAName()
{
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus ||
            widget->objectName().startsWith(QStringLiteral("qt_")))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(ModelTest)
#include "model_test.moc"
