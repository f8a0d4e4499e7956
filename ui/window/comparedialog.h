// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/recordedrun.h"
#include "core/simulate/runcomparison.h"
#include "ui/charts/comparedlines.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <array>
#include <functional>
#include <memory>

class QGridLayout;
class QLabel;
class QPushButton;
class QTableWidget;

namespace forefetch {

class TimeChart;

// Two recordings side by side: hit ratio, queue and throughput of both over the time since each
// began, what lies between them, and the figures at their ends with their intervals.
//
//     auto *dialog = new CompareDialog(theme, this);
//     dialog->compare("before.ffsession", "after.ffsession");
//
// Thread: the GUI thread.
class CompareDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr std::array kShown{Timeline::HitRatio, Timeline::QueueDepth,
                                       Timeline::Throughput};
    enum Column { Figure, A, B, Difference, Interval, Count, Words };

    explicit CompareDialog(const Theme &theme, QWidget *parent = nullptr);
    ~CompareDialog() override;

    // The error says which file, and what is wrong with it; what was shown stays.
    Result<void> compare(const QString &a, const QString &b);
    void setTheme(const Theme &theme);
    // Instead of the file dialog.
    void setChooser(std::function<QString()> choose) { m_choose = std::move(choose); }

    TimeChart *chart(std::size_t row) const { return m_both[row]; }
    TimeChart *differenceChart(std::size_t row) const { return m_differences[row]; }
    const ComparedLines &lines(std::size_t row) const { return m_lines[row]; }
    QTableWidget *table() const { return m_table; }
    const RunComparison &comparison() const { return m_comparison; }
    QPushButton *chooseButton(int which) const
    {
        return m_buttons[static_cast<std::size_t>(which)];
    }
    QString verdict() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeFiles(QGridLayout &grid);
    void makeTable();
    void choose(std::size_t which);
    void showCharts();
    void showTable();
    void linkHover(TimeChart &chart);
    void copyMarkdown();

    Theme m_theme;
    std::function<QString()> m_choose;
    std::array<QString, 2> m_paths;
    std::array<std::unique_ptr<RecordedRun>, 2> m_runs;
    RunComparison m_comparison;
    std::array<ComparedLines, kShown.size()> m_lines;
    std::array<QPushButton *, 2> m_buttons{};
    std::array<QLabel *, 2> m_files{};
    QLabel *m_verdict = nullptr;
    std::array<TimeChart *, kShown.size()> m_both{};
    std::array<TimeChart *, kShown.size()> m_differences{};
    QTableWidget *m_table = nullptr;
};

} // namespace forefetch
