// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/knobslider.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

constexpr int kDecadeSteps = 1000;
constexpr double kRealStep = 0.01; // all linear real parameters are shares

double threeDigits(double value)
{
    if (value == 0)
        return 0;
    const double unit = std::pow(10.0, 2 - std::floor(std::log10(std::fabs(value))));
    return std::round(value * unit) / unit;
}

} // namespace

KnobScale::KnobScale(const ParamInfo &row)
    : m_minimum(row.minimum), m_maximum(row.maximum),
      m_lowest(row.minimum > 0 ? row.minimum : (row.kind == ParamKind::Integer ? 1 : 0.1)),
      m_isWhole(row.kind == ParamKind::Integer),
      m_isLogarithmic(row.scale == ParamScale::Logarithmic)
{
    const double step = m_isWhole ? 1 : kRealStep;
    m_steps = m_isLogarithmic ? kDecadeSteps
                              : static_cast<int>(std::lround((m_maximum - m_minimum) / step));
}

double KnobScale::valueAt(int position) const
{
    if (position <= 0)
        return m_minimum;
    if (position >= m_steps)
        return m_maximum;
    const double share = static_cast<double>(position) / m_steps;
    double value =
        m_isLogarithmic
            ? threeDigits(m_lowest * std::pow(m_maximum / m_lowest, share))
            : std::round((m_minimum + share * (m_maximum - m_minimum)) / kRealStep) * kRealStep;
    if (m_isWhole)
        value = std::round(value);
    else // 0.35, not 0.35000000000000003
        value = std::round(value * 1000) / 1000;
    return std::clamp(value, m_minimum, m_maximum);
}

int KnobScale::positionOf(double value) const
{
    if (value <= m_minimum)
        return 0;
    const double share = m_isLogarithmic ? std::log(std::max(value, m_lowest) / m_lowest) /
                                               std::log(m_maximum / m_lowest)
                                         : (value - m_minimum) / (m_maximum - m_minimum);
    return std::clamp(static_cast<int>(std::lround(share * m_steps)), 0, m_steps);
}

KnobSlider::KnobSlider(const ParamInfo &row, QWidget *parent)
    : QSlider(Qt::Horizontal, parent), m_scale(row),
      m_defaultPosition(m_scale.positionOf(row.standard))
{
    setRange(0, m_scale.steps());
    setPageStep(std::max(1, m_scale.steps() / 10));
    setSingleStep(std::max(1, m_scale.steps() / 100));
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QSlider::valueChanged, this, [this](int position) {
        const bool continues = m_isHeld && m_hasMoved;
        m_hasMoved = true;
        Q_EMIT moved(m_scale.valueAt(position), continues);
    });
}

void KnobSlider::mousePressEvent(QMouseEvent *event)
{
    m_isHeld = event->button() == Qt::LeftButton;
    m_hasMoved = false;
    QSlider::mousePressEvent(event);
}

void KnobSlider::mouseReleaseEvent(QMouseEvent *event)
{
    QSlider::mouseReleaseEvent(event);
    m_isHeld = false;
}

void KnobSlider::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QSlider::wheelEvent(event);
    else
        event->ignore();
}

void KnobSlider::paintEvent(QPaintEvent *event)
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove =
        style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, &option, this);
    const int x = groove.left() + handle / 2 +
                  QStyle::sliderPositionFromValue(minimum(), maximum(), m_defaultPosition,
                                                  groove.width() - handle, option.upsideDown);
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::PlaceholderText), 2));
    painter.drawLine(x, 1, x, height() - 2); // behind the groove and the handle
    painter.end();
    QSlider::paintEvent(event);
}

} // namespace forefetch
