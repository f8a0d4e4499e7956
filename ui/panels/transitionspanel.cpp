// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/transitionspanel.h"
#include "ui/controls/rulesbutton.h"

#include "ui/graph/graphview.h"
#include "ui/panels/transitionfigures.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>

namespace forefetch {

namespace {

constexpr int kFiguresWidth = 216;
constexpr int kNarrow = 560; // below it the figures show up with a selection alone

QToolButton *barButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    button->setMinimumSize(space::target + 4, space::target);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(QString(tip).remove(u'&'));
    return button;
}

} // namespace

TransitionsPanel::TransitionsPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_empty(std::make_shared<const TransitionGraph>())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::small, space::small, space::small, 0);
    bar->setSpacing(space::small);
    makeLevels(*bar);
    makeSearch(*bar);
    bar->addStretch(1);
    m_rules = new RulesButton(this);
    m_rules->setMinimumHeight(space::target);
    bar->addWidget(m_rules);
    makeButtons(*bar);
    column->addLayout(bar);
    makeGraphs();
    setTheme(theme);
    showPeriod({});
    placeFigures();
    showFigures();
}

void TransitionsPanel::makeLevels(QHBoxLayout &bar)
{
    auto *group = new QButtonGroup(this);
    const std::array texts{tr("Routes"), tr("Requests")};
    const std::array tips{tr("Requests of one route are one node"),
                          tr("Each request is a node of its own")};
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        m_levels[i] = barButton(texts[i], tips[i], this);
        m_levels[i]->setMinimumSize(0, space::target); // as wide as its text
        m_levels[i]->setCheckable(true);
        m_levels[i]->setAccessibleName(tr("%1: %2").arg(texts[i], tips[i]));
        group->addButton(m_levels[i], static_cast<int>(i));
        bar.addWidget(m_levels[i]);
    }
    m_levels[0]->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { setLevel(static_cast<Level>(id)); });
}

void TransitionsPanel::makeSearch(QHBoxLayout &bar)
{
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the graph"));
    m_search->setToolTip(tr("Marks the nodes that have this text; Enter goes to the next one"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(70);
    m_search->setMaximumWidth(220);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    bar.addWidget(m_search, 2);
    m_found = new QLabel(this);
    bar.addWidget(m_found);
    m_periodChip = barButton({}, tr("Show the graph of all again"), this);
    m_periodChip->setObjectName(QStringLiteral("periodChip"));
    m_periodChip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_periodChip->setAutoRaise(false);
    m_periodChip->hide();
    bar.addWidget(m_periodChip);
    connect(m_periodChip, &QToolButton::clicked, this, &TransitionsPanel::periodDropped);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        graph()->search(text);
        showMatches();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        graph()->showNextMatch();
        showMatches();
    });
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_search);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        m_search->clear();
        graph()->clearSelection();
    });
}

void TransitionsPanel::makeButtons(QHBoxLayout &bar)
{
    const std::array texts{tr("Arrange"), tr("Fit"), tr("Zoom out"), tr("Zoom in")};
    const std::array tips{tr("Arrange the graph anew; what you have put somewhere stays"),
                          tr("Show all of the graph (0)"), tr("Zoom out (-)"), tr("Zoom in (+)")};
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i] = barButton(texts[i], tips[i], this);
        bar.addWidget(m_buttons[i]);
    }
    const auto connected = [this](Button which, void (GraphView::*what)()) {
        connect(button(which), &QToolButton::clicked, this, [this, what] { (graph()->*what)(); });
    };
    connect(button(Button::Arrange), &QToolButton::clicked, this, [this] {
        if (graph()->isArranging())
            graph()->cancelArranging();
        else
            graph()->arrange();
    });
    connected(Button::Fit, &GraphView::fit);
    connected(Button::ZoomOut, &GraphView::zoomOut);
    connected(Button::ZoomIn, &GraphView::zoomIn);
}

