// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/transitionsfixture.h"

#include <QApplication>

using namespace forefetch;
using Button = TransitionsPanel::Button;
using Level = TransitionsPanel::Level;

// Drives the panel as a person does: with the mouse and the keys.
class TransitionsTest : public TransitionsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init() { makePanel(); }
    void sayWhatWillAppear();
    void showRoutesThenRequests();
    void clickAnEdge();
    void clickANodeAndNothing();
    void selectionSurvivesNewFigures();
    void search();
    void zoomWithWheelKeysAndButtons();
    void panWithMouseAndKeys();
    void dragANodeAndLetItGo();
    void walkByKeyboard();
};

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

QTEST_MAIN(TransitionsTest)
#include "transitions_test.moc"
