// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is built: its tabs, its bar, what stands in each tab.
#include "ui/charts/reliabilityplot.h"
#include "ui/charts/timechart.h"
#include "ui/charts/timelines.h"
#include "ui/models/expectedtable.h"
#include "ui/models/routestable.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/rowview.h"
#include "ui/panels/whypane.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace forefetch {

namespace {

constexpr int kNarrow = 760; // below it words make room, and buttons are icons alone

template <typename Does>
void key(const QKeySequence &keys, QWidget *where, Qt::ShortcutContext context, const Does &does)
{
    auto *made = new QShortcut(keys, where);
    made->setContext(context);
    QObject::connect(made, &QShortcut::activated, where, does);
}

} // namespace

ModelPanel::ModelPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_routes(new RoutesTable(this)),
      m_expected(new ExpectedTable(this))
{
    setProperty("helpTopic", QStringLiteral("model"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    makeBar();
    m_stack = new QStackedWidget(this);
    makeReliability();
    makeRoutes();
    makeExpected();
    column->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        takeOver();
        showState();
    });
    key(QKeySequence(Qt::CTRL | Qt::Key_Tab), this, Qt::WidgetWithChildrenShortcut,
        [this] { turn(1); });
    key(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), this, Qt::WidgetWithChildrenShortcut,
        [this] { turn(-1); });
    setTheme(theme);
    begin();
}

void ModelPanel::makeBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::small, space::small, space::small, 0);
    bar->setSpacing(space::small);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setAccessibleName(tr("The model"));
    for (const QString &text : {tr("Reliability"), tr("Routes"), tr("Expected")})
        m_tabs->addTab(text);
    m_tabs->setTabToolTip(0, tr("How well its probabilities keep their word, and how often it is "
                                "right"));
    m_tabs->setTabToolTip(1, tr("The routes that it has learnt, and where their values come from"));
    m_tabs->setTabToolTip(2, tr("What it expects of the latest session, and why"));
    bar->addWidget(m_tabs);
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the routes"));
    m_filter->setToolTip(tr("Shows only routes that contain this text, in any case"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(110);
    m_filter->setMaximumWidth(260);
    m_filterIcon = m_filter->addAction(QIcon(), QLineEdit::LeadingPosition);
    bar->addWidget(m_filter, 2);
    bar->addStretch(1);
    m_state = new QLabel(this);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setAccessibleName(tr("Rows shown"));
    bar->addWidget(m_state);
    m_copy = new QToolButton(this);
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the selected rows (Ctrl+C)"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_copy->setAutoRaise(true);
    m_copy->setMinimumSize(space::target + 4, space::target);
    m_copy->setFocusPolicy(Qt::TabFocus);
    bar->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (view())
            view()->copySelected();
    });
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

void ModelPanel::makeReliability()
{
    auto *page = new QWidget(m_stack);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(space::small, 0, space::small, space::small);
    row->setSpacing(space::small + 2);
    m_plot = new ReliabilityPlot(m_theme, page);
    m_chart = new TimeChart(specOf(Timeline::Foresight), m_theme, page);
    m_chart->setLabelWidth(labelWidthOf(m_chart->spec(), m_chart->font()) + space::small);
    m_words = new WhyPane(m_theme, page);
    m_words->setAccessibleName(tr("Reliability in words"));
    row->addWidget(m_plot, 4);
    row->addWidget(m_chart, 5);
    row->addWidget(m_words, 4);
    m_stack->addWidget(page);
}

RowView *ModelPanel::makeView(LiveTable &table, const QString &name, const QString &object)
{
    auto *made = new RowView(table, m_theme, m_stack);
    made->setAccessibleName(name);
    made->setObjectName(object);
    connect(made, &RowView::copied, this, &ModelPanel::copied);
    connect(made, &RowView::rowsSelected, this, [this] { showState(); });
    return made;
}

void ModelPanel::makeRoutes()
{
    m_routesView = makeView(*m_routes, tr("Learnt routes"), QStringLiteral("routes"));
    m_stack->addWidget(m_routesView);
    connect(m_routesView, &RowView::escaped, m_filter, &QLineEdit::clear);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_routesView->change([&] { m_routes->setFilter(text); });
        showState();
    });
    key(QKeySequence(Qt::Key_Escape), m_filter, Qt::WidgetShortcut, [this] { m_filter->clear(); });
    for (const int down : {Qt::Key_Down, Qt::Key_Return, Qt::Key_Enter}) {
        key(QKeySequence(down), m_filter, Qt::WidgetShortcut, [this] {
            m_routesView->setFocus(Qt::ShortcutFocusReason);
            if (!m_routesView->selectionModel()->hasSelection())
                m_routesView->selectRow(0);
        });
    }
}

void ModelPanel::makeExpected()
{
    m_split = new QSplitter(Qt::Horizontal, m_stack);
    m_split->setChildrenCollapsible(false);
    auto *left = new QWidget(m_split);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_session = new QLabel(left);
    m_session->setTextFormat(Qt::PlainText);
    m_session->setContentsMargins(space::medium, 0, space::medium, 0);
    m_session->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_session->setAccessibleName(tr("The latest session"));
    column->addWidget(m_session);
    m_expectedView =
        makeView(*m_expected, tr("What the model expects"), QStringLiteral("expected"));
    column->addWidget(m_expectedView, 1);
    m_split->addWidget(left);
    m_why = new WhyPane(m_theme, m_split);
    m_split->addWidget(m_why);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_split->setSizes({640, 380});
    m_stack->addWidget(m_split);
    connect(m_expectedView, &RowView::rowsSelected, this, [this] { showWhy(); });
    connect(m_why, &WhyPane::escaped, m_expectedView,
            [this] { m_expectedView->setFocus(Qt::ShortcutFocusReason); });
    for (const int into : {Qt::Key_Return, Qt::Key_Enter})
        key(QKeySequence(into), m_expectedView, Qt::WidgetShortcut,
            [this] { m_why->setFocus(Qt::ShortcutFocusReason); });
}

void ModelPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_plot->setTheme(theme);
    m_chart->setTheme(theme);
    for (WhyPane *each : {m_words, m_why})
        each->setTheme(theme);
    for (RowView *each : {m_routesView, m_expectedView})
        each->setTheme(theme);
    m_filterIcon->setIcon(icon(QStringLiteral("search"), theme));
    m_copy->setIcon(icon(QStringLiteral("copy"), theme));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_state->setPalette(muted);
    m_session->setPalette(muted);
}

// What there is room for.
void ModelPanel::place()
{
    m_words->setVisible(width() >= kNarrow);
    m_copy->setToolButtonStyle(width() < kNarrow ? Qt::ToolButtonIconOnly
                                                 : Qt::ToolButtonTextBesideIcon);
    const QString text =
        m_sessionText.isEmpty() ? QString() : tr("The latest session: %1").arg(m_sessionText);
    m_session->setToolTip(text);
    m_session->setText(m_session->fontMetrics().elidedText(text, Qt::ElideLeft,
                                                           m_session->width() - 2 * space::medium));
}

} // namespace forefetch
