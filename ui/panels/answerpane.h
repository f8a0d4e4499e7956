// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/simulation.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>

class QLabel;
class QPushButton;
class QTableWidget;

namespace forefetch {

class GainCurve;

// What came of asking a log: the answer in one sentence, the curve, the figures where its cursor
// stands, and the same as a table.
//
//     pane->showResult(result, plan);
//     connect(pane, &AnswerPane::useAsked, this, [&](Param param, double value) { … });
//
// Result and plan outlive what is shown of them: clear() before they go.
// Thread: the GUI thread.
class AnswerPane : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerPane(const Theme &theme, QWidget *parent = nullptr);

    void clear();
    void showResult(const SimulationResult &result, const SimulationPlan &plan);
    void setTheme(const Theme &theme);
    // Why a setting cannot be used now; empty: it can.
    void setUseProblem(const QString &problem);

    GainCurve *curve() const { return m_curve; }
    QTableWidget *table() const { return m_table; }
    QPushButton *useButton() const { return m_use; }
    QPushButton *saveButton() const { return m_save; }
    QString answer() const;
    // As they stand beside the curve.
    QString figures() const;

Q_SIGNALS:
    void useAsked(Param param, double value);
    void saveAsked();

private:
    enum Figure { Setting, Hits, Gain, Load, Waste, Wait, Late, FigureCount };

    QWidget *buildFigures();
    void buildTable();
    void fillTable();
    void fillRow(int row, const QString &name, const SimulationRun &run, const Interval &hits,
                 const QString &gain);
    void showCurve();
    void showFigures(std::size_t variant);
    void showAnswer();
    void use();

    Theme m_theme;
    const SimulationResult *m_result = nullptr;
    const SimulationPlan *m_plan = nullptr;
    QString m_useProblem;
    QLabel *m_answer;
    GainCurve *m_curve;
    QTableWidget *m_table;
    std::array<QLabel *, FigureCount> m_figures{};
    QPushButton *m_use = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace forefetch
