// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is built: its tabs, its bar, what stands in each tab.
#include "ui/models/journaltable.h"
#include "ui/models/whatiftable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tunercontrols.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/whatifpane.h"
#include "ui/panels/whypane.h"
#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace forefetch {

namespace {

constexpr int kNarrow = 860; // below it the figures of a step take the journal's place

template <typename Does>
void key(const QKeySequence &keys, QWidget *where, Qt::ShortcutContext context, const Does &does)
{
    auto *made = new QShortcut(keys, where);
    made->setContext(context);
    QObject::connect(made, &QShortcut::activated, where, does);
}

} // namespace

TunerPanel::TunerPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_whatIfFigures(std::make_shared<WhatIfFigures>()),
      m_journal(new JournalTable(this)), m_table(new WhatIfTable(this))
{
    m_frame.view = std::make_shared<TunerView>();
    setProperty("helpTopic", QStringLiteral("tuner"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    makeBar();
    m_stack = new QStackedWidget(this);
    makeAdvice();
    m_whatIf = new WhatIfPane(theme, m_stack);
    m_whatIf->setProperty("helpTopic", QStringLiteral("what-if"));
    m_stack->addWidget(m_whatIf);
    connect(m_whatIf, &WhatIfPane::useAsked, this, &TunerPanel::useAsked);
    connect(m_whatIf, &WhatIfPane::chosen, this, &TunerPanel::chooseRow);
    makeFigures();
    column->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        showState();
    });
    key(QKeySequence(Qt::CTRL | Qt::Key_Tab), this, Qt::WidgetWithChildrenShortcut,
        [this] { turn(1); });
    key(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), this, Qt::WidgetWithChildrenShortcut,
        [this] { turn(-1); });
    setTheme(theme);
    closeWhy();
    update(m_frame);
}

void TunerPanel::makeBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::small, space::small, space::small, 0);
    bar->setSpacing(space::small);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setAccessibleName(tr("The tuner"));
    for (const QString &text : {tr("Advice"), tr("What if"), tr("Figures")})
        m_tabs->addTab(text);
    m_tabs->setTabToolTip(0, tr("What it suggests, does and has done"));
    m_tabs->setTabToolTip(1, tr("What other settings would come to on the latest traffic"));
    m_tabs->setTabToolTip(2, tr("The same as a table"));
    bar->addWidget(m_tabs);
    bar->addStretch(1);
    m_state = new QLabel(this);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setAccessibleName(tr("What there is"));
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
        if (rowView())
            rowView()->copySelected();
    });
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

RowView *TunerPanel::makeView(LiveTable &table, const QString &name, const QString &object)
{
    auto *made = new RowView(table, m_theme, m_stack);
    made->setAccessibleName(name);
    made->setObjectName(object);
    connect(made, &RowView::copied, this, &TunerPanel::copied);
    return made;
}

void TunerPanel::makeAdvice()
{
    auto *page = new QWidget(m_stack);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_controls = new TunerControls(m_theme, page);
    row->addWidget(m_controls);
    auto *split = new QSplitter(Qt::Horizontal, page);
    split->setChildrenCollapsible(false);
    m_journalView = makeView(*m_journal, tr("What the tuner did"), QStringLiteral("journal"));
    m_journalView->setEmptyText(tr("Nothing has been suggested or moved yet. Each suggestion and "
                                   "each step will stand here, with what was promised and what "
                                   "came."));
    split->addWidget(m_journalView);
    m_why = new WhyPane(m_theme, split);
    split->addWidget(m_why);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({560, 360});
    row->addWidget(split, 1);
    m_stack->addWidget(page);
    connect(m_controls, &TunerControls::changeAsked, this, &TunerPanel::changeAsked);
    connect(m_controls, &TunerControls::applyAsked, this, &TunerPanel::applyAsked);
    connect(m_controls, &TunerControls::dismissAsked, this, &TunerPanel::dismissAsked);
    connect(m_controls, &TunerControls::resumeAsked, this, &TunerPanel::resumeAsked);
    connect(m_controls, &TunerControls::anchorAsked, this, &TunerPanel::anchorAsked);
    connect(m_controls, &TunerControls::whyAsked, this, [this] {
        if (m_isWhyAsked)
            closeWhy();
        else
            askWhy();
    });
    connect(m_journalView, &RowView::rowsSelected, this, [this] {
        showWhy();
        showState();
        place();
    });
    connect(m_journalView, &RowView::escaped, this, &TunerPanel::closeWhy);
    connect(m_why, &WhyPane::escaped, this, [this] {
        closeWhy();
        m_journalView->setFocus(Qt::ShortcutFocusReason);
    });
}

void TunerPanel::makeFigures()
{
    m_figuresView =
        makeView(*m_table, tr("What other settings would come to"), QStringLiteral("figures"));
    m_figuresView->setProperty("helpTopic", QStringLiteral("what-if"));
    m_figuresView->setEmptyText(tr("Nothing has been replayed yet."));
    m_stack->addWidget(m_figuresView);
    connect(m_figuresView, &RowView::rowsSelected, this, [this] {
        const std::vector<int> rows = m_figuresView->selectedRows();
        m_whatIf->setChosen(rows.size() == 1 ? m_table->pointAt(rows[0]) : std::nullopt);
        showState();
    });
}

void TunerPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_controls->setTheme(theme);
    m_whatIf->setTheme(theme);
    m_why->setTheme(theme);
    for (RowView *each : {m_journalView, m_figuresView})
        each->setTheme(theme);
    m_copy->setIcon(icon(QStringLiteral("copy"), theme));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_state->setPalette(muted);
}

// What there is room for.
void TunerPanel::place()
{
    const bool isNarrow = width() < kNarrow;
    const bool isWhyOpen = m_isWhyAsked || selectedStep() != nullptr;
    m_controls->setFixedWidth(std::max(m_controls->leastWidth(), isNarrow ? 270 : 360));
    m_why->setVisible(isWhyOpen);
    m_journalView->setVisible(!isWhyOpen || !isNarrow);
    m_copy->setToolButtonStyle(isNarrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

} // namespace forefetch
