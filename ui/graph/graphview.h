// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "ui/graph/graphpainter.h"
#include "ui/graph/graphvizthread.h"

#include <QBasicTimer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QSocketNotifier;

namespace forefetch {

// The transition graph on the screen: nodes are requests or routes, edges say what came next. Lines
// are as wide as their traffic; colour and pattern say what prefetching earned there.
//
//     auto *view = new GraphView(theme, this);
//     view->setLevel(graph->routes);            // again and again; nodes keep their places
//     connect(view, &GraphView::edgeSelected, filter, ...);
//
// Mouse: the wheel zooms where it points, the background is dragged, nodes are dragged and then
// stay where they are put (a double click lets them go), a click selects. Keys: Tab and Shift+Tab
// go from node to node, Enter selects, E and Shift+E go over the edges of the node, arrows move the
// view, + and - zoom, 0 fits all in, P holds a node or lets it go, Escape clears.
//
// Nothing moves by itself but to make room for newcomers, and then in one short glide. While
// anything moves lines are not smoothed; at rest they are.
// Thread: the GUI thread.
class GraphView : public QWidget
{
    Q_OBJECT

public:
    // The seed is for where newcomers come in.
    explicit GraphView(const Theme &theme, QWidget *parent = nullptr, std::uint64_t seed = 1);
    ~GraphView() override;

    void setLevel(const GraphLevel &level);
    void setTheme(const Theme &theme);

    const GraphScene &scene() const { return m_scene; }
    double zoom() const { return m_zoom; }
    // In pixels of this widget, as drawn now; nothing for what is not there.
    std::optional<QPointF> placeOf(const QString &node) const;
    std::optional<QPointF> middleOf(const QString &from, const QString &to) const;
    int selectedNode() const { return m_emphasis.selectedNode; } // -1 is none, as below
    int selectedEdge() const { return m_emphasis.selectedEdge; }
    int currentNode() const { return m_emphasis.currentNode; }
    bool isMoving() const { return m_isMoving; }
    bool isArranging() const { return m_ticket != nullptr; }
    // Everything is in view, and stays so as the graph grows, until somebody moves the view.
    bool isFitted() const { return m_isFitted; }
    const GraphLabels &labels() const { return m_labels; }
    QString summary() const; // for who cannot see it
    void setEmptyText(const QString &text);

    // Marks the nodes whose text has it, whatever the case; how many there are.
    int search(const QString &text);
    int matchCount() const { return static_cast<int>(m_matches.size()); }
    int matchNumber() const { return m_match; } // -1: none is shown

    QSize sizeHint() const override { return {640, 300}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

public Q_SLOTS:
    void fit();
    void zoomIn();
    void zoomOut();
    void arrange(); // by Graphviz; a result that comes when the graph has changed is merged
    void cancelArranging();
    void showNextMatch();
    void clearSelection();
    void selectNode(const QString &text);
    void selectEdge(const QString &from, const QString &to);

Q_SIGNALS:
    // The texts of the level: a route is a pattern, see routeCovers().
    void nodeSelected(const QString &text);
    void edgeSelected(const QString &from, const QString &to);
    void selectionCleared();
    void arrangingChanged(bool isArranging);
    void zoomChanged();
    void changed(); // figures or selection: what stands beside the graph is to be shown anew

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    // What a moving view passes through: place = zoom · node + offset.
    struct Camera
    {
        double zoom = 1;
        QPointF offset;
    };
    struct Press
    {
        QPoint at;
        QString node; // none: the background
        QPointF grip; // of the node, from the pointer
        bool isDrag = false;
    };

    // graphview.cpp
    double aspect() const;
    void resolveSelection();
    void setSelection(int node, int edge);
    void findMatches();
    void describe();
    std::vector<QPointF> places() const;
    // graphmotion.cpp
    Camera cameraThatFits() const;
    void glide(bool withCamera);
    void endGlide();
    void setMoving();
    void placeNodeLabels();
    void zoomBy(double factor, const QPointF &about);
    void moveBy(const QPointF &pixels);
    void showNode(int node);
    void takeArrangement();
    void growAsNeeded(bool isFirst);
    // graphmouse.cpp
    int nodeAt(const QPointF &point) const;
    int edgeAt(const QPointF &point) const;
    void dragNode(const QPointF &point);
    void setPinned(int node, bool isPinned);
    bool showTip(const QPoint &at, const QPoint &globalAt);
    // graphkeys.cpp
    void walkEdges(bool forwards);
    bool moveByKey(int key);
    bool selectByKey(int key, bool isShifted);
    static bool isOurKey(int key);

    Theme m_theme;
    GraphScene m_scene;
    GraphLabels m_labels;
    GraphEmphasis m_emphasis;
    QString m_emptyText;
    QString m_selected;   // a node, or where an edge begins
    QString m_selectedTo; // where an edge ends
    QString m_current;
    QString m_searched;
    std::vector<int> m_matches; // nodes
    int m_match = -1;

    double m_zoom = 1;
    QPointF m_offset;
    bool m_isFitted = true;
    bool m_isMoving = false;
    QBasicTimer m_frames;
    RealClock m_clock;
    TimePoint m_glideSince{};
    std::vector<QPointF> m_glideFrom;
    std::optional<std::pair<Camera, Camera>> m_glideCamera;
    QTimer m_rest; // a moment after the last move

    std::optional<Press> m_press;
    bool m_tabLeaves = false; // after Escape

    std::shared_ptr<GraphvizThread> m_graphviz;
    GraphvizThread::Results m_results;
    GraphvizThread::Ticket m_ticket; // of the arrangement that is waited for
    std::uint64_t m_arrangeNumber = 0;
    std::size_t m_arrangedNodes = 0; // when it was last asked for
};

} // namespace forefetch
