// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/comparison.h"
#include "core/metrics/demandmeter.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace forefetch {

struct GuardFigures;
struct Snapshot;

// One row on top of the window: does prefetching help, and what does it cost.
//
//     strip->update(snapshot); // 10 Hz
//
// Thread: the GUI's.
class VerdictStrip : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictStrip(QWidget *parent = nullptr);

    using QWidget::update;
    void update(const Snapshot &snapshot);
    // With the sums over sessions, for an interval that knows that requests of one are alike.
    void update(const Snapshot &snapshot, const SessionSums &treated, const SessionSums &heldBack);
    void setTheme(const Theme &theme);
    QString sentence() const; // all of it in words, for a screen reader

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

    Theme m_theme = Theme::light();
    Verdict m_verdict = Verdict::Unsure;
    Cell m_state, m_guard, m_hitRatio, m_latency, m_load, m_waste;
    bool m_guardStops = false; // nothing is sent at all
};

} // namespace forefetch
