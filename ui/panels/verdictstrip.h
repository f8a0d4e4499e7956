// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/comparison.h"
#include "core/metrics/demandmeter.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace forefetch {

struct GuardFigures;
struct Snapshot;

// One row on top of the window: does prefetching help, and what does it cost. "Why?" and "How
// sure?" open the figures behind it, as they are then (verdictdetails.h).
//
//     strip->update(snapshot); // 10 Hz
//
// Thread: the GUI's.
class VerdictStrip : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictStrip(QWidget *parent = nullptr);
    ~VerdictStrip() override;

    using QWidget::update;
    void update(const Snapshot &snapshot);
    // With the sums over sessions, for an interval that knows that requests of one are alike.
    void update(const Snapshot &snapshot, const SessionSums &treated, const SessionSums &heldBack);
    void setTheme(const Theme &theme);
    QString sentence() const; // all of it in words, for a screen reader

    void openWhy();
    void openHowSure();

private:
    struct Cell
    {
        QLabel *caption = nullptr;
        QLabel *value = nullptr;
    };

    Cell addCell(QHBoxLayout *line, const QString &caption);
    void sizeTexts();
    void showVerdict(const Comparison &c);
    void showHitRatio(const Comparison &c);
    void showCosts(const Snapshot &snapshot, const SessionSums &treated,
                   const SessionSums &heldBack);
    void showGuard(const GuardFigures &guard);
    void colour();
    QToolButton *addQuestion(QBoxLayout *line, const QString &text, const QString &toolTip);

    Theme m_theme = Theme::light();
    Verdict m_verdict = Verdict::Unsure;
    Cell m_state, m_guard, m_hitRatio, m_latency, m_load, m_waste;
    bool m_guardStops = false; // nothing is sent at all
    QToolButton *m_why = nullptr;
    QToolButton *m_howSure = nullptr;
    std::unique_ptr<const Snapshot> m_snapshot; // the last one shown
    Comparison m_comparison;
};

} // namespace forefetch