void TransitionsPanel::makeGraphs()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_stack = new QStackedWidget(this);
    for (GraphView *&view : m_views) {
        view = new GraphView(m_theme, m_stack);
        m_stack->addWidget(view);
        connect(view, &GraphView::nodeSelected, this,
                [this](const QString &text) { m_rules->setSelection({}, text); });
        connect(view, &GraphView::edgeSelected, m_rules, &RulesButton::setSelection);
        connect(view, &GraphView::selectionCleared, this,
                [this] { m_rules->setSelection({}, {}); });
        connect(view, &GraphView::nodeSelected, this, &TransitionsPanel::nodeSelected);
        connect(view, &GraphView::edgeSelected, this, &TransitionsPanel::edgeSelected);
        connect(view, &GraphView::selectionCleared, this, &TransitionsPanel::selectionCleared);
        connect(view, &GraphView::changed, this, [this, view] {
            if (view == graph())
                showFigures();
        });
        connect(view, &GraphView::arrangingChanged, button(Button::Arrange),
                [this](bool isArranging) {
                    button(Button::Arrange)->setText(isArranging ? tr("Cancel") : tr("Arrange"));
                });
    }
    m_views[1]->setAccessibleName(tr("Transition graph of single requests"));
    row->addWidget(m_stack, 1);
    m_figures = new TransitionFigures(m_theme, this);
    m_figures->setFixedWidth(kFiguresWidth);
    row->addWidget(m_figures);
    static_cast<QVBoxLayout *>(layout())->addLayout(row, 1);
}

void TransitionsPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (GraphView *view : m_views)
        view->setTheme(theme);
    m_figures->setTheme(theme);
    m_periodChip->setIcon(icon(QStringLiteral("close"), theme));
    m_searchIcon->setIcon(icon(QStringLiteral("search"), theme));
    const std::array names{QStringLiteral("arrange"), QStringLiteral("fit"),
                           QStringLiteral("zoomout"), QStringLiteral("zoomin")};
    for (std::size_t i = 0; i < names.size(); ++i)
        m_buttons[i]->setIcon(icon(names[i], theme));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_found->setPalette(muted);
}

void TransitionsPanel::update(std::shared_ptr<const TransitionGraph> graph)
{
    if (graph)
        m_latest = std::move(graph);
    if (isVisible())
        takeOver();
}

// What came last, where it is not shown already.
void TransitionsPanel::takeOver()
{
    auto &shown = m_shown[static_cast<std::size_t>(m_level)];
    if (!m_latest || shown == m_latest)
        return;
    shown = m_latest;
    graph()->setLevel(m_level == Level::Routes ? shown->routes : shown->requests);
    if (!m_search->text().isEmpty())
        showMatches();
}

void TransitionsPanel::showPeriod(const QString &words)
{
    m_periodChip->setVisible(!words.isEmpty());
    m_periodChip->setText(words);
    m_periodChip->setToolTip(
        tr("What followed what %1, and the prefetches that ended then. Click for the graph of all "
           "that is learnt.")
            .arg(words));
    m_periodChip->setAccessibleName(m_periodChip->toolTip());
    for (GraphView *view : m_views)
        view->setEmptyText(
            words.isEmpty() ? tr("Nothing is learnt yet. As soon as requests follow one another, "
                                 "they appear here, linked by what came next.")
                            : tr("No request followed another one %1. The button above shows all "
                                 "again.")
                                  .arg(words));
}

void TransitionsPanel::setLevel(Level level)
{
    m_level = level;
    levelButton(level)->setChecked(true);
    m_stack->setCurrentWidget(graph());
    graph()->search(m_search->text());
    takeOver();
    showMatches();
    placeFigures();
    showFigures();
}

void TransitionsPanel::showFigures()
{
    const auto &shown = m_shown[static_cast<std::size_t>(m_level)];
    const TransitionGraph &all = shown ? *shown : *m_empty;
    m_figures->show(all, m_level == Level::Routes ? all.routes : all.requests, *graph());
    placeFigures();
}

void TransitionsPanel::showMatches()
{
    const int count = graph()->matchCount(), at = graph()->matchNumber();
    m_found->setText(m_search->text().trimmed().isEmpty() ? QString()
                     : count == 0                         ? tr("none")
                     : at < 0                             ? tr("%n found", nullptr, count)
                                                          : tr("%1 of %2").arg(at + 1).arg(count));
}

void TransitionsPanel::placeFigures()
{
    const bool hasSelection = graph()->selectedNode() >= 0 || graph()->selectedEdge() >= 0;
    m_figures->setVisible(width() >= kNarrow || hasSelection);
    for (QToolButton *button : m_buttons)
        button->setToolButtonStyle(width() < kNarrow || button != m_buttons[0]
                                       ? Qt::ToolButtonIconOnly
                                       : Qt::ToolButtonTextBesideIcon);
}

void TransitionsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    takeOver();
}

void TransitionsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeFigures();
}

} // namespace forefetch
