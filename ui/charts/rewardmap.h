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

// The reward over both knobs: a cell for each threshold and batch that was tried, the lighter the
// better, with its value in it where there is room.
//
//     map->setFigures(figures);
//     map->setNow(pointOf(values));
//     connect(map, &RewardMap::chosen, this, [](const TunePoint &point) { … });
//
// A click chooses a cell, and so do the arrow keys, Home and End; Escape lets go.
// Thread: the GUI thread.
class RewardMap : public QWidget
{
    Q_OBJECT

public:
    explicit RewardMap(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFigures(std::shared_ptr<const WhatIfFigures> figures);
    void setNow(const TunePoint &now);
    void setChosen(const std::optional<TunePoint> &point);
    const std::optional<TunePoint> &chosenPoint() const { return m_chosen; }
    // The cell of a threshold and a batch, in the widget; empty where there is none.
    QRectF cellOf(const TunePoint &point) const;
    QString headText() const;
    // In words, for who cannot see it.
    QString summary() const;

    QSize sizeHint() const override { return {340, 260}; }
    QSize minimumSizeHint() const override { return {190, 130}; }

Q_SIGNALS:
    void chosen(const TunePoint &point);
    void released();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Layout;
    struct Place // of a cell
    {
        int column = 0;
        int row = 0;
    };

    void say();
    const WhatIfPoint *pointAt(Place place) const;
    Place placeOf(const TunePoint &point) const; // the nearest
    void choose(Place place);
    std::pair<double, double> range() const; // of the reward
    void paintCells(QPainter &painter, const Layout &at) const;
    void paintAxes(QPainter &painter, const Layout &at) const;
    void paintHead(QPainter &painter, const Layout &at) const;

    Theme m_theme;
    std::shared_ptr<const WhatIfFigures> m_figures;
    TunePoint m_now;
    std::optional<TunePoint> m_chosen;
};

} // namespace forefetch
