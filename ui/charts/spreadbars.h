// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace forefetch {

// How much each knob matters: a bar and its value for each, the longest as wide as there is room.
// Nothing to operate, so it takes no focus.
//
//     bars->setBars({{tr("Minimum probability"), 0.12}, {tr("Batch limit"), 0.03}});
//
// Thread: the GUI thread.
class SpreadBars : public QWidget
{
    Q_OBJECT

public:
    struct Bar
    {
        QString name;
        double spread = 0; // of the reward
        friend bool operator==(const Bar &, const Bar &) = default;
    };

    explicit SpreadBars(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setBars(std::vector<Bar> bars);
    const std::vector<Bar> &bars() const { return m_bars; }
    QString summary() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double rowHeight() const;

    Theme m_theme;
    std::vector<Bar> m_bars;
};

} // namespace forefetch
