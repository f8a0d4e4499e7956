// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/transitionsdata.h"
#include "ui/graph/graphview.h"
#include "ui/panels/transitionfigures.h"
#include "ui/panels/transitionspanel.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

namespace forefetch {

inline const QString kProfile = QStringLiteral("/api/profile");
inline const QString kCatalogue = QStringLiteral("/api/catalogue");
inline const QString kItem = QStringLiteral("/api/items/{id}");
inline const QString kStock = QStringLiteral("/api/items/{id}/stock");

inline double lengthOf(const QPointF &v)
{
    return std::hypot(v.x(), v.y());
}

// The panel with the learnt chain of a shop, and hands to drive it with.
class TransitionsFixture : public QObject
{
protected:
    GraphView *view() const { return m_panel->graph(); }
    void rest() { QTRY_VERIFY_WITH_TIMEOUT(!view()->isMoving() && !view()->isArranging(), 20'000); }
    QPoint at(const QString &node) const { return view()->placeOf(node)->toPoint(); }
    QString figure(const char *name) const
    {
        return m_panel->figures()->value(QString::fromLatin1(name));
    }
    void makePanel();
    void drag(const QPoint &from, const QPoint &to);
    void wheel(const QPoint &where, int notches);

    std::unique_ptr<ShopChain> m_shop;
    std::unique_ptr<TransitionsPanel> m_panel;
};

inline void TransitionsFixture::makePanel()
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

inline void TransitionsFixture::drag(const QPoint &from, const QPoint &to)
{
    QTest::mousePress(view(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 5; ++i)
        QTest::mouseMove(view(), from + (to - from) * i / 5);
    QTest::mouseRelease(view(), Qt::LeftButton, {}, to);
}

inline void TransitionsFixture::wheel(const QPoint &where, int notches)
{
    QWheelEvent event(where, view()->mapToGlobal(where), {}, {0, 120 * notches}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view(), &event);
}

} // namespace forefetch
