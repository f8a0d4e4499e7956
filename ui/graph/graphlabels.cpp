// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphlabels.h"

#include <QFontMetricsF>
#include <QLocale>

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr double kPad = 2;
constexpr double kShortened = 84; // pixels
constexpr double kLeastEdge = 58; // pixels of an edge that carries its probability

class Placer
{
public:
    Placer(const GraphScene &scene, const std::vector<QPointF> &at) : m_scene(scene), m_at(at)
    {
        for (std::size_t i = 0; i < at.size(); ++i) {
            const double r = scene.nodes()[i].radius + 1;
            m_taken.emplace_back(at[i] - QPointF(r, r), QSizeF(2 * r, 2 * r));
        }
    }

    // The first of below, above, right and left of the node that is free.
    bool besideNode(std::size_t node, const QSizeF &size, QRectF &box) const
    {
        const double r = m_scene.nodes()[node].radius + 2;
        const double w = size.width(), h = size.height();
        const std::array corners{QPointF(-w / 2, r), QPointF(-w / 2, -r - h), QPointF(r, -h / 2),
                                 QPointF(-r - w, -h / 2)};
        for (const QPointF &corner : corners) {
            box = QRectF(corner, size);
            if (isFree(box.translated(m_at[node])))
                return true;
        }
        return false;
    }
    bool isFree(const QRectF &box) const
    {
        return std::ranges::none_of(m_taken, [&](const QRectF &t) { return t.intersects(box); });
    }
    void take(const QRectF &box) { m_taken.push_back(box); }

private:
    const GraphScene &m_scene;
    const std::vector<QPointF> &m_at;
    std::vector<QRectF> m_taken;
};

} // namespace

QString probabilityText(double probability)
{
    if (probability > 0 && probability < 0.005)
        return u'<' + QLocale().toString(0.01, 'f', 2);
    return QLocale().toString(probability, 'f', 2);
}

QSizeF labelSize(const QString &text, const QFont &font, double widest)
{
    const QFontMetricsF metrics(font);
    return {std::min(metrics.horizontalAdvance(text), widest) + 2 * kPad, metrics.height()};
}

GraphLabels placeLabels(const GraphScene &scene, const std::vector<QPointF> &at, const QFont &font,
                        const QFont &edgeFont)
{
    GraphLabels out;
    Placer placer(scene, at);
    const QFontMetricsF metrics(font);
    const auto &nodes = scene.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        QRectF box;
        for (const double widest : {kWidestLabel, kShortened}) {
            // A pixel more than it needs, or rounding shortens what fits.
            const QString text = metrics.elidedText(nodes[i].label, Qt::ElideMiddle, widest + 1);
            if (!placer.besideNode(i, labelSize(text, font, widest + 1), box))
                continue;
            placer.take(box.translated(at[i]));
            out.nodes.push_back({static_cast<int>(i), box, text});
            break;
        }
    }
    const auto &edges = scene.edges();
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto from = static_cast<std::size_t>(edges[i].from);
        const auto to = static_cast<std::size_t>(edges[i].to);
        const EdgeCurve curve =
            curveOf(edges[i], at[from], at[to], nodes[from].radius, nodes[to].radius);
        const QString text = probabilityText(edges[i].probability);
        const QSizeF size = labelSize(text, edgeFont);
        const QRectF box(QPointF(-size.width() / 2, -size.height() / 2), size);
        const QRectF there = box.translated(curve.at(0.5));
        if (curve.length() < kLeastEdge || !placer.isFree(there))
            continue;
        placer.take(there);
        out.edges.push_back({static_cast<int>(i), box, text});
    }
    return out;
}

} // namespace forefetch
