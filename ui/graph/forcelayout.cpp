// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/forcelayout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace forefetch {

namespace {

constexpr int kSteps = 300;
constexpr int kSettleSteps = 40;
constexpr double kGravity = 0.06;
constexpr double kFarthest = 6;    // edges: further away nobody pushes
constexpr double kNeighbour = 0.3; // of a step that those beside a newcomer take
constexpr double kOther = 0.05;

// In units of edges, the width squeezed by the aspect.
class Forces
{
public:
    Forces(GraphScene &scene, const ForceOptions &options)
        : m_scene(scene), m_unit(options.edge * options.aspect, options.edge)
    {
        for (const SceneNode &node : scene.nodes()) {
            m_at.push_back({node.at.x() / m_unit.x(), node.at.y() / m_unit.y()});
            m_mobility.push_back(node.isPinned ? 0 : 1);
        }
        m_force.resize(m_at.size());
    }

    void setMobility(std::size_t node, double mobility)
    {
        if (m_mobility[node] > 0)
            m_mobility[node] = mobility;
    }
    void start();
    void step(double longest);
    void finish()
    {
        for (std::size_t i = 0; i < m_at.size(); ++i) {
            if (m_mobility[i] > 0)
                m_scene.nodes()[i].at = {m_at[i].x() * m_unit.x(), m_at[i].y() * m_unit.y()};
        }
    }

private:
    void repel();
    void attract();

    GraphScene &m_scene;
    QPointF m_unit;
    std::vector<QPointF> m_at;
    std::vector<QPointF> m_force;
    std::vector<double> m_mobility;
};

// A sunflower: the strongest in the middle, none upon another (Vogel 1979).
void Forces::start()
{
    const double turn = std::numbers::pi * (3 - std::sqrt(5.0));
    for (std::size_t i = 0; i < m_at.size(); ++i) {
        if (m_mobility[i] == 0)
            continue;
        const double radius = 0.7 * std::sqrt(static_cast<double>(i) + 0.5);
        const double angle = turn * static_cast<double>(i);
        m_at[i] = radius * QPointF(std::cos(angle), std::sin(angle));
    }
}

void Forces::repel()
{
    for (std::size_t i = 0; i < m_at.size(); ++i) {
        for (std::size_t j = i + 1; j < m_at.size(); ++j) {
            QPointF away = m_at[i] - m_at[j];
            double square = QPointF::dotProduct(away, away);
            if (square > kFarthest * kFarthest)
                continue;
            if (square < 1e-6) { // one upon the other: apart, the stronger to the left
                away = {-1e-2, 1e-2 * static_cast<double>(i % 3)};
                square = 1e-3;
            }
            const QPointF push = away / square;
            m_force[i] += push;
            m_force[j] -= push;
        }
    }
}

void Forces::attract()
{
    for (const SceneEdge &edge : m_scene.edges()) {
        if (edge.from == edge.to)
            continue;
        const auto from = static_cast<std::size_t>(edge.from);
        const auto to = static_cast<std::size_t>(edge.to);
        const QPointF along = m_at[to] - m_at[from];
        const double length = std::sqrt(QPointF::dotProduct(along, along));
        // Weak edges pull less, or a web of them would draw all into a knot.
        const QPointF pull = along * (length * edge.width / 6);
        m_force[from] += pull;
        m_force[to] -= pull;
    }
    for (std::size_t i = 0; i < m_at.size(); ++i)
        m_force[i] -= m_at[i] * kGravity * std::sqrt(static_cast<double>(m_at.size()));
}

void Forces::step(double longest)
{
    std::ranges::fill(m_force, QPointF());
    repel();
    attract();
    for (std::size_t i = 0; i < m_at.size(); ++i) {
        const double length = std::sqrt(QPointF::dotProduct(m_force[i], m_force[i]));
        if (length > 0)
            m_at[i] += m_force[i] / length * std::min(length * 0.1, longest) * m_mobility[i];
    }
}

} // namespace

void layOut(GraphScene &scene, const ForceOptions &options)
{
    Forces forces(scene, options);
    forces.start();
    for (int i = 0; i < kSteps; ++i)
        forces.step(0.5 * (1 - static_cast<double>(i) / kSteps));
    forces.finish();
}

void settle(GraphScene &scene, const ForceOptions &options)
{
    Forces forces(scene, options);
    const std::vector<SceneNode> &nodes = scene.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].isNew)
            continue;
        const std::vector<int> beside = scene.neighbours(static_cast<int>(i));
        const bool near = std::ranges::any_of(
            beside, [&](int n) { return nodes[static_cast<std::size_t>(n)].isNew; });
        forces.setMobility(i, near ? kNeighbour : kOther);
    }
    for (int i = 0; i < kSettleSteps; ++i)
        forces.step(0.2 * (1 - static_cast<double>(i) / kSettleSteps));
    forces.finish();
}

} // namespace forefetch
