// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/transitionsdata.h"
#include "ui/graph/graphview.h"
#include "ui/panels/transitionfigures.h"
#include "ui/panels/transitionspanel.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace forefetch;
using Button = TransitionsPanel::Button;
using Level = TransitionsPanel::Level;

namespace {

const QString kProfile = QStringLiteral("/api/profile");
const QString kCatalogue = QStringLiteral("/api/catalogue");
const QString kItem = QStringLiteral("/api/items/{id}");
const QString kStock = QStringLiteral("/api/items/{id}/stock");

double lengthOf(const QPointF &v)
{
    return std::hypot(v.x(), v.y());
}

} // namespace

// Drives the panel as a person does: with the mouse and the keys.
class TransitionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init();
    void sayWhatWillAppear();
    void showRoutesThenRequests();
    void clickAnEdge();
    void clickANodeAndNothing();
    void selectionSurvivesNewFigures();
    void search();
    void zoomWithWheelKeysAndButtons();
    void panWithMouseAndKeys();
    void dragANodeAndLetItGo();
    void arrange();
    void cancelArranging();
    void arrangeWhileTheGraphChanges();
    void walkByKeyboard();
    void growSteadily();
    void smoothAtRestOnly();
    void takeNothingOverWhileHidden();
    void fitWithoutClipping_data();
    void fitWithoutClipping();
    void nameEverythingFocusable();
    void linesDifferInColourAndPattern();
    void keepTheTickShort();
    void savePictures();

