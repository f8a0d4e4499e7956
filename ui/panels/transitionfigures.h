// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/transitiongraph.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <utility>
#include <vector>

class QLabel;

namespace forefetch {

class GraphView;

// The figures beside the transition graph: of the edge or the node that is selected, or of all that
// is shown; below them what the lines mean.
//
//     figures->show(graph, level, view);    // whenever one of them has changed
//
// Thread: the GUI thread.
class TransitionFigures : public QWidget
{
    Q_OBJECT

public:
    explicit TransitionFigures(const Theme &theme, QWidget *parent = nullptr);

    using QWidget::show;
    void show(const TransitionGraph &graph, const GraphLevel &level, const GraphView &view);
    void setTheme(const Theme &theme);
    // As shown, "Used" → "57"; empty where there is no such row.
    QString value(const QString &name) const;
    QString title() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    static constexpr std::size_t kRows = 9;
    using Rows = std::vector<std::pair<QString, QString>>;

    Rows edgeRows(const TransitionGraph &graph, const GraphView &view) const;
    Rows nodeRows(const GraphView &view) const;
    Rows allRows(const TransitionGraph &graph, const GraphLevel &level) const;
    void setTitle(const QString &first, const QString &second);
    void elideTitle();
    void setRows(const Rows &rows);

    Theme m_theme;
    std::array<QString, 2> m_titles;
    std::array<QLabel *, 2> m_title{};
    std::array<QLabel *, kRows> m_names{};
    std::array<QLabel *, kRows> m_values{};
    QWidget *m_legend = nullptr;
};

} // namespace forefetch
