// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the panel is built: its bar of ranges, its actions, the arrangement of its charts.
#include "ui/panels/timelinespanel.h"

#include "ui/charts/scale.h"
#include "ui/panels/segmentspane.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace forefetch {

namespace {

constexpr int kLeastWidth = 230; // of a chart, for its head and labels
constexpr int kLeastHeight = 104;
constexpr int kIconWidth = 30;
// What the bar has beside the chip:
constexpr int kNarrow = 560;          // below it, its buttons are icons alone
constexpr int kNarrowest = 390;       // ... what has a key has no button
constexpr int kLeastBesideChip = 300; // ... the chip is cut
constexpr int kLeast = 280;           // of the panel
constexpr int kShareOfCharts = 62;    // of 100, beside the segments

QToolButton *buttonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setMinimumSize(kIconWidth, space::target); // the text goes when it is narrow
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    return button;
}

QAction *actionFor(QWidget *owner, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, owner);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(QString(text).remove(u'&'),
                                                     key.toString(QKeySequence::NativeText)));
    owner->addAction(action);
    return action;
}

} // namespace

TimelinesPanel::TimelinesPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    setProperty("helpTopic", QStringLiteral("timelines"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    makeBar();
    makeCharts();
    setTheme(theme);
    showState();
    showView();
    showChip();
    offerRanges();
    setMinimumWidth(kLeast);
}

void TimelinesPanel::makeBar()
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::small, space::small, space::small, 0);
    bar->setSpacing(space::small);
    makeRanges(*bar);
    makeViewActions(*bar);
    m_state = new QLabel(this);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_state, 1);
    makeChip(*bar);
    makeActions(*bar);
    static_cast<QVBoxLayout *>(layout())->addLayout(bar);
}

void TimelinesPanel::makeRanges(QHBoxLayout &bar)
{
    m_rangeGroup = new QButtonGroup(this);
    const std::array<QString, kRanges> texts{tr("1 min"), tr("5 min"), tr("30 min"), tr("All")};
    for (std::size_t i = 0; i < kRanges; ++i) {
        auto *button = new QToolButton(this);
        button->setText(texts[i]);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setMinimumSize(space::target * 2, space::target);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(i + 1 == kRanges ? tr("Show everything recorded")
                                                   : tr("Show the last %1").arg(texts[i]));
        m_rangeGroup->addButton(button, static_cast<int>(i));
        m_ranges[i] = button;
        bar.addWidget(button);
        auto *key = actionFor(this, button->accessibleName(), QKeySequence(Qt::Key_1 + int(i)));
        connect(key, &QAction::triggered, button, &QToolButton::click);
    }
    m_ranges[0]->setChecked(true);
    connect(m_rangeGroup, &QButtonGroup::idClicked, this,
            [this](int id) { setRange(static_cast<Range>(id)); });
}

void TimelinesPanel::makeActions(QHBoxLayout &bar)
{
    m_freeze = actionFor(this, tr("&Freeze"), QKeySequence(Qt::Key_Space));
    m_freeze->setCheckable(true);
    connect(m_freeze, &QAction::toggled, this, &TimelinesPanel::setFrozen);
    m_live = actionFor(this, tr("&Live"), QKeySequence(Qt::Key_L));
    m_live->setEnabled(false);
    connect(m_live, &QAction::triggered, this, &TimelinesPanel::goLive);
    m_showSegments = actionFor(this, tr("&Segments"), QKeySequence(Qt::Key_T));
    m_showSegments->setCheckable(true);
    m_showSegments->setToolTip(tr("The figures between one mark and the next, as a table (T)"));
    for (QAction *action : {m_showSegments, m_freeze, m_live}) {
        m_buttons.push_back(buttonFor(action, this));
        bar.addWidget(m_buttons.back());
        if (action == m_showSegments)
            m_wide.push_back(m_buttons.back());
    }
    QAction *before = actionFor(this, tr("Previous change"), QKeySequence(Qt::Key_BracketLeft));
    QAction *after = actionFor(this, tr("Next change"), QKeySequence(Qt::Key_BracketRight));
    connect(before, &QAction::triggered, this, [this] { showMark(-1); });
    connect(after, &QAction::triggered, this, [this] { showMark(1); });
}

