// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/parameter.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace forefetch {

class KnobSlider;
class Switch;

// One parameter of the table: its label, the control that its kind asks for (slider and number
// box, choice, switch) and a button back to the default. Shows values and reports edits; whoever
// listens changes the settings.
//
//     auto *row = new KnobRow(info(Param::WorkersCount), tr("&Workers"), this);
//     connect(row, &KnobRow::edited, this, [](double value, int gesture) { ... });
//     row->setValue(settings.number(Param::WorkersCount));
//
// Thread: the GUI's.
class KnobRow : public QWidget
{
    Q_OBJECT

public:
    KnobRow(const ParamInfo &row, const QString &label, QWidget *parent = nullptr);

    Param param() const { return m_row.param; }
    double value() const { return m_value; }
    void setValue(double value); // reports nothing
    void setTheme(const Theme &theme);

Q_SIGNALS:
    // Edits of one gesture carry the same number.
    void edited(double value, int gesture);

private:
    void buildNumber();
    void buildChoice();
    void buildSwitch();
    void buildReset();
    void lay(QWidget *control);
    void name(QWidget *control) const;
    void take(double value, bool continues);
    void display(double value);

    const ParamInfo &m_row;
    double m_value;
    QLabel *m_label = nullptr;
    KnobSlider *m_slider = nullptr;
    QDoubleSpinBox *m_box = nullptr;
    QComboBox *m_choice = nullptr;
    Switch *m_switch = nullptr;
    QToolButton *m_reset = nullptr;
};

} // namespace forefetch
