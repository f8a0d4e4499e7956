// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/transitiongraph.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <memory>
#include <vector>

class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace forefetch {

class GraphView;
class TransitionFigures;

// The transition graph with its bar (routes or requests, search, arrange, fit, zoom) and the
// figures of what is selected.
//
//     auto *transitions = new TransitionsPanel(theme, this);
//     if (!transitions->visibleRegion().isEmpty())               // asking makes the model work
//         transitions->update(pipeline.transitionGraph());       // at 10 Hz
//     connect(transitions, &TransitionsPanel::edgeSelected, tables, &Tables::filterByEdge);
//
// Routes and requests are two graphs, each with its own places, zoom and selection. It takes
// nothing over while it is hidden; shown again, it shows what came last.
// Thread: the GUI thread.
class TransitionsPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Level { Routes, Requests };
    enum class Button { Arrange, Fit, ZoomOut, ZoomIn };

    explicit TransitionsPanel(const Theme &theme, QWidget *parent = nullptr);

    using QWidget::update;
    void update(std::shared_ptr<const TransitionGraph> graph);
    void setTheme(const Theme &theme);
    // The graphs that come are of this period, in words for its chip; empty: of all.
    void showPeriod(const QString &words);
    QToolButton *periodChip() const { return m_periodChip; }

    Level level() const { return m_level; }
    void setLevel(Level level);
    GraphView *graph() const { return graph(m_level); }
    GraphView *graph(Level level) const { return m_views[static_cast<std::size_t>(level)]; }
    TransitionFigures *figures() const { return m_figures; }
    QLineEdit *searchField() const { return m_search; }
    QToolButton *levelButton(Level level) const
    {
        return m_levels[static_cast<std::size_t>(level)];
    }
    QToolButton *button(Button button) const { return m_buttons[static_cast<std::size_t>(button)]; }

Q_SIGNALS:
    // Texts of requests or, with placeholders in them, of routes: see TargetText::isOf().
    void nodeSelected(const QString &text);
    void edgeSelected(const QString &from, const QString &to);
    void selectionCleared();
    void periodDropped(); // its chip was clicked

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeLevels(QHBoxLayout &bar);
    void makeSearch(QHBoxLayout &bar);
    void makeButtons(QHBoxLayout &bar);
    void makeGraphs();
    void takeOver();
    void showFigures();
    void showMatches();
    void placeFigures();

    Theme m_theme;
    Level m_level = Level::Routes;
    std::shared_ptr<const TransitionGraph> m_latest;
    std::shared_ptr<const TransitionGraph> m_empty; // before there is any
    std::array<std::shared_ptr<const TransitionGraph>, 2> m_shown;
    std::array<GraphView *, 2> m_views{};
    std::array<QToolButton *, 2> m_levels{};
    std::array<QToolButton *, 4> m_buttons{};
    QLineEdit *m_search = nullptr;
    QAction *m_searchIcon = nullptr;
    QLabel *m_found = nullptr;
    QToolButton *m_periodChip = nullptr;
    QStackedWidget *m_stack = nullptr;
    TransitionFigures *m_figures = nullptr;
};

} // namespace forefetch