void TimelinesPanel::makeViewActions(QHBoxLayout &bar)
{
    m_back = actionFor(this, tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    m_back->setShortcuts({QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Backspace)});
    m_back->setToolTip(tr("To what was shown before (Alt+Left, Backspace)"));
    m_forward = actionFor(this, tr("Forward"), QKeySequence(Qt::ALT | Qt::Key_Right));
    m_forward->setToolTip(tr("To what was shown before going back (Alt+Right)"));
    connect(m_back, &QAction::triggered, this, &TimelinesPanel::goBack);
    connect(m_forward, &QAction::triggered, this, &TimelinesPanel::goForward);
    m_zoomTo = actionFor(this, tr("&Zoom to the period"), QKeySequence(Qt::Key_Z));
    connect(m_zoomTo, &QAction::triggered, this, &TimelinesPanel::zoomToPeriod);
    for (QAction *action : {m_back, m_forward}) {
        QToolButton *button = buttonFor(action, this);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        bar.addWidget(button);
        m_wide.push_back(button);
    }
}

void TimelinesPanel::makeChip(QHBoxLayout &bar)
{
    m_chip = new QToolButton(this);
    m_chip->setObjectName(QStringLiteral("periodChip"));
    m_chip->setAccessibleName(tr("The period that is chosen"));
    m_chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chip->setMinimumSize(space::target + 4, space::target);
    m_chip->setFocusPolicy(Qt::TabFocus);
    m_chip->hide();
    connect(m_chip, &QToolButton::clicked, this, &TimelinesPanel::clearPeriod);
    bar.addWidget(m_chip);
}

void TimelinesPanel::makeCharts()
{
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget;
    m_grid = new QGridLayout(inner);
    m_grid->setContentsMargins(space::small, 0, space::small, space::small);
    m_grid->setSpacing(space::small + 2);
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        auto *chart = new TimeChart(specOf(kTimelines[i]), m_theme, inner);
        connectChart(*chart, kTimelines[i]);
        m_charts[i] = chart;
    }
    m_scroll->setWidget(inner);
    m_split = new QSplitter(Qt::Vertical, this);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_scroll);
    m_segments = new SegmentsPane(m_theme, m_split);
    m_segments->hide();
    m_split->setStretchFactor(0, kShareOfCharts);
    m_split->setStretchFactor(1, 100 - kShareOfCharts);
    m_scroll->setMinimumHeight(kLeastHeight);
    m_scroll->installEventFilter(this);
    connect(m_showSegments, &QAction::toggled, this, [this](bool on) {
        m_segments->setVisible(on);
        const int all = m_split->height();
        if (on)
            m_split->setSizes({all * kShareOfCharts / 100, all * (100 - kShareOfCharts) / 100});
    });
    connect(m_segments, &SegmentsPane::chosen, this, [this](TimePoint from, TimePoint to) {
        choose(seconds(from.time_since_epoch()), seconds(to.time_since_epoch()));
    });
    layout()->addWidget(m_split);
    alignLabels();
    arrange();
}

// The plots of all charts have one width, so that a moment is at one place in every column.
void TimelinesPanel::alignLabels()
{
    int widest = 0;
    for (const TimeChart *chart : m_charts)
        widest = std::max(widest, labelWidthOf(chart->spec(), chart->font()));
    for (TimeChart *chart : m_charts)
        chart->setLabelWidth(widest);
}

