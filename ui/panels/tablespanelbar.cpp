// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is built: tabs, filter, chip, count and the three views.
#include "ui/models/missestable.h"
#include "ui/models/prefetchestable.h"
#include "ui/models/queuetable.h"
#include "ui/models/requeststable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tablespanel.h"
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

constexpr int kNarrow = 760; // below it buttons are icons alone

QToolButton *barButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    button->setMinimumSize(space::target + 4, space::target);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(tip);
    return button;
}

} // namespace

TablesPanel::TablesPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_requests(new RequestsTable(this)),
      m_misses(new MissesTable(this)), m_prefetches(new PrefetchesTable(this)),
      m_queue(new QueueTable(this))
{
    setProperty("helpTopic", QStringLiteral("tables"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    makeBar();
    makeViews();
    makeKeys();
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        m_stale = true;
        placeWhy();
        m_copy->setEnabled(view()->selectionModel()->hasSelection());
        showCount();
    });
    setTheme(theme);
    showCount();
}

void TablesPanel::makeBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::small, space::small, space::small, 0);
    bar->setSpacing(space::small);
    makeTabs(*bar);
    makeFilter(*bar);
    bar->addStretch(1);
    m_count = new QLabel(this);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setAccessibleName(tr("Rows shown"));
    bar->addWidget(m_count);
    m_copy = barButton(tr("Copy"), tr("Copy the selected rows (Ctrl+C)"), this);
    m_copy->setEnabled(false);
    bar->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, [this] { view()->copySelected(); });
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

void TablesPanel::makeTabs(QHBoxLayout &bar)
{
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setAccessibleName(tr("Tables"));
    for (const QString &text : {tr("Requests"), tr("Misses"), tr("Prefetches"), tr("Queue")})
        m_tabs->addTab(text);
    m_tabs->setTabToolTip(0, tr("The newest requests of clients; select one, and why it was a hit "
                                "or a miss stands beside it"));
    m_tabs->setTabToolTip(1, tr("All misses by what stood between them and a hit; Enter shows "
                                "those of one reason"));
    m_tabs->setTabToolTip(2, tr("The newest prefetches and how they ended; select one, and why it "
                                "was made stands beside it"));
    m_tabs->setTabToolTip(3, tr("What waits to be prefetched, in its order"));
    bar.addWidget(m_tabs);
}

void TablesPanel::makeFilter(QHBoxLayout &bar)
{
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Filter (/)"));
    m_filter->setAccessibleName(tr("Filter the tables"));
    m_filter->setToolTip(tr("Shows only rows that contain this text, in any case (/)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(70);
    m_filter->setMaximumWidth(260);
    m_filterIcon = m_filter->addAction(QIcon(), QLineEdit::LeadingPosition);
    bar.addWidget(m_filter, 2);
    connect(m_filter, &QLineEdit::textChanged, this, &TablesPanel::applyFilter);
    m_chip = barButton({}, tr("Show the rows of all of the graph again"), this);
    m_chip->setObjectName(QStringLiteral("edgeChip"));
    m_chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chip->setAutoRaise(false);
    m_chip->hide();
    bar.addWidget(m_chip);
    connect(m_chip, &QToolButton::clicked, this, &TablesPanel::clearEdge);
    makePeriodChip(bar);
}

void TablesPanel::makeViews()
{
    m_split = new QSplitter(Qt::Horizontal, this);
    m_split->setChildrenCollapsible(false);
    m_stack = new QStackedWidget(m_split);
    const std::array<LiveTable *, kTabs> tables{m_requests, m_misses, m_prefetches, m_queue};
    const std::array names{tr("Requests"), tr("Misses"), tr("Prefetches"), tr("Queue")};
    const std::array objects{QStringLiteral("requests"), QStringLiteral("misses"),
                             QStringLiteral("prefetches"), QStringLiteral("queue")};
    for (std::size_t i = 0; i < kTabs; ++i) {
        auto *made = new RowView(*tables[i], m_theme, m_stack);
        made->setAccessibleName(names[i]);
        made->setObjectName(objects[i]);
        m_stack->addWidget(made);
        m_views[i] = made;
        connect(made, &RowView::copied, this, &TablesPanel::copied);
        connect(made, &RowView::rowsSelected, this, [this, made](bool any) {
            if (made == view())
                m_copy->setEnabled(any);
        });
        connect(made, &RowView::escaped, this, [this] {
            if (!m_filter->text().isEmpty())
                m_filter->clear();
            else if (m_edge)
                clearEdge();
            else if (m_period)
                Q_EMIT periodDropped();
        });
    }
    makeWhy();
    static_cast<QVBoxLayout *>(layout())->addWidget(m_split, 1);
}

void TablesPanel::makeKeys()
{
    const auto key = [](const QKeySequence &keys, QWidget *where, Qt::ShortcutContext context,
                        const auto &does) {
        auto *made = new QShortcut(keys, where);
        made->setContext(context);
        connect(made, &QShortcut::activated, where, does);
    };
    const auto turn = [this](int by) {
        const int count = static_cast<int>(kTabs);
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + count + by) % count);
        view()->setFocus(Qt::ShortcutFocusReason);
    };
    key(QKeySequence(Qt::CTRL | Qt::Key_Tab), this, Qt::WidgetWithChildrenShortcut,
        [turn] { turn(1); });
    key(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), this, Qt::WidgetWithChildrenShortcut,
        [turn] { turn(-1); });
    key(QKeySequence(Qt::Key_Escape), m_filter, Qt::WidgetShortcut, [this] { m_filter->clear(); });
    for (const int down : {Qt::Key_Down, Qt::Key_Return, Qt::Key_Enter}) {
        key(QKeySequence(down), m_filter, Qt::WidgetShortcut, [this] {
            view()->setFocus(Qt::ShortcutFocusReason);
            if (!view()->selectionModel()->hasSelection())
                view()->selectRow(0);
        });
    }
}

void TablesPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (RowView *each : m_views)
        each->setTheme(theme);
    m_why->setTheme(theme);
    m_filterIcon->setIcon(icon(QStringLiteral("search"), theme));
    m_copy->setIcon(icon(QStringLiteral("copy"), theme));
    m_chip->setIcon(icon(QStringLiteral("close"), theme));
    m_periodChip->setIcon(icon(QStringLiteral("close"), theme));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_count->setPalette(muted);
}

// What the bar has room for.
void TablesPanel::placeBar()
{
    m_copy->setToolButtonStyle(width() < kNarrow ? Qt::ToolButtonIconOnly
                                                 : Qt::ToolButtonTextBesideIcon);
    if (!m_edge)
        return;
    const QString text =
        m_edge->from.isEmpty() ? m_edge->to : tr("%1 → %2").arg(m_edge->from, m_edge->to);
    const int room = std::max(90, width() / 4);
    m_chip->setText(m_chip->fontMetrics().elidedText(text, Qt::ElideMiddle, room));
    m_chip->setToolTip(tr("Only rows of %1. Click to show all again.").arg(text));
    m_chip->setAccessibleName(m_chip->toolTip());
}

} // namespace forefetch
