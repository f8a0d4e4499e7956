// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/whatiffigures.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QPainter;

namespace forefetch {

// Hits against extra load along the threshold, on the latest traffic: where the knobs stand, what
// each threshold would come to with the band that is not known, the frontier, and the oracles.
//
//     curve->setFigures(figures);         // after each window
//     curve->setNow(pointOf(values));     // while a slider is dragged
//     connect(curve, &WhatIfCurve::chosen, this, [](const TunePoint &point) { … });
//
// A click or a drag chooses the threshold that is nearest; so do the left and right arrows, Home
// and End. Escape lets go.
// Thread: the GUI thread.
class WhatIfCurve : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfCurve(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFigures(std::shared_ptr<const WhatIfFigures> figures);
    void setNow(const TunePoint &now);
    void setChosen(const std::optional<TunePoint> &point);
    const std::optional<TunePoint> &chosenPoint() const { return m_chosen; }
    // What stands there while there is nothing to draw.
    void setEmptyText(const QString &text);
    const std::vector<WhatIfPoint> &points() const { return m_curve; }
    // Where something stands, in the widget; the tests' mouse goes there.
    QPointF placeOf(const WhatIfPoint &point) const;
    std::optional<QPointF> placeOfNow() const;
    // As it stands in the head: where the knobs are, or what is chosen.
    QString headText() const;
    // In words, for who cannot see it.
    QString summary() const;

    QSize sizeHint() const override { return {380, 260}; }
    QSize minimumSizeHint() const override { return {200, 130}; }

Q_SIGNALS:
    void chosen(const TunePoint &point);
    void released(); // nothing is chosen any more

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Axes // ratios
    {
        double load = 0.1; // at the right end
        double low = 0;
        double high = 1;
        double loadStep = 0.02;
        double hitStep = 0.1;
    };
    struct Layout;

    void follow();
    void fitAxes();
    void say();
    void choose(std::size_t place);
    void chooseNear(const QPointF &mouse);
    std::optional<std::size_t> chosenPlace() const;
    bool isShown(double oracle) const;
    void paintAxes(QPainter &painter, const Layout &at) const;
    void paintBand(QPainter &painter, const Layout &at) const;
    void paintFrontier(QPainter &painter, const Layout &at) const;
    void paintCurve(QPainter &painter, const Layout &at) const;
    void paintOracles(QPainter &painter, const Layout &at) const;
    void paintMarks(QPainter &painter, const Layout &at) const;
    void paintHead(QPainter &painter, const Layout &at) const;

    Theme m_theme;
    std::shared_ptr<const WhatIfFigures> m_figures;
    TunePoint m_now;
    std::optional<TunePoint> m_chosen;
    std::vector<WhatIfPoint> m_curve; // at the batch of now
    QString m_emptyText;
    Axes m_axes;
};

} // namespace forefetch
