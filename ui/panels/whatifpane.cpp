// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatifpane.h"

#include "ui/charts/rewardmap.h"
#include "ui/charts/spreadbars.h"
#include "ui/charts/whatifcurve.h"
#include "ui/models/tunertext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace forefetch {

namespace {

QString percents(double ratio)
{
    return QLocale().toString(100 * ratio, 'f', 1);
}

void say(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
}

} // namespace

WhatIfPane::WhatIfPane(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_figures(std::make_shared<WhatIfFigures>()),
      m_curve(new WhatIfCurve(theme, this)), m_map(new RewardMap(theme, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::small, 0, space::small, space::small);
    row->setSpacing(space::small + 2);
    row->addWidget(m_curve, 5);
    row->addWidget(m_map, 4);
    row->addWidget(buildSide());
    connect(m_curve, &WhatIfCurve::chosen, this, [this](const TunePoint &p) { choose(p); });
    connect(m_map, &RewardMap::chosen, this, [this](const TunePoint &p) { choose(p); });
    connect(m_curve, &WhatIfCurve::released, this, [this] { choose(std::nullopt); });
    connect(m_map, &RewardMap::released, this, [this] { choose(std::nullopt); });
    setTheme(theme);
    showChosen();
}

QWidget *WhatIfPane::buildSide()
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setFixedWidth(204);
    auto *side = new QWidget(area);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(space::small, 0, space::medium, 0);
    column->setSpacing(space::small);
    const auto label = [&](const QString &name) {
        auto *made = new QLabel(side);
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        made->setMinimumWidth(1); // a long word must not widen the column
        made->setAccessibleName(name);
        column->addWidget(made);
        return made;
    };
    QFont bold = font();
    bold.setBold(true);
    m_title = label(tr("Chosen setting"));
    m_title->setFont(bold);
    m_told = label(tr("What it would have come to"));
    m_use = new QPushButton(tr("Use this"), side);
    m_use->setAccessibleName(m_use->text());
    m_use->setMinimumHeight(space::target);
    m_use->setAutoDefault(false);
    column->addWidget(m_use, 0, Qt::AlignLeft);
    column->addSpacing(space::medium);
    m_matters = label(tr("Heading"));
    m_matters->setFont(bold);
    m_matters->setText(tr("How much each knob matters"));
    m_bars = new SpreadBars(m_theme, side);
    column->addWidget(m_bars);
    column->addSpacing(space::medium);
    m_basis = label(tr("What lies behind it"));
    column->addStretch(1);
    area->setWidget(side);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            Q_EMIT useAsked(*m_chosen);
    });
    return area;
}

void WhatIfPane::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_curve->setTheme(theme);
    m_map->setTheme(theme);
    m_bars->setTheme(theme);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_basis->setPalette(muted);
}

void WhatIfPane::setFigures(std::shared_ptr<const WhatIfFigures> figures)
{
    m_figures = std::move(figures);
    m_curve->setFigures(m_figures);
    m_map->setFigures(m_figures);
    if (m_chosen && !m_figures->find(*m_chosen))
        choose(std::nullopt);
    showChosen();
}

void WhatIfPane::setNow(const TunePoint &now)
{
    if (now == m_now)
        return;
    m_now = now;
    m_curve->setNow(now);
    m_map->setNow(now);
    showChosen();
}

void WhatIfPane::setChosen(const std::optional<TunePoint> &point)
{
    if (point == m_chosen)
        return;
    m_chosen = point;
    m_curve->setChosen(point);
    m_map->setChosen(point);
    showChosen();
}

void WhatIfPane::choose(const std::optional<TunePoint> &point)
{
    setChosen(point);
    Q_EMIT chosen(point);
}

void WhatIfPane::setBasis(const QString &text)
{
    say(m_basis, text);
}

void WhatIfPane::setEmptyText(const QString &text)
{
    m_curve->setEmptyText(text);
}

void WhatIfPane::setUsable(bool usable)
{
    if (usable == m_isUsable)
        return;
    m_isUsable = usable;
    showChosen();
}

void WhatIfPane::showChosen()
{
    const WhatIfPoint *chosen = m_chosen ? m_figures->find(*m_chosen) : nullptr;
    const auto now = m_figures->estimateAt(m_now);
    say(m_title, chosen                 ? pointText(chosen->point)
                 : m_figures->isEmpty() ? tr("Nothing to choose yet")
                                        : tr("Nothing is chosen"));
    QStringList lines;
    if (chosen) {
        lines << tr("Hits %1 (%2 to %3)")
                     .arg(ratioText(chosen->hits), percents(chosen->low), percents(chosen->high))
              << tr("Extra load %1").arg(ratioText(chosen->load));
        if (now)
            lines << tr("Reward %1 points against now")
                         .arg(numberText(chosen->reward.value - now->reward.value));
    } else if (!m_figures->isEmpty()) {
        lines << tr("Click in the curve or the map, or use the arrow keys.");
    }
    say(m_told, lines.join(u'\n'));
    m_use->setEnabled(m_isUsable && chosen && chosen->point != m_now);
    m_use->setToolTip(tr("Sets the knobs to this; Ctrl+Z takes it back"));
    m_use->setAccessibleDescription(m_use->toolTip());
    const bool isKnown = now.has_value() && !m_figures->batches.empty();
    m_matters->setVisible(isKnown);
    m_bars->setVisible(isKnown);
    if (!isKnown)
        return;
    m_bars->setBars({{tr("Minimum probability"), m_figures->spreadOverThresholds(m_now)},
                     {tr("Batch limit"), m_figures->spreadOverBatches(m_now)}});
}

QString WhatIfPane::chosenText() const
{
    return m_title->text() + u'\n' + m_told->text();
}

QString WhatIfPane::basis() const
{
    return m_basis->text();
}

} // namespace forefetch
