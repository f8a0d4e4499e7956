// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel shows; tunerpanelbar.cpp builds it.
#include "ui/panels/tunerpanel.h"

#include "ui/charts/scale.h"
#include "ui/charts/whatifcurve.h"
#include "ui/models/journaltable.h"
#include "ui/models/whatiftable.h"
#include "ui/panels/rowview.h"
#include "ui/panels/tunercontrols.h"
#include "ui/panels/whatifpane.h"
#include "ui/panels/whypane.h"

#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace forefetch {

void TunerPanel::begin(const Clock &clock)
{
    m_frame = {};
    m_frame.view = std::make_shared<TunerView>();
    m_shown.reset();
    m_journal->clear();
    m_journal->follow(clock);
    closeWhy();
    update(m_frame);
}

void TunerPanel::update(const Frame &frame)
{
    m_frame = frame;
    const TunerState state{static_cast<TunerMode>(frame.values[Param::TunerMode]), frame.isRunning,
                           frame.values[Param::PrefetchEnabled] != 0, frame.requests};
    m_controls->update(frame.view, state, frame.values);
    m_whatIf->setUsable(frame.isRunning);
    m_whatIf->setEmptyText(
        !frame.isRunning
            ? tr("Nothing runs: there is no traffic to replay.")
            : tr("Traffic is being collected: %L1 requests so far. The curve comes after 2,000, or "
                 "after 20 s with at least 200, and anew after each such window.")
                  .arg(frame.requests));
    if (m_shown != frame.view) {
        m_shown = frame.view;
        m_whatIfFigures = std::make_shared<WhatIfFigures>(whatIfFigures(*frame.view));
        m_journalView->change([this] { m_journal->read(*m_frame.view); });
        m_whatIf->setFigures(m_whatIfFigures);
        showWhy();
    }
    m_whatIf->setBasis(basisText());
    follow(frame.values);
    showState();
}

void TunerPanel::follow(const SettingsValues &values)
{
    const TunePoint now = pointOf(values);
    m_whatIf->setNow(now);
    m_frame.values = values;
    if (m_table->isOf(m_whatIfFigures, now))
        return;
    m_figuresView->change([&] { m_table->read(m_whatIfFigures, now); });
}

// "1,900 requests replayed, …, 12 s ago"
QString TunerPanel::basisText() const
{
    if (m_whatIfFigures->isEmpty())
        return {};
    QStringList lines{tr("%L1 requests replayed, %2")
                          .arg(static_cast<qulonglong>(m_whatIfFigures->requests))
                          .arg(agoText(seconds(m_frame.now - m_frame.view->endedAt)))};
    if (m_whatIfFigures->share < 1)
        lines << tr("%1 of the sessions").arg(ratioText(m_whatIfFigures->share));
    lines << tr("%1 of the predictions name what was never fetched: how quick and big it is, is "
                "part of the band")
                 .arg(ratioText(m_whatIfFigures->unfetched))
          << tr("CPU: %1").arg(cpuText(*m_frame.view, m_frame.cpuShare));
    return lines.join(u'\n');
}

bool TunerPanel::isLooking() const
{
    return !visibleRegion().isEmpty();
}

TunerPanel::Tab TunerPanel::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void TunerPanel::setTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

RowView *TunerPanel::rowView() const
{
    return tab() == Tab::Advice ? m_journalView : tab() == Tab::Figures ? m_figuresView : nullptr;
}

void TunerPanel::turn(int by)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + kTabs + by) % kTabs);
    if (rowView())
        rowView()->setFocus(Qt::ShortcutFocusReason);
    else
        m_whatIf->curve()->setFocus(Qt::ShortcutFocusReason);
}

void TunerPanel::askWhy()
{
    m_journalView->clearSelection();
    m_isWhyAsked = true;
    showWhy();
    place();
    m_why->setFocus(Qt::OtherFocusReason);
}

void TunerPanel::closeWhy()
{
    m_isWhyAsked = false;
    m_journalView->clearSelection();
    place();
}

const TuneStep *TunerPanel::selectedStep() const
{
    const std::vector<int> rows = m_journalView->selectedRows();
    return rows.size() == 1 ? m_journal->at(rows[0]) : nullptr;
}

// Of the row that is selected, else of what is suggested.
void TunerPanel::showWhy()
{
    const TuneStep *step = selectedStep();
    if (!step && m_frame.view->suggestion)
        step = &*m_frame.view->suggestion;
    if (step)
        m_why->show(whyOf(*step, *m_frame.view, m_frame.cpuShare));
    else
        m_why->tell(tr("The suggestion is no more. Select a row of the journal, and why it was "
                       "made stands here."));
}

void TunerPanel::chooseRow(const std::optional<TunePoint> &point)
{
    const int row = point ? m_table->rowOf(*point) : -1;
    if (row >= 0)
        m_figuresView->selectRow(row);
    else
        m_figuresView->clearSelection();
}

void TunerPanel::showState()
{
    QString text;
    if (tab() == Tab::Advice && m_frame.view->figures.windows > 0)
        text = tr("Windows %L1, suggestions %L2, steps %L3")
                   .arg(m_frame.view->figures.windows)
                   .arg(m_frame.view->figures.suggestions)
                   .arg(m_frame.view->figures.steps);
    else if (tab() == Tab::Figures)
        text = tr("%L1 settings").arg(m_table->rowCount());
    if (m_state->text() != text)
        m_state->setText(text);
    m_copy->setVisible(rowView() != nullptr);
    m_copy->setEnabled(rowView() && rowView()->selectionModel()->hasSelection());
}

QString TunerPanel::stateText() const
{
    return m_state->text();
}

void TunerPanel::save(QSettings &settings) const
{
    for (const RowView *each : {m_journalView, m_figuresView})
        each->save(settings, QStringLiteral("tuner/") + each->objectName());
    settings.setValue(QStringLiteral("tuner/tab"), m_tabs->currentIndex());
}

void TunerPanel::restore(const QSettings &settings)
{
    for (RowView *each : {m_journalView, m_figuresView})
        each->restore(settings, QStringLiteral("tuner/") + each->objectName());
    const int kept = settings.value(QStringLiteral("tuner/tab")).toInt();
    m_tabs->setCurrentIndex(std::clamp(kept, 0, kTabs - 1));
}

void TunerPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace forefetch