private:
    GraphView *view() const { return m_panel->graph(); }
    void rest() { QTRY_VERIFY_WITH_TIMEOUT(!view()->isMoving() && !view()->isArranging(), 20'000); }
    QPoint at(const QString &node) const { return view()->placeOf(node)->toPoint(); }
    QString figure(const char *name) const
    {
        return m_panel->figures()->value(QString::fromLatin1(name));
    }
    void drag(const QPoint &from, const QPoint &to);
    void wheel(const QPoint &where, int notches);

    std::unique_ptr<ShopChain> m_shop;
    std::unique_ptr<TransitionsPanel> m_panel;
};

void TransitionsTest::init()
{
    m_shop = std::make_unique<ShopChain>();
    m_panel = std::make_unique<TransitionsPanel>(Theme::light());
    m_panel->resize(900, 480);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
    m_panel->update(m_shop->graph());
    rest();
}

void TransitionsTest::drag(const QPoint &from, const QPoint &to)
{
    QTest::mousePress(view(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 5; ++i)
        QTest::mouseMove(view(), from + (to - from) * i / 5);
    QTest::mouseRelease(view(), Qt::LeftButton, {}, to);
}

void TransitionsTest::wheel(const QPoint &where, int notches)
{
    QWheelEvent event(where, view()->mapToGlobal(where), {}, {0, 120 * notches}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view(), &event);
}

void TransitionsTest::sayWhatWillAppear()
{
    TransitionsPanel fresh(Theme::light());
    fresh.show();
    QVERIFY(QTest::qWaitForWindowExposed(&fresh));
    fresh.update(nullptr);
    fresh.update(std::make_shared<const TransitionGraph>());
    QVERIFY(fresh.graph()->accessibleDescription().contains(QStringLiteral("appear here")));
    QVERIFY(fresh.graph()->scene().nodes().empty());
    // Nothing of it breaks where there is nothing.
    fresh.graph()->setFocus();
    for (const int key : {Qt::Key_Plus, Qt::Key_0, Qt::Key_E, Qt::Key_P, Qt::Key_Return,
                          Qt::Key_Left, Qt::Key_Escape})
        QTest::keyClick(fresh.graph(), static_cast<Qt::Key>(key));
    QTest::mouseClick(fresh.button(Button::Arrange), Qt::LeftButton);
    QTest::mouseClick(fresh.graph(), Qt::LeftButton);
    QVERIFY(!fresh.graph()->isArranging());
}

void TransitionsTest::showRoutesThenRequests()
{
    QVERIFY(view()->placeOf(kItem));
    const std::size_t routes = view()->scene().nodes().size();
    QVERIFY(routes >= 14 && routes <= 20);
    for (const SceneNode &node : view()->scene().nodes()) // all in view
        QVERIFY(view()->rect().contains(at(node.text)));
    QTest::mouseClick(m_panel->levelButton(Level::Requests), Qt::LeftButton);
    rest();
    QCOMPARE(m_panel->level(), Level::Requests);
    QVERIFY(!view()->placeOf(kItem));
    QVERIFY(view()->placeOf(QStringLiteral("/api/items/107919")));
    QVERIFY(view()->scene().nodes().size() > 60);
    QVERIFY(view()->scene().edges().size() <= TransitionGraph::kMostEdges);
    QTest::mouseClick(m_panel->levelButton(Level::Routes), Qt::LeftButton);
    QVERIFY(view()->placeOf(kItem));
}

void TransitionsTest::clickAnEdge()
{
    QSignalSpy selected(m_panel.get(), &TransitionsPanel::edgeSelected);
    QTest::mouseClick(view(), Qt::LeftButton, {}, view()->middleOf(kItem, kStock)->toPoint());
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected[0][0].toString(), kItem);
    QCOMPARE(selected[0][1].toString(), kStock);
    const auto graph = m_shop->graph();
    const auto edge = std::ranges::find_if(graph->routes.edges, [&](const GraphEdge &e) {
        return graph->routes.nodes[e.from].text == kItem.toStdString() &&
               graph->routes.nodes[e.to].text == kStock.toStdString();
    });
    QVERIFY(edge != graph->routes.edges.end());
    QCOMPARE(figure("Count"), QLocale().toString(static_cast<qulonglong>(edge->count)));
    QCOMPARE(figure("P(next)"), QStringLiteral("1.00"));
    QCOMPARE(figure("Threshold"), QStringLiteral("0.30"));
    const EdgeFigures &earned = edge->prefetch;
    QCOMPARE(figure("Prefetched").toULongLong(), earned.scheduled);
    QCOMPARE(figure("Used").toULongLong(), earned.used);
    QCOMPARE(figure("Late").toULongLong(), earned.late);
    QCOMPARE(figure("Wasted").toULongLong(), earned.wasted);
    QCOMPARE(figure("Open").toULongLong(), earned.open());
    QCOMPARE(m_panel->figures()->title(), kItem + QStringLiteral(" → ") + kStock);
    QVERIFY(view()->accessibleDescription().contains(kStock));
}

void TransitionsTest::clickANodeAndNothing()
{
    QSignalSpy selected(m_panel.get(), &TransitionsPanel::nodeSelected);
    QSignalSpy cleared(m_panel.get(), &TransitionsPanel::selectionCleared);
    QTest::mouseClick(view(), Qt::LeftButton, {}, at(kCatalogue));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected[0][0].toString(), kCatalogue);
    QCOMPARE(m_panel->figures()->title(), kCatalogue);
    QCOMPARE(figure("Times"), QStringLiteral("590"));
    QTest::mouseClick(view(), Qt::LeftButton, {}, {2, 2}); // where nothing is
    QCOMPARE(cleared.count(), 1);
    QCOMPARE(view()->selectedNode(), -1);
    QVERIFY(!figure("Nodes").isEmpty());
    QTest::mouseClick(view(), Qt::LeftButton, {}, at(kItem));
    QVERIFY(m_panel->figures()->title().contains(QStringLiteral("40 requests")));
    QTest::keyClick(view(), Qt::Key_Escape);
    QCOMPARE(cleared.count(), 2);
}

void TransitionsTest::selectionSurvivesNewFigures()
{
    QTest::mouseClick(view(), Qt::LeftButton, {}, view()->middleOf(kItem, kStock)->toPoint());
    const QString before = figure("Count");
    QSignalSpy selected(m_panel.get(), &TransitionsPanel::edgeSelected);
    for (std::uint32_t i = 41; i < 60; ++i) // every number may change
        m_shop->addItem(i);
    m_panel->update(m_shop->graph());
    rest();
    QCOMPARE(m_panel->figures()->title(), kItem + QStringLiteral(" → ") + kStock);
    QVERIFY(figure("Count").toInt() > before.toInt());
    QCOMPARE(selected.count(), 0); // by nobody
}

