// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the view moves: gliding to new places, zoom, and what Graphviz arranges.
#include "ui/graph/forcelayout.h"
#include "ui/graph/graphview.h"

#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr int kGlide = 280;      // ms
constexpr int kFrame = 16;       // ms
constexpr double kClosest = 1.5; // that fitting goes: a small graph is not blown up
constexpr double kLeastZoom = 0.1;
constexpr double kMostZoom = 8;
constexpr double kZoomStep = 1.25;
constexpr double kLabelMargin = 62; // pixels left and right, for labels
constexpr double kTopMargin = 36;
constexpr double kBottomMargin = 34;
constexpr double kGrowth = 1.5;    // of the nodes, then the whole is arranged anew
constexpr double kNodeHeight = 44; // that a node wants with its label
constexpr double kNodeGap = 14;

double eased(double t)
{
    return 1 - (1 - t) * (1 - t) * (1 - t);
}

} // namespace

GraphView::Camera GraphView::cameraThatFits() const
{
    const QRectF bounds = m_scene.bounds();
    const double wide = std::max(40.0, width() - 2 * kLabelMargin);
    const double high = std::max(40.0, height() - kTopMargin - kBottomMargin);
    const double zoom = std::clamp(
        std::min(wide / std::max(1.0, bounds.width()), high / std::max(1.0, bounds.height())),
        kLeastZoom, kClosest);
    const QPointF middle(width() / 2.0, kTopMargin + high / 2);
    return {zoom, middle - zoom * bounds.center()};
}

// All that is not where it belongs goes there in one glide, from where it is now.
void GraphView::glide(bool withCamera)
{
    m_glideFrom.clear();
    for (const SceneNode &node : m_scene.nodes())
        m_glideFrom.push_back(node.shown);
    m_glideCamera.reset();
    if (withCamera)
        m_glideCamera = {{m_zoom, m_offset}, cameraThatFits()};
    if (!isVisible()) { // nobody would see it
        endGlide();
        return;
    }
    m_isMoving = true;
    m_rest.stop();
    m_glideSince = m_clock.now();
    m_frames.start(kFrame, Qt::PreciseTimer, this);
}

void GraphView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_frames.timerId())
        return QWidget::timerEvent(event);
    const double t = seconds(m_clock.now() - m_glideSince) * 1e3 / kGlide;
    if (t >= 1)
        return endGlide();
    const double way = eased(t);
    auto &nodes = m_scene.nodes();
    for (std::size_t i = 0; i < nodes.size() && i < m_glideFrom.size(); ++i)
        nodes[i].shown = m_glideFrom[i] + way * (nodes[i].at - m_glideFrom[i]);
    if (m_glideCamera) {
        const auto &[from, to] = *m_glideCamera;
        m_zoom = from.zoom + way * (to.zoom - from.zoom);
        m_offset = from.offset + way * (to.offset - from.offset);
    }
    update();
}

void GraphView::endGlide()
{
    m_frames.stop();
    for (SceneNode &node : m_scene.nodes())
        node.shown = node.at;
    if (m_glideCamera) {
        m_zoom = m_glideCamera->second.zoom;
        m_offset = m_glideCamera->second.offset;
        m_glideCamera.reset();
        Q_EMIT zoomChanged();
    }
    m_isMoving = false;
    placeNodeLabels();
    update();
}

void GraphView::setMoving()
{
    m_isMoving = true;
    m_rest.start();
    update();
}

// For the places that the nodes are on their way to.
void GraphView::placeNodeLabels()
{
    const Camera camera = m_glideCamera ? m_glideCamera->second : Camera{m_zoom, m_offset};
    std::vector<QPointF> at;
    for (const SceneNode &node : m_scene.nodes())
        at.push_back(camera.zoom * node.at + camera.offset);
    QFont label = font(), small = font();
    label.setPointSizeF(font().pointSizeF() * 0.9);
    small.setPointSizeF(font().pointSizeF() * 0.84);
    m_labels = placeLabels(m_scene, at, label, small);
}

// Newcomers find room beside the others. Where they are many the whole is arranged anew, unless
// somebody has put nodes in their places.
void GraphView::growAsNeeded(bool isFirst)
{
    auto &nodes = m_scene.nodes();
    if (nodes.empty()) {
        m_arrangedNodes = 0;
        m_isFitted = true;
        return;
    }
    if (isFirst) {
        layOut(m_scene, {.aspect = aspect()});
    } else if (std::ranges::any_of(nodes, &SceneNode::isNew)) {
        m_scene.placeNewcomers();
        settle(m_scene, {.aspect = aspect()});
    }
    for (SceneNode &node : nodes) {
        if (node.isNew)
            node.shown = node.at;
    }
    if (isFirst) {
        const Camera camera = cameraThatFits();
        m_zoom = camera.zoom;
        m_offset = camera.offset;
    }
    glide(m_isFitted);
    const bool isHeld = std::ranges::any_of(nodes, &SceneNode::isPinned);
    if (!isHeld &&
        static_cast<double>(nodes.size()) >= kGrowth * static_cast<double>(m_arrangedNodes))
        arrange();
}

