// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartface.h"
#include "ui/charts/chartlines.h"
#include "ui/charts/chartspec.h"
#include "ui/charts/scale.h"
#include "ui/theme/theme.h"

#include <QChartView>
#include <QImage>
#include <QPixmap>

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QHelpEvent;
class QValueAxis;

namespace forefetch {

// One chart over time. Its right edge is now and its axes stand still: the lines move under them.
// Values at the right of its head are those of now, or of the moment under the pointer.
//
//     auto *chart = new TimeChart(spec, theme, this);
//     chart->setData(data, 60, seconds);   // when there is a new sample
//     chart->setNow(seconds);              // ten times a second
//     connect(chart, &TimeChart::hovered, other, &TimeChart::setHover);
//
// The readout, the marks and what is chosen are set from outside, so that linked charts show the
// same. The chart only says what one wants: a click or Enter a moment, a drag or the arrows with
// Shift a period, a drag with Ctrl, the wheel with Ctrl, + and - a zoom, a drag with Shift and the
// arrows with Ctrl another time. The arrows move the readout and Escape ends it.
// Thread: the GUI thread.
class TimeChart : public QChartView
{
    Q_OBJECT

public:
    static constexpr std::size_t kMaxPoints = 300; // a line

    TimeChart(ChartSpec spec, const Theme &theme, QWidget *parent = nullptr);
    ~TimeChart() override;

    const ChartSpec &spec() const { return m_spec; }
    void setTheme(const Theme &theme);
    // What the direct labels take at the right; the same for charts that stand below each other.
    void setLabelWidth(int pixels);
    int labelWidth() const { return m_labelWidth; }
    // The values below the title, so that this chart is like its neighbours; a chart that is too
    // narrow for one line has two anyway.
    void setTwoLines(bool twoLines);

    // The points that are shown, and some before them; `range` and `now` in seconds.
    void setData(const ChartData &points, double range, double now);
    void setNow(double now);
    void setMarks(const std::vector<ChartMark> &marks);
    void setPeriod(const std::optional<ChartPeriod> &period);
    // From the time line to the clock on the wall, in seconds, where the right edge is not now.
    void setWall(std::optional<double> wall);

    double range() const { return m_range; }
    double now() const { return m_now; }
    double top() const { return m_top.top(); }
    std::optional<double> hover() const { return m_hover; }
    std::optional<ChartPeriod> period() const { return m_period; }
    // As they stand in the head, by line.
    QStringList values() const;
    // The number of points drawn, over all lines.
    int pointsDrawn() const;
    int marksShown() const;
    QRectF plot() const { return m_layout.plot; }
    // The chart in words, for who cannot see it.
    QString summary() const;

    // The chart at this size in pixels at scale 1, in any theme; the file's format by its suffix,
    // .png (twice the pixels) or .svg. False when it could not be written.
    bool exportImage(const QString &file, const QSize &size, const Theme &theme) const;
    // The same as the text of an SVG file, for a report, and as a picture (twice the pixels).
    QByteArray toSvg(const QSize &size, const Theme &theme) const;
    QImage toImage(const QSize &size, const Theme &theme) const;

    QSize sizeHint() const override { return {360, 160}; }
    QSize minimumSizeHint() const override { return {200, 104}; }

public Q_SLOTS:
    void setHover(std::optional<double> secondsAgo);

Q_SIGNALS:
    void hovered(std::optional<double> secondsAgo);
    // In is positive; what stands so long before the right edge stays where it is.
    void zoomWanted(int steps, double secondsAgo);
    void moveWanted(double seconds); // later is positive
    // This moment is to stand so long before the right edge.
    void held(double moment, double secondsAgo);
    void clicked(double moment);
    // Still being drawn, or done; nothing: it was given up.
    void drawn(std::optional<forefetch::ChartPeriod> period, bool isDone);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void setUpChart();
    void relayout(const QSizeF &size);
    void rescale();
    void showLines();
    void repaintAll();
    // Which points stand in the head, and at the labels.
    std::pair<std::optional<std::size_t>, std::optional<std::size_t>> shownValues() const;
    double highest() const;
    ChartFace face() const;
    void paintFront(QPainter &painter) const;
    QString toolTipAt(const QPointF &at) const;
    double agoAt(double x) const;
    void drag(double x, bool isDone);
    bool moveReadout(const QKeyEvent &event);
    bool chooseByKey(const QKeyEvent &event);
    bool changeViewByKey(const QKeyEvent &event);
    std::unique_ptr<TimeChart> printed(const QSize &size, const Theme &theme) const;

    ChartSpec m_spec;
    Theme m_theme;
    ChartLayout m_layout;
    int m_labelWidth;
    bool m_twoLines = false;
    ChartData m_data;
    std::vector<ChartMark> m_marks;
    double m_range = 60;
    double m_now = 0;
    TopOfScale m_top;
    std::optional<double> m_hover;
    std::optional<double> m_wall;
    std::optional<ChartPeriod> m_period;
    // From a button that is pressed in the plot until it is let go.
    struct Drag
    {
        double x = 0;
        double moment = 0;
        Qt::KeyboardModifiers keys;
        bool moves = false; // far enough not to be a click
    };
    std::optional<Drag> m_drag;
    std::optional<double> m_keyAnchor; // where a period that keys draw began
    QPixmap m_back;
    bool m_backStale = true;
    QValueAxis *m_x;
    QValueAxis *m_y;
    std::vector<ChartLines> m_lines; // the limit line is the last
    std::vector<Stretches> m_stretches;
};

} // namespace forefetch