void TransitionsTest::search()
{
    QTest::mouseClick(m_panel->searchField(), Qt::LeftButton);
    QTest::keyClicks(m_panel->searchField(), QStringLiteral("ITEMS"));
    QCOMPARE(view()->matchCount(), 4);
    QCOMPARE(view()->selectedNode(), -1);
    QSet<int> shown;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(m_panel->searchField(), Qt::Key_Return);
        QCOMPARE(view()->matchNumber(), i);
        const int node = view()->selectedNode();
        QVERIFY(view()->scene().nodes()[static_cast<std::size_t>(node)].text.contains(
            QStringLiteral("items")));
        shown.insert(node);
    }
    QCOMPARE(shown.size(), 4);
    QTest::keyClick(m_panel->searchField(), Qt::Key_Return); // round again
    QCOMPARE(view()->matchNumber(), 0);
    QTest::keyClicks(m_panel->searchField(), QStringLiteral("xyz"));
    QCOMPARE(view()->matchCount(), 0);
    QTest::keyClick(m_panel->searchField(), Qt::Key_Return); // to nowhere
    QTest::keyClick(m_panel->searchField(), Qt::Key_Escape);
    QVERIFY(m_panel->searchField()->text().isEmpty());
    QCOMPARE(view()->selectedNode(), -1);
    // A match out of view is brought into it.
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(view(), Qt::Key_Plus);
    QTest::keyClicks(m_panel->searchField(), QStringLiteral("login"));
    QTest::keyClick(m_panel->searchField(), Qt::Key_Return);
    QVERIFY(view()->rect().contains(at(QStringLiteral("POST /api/login"))));
}

void TransitionsTest::zoomWithWheelKeysAndButtons()
{
    QVERIFY(view()->isFitted());
    const QPoint pointed = at(kStock);
    const QPointF other = *view()->placeOf(kProfile) - pointed;
    const double before = view()->zoom();
    wheel(pointed, 2);
    QVERIFY(std::abs(view()->zoom() / before - 1.44) < 0.01);
    QVERIFY(lengthOf(*view()->placeOf(kStock) - pointed) < 1); // stays under the pointer
    QVERIFY(lengthOf(*view()->placeOf(kProfile) - pointed - 1.44 * other) < 4);
    QVERIFY(!view()->isFitted());
    wheel(pointed, -2);
    QVERIFY(std::abs(view()->zoom() - before) < 1e-6);
    QTest::keyClick(view(), Qt::Key_Plus);
    QVERIFY(std::abs(view()->zoom() - 1.25 * before) < 1e-6);
    QTest::keyClick(view(), Qt::Key_Minus);
    QTest::mouseClick(m_panel->button(Button::ZoomIn), Qt::LeftButton);
    QTest::mouseClick(m_panel->button(Button::ZoomIn), Qt::LeftButton);
    QTest::mouseClick(m_panel->button(Button::ZoomOut), Qt::LeftButton);
    QVERIFY(std::abs(view()->zoom() - 1.25 * before) < 1e-6);
    wheel(pointed, 100); // as far as it goes
    QCOMPARE(view()->zoom(), 8.0);
    QTest::keyClick(view(), Qt::Key_0);
    rest();
    QVERIFY(view()->isFitted());
    QVERIFY(std::abs(view()->zoom() - before) < 1e-6);
    wheel(pointed, 3);
    QTest::mouseClick(m_panel->button(Button::Fit), Qt::LeftButton);
    rest();
    QVERIFY(std::abs(view()->zoom() - before) < 1e-6);
}

void TransitionsTest::panWithMouseAndKeys()
{
    const QPointF before = *view()->placeOf(kItem);
    drag({3, 3}, {63, 43});
    QVERIFY(lengthOf(*view()->placeOf(kItem) - before - QPointF(60, 40)) < 1);
    QCOMPARE(view()->selectedNode(), -1); // it was no click
    QTest::keyClick(view(), Qt::Key_Right);
    QVERIFY(view()->placeOf(kItem)->x() < before.x() + 60);
    QTest::keyClick(view(), Qt::Key_Left);
    QTest::keyClick(view(), Qt::Key_Up);
    QTest::keyClick(view(), Qt::Key_Down);
    QVERIFY(lengthOf(*view()->placeOf(kItem) - before - QPointF(60, 40)) < 1);
    // Who has moved the view is not moved by newcomers.
    m_shop->add("/api/cart", "/api/gift", 90, 400, {});
    m_panel->update(m_shop->graph());
    rest();
    QVERIFY(view()->placeOf(QStringLiteral("/api/gift")));
    QVERIFY(lengthOf(*view()->placeOf(kItem) - before - QPointF(60, 40)) < 40);
}