void GraphView::arrange()
{
    if (m_scene.nodes().empty())
        return;
    cancelArranging();
    ArrangeJob job;
    job.number = ++m_arrangeNumber;
    job.aspect = aspect();
    QFont label = font();
    label.setPointSizeF(font().pointSizeF() * 0.9);
    for (const SceneNode &node : m_scene.nodes()) {
        job.texts.push_back(node.text);
        const double width = labelSize(node.label, label).width();
        job.sizes.emplace_back(std::max(width, 2 * node.radius) + kNodeGap, kNodeHeight);
    }
    for (const SceneEdge &edge : m_scene.edges())
        job.edges.push_back({edge.from, edge.to, edge.count});
    m_arrangedNodes = m_scene.nodes().size();
    if (!m_graphviz)
        m_graphviz = GraphvizThread::instance();
    m_ticket = m_graphviz->arrange(std::move(job), m_results);
    Q_EMIT arrangingChanged(true);
}

void GraphView::cancelArranging()
{
    if (!m_ticket)
        return;
    *m_ticket = true;
    m_ticket.reset();
    Q_EMIT arrangingChanged(false);
}

// The graph may have changed meanwhile: who is still there goes to the new place, who has come
// since stands beside its neighbours, and what is held stays.
void GraphView::takeArrangement()
{
    std::vector<Arrangement> batch;
    m_results->drain(batch);
    const auto ours = std::ranges::find(batch, m_arrangeNumber, &Arrangement::number);
    if (ours == batch.end() || !m_ticket)
        return;
    m_ticket.reset();
    auto &nodes = m_scene.nodes();
    for (SceneNode &node : nodes)
        node.isNew = !node.isPinned;
    // About the middle of those that are held; anywhere, where none is.
    QPointF shift;
    int held = 0;
    for (std::size_t i = 0; i < ours->places.size(); ++i) {
        const int node = m_scene.find(ours->texts[i]);
        if (node < 0 || !nodes[static_cast<std::size_t>(node)].isPinned)
            continue;
        shift += nodes[static_cast<std::size_t>(node)].at - ours->places[i];
        ++held;
    }
    shift = held > 0 ? shift / held : QPointF();
    for (std::size_t i = 0; i < ours->places.size(); ++i) {
        const int node = m_scene.find(ours->texts[i]);
        if (node < 0 || nodes[static_cast<std::size_t>(node)].isPinned)
            continue;
        nodes[static_cast<std::size_t>(node)].at = ours->places[i] + shift;
        nodes[static_cast<std::size_t>(node)].isNew = false;
    }
    if (!ours->places.empty())
        m_scene.placeNewcomers();
    for (SceneNode &node : nodes)
        node.isNew = false;
    Q_EMIT arrangingChanged(false);
    glide(m_isFitted);
    placeNodeLabels();
}

void GraphView::fit()
{
    m_isFitted = true;
    glide(true);
    placeNodeLabels();
}

void GraphView::zoomBy(double factor, const QPointF &about)
{
    if (m_frames.isActive())
        endGlide();
    const double zoom = std::clamp(m_zoom * factor, kLeastZoom, kMostZoom);
    m_offset = about - (about - m_offset) * (zoom / m_zoom);
    m_zoom = zoom;
    m_isFitted = false;
    setMoving();
    Q_EMIT zoomChanged();
}

void GraphView::zoomIn()
{
    zoomBy(kZoomStep, rect().center());
}

void GraphView::zoomOut()
{
    zoomBy(1 / kZoomStep, rect().center());
}

void GraphView::moveBy(const QPointF &pixels)
{
    if (m_frames.isActive())
        endGlide();
    m_offset += pixels;
    m_isFitted = false;
    setMoving();
}

// Into view, if it is not.
void GraphView::showNode(int node)
{
    const QPointF at = m_zoom * m_scene.nodes()[static_cast<std::size_t>(node)].at + m_offset;
    const QRectF inner = QRectF(rect()).adjusted(40, 30, -40, -30);
    if (!inner.contains(at))
        moveBy(inner.center() - at);
}

void GraphView::resizeEvent(QResizeEvent *)
{
    if (!m_isFitted || m_scene.nodes().empty())
        return;
    const Camera camera = cameraThatFits();
    m_zoom = camera.zoom;
    m_offset = camera.offset;
    if (m_glideCamera)
        m_glideCamera->second = camera;
    placeNodeLabels();
}

} // namespace forefetch
