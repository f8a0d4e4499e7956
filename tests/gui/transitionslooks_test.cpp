// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/transitionsfixture.h"

#include <QApplication>

using namespace forefetch;
using Button = TransitionsPanel::Button;
using Level = TransitionsPanel::Level;

// How the graph stands and looks: arranged, steady, legible, named.
class TransitionsLooksTest : public TransitionsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::light()); }
    void init() { makePanel(); }
    void arrange();
    void cancelArranging();
    void arrangeWhileTheGraphChanges();
    void growSteadily();
    void smoothAtRestOnly();
    void takeNothingOverWhileHidden();
    void fitWithoutClipping_data();
    void fitWithoutClipping();
    void nameEverythingFocusable();
    void linesDifferInColourAndPattern();
    void keepTheTickShort();
};

void TransitionsLooksTest::arrange()
{
    // Something else than what it gives, first.
    drag(at(kStock), at(kStock) + QPoint(60, 60));
    QTest::mouseDClick(view(), Qt::LeftButton, {}, at(kStock));
    const auto stock = [this]() -> const SceneNode & {
        return view()->scene().nodes()[static_cast<std::size_t>(view()->scene().find(kStock))];
    };
    const QPointF before = stock().at;
    QSignalSpy changed(view(), &GraphView::arrangingChanged);
    QTest::mouseClick(m_panel->button(Button::Arrange), Qt::LeftButton);
    QVERIFY(view()->isArranging());
    QTRY_VERIFY_WITH_TIMEOUT(!view()->isArranging(), 20'000);
    QCOMPARE(changed.count(), 2);
    QVERIFY(view()->isMoving()); // it glides there
    QVERIFY(stock().shown != stock().at);
    rest();
    QVERIFY(stock().at != before);
    // What is often gone goes from left to right, or down: each has room.
    const auto &nodes = view()->scene().nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        QCOMPARE(nodes[i].shown, nodes[i].at);
        for (std::size_t j = i + 1; j < nodes.size(); ++j)
            QVERIFY(lengthOf(nodes[i].at - nodes[j].at) > 40);
    }
}

void TransitionsLooksTest::cancelArranging()
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

void TransitionsLooksTest::arrangeWhileTheGraphChanges()
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

// As live: more and more items; those that stay hardly move unless the whole is arranged anew.
void TransitionsLooksTest::growSteadily()
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

void TransitionsLooksTest::smoothAtRestOnly()
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

void TransitionsLooksTest::takeNothingOverWhileHidden()
{
    m_panel->hide();
    m_shop->add("/api/cart", "/api/gift", 90, 400, {});
    m_panel->update(m_shop->graph());
    QVERIFY(!view()->placeOf(QStringLiteral("/api/gift")));
    m_panel->show();
    QVERIFY(view()->placeOf(QStringLiteral("/api/gift")));
}

void TransitionsLooksTest::fitWithoutClipping_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("hasFigures");
    QTest::newRow("dock") << QSize(640, 300) << true;
    QTest::newRow("small") << QSize(480, 320) << false;
    QTest::newRow("large") << QSize(1400, 900) << true;
    QTest::newRow("high") << QSize(600, 900) << true;
}

void TransitionsLooksTest::fitWithoutClipping()
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

void TransitionsLooksTest::nameEverythingFocusable()
{
    int focusable = 0;
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_panel.get()))
            continue;
        ++focusable;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    QVERIFY2(focusable >= 7,
             qPrintable(QString::number(focusable))); // the level, search, four buttons, the graph
}

void TransitionsLooksTest::linesDifferInColourAndPattern()
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
void TransitionsLooksTest::keepTheTickShort()
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

QTEST_MAIN(TransitionsLooksTest)
#include "transitionslooks_test.moc"