void TransitionsTest::dragANodeAndLetItGo()
{
    const QPoint from = at(kCatalogue), to = from + QPoint(90, -35);
    const QPointF other = *view()->placeOf(kProfile);
    drag(from, to);
    const auto &node = [this]() -> const SceneNode & {
        return view()->scene().nodes()[static_cast<std::size_t>(view()->scene().find(kCatalogue))];
    };
    QVERIFY(lengthOf(*view()->placeOf(kCatalogue) - to) < 2);
    QCOMPARE(*view()->placeOf(kProfile), other); // nobody else moves
    QVERIFY(node().isPinned);
    QCOMPARE(view()->selectedNode(), -1);
    // It stays there when the rest is arranged, and when others come.
    const QPointF held = node().at;
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
    rest();
    QCOMPARE(node().at, held);
    m_shop->add("/api/cart", "/api/gift", 90, 400, {});
    m_panel->update(m_shop->graph());
    rest();
    QCOMPARE(node().at, held);
    QTest::mouseDClick(view(), Qt::LeftButton, {}, at(kCatalogue));
    QVERIFY(!node().isPinned);
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
    rest();
    QVERIFY(node().at != held);
}

void TransitionsTest::arrange()
{
    // Something else than what it gives, first.
    drag(at(kStock), at(kStock) + QPoint(60, 60));
    QTest::mouseDClick(view(), Qt::LeftButton, {}, at(kStock));
    const QPointF before = view()->scene().nodes()[2].at;
    QSignalSpy changed(view(), &GraphView::arrangingChanged);
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
    QVERIFY(view()->isArranging());
    QTRY_VERIFY_WITH_TIMEOUT(!view()->isArranging(), 20'000);
    QCOMPARE(changed.count(), 2);
    QVERIFY(view()->isMoving()); // it glides there
    QVERIFY(view()->scene().nodes()[2].shown != view()->scene().nodes()[2].at);
    rest();
    QVERIFY(view()->scene().nodes()[2].at != before);
    // What is often gone goes from left to right, or down: each has room.
    const auto &nodes = view()->scene().nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        QCOMPARE(nodes[i].shown, nodes[i].at);
        for (std::size_t j = i + 1; j < nodes.size(); ++j)
            QVERIFY(lengthOf(nodes[i].at - nodes[j].at) > 40);
    }
}

void TransitionsTest::cancelArranging()
{
    const auto places = [this] {
        std::vector<QPointF> out;
        for (const SceneNode &node : view()->scene().nodes())
            out.push_back(node.at);
        return out;
    };
    drag(at(kStock), at(kStock) + QPoint(60, 60));
    const auto before = places();
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton); // says "Cancel" now
    QVERIFY(!view()->isArranging());
    // A second one is answered; the first never is.
    view()->arrange();
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Escape);
    QVERIFY(!view()->isArranging());
    QTest::qWait(300);
    QCOMPARE(places(), before);
}

void TransitionsTest::arrangeWhileTheGraphChanges()
{
    view()->arrange();
    m_shop->add("/api/cart", "/api/gift", 90, 400, {});
    m_shop->add("/api/gift", "/api/wrap", 80, 90, {});
    m_panel->update(m_shop->graph()); // before the result is taken
    QVERIFY(view()->scene().find(QStringLiteral("/api/gift")) >= 0);
    rest();
    const QPointF gift = *view()->placeOf(QStringLiteral("/api/gift"));
    QVERIFY(view()->rect().contains(gift.toPoint()));
    for (const SceneNode &node : view()->scene().nodes()) {
        if (node.text != QStringLiteral("/api/gift"))
            QVERIFY(lengthOf(*view()->placeOf(node.text) - gift) > 8);
    }
}

