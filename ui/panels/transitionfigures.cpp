// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transitionfigures.h"

#include "ui/graph/graphview.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace forefetch {

namespace {

QString number(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString arrow()
{
    return QStringLiteral("→ ");
}

void addPrefetch(std::vector<std::pair<QString, QString>> &rows, const EdgeFigures &f)
{
    rows.emplace_back(TransitionFigures::tr("Prefetched"), number(f.scheduled));
    rows.emplace_back(TransitionFigures::tr("▲ Used"), number(f.used));
    rows.emplace_back(TransitionFigures::tr("▲ Late"), number(f.late));
    rows.emplace_back(TransitionFigures::tr("▽ Wasted"), number(f.wasted));
    rows.emplace_back(TransitionFigures::tr("Open"), number(f.open()));
    rows.emplace_back(TransitionFigures::tr("Ended otherwise"), number(f.other));
}

// What each kind of line means, drawn as the graph draws it.
class Legend : public QWidget
{
public:
    Legend(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
    {
        setAccessibleName(TransitionFigures::tr("Legend"));
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    void setTheme(const Theme &theme)
    {
        m_theme = theme;
        update();
    }
    QSize sizeHint() const override { return {120, 3 * rowHeight()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const std::array<std::pair<Earned, QString>, 3> rows{
            {{Earned::Useful, TransitionFigures::tr("useful: half or more used")},
             {Earned::Wasted, TransitionFigures::tr("wasted: more than half")},
             {Earned::Nothing, TransitionFigures::tr("not prefetched yet")}}};
        double y = rowHeight() / 2.0;
        for (const auto &[earned, text] : rows) {
            painter.setPen(penOf(earned, m_theme, earned == Earned::Nothing ? 1.6 : 3));
            painter.drawLine(QPointF(0, y), QPointF(24, y));
            painter.setPen(m_theme.mutedText);
            painter.drawText(QRectF(32, y - rowHeight() / 2.0, width() - 32, rowHeight()),
                             Qt::AlignVCenter | Qt::AlignLeft,
                             fontMetrics().elidedText(text, Qt::ElideRight, width() - 32));
            y += rowHeight();
        }
    }

private:
    int rowHeight() const { return fontMetrics().height() + 1; }

    Theme m_theme;
};

} // namespace

TransitionFigures::TransitionFigures(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::small, space::medium, space::medium);
    column->setSpacing(0);
    QFont bold = font();
    bold.setBold(true);
    for (QLabel *&label : m_title) {
        label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setFont(bold);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        column->addWidget(label);
    }
    column->addSpacing(space::small);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::medium);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < kRows; ++i) {
        m_names[i] = new QLabel(this);
        m_values[i] = new QLabel(this);
        m_values[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(m_names[i], static_cast<int>(i), 0);
        grid->addWidget(m_values[i], static_cast<int>(i), 1);
    }
    column->addLayout(grid);
    column->addStretch(1);
    m_legend = new Legend(theme, this);
    column->addWidget(m_legend);
    setTheme(theme);
}

void TransitionFigures::setTheme(const Theme &theme)
{
    m_theme = theme;
    static_cast<Legend *>(m_legend)->setTheme(theme);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    for (QLabel *name : m_names)
        name->setPalette(muted);
    update();
}

void TransitionFigures::show(const TransitionGraph &graph, const GraphLevel &level,
                             const GraphView &view)
{
    const auto &nodes = view.scene().nodes();
    if (view.selectedEdge() >= 0) {
        const SceneEdge &e = view.scene().edges()[static_cast<std::size_t>(view.selectedEdge())];
        setTitle(nodes[static_cast<std::size_t>(e.from)].text,
                 arrow() + nodes[static_cast<std::size_t>(e.to)].text);
        setRows(edgeRows(graph, view));
    } else if (view.selectedNode() >= 0) {
        const SceneNode &n = nodes[static_cast<std::size_t>(view.selectedNode())];
        setTitle(n.text, n.members > 1 ? tr("%L1 requests").arg(n.members) : QString());
        setRows(nodeRows(view));
    } else {
        setTitle(tr("All that is shown"), QString());
        setRows(allRows(graph, level));
    }
}

TransitionFigures::Rows TransitionFigures::edgeRows(const TransitionGraph &graph,
                                                    const GraphView &view) const
{
    const SceneEdge &e = view.scene().edges()[static_cast<std::size_t>(view.selectedEdge())];
    Rows rows;
    rows.emplace_back(tr("Count"), number(e.count));
    rows.emplace_back(tr("P(next)"), probabilityText(e.probability));
    rows.emplace_back(tr("Threshold"), probabilityText(graph.threshold));
    addPrefetch(rows, e.prefetch);
    return rows;
}

TransitionFigures::Rows TransitionFigures::nodeRows(const GraphView &view) const
{
    EdgeFigures sum; // of what was prefetched of it, whatever led there
    int in = 0, out = 0;
    for (const SceneEdge &edge : view.scene().edges()) {
        out += edge.from == view.selectedNode() ? 1 : 0;
        if (edge.to == view.selectedNode()) {
            ++in;
            sum += edge.prefetch;
        }
    }
    Rows rows;
    rows.emplace_back(
        tr("Times"),
        number(view.scene().nodes()[static_cast<std::size_t>(view.selectedNode())].traffic));
    rows.emplace_back(tr("Edges in"), number(static_cast<std::uint64_t>(in)));
    rows.emplace_back(tr("Edges out"), number(static_cast<std::uint64_t>(out)));
    addPrefetch(rows, sum);
    return rows;
}

TransitionFigures::Rows TransitionFigures::allRows(const TransitionGraph &graph,
                                                   const GraphLevel &level) const
{
    EdgeFigures sum;
    for (const GraphEdge &edge : level.edges)
        sum += edge.prefetch;
    Rows rows;
    rows.emplace_back(tr("Nodes"), number(level.nodes.size()));
    rows.emplace_back(tr("Edges"),
                      level.edges.size() == level.edgesKnown
                          ? number(level.edges.size())
                          : tr("%L1 of %L2").arg(level.edges.size()).arg(level.edgesKnown));
    rows.emplace_back(tr("Learnt"), number(graph.transitions));
    addPrefetch(rows, sum);
    return rows;
}

void TransitionFigures::setTitle(const QString &first, const QString &second)
{
    if (m_titles[0] == first && m_titles[1] == second)
        return;
    m_titles = {first, second};
    elideTitle();
}

void TransitionFigures::elideTitle()
{
    const int room = width() - space::large - space::medium;
    for (std::size_t i = 0; i < m_title.size(); ++i) {
        const QString text =
            m_title[i]->fontMetrics().elidedText(m_titles[i], Qt::ElideMiddle, room);
        m_title[i]->setText(text);
        m_title[i]->setToolTip(text == m_titles[i] ? QString() : m_titles[i]);
    }
}

void TransitionFigures::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elideTitle();
    // Where it is low, figures come before their explanation.
    m_legend->setVisible(height() >= m_legend->sizeHint().height() + 12 * fontMetrics().height());
}

void TransitionFigures::setRows(const Rows &rows)
{
    for (std::size_t i = 0; i < kRows; ++i) {
        const bool isThere = i < rows.size();
        const QString name = isThere ? rows[i].first : QString();
        const QString text = isThere ? rows[i].second : QString();
        if (m_names[i]->text() != name)
            m_names[i]->setText(name);
        if (m_values[i]->text() != text)
            m_values[i]->setText(text);
    }
}

QString TransitionFigures::value(const QString &name) const
{
    for (std::size_t i = 0; i < kRows; ++i) {
        if (m_names[i]->text().endsWith(name))
            return m_values[i]->text();
    }
    return {};
}

QString TransitionFigures::title() const
{
    return m_titles[1].isEmpty() ? m_titles[0] : m_titles[0] + u' ' + m_titles[1];
}

void TransitionFigures::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.surface);
    painter.setPen(m_theme.grid);
    painter.drawLine(0, 0, 0, height());
}

} // namespace forefetch
