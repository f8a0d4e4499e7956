// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/knobrow.h"

#include "ui/controls/knobslider.h"
#include "ui/controls/switch.h"
#include "ui/models/coretexts.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>
#include <QWheelEvent>

namespace forefetch {

namespace {

int s_lastGesture = 0; // the GUI thread's alone

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// A number box that shows 0.3 as "0.3" and leaves the wheel to the panel unless it has focus.
class NumberBox : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override
    {
        QLocale plain = locale();
        plain.setNumberOptions(QLocale::OmitGroupSeparator);
        return plain.toString(value, 'f', QLocale::FloatingPointShortest);
    }

protected:
    void wheelEvent(QWheelEvent *event) override
    {
        if (hasFocus())
            QDoubleSpinBox::wheelEvent(event);
        else
            event->ignore();
    }
};

class ChoiceBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent *event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

} // namespace

KnobRow::KnobRow(const ParamInfo &row, const QString &label, QWidget *parent)
    : QWidget(parent), m_row(row), m_value(row.standard)
{
    m_label = new QLabel(label, this);
    setToolTip(helpText(row.param) + QStringLiteral("\n") + toText(row.id));
    setProperty("helpTopic", toText(row.id));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::medium);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    buildReset();
    switch (row.kind) {
    case ParamKind::Switch:
        buildSwitch();
        break;
    case ParamKind::Choice:
        buildChoice();
        break;
    case ParamKind::Integer:
    case ParamKind::Real:
        buildNumber();
        break;
    }
    display(m_value);
}

void KnobRow::name(QWidget *control) const
{
    control->setAccessibleName(labelText(m_row.param));
    control->setAccessibleDescription(helpText(m_row.param));
}

void KnobRow::lay(QWidget *control)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(control, 0, 1, Qt::AlignRight);
    grid->addWidget(m_reset, 0, 2);
    m_label->setBuddy(control);
    name(control);
}

void KnobRow::buildNumber()
{
    m_box = new NumberBox(this);
    m_box->setDecimals(m_row.kind == ParamKind::Integer ? 0 : 3);
    m_box->setRange(m_row.minimum, m_row.maximum);
    if (m_row.scale == ParamScale::Logarithmic)
        m_box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    else
        m_box->setSingleStep(m_row.kind == ParamKind::Integer ? 1 : 0.01);
    if (!m_row.unit.empty())
        m_box->setSuffix(QStringLiteral(" ") + unitText(m_row.param));
    m_box->setKeyboardTracking(false); // what is typed counts when it is finished
    m_box->setFocusPolicy(Qt::StrongFocus);
    m_box->setAlignment(Qt::AlignRight);
    // The hint is made of the ends of the range, "0" and "1"; what lies between is longer.
    m_box->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00000.000")) + 32);
    lay(m_box);

    m_slider = new KnobSlider(m_row, this);
    name(m_slider);
    m_slider->setAccessibleName(tr("%1, slider").arg(labelText(m_row.param)));
    static_cast<QGridLayout *>(layout())->addWidget(m_slider, 1, 0, 1, 3);
    setTabOrder(m_box, m_reset);
    setTabOrder(m_reset, m_slider);
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double v) { take(v, false); });
    connect(m_slider, &KnobSlider::moved, this, &KnobRow::take);
}

void KnobRow::buildChoice()
{
    m_choice = new ChoiceBox(this);
    for (const std::string_view choice : m_row.choices)
        m_choice->addItem(toText(choice));
    m_choice->setFocusPolicy(Qt::StrongFocus);
    m_choice->setEnabled(m_row.choices.size() > 1);
    m_reset->setVisible(m_row.choices.size() > 1);
    lay(m_choice);
    connect(m_choice, &QComboBox::currentIndexChanged, this,
            [this](int index) { take(index, false); });
}

void KnobRow::buildSwitch()
{
    m_switch = new Switch(this);
    lay(m_switch);
    connect(m_switch, &Switch::toggled, this, [this](bool on) { take(on ? 1 : 0, false); });
}

void KnobRow::buildReset()
{
    m_reset = new QToolButton(this);
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::StrongFocus);
    m_reset->setFixedSize(space::target, space::target);
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the controls stay in one column
    m_reset->setSizePolicy(policy);
    const QString standard = valueText(m_row.param, m_row.standard);
    m_reset->setToolTip(tr("Back to %1").arg(standard));
    m_reset->setAccessibleName(tr("%1 back to %2").arg(labelText(m_row.param), standard));
    connect(m_reset, &QToolButton::clicked, this, [this] { take(m_row.standard, false); });
}

void KnobRow::take(double value, bool continues)
{
    if (value == m_value)
        return;
    if (!continues)
        ++s_lastGesture;
    m_value = value;
    display(value);
    Q_EMIT edited(value, s_lastGesture);
}

void KnobRow::setValue(double value)
{
    if (value == m_value)
        return;
    m_value = value;
    display(value);
}

void KnobRow::display(double value)
{
    if (m_slider != nullptr) {
        const QSignalBlocker quietSlider(m_slider), quietBox(m_box);
        // A held slider stays under the pointer; the value that it stands for is its own.
        if (!m_slider->isSliderDown())
            m_slider->setValue(m_slider->scale().positionOf(value));
        m_box->setValue(value);
    }
    if (m_choice != nullptr) {
        const QSignalBlocker quiet(m_choice);
        m_choice->setCurrentIndex(static_cast<int>(value));
    }
    if (m_switch != nullptr) {
        const QSignalBlocker quiet(m_switch);
        m_switch->setChecked(value != 0);
    }
    m_reset->setEnabled(value != m_row.standard);
}

void KnobRow::setTheme(const Theme &theme)
{
    if (m_switch != nullptr)
        m_switch->setTheme(theme);
}

} // namespace forefetch