void TransitionsTest::walkByKeyboard()
{
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Tab);
    QCOMPARE(view()->currentNode(), 0); // the strongest
    QTest::keyClick(view(), Qt::Key_Tab);
    QTest::keyClick(view(), Qt::Key_Tab);
    QCOMPARE(view()->currentNode(), 2);
    QTest::keyClick(view(), Qt::Key_Backtab);
    QCOMPARE(view()->currentNode(), 1);
    QVERIFY(view()->hasFocus());
    QSignalSpy selected(m_panel.get(), &TransitionsPanel::nodeSelected);
    QTest::keyClick(view(), Qt::Key_Return);
    QCOMPARE(selected.count(), 1);
    QCOMPARE(view()->selectedNode(), 1);
    QVERIFY(view()->accessibleDescription().contains(view()->scene().nodes()[1].text));
    // Its edges, each once, and round again.
    const auto ends = [this](int node) {
        const SceneEdge &e =
            view()->scene().edges()[static_cast<std::size_t>(view()->selectedEdge())];
        return e.from == node || e.to == node;
    };
    QTest::keyClick(view(), Qt::Key_E);
    const int first = view()->selectedEdge();
    QVERIFY(first >= 0 && ends(1));
    QTest::keyClick(view(), Qt::Key_E);
    QVERIFY(view()->selectedEdge() != first && ends(1));
    QTest::keyClick(view(), Qt::Key_E, Qt::ShiftModifier);
    QCOMPARE(view()->selectedEdge(), first);
    QTest::keyClick(view(), Qt::Key_P);
    QVERIFY(view()->scene().nodes()[1].isPinned);
    QTest::keyClick(view(), Qt::Key_P);
    QVERIFY(!view()->scene().nodes()[1].isPinned);
    // After Escape Tab leaves; so it does after the last node.
    QTest::keyClick(view(), Qt::Key_Escape);
    QCOMPARE(view()->selectedEdge(), -1);
    QTest::keyClick(view(), Qt::Key_Tab);
    QVERIFY(!view()->hasFocus());
    view()->setFocus();
    for (std::size_t i = 0; i < view()->scene().nodes().size(); ++i)
        QTest::keyClick(view(), Qt::Key_Tab);
    QVERIFY(view()->hasFocus());
    QTest::keyClick(view(), Qt::Key_Tab);
    QVERIFY(!view()->hasFocus());
}

// As live: more and more items; those that stay hardly move unless the whole is arranged anew.
void TransitionsTest::growSteadily()
{
    m_panel->setLevel(Level::Requests);
    rest();
    std::vector<std::pair<QString, QPointF>> before;
    for (const SceneNode &node : view()->scene().nodes())
        before.emplace_back(node.text, node.at);
    const QRectF bounds = view()->scene().bounds();
    m_shop->add("/api/profile", "/api/news", 300, 454, {});
    m_shop->add("/api/news", "/api/news/today", 200, 454, {});
    m_shop->add("/api/news", "/api/news/older", 100, 454, {});
    m_panel->update(m_shop->graph());
    rest();
    double moved = 0;
    int there = 0;
    for (const auto &[text, place] : before) {
        const int node = view()->scene().find(text);
        if (node < 0) // no longer among the strongest
            continue;
        moved += lengthOf(view()->scene().nodes()[static_cast<std::size_t>(node)].at - place);
        ++there;
    }
    QVERIFY(there > 80);
    const double radius = std::min(bounds.width(), bounds.height()) / 2;
    qInfo("moved %.3f of the smaller radius", moved / there / radius);
    QVERIFY(moved / there < 0.25 * radius);
    QVERIFY(view()->placeOf(QStringLiteral("/api/news/today")));
}

void TransitionsTest::smoothAtRestOnly()
{
    rest();
    QTest::keyClick(view(), Qt::Key_Left);
    QVERIFY(view()->isMoving());
    const QImage moving = view()->grab().toImage();
    rest();
    const QImage resting = view()->grab().toImage();
    QVERIFY(moving.size() == resting.size());
    const auto colours = [](const QImage &image) {
        QSet<QRgb> out;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                out.insert(image.pixel(x, y));
        }
        return out.size();
    };
    QVERIFY(colours(resting) > colours(moving) + 50); // shades along every line
}

void TransitionsTest::takeNothingOverWhileHidden()
{
    m_panel->hide();
    m_shop->add("/api/cart", "/api/gift", 90, 400, {});
    m_panel->update(m_shop->graph());
    QVERIFY(!view()->placeOf(QStringLiteral("/api/gift")));
    m_panel->show();
    QVERIFY(view()->placeOf(QStringLiteral("/api/gift")));
}

void TransitionsTest::fitWithoutClipping_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("hasFigures");
    QTest::newRow("dock") << QSize(640, 300) << true;
    QTest::newRow("small") << QSize(480, 320) << false;
    QTest::newRow("large") << QSize(1400, 900) << true;
    QTest::newRow("high") << QSize(600, 900) << true;
}