// As many columns as make the charts largest, at a shape of 9 to 5.
void TimelinesPanel::arrange()
{
    const int count = static_cast<int>(m_charts.size());
    const double width = m_scroll->width(), height = m_scroll->height();
    int best = 1;
    double bestSize = 0;
    for (const int columns : {1, 2, 3}) {
        const double w = width / columns;
        const double h = std::max<double>(kLeastHeight, height * columns / count);
        const double size = std::min(w, h * 1.8);
        if (columns > 1 && w < kLeastWidth)
            break;
        if (size > bestSize * 1.05) {
            best = columns;
            bestSize = size;
        }
    }
    const double each = (width - (best + 1) * m_grid->spacing()) / best;
    const bool oneLine = std::ranges::all_of(m_charts, [&](const TimeChart *chart) {
        return headFits(each, chart->font(), chart->spec());
    });
    for (TimeChart *chart : m_charts)
        chart->setTwoLines(!oneLine);
    if (best == m_columns)
        return;
    m_columns = best;
    for (int i = 0; i < count; ++i) {
        m_grid->removeWidget(m_charts[static_cast<std::size_t>(i)]);
        m_grid->addWidget(m_charts[static_cast<std::size_t>(i)], i / best, i % best);
    }
    for (int i = 0; i < count; ++i) {
        m_grid->setColumnStretch(i, i < best ? 1 : 0);
        m_grid->setRowStretch(i, i < count / best ? 1 : 0);
    }
}

void TimelinesPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeBar();
}

// What the bar has room for: texts, and buttons of what has a key.
void TimelinesPanel::placeBar()
{
    const int room = width() - (m_period ? m_chip->sizeHint().width() : 0);
    for (QToolButton *button : m_wide)
        button->setVisible(room >= kNarrowest);
    for (QToolButton *button : m_buttons)
        button->setToolButtonStyle(room < kNarrow ? Qt::ToolButtonIconOnly
                                                  : Qt::ToolButtonTextBesideIcon);
    m_chip->setMinimumWidth(room < kLeastBesideChip ? 0 : m_chip->sizeHint().width());
}

// The splitter gives the charts their room, after the panel has got its own.
bool TimelinesPanel::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_scroll && event->type() == QEvent::Resize)
        arrange();
    return QWidget::eventFilter(object, event);
}

void TimelinesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_charts[0])
        alignLabels();
}

void TimelinesPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (TimeChart *chart : m_charts)
        chart->setTheme(theme);
    alignLabels(); // a theme may bring larger type
    m_freeze->setIcon(icon(QStringLiteral("freeze"), theme));
    m_live->setIcon(icon(QStringLiteral("live"), theme));
    m_back->setIcon(icon(QStringLiteral("back"), theme));
    m_forward->setIcon(icon(QStringLiteral("forward"), theme));
    m_showSegments->setIcon(icon(QStringLiteral("segments"), theme));
    m_chip->setIcon(icon(QStringLiteral("close"), theme));
    m_segments->setTheme(theme);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.unsure);
    m_state->setPalette(muted);
}

void TimelinesPanel::offerRanges()
{
    // A range is worth a click when it shows more than the one before it.
    const std::array<double, kRanges> least{0, 60, 300, 60};
    const double age = m_oldest ? std::max(0.0, seconds(m_now - *m_oldest)) : 0;
    for (std::size_t i = 0; i < kRanges; ++i) {
        QToolButton &button = *m_ranges[i];
        const bool enough = least[i] == 0 || age > least[i];
        button.setEnabled(enough || button.isChecked());
        button.setToolTip(enough ? QStringLiteral("%1 (%2)").arg(button.accessibleName()).arg(i + 1)
                                 : tr("Only %1 are recorded so far: this shows more once there are "
                                      "more than %2.")
                                       .arg(spanText(age), spanText(least[i])));
    }
}

void TimelinesPanel::showState()
{
    QString text;
    if (m_frozenAt)
        text = tr("Frozen %1; recording goes on").arg(agoText(seconds(m_now - *m_frozenAt)));
    else if (view().end)
        text = tr("Up to %1; recording goes on")
                   .arg(agoText(seconds(m_now - TimePoint(fromSeconds(*view().end)))));
    const QString shown = m_state->fontMetrics().elidedText(text, Qt::ElideRight, m_state->width());
    if (shown == m_state->text())
        return;
    m_state->setText(shown);
    m_state->setToolTip(text);
    m_state->setAccessibleName(text);
}

} // namespace forefetch
