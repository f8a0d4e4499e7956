// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/whatiffigures.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;

namespace forefetch {

class RewardMap;
class SpreadBars;
class WhatIfCurve;

// The live what-if: hits against extra load along the threshold, the reward over both knobs, and
// how much each knob matters now. What is chosen in one chart is chosen in the other, and can be
// used.
//
//     pane->setFigures(figures, tr("1,900 requests replayed …"));   // after each window
//     pane->setNow(pointOf(values));                                // while a slider is dragged
//
// Thread: the GUI thread.
class WhatIfPane : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfPane(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setFigures(std::shared_ptr<const WhatIfFigures> figures);
    void setNow(const TunePoint &now);
    void setChosen(const std::optional<TunePoint> &point);
    const std::optional<TunePoint> &chosenPoint() const { return m_chosen; }
    // What lies behind the figures; what stands there while there are none.
    void setBasis(const QString &text);
    void setEmptyText(const QString &text);
    // Nothing can be used while nothing runs.
    void setUsable(bool usable);

    WhatIfCurve *curve() const { return m_curve; }
    RewardMap *map() const { return m_map; }
    SpreadBars *bars() const { return m_bars; }
    QPushButton *useButton() const { return m_use; }
    QString chosenText() const;
    QString basis() const;

Q_SIGNALS:
    void chosen(const std::optional<TunePoint> &point);
    void useAsked(const TunePoint &point);

private:
    QWidget *buildSide();
    void choose(const std::optional<TunePoint> &point);
    void showChosen();

    Theme m_theme;
    std::shared_ptr<const WhatIfFigures> m_figures;
    TunePoint m_now;
    std::optional<TunePoint> m_chosen;
    bool m_isUsable = false;
    WhatIfCurve *m_curve;
    RewardMap *m_map;
    SpreadBars *m_bars = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_told = nullptr;
    QLabel *m_matters = nullptr;
    QLabel *m_basis = nullptr;
    QPushButton *m_use = nullptr;
};

} // namespace forefetch