void TransitionsTest::fitWithoutClipping()
{
    QFETCH(QSize, size);
    QFETCH(bool, hasFigures);
    m_panel->resize(size);
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
    rest();
    QCOMPARE(m_panel->size(), size);
    QCOMPARE(m_panel->figures()->isVisible(), hasFigures);
    std::size_t named = 0;
    for (const GraphLabel &label : view()->labels().nodes) {
        const SceneNode &node = view()->scene().nodes()[static_cast<std::size_t>(label.of)];
        const QRectF box = label.box.translated(*view()->placeOf(node.text));
        QVERIFY2(QRectF(view()->rect()).contains(box), qPrintable(label.text));
        ++named;
    }
    QVERIFY2(named >= view()->scene().nodes().size() * 2 / 3, qPrintable(QString::number(named)));
    for (const QToolButton *button : m_panel->findChildren<QToolButton *>()) {
        if (button->isVisible())
            QVERIFY(m_panel->rect().contains(
                QRect(button->mapTo(m_panel.get(), QPoint()), button->size())));
    }
    QTest::mouseClick(view(), Qt::LeftButton, {}, at(kCatalogue));
    QVERIFY(m_panel->figures()->isVisible());
    QCOMPARE(m_panel->size(), size);
}

void TransitionsTest::nameEverythingFocusable()
{
    int focusable = 0;
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_panel.get()))
            continue;
        ++focusable;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    QVERIFY(focusable >= 8); // two levels, search, four buttons, the graph
}

void TransitionsTest::linesDifferInColourAndPattern()
{
    QCOMPARE(earned({}), Earned::Nothing);
    QCOMPARE(earned({.scheduled = 5, .other = 2}), Earned::Nothing); // open is not wasted
    QCOMPARE(earned({.scheduled = 5, .used = 1, .late = 1, .wasted = 2}), Earned::Useful);
    QCOMPARE(earned({.scheduled = 5, .used = 1, .wasted = 2}), Earned::Wasted);
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        const QPen useful = penOf(Earned::Useful, theme, 3),
                   wasted = penOf(Earned::Wasted, theme, 3),
                   nothing = penOf(Earned::Nothing, theme, 3);
        for (const QPen &pen : {useful, wasted, nothing})
            QVERIFY(contrast(pen.color(), theme.surface) >= 3);
        QVERIFY(useful.color() != nothing.color() && useful.style() == Qt::SolidLine);
        QCOMPARE(wasted.style(), Qt::CustomDashLine);
    }
}

// What new figures cost, painting included; the figure is for the log.
void TransitionsTest::keepTheTickShort()
{
    m_panel->setLevel(Level::Requests);
    rest();
    std::vector<double> costs;
    for (std::uint32_t i = 0; i < 20; ++i) {
        m_shop->add("/api/orders", "/api/catalogue", i, 87, {});
        const auto graph = m_shop->graph();
        const std::clock_t begin = std::clock(); // of this process alone
        m_panel->update(graph);
        view()->repaint();
        costs.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    std::ranges::sort(costs);
    qInfo("new figures, %zu nodes: median %.2f ms of processor", view()->scene().nodes().size(),
          costs[10]);
    m_panel->update(m_shop->graph());
    QCOMPARE(view()->scene().nodes().size(), m_shop->graph()->requests.nodes.size());
}

// For looking at: FOREFETCH_PICTURES names a folder.
void TransitionsTest::savePictures()
{
    const QString folder = qEnvironmentVariable("FOREFETCH_PICTURES");
    if (folder.isEmpty())
        QSKIP("FOREFETCH_PICTURES is not set");
    const auto save = [&](const char *name, const QSize &size) {
        m_panel->resize(size);
        QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
        rest();
        QVERIFY(m_panel->grab().save(folder + u'/' + QString::fromLatin1(name) +
                                     QStringLiteral(".png")));
    };
    save("dock", {640, 300});
    save("small", {480, 320});
    save("big", {1200, 760});
    view()->selectEdge(kItem, kStock);
    save("edge", {900, 420});
    m_panel->setLevel(Level::Requests);
    save("requests", {1200, 760});
    applyTheme(*qApp, Theme::dark());
    m_panel->setTheme(Theme::dark());
    save("darkrequests", {640, 300});
    m_panel->setLevel(Level::Routes);
    m_panel->searchField()->setText(QStringLiteral("items"));
    save("dark", {900, 420});
    applyTheme(*qApp, Theme::light());
}

QTEST_MAIN(TransitionsTest)
#include "transitions_test.moc"
