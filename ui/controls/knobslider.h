// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/parameter.h"

#include <QSlider>

namespace forefetch {

// Where a parameter's values lie on a slider: evenly, or each decade as long as the next. A
// logarithmic one that reaches down to 0 has 0 as its first place.
//
//     const KnobScale scale(info(Param::CacheCapacity));
//     slider->setRange(0, scale.steps());
//     settings.set(Param::CacheCapacity, scale.valueAt(slider->value()), "user");
//
// Thread: a value.
class KnobScale
{
public:
    explicit KnobScale(const ParamInfo &row);

    int steps() const { return m_steps; }
    double valueAt(int position) const; // rounded to what people would type
    int positionOf(double value) const;

private:
    double m_minimum;
    double m_maximum;
    double m_lowest; // the least value above 0, where the decades begin
    int m_steps;
    bool m_isWhole;
    bool m_isLogarithmic;
};

// A slider with a tick at the default. From press to release is one gesture, and so is each key
// and each notch of the wheel, which acts only with focus: scrolling a panel changes nothing.
//
// Thread: the GUI's.
class KnobSlider : public QSlider
{
    Q_OBJECT

public:
    KnobSlider(const ParamInfo &row, QWidget *parent);

    const KnobScale &scale() const { return m_scale; }

Q_SIGNALS:
    void moved(double value, bool continues); // continues the gesture of the one before

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    KnobScale m_scale;
    int m_defaultPosition;
    bool m_isHeld = false;
    bool m_hasMoved = false; // since the press
};

} // namespace forefetch
