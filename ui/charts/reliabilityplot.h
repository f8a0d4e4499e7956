// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/reliability.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace forefetch {

// How well probabilities keep their word: what was said against what came, for P(used) and P(next).
// A curve on the diagonal keeps it, one below it promises too much. The band about the diagonal is
// where a forecaster that is right about every probability of P(used) would be in 19 of 20 cases;
// the bars below say how many predictions stand behind each point.
//
//     auto *plot = new ReliabilityPlot(theme, this);
//     plot->setData(view->next, view->used);
//
// The bin under the pointer is told in the head; by keyboard the left and right arrows move from
// bin to bin and Escape lets go.
// Thread: the GUI thread.
class ReliabilityPlot : public QWidget
{
    Q_OBJECT

public:
    // A point of fewer predictions says nothing yet.
    static constexpr std::uint64_t kLeast = 10;

    explicit ReliabilityPlot(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setData(const Reliability &next, const Reliability &used);
    const Reliability &next() const { return m_next; }
    const Reliability &used() const { return m_used; }
    std::optional<std::size_t> bin() const { return m_bin; }
    // As it stands in the head: the errors, or those of the bin.
    QString headText() const;
    // In words, for who cannot see it.
    QString summary() const;

    QSize sizeHint() const override { return {300, 240}; }
    QSize minimumSizeHint() const override { return {220, 130}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Layout;
    struct Curve;
    void setBin(std::optional<std::size_t> bin);
    void moveBin(int by);
    void paintAxes(QPainter &painter, const Layout &at) const;
    void paintBand(QPainter &painter, const Layout &at) const;
    void paintCurve(QPainter &painter, const Layout &at, const Curve &curve) const;
    void paintBars(QPainter &painter, const Layout &at) const;
    void paintHead(QPainter &painter, const Layout &at) const;
    Curve curveOf(bool isUsed) const;
    QString binText(const Reliability &of, const QString &name) const;

    Theme m_theme;
    Reliability m_next;
    Reliability m_used;
    std::optional<std::size_t> m_bin; // under the pointer, or chosen by keyboard
};

} // namespace forefetch
