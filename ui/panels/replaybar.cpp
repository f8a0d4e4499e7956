// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replaybar.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace forefetch {

namespace {

constexpr int kPlayEvery = 100; // ms
constexpr int kPage = 20;       // moments: ten seconds
constexpr int kWide = 760;      // below it there is no speed, and no word in front

// "1:23", "1:02:03"
QString pastText(double seconds)
{
    const auto whole = static_cast<long long>(seconds);
    const QString minutes =
        QStringLiteral("%1:%2").arg(whole / 60 % 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return whole < 3600 ? minutes
                        : QStringLiteral("%1:%2")
                              .arg(whole / 3600)
                              .arg(minutes.rightJustified(5, QLatin1Char('0')));
}

} // namespace

ReplayBar::ReplayBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setProperty("helpTopic", QStringLiteral("recordings"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::small, 0, space::small, 0);
    line->setSpacing(space::small);
    m_sign = new QLabel(tr("Recording"), this);
    line->addWidget(m_sign);
    m_toStart = addStep(*line, tr("To the beginning"), tr("Shift+F6"));
    m_back = addStep(*line, tr("A moment back"), tr("F6"));
    m_playing = addStep(*line, tr("Play"), tr("F7"));
    m_play = m_buttons.back();
    m_forward = addStep(*line, tr("A moment forward"), tr("F8"));
    m_toEnd = addStep(*line, tr("To the end"), tr("Shift+F8"));
    m_playing->setCheckable(true);
    makeSlider(*line);
    makeEnd(*line);
    connect(m_toStart, &QAction::triggered, this, [this] { setMoment(0); });
    connect(m_back, &QAction::triggered, this, [this] { step(-1); });
    connect(m_playing, &QAction::triggered, this, &ReplayBar::setPlaying);
    connect(m_forward, &QAction::triggered, this, [this] { step(1); });
    connect(m_toEnd, &QAction::triggered, this, [this] { setMoment(m_moments.size()); });
    connect(&m_timer, &QTimer::timeout, this, &ReplayBar::play);
    m_timer.setInterval(kPlayEvery);
    setTheme(theme);
}

QAction *ReplayBar::addStep(QHBoxLayout &line, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    addAction(action);
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setMinimumSize(space::target, space::target);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(text);
    line.addWidget(button);
    m_buttons.push_back(button);
    return action;
}

void ReplayBar::makeSlider(QHBoxLayout &line)
{
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName(QStringLiteral("moment"));
    m_slider->setPageStep(kPage);
    m_slider->setMinimumHeight(space::target);
    m_slider->setAccessibleName(tr("Moment of the recording"));
    m_slider->setToolTip(tr("Moment that is shown: arrows move by half a second, Page Up and Page "
                            "Down by ten seconds"));
    m_time = new QLabel(this);
    m_time->setTextFormat(Qt::PlainText);
    line.addWidget(m_slider, 1);
    line.addWidget(m_time);
    connect(m_slider, &QSlider::valueChanged, this, &ReplayBar::showMoment);
    // By a hand, and not by the playing.
    connect(m_slider, &QSlider::actionTriggered, this, [this] { setPlaying(false); });
}

void ReplayBar::makeEnd(QHBoxLayout &line)
{
    m_speed = new QComboBox(this);
    for (const int times : {1, 2, 5, 10, 60})
        m_speed->addItem(tr("%1×").arg(times), times);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("How fast it is played"));
    m_speed->setMinimumHeight(space::target);
    connect(m_speed, &QComboBox::currentIndexChanged, this, [this] {
        if (isPlaying())
            setPlaying(true); // from here
    });
    line.addWidget(m_speed);
    m_live = new QToolButton(this);
    m_live->setText(tr("Live"));
    m_live->setAccessibleName(tr("Back to the run"));
    m_live->setToolTip(tr("Closes the recording, and shows what runs now"));
    m_live->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_live->setMinimumHeight(space::target);
    m_live->setFocusPolicy(Qt::TabFocus);
    connect(m_live, &QToolButton::clicked, this, &ReplayBar::liveAsked);
    line.addWidget(m_live);
}

void ReplayBar::begin(std::vector<TimePoint> moments, const Clock &clock)
{
    setPlaying(false);
    m_moments = std::move(moments);
    m_times.follow(clock);
    // As wide as its longest text, so that nothing moves while it is played.
    const QString length = pastText(secondsOf(m_moments.empty() ? 0 : m_moments.size() - 1));
    m_time->setFixedWidth(
        fontMetrics().horizontalAdvance(
            QStringLiteral("00:00:00 · %1 of %1 ").arg(QString(length.size(), QLatin1Char('0')))) +
        8);
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, static_cast<int>(m_moments.size()) - 1);
    m_slider->setValue(m_slider->maximum());
    m_shown = moment();
    showMoment();
}

std::size_t ReplayBar::moment() const
{
    return static_cast<std::size_t>(m_slider->value());
}

void ReplayBar::setMoment(std::size_t moment)
{
    m_slider->setValue(static_cast<int>(std::min<std::size_t>(moment, 1U << 30)));
}

void ReplayBar::step(int moments)
{
    setPlaying(false);
    m_slider->setValue(m_slider->value() + moments);
}

double ReplayBar::secondsOf(std::size_t moment) const
{
    return m_moments.empty() ? 0 : seconds(m_moments[moment] - m_moments.front());
}

std::size_t ReplayBar::momentAt(double sinceBegin) const
{
    const TimePoint at = m_moments.front() + fromSeconds(sinceBegin);
    const auto after = std::ranges::upper_bound(m_moments, at);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - m_moments.begin() - 1, 0));
}

void ReplayBar::jump(double by)
{
    if (!m_moments.empty())
        setMoment(momentAt(std::max(0.0, secondsOf(moment()) + by)));
}

void ReplayBar::setPlaying(bool on)
{
    if (on && m_moments.size() > 1) {
        if (moment() + 1 == m_moments.size())
            setMoment(0); // at its end, it begins anew
        m_played = secondsOf(moment());
        m_timer.start();
    } else {
        m_timer.stop();
    }
    m_playing->setChecked(isPlaying());
    m_playing->setText(isPlaying() ? tr("Pause") : tr("Play"));
    m_playing->setToolTip(tr("%1 (F7)").arg(m_playing->text()));
    m_play->setAccessibleName(m_playing->text());
    setTheme(m_theme);
}

void ReplayBar::play()
{
    const double times = m_speed->currentData().toDouble();
    m_played += times * kPlayEvery / 1000;
    setMoment(momentAt(m_played));
    if (moment() + 1 == m_moments.size())
        setPlaying(false);
}

void ReplayBar::showMoment()
{
    if (m_moments.empty())
        return;
    const std::size_t now = moment();
    const QString clock = m_times.text(m_moments[now]).section(QLatin1Char('.'), 0, 0);
    m_time->setText(
        tr("%1 · %2 of %3")
            .arg(clock, pastText(secondsOf(now)), pastText(secondsOf(m_moments.size() - 1))));
    m_slider->setAccessibleDescription(m_time->text());
    m_toStart->setEnabled(now > 0);
    m_back->setEnabled(now > 0);
    m_forward->setEnabled(now + 1 < m_moments.size());
    m_toEnd->setEnabled(now + 1 < m_moments.size());
    if (std::exchange(m_shown, now) != now)
        Q_EMIT momentAsked(now);
}

QString ReplayBar::timeText() const
{
    return m_time->text();
}

void ReplayBar::setLive(bool isThere)
{
    m_live->setVisible(isThere);
}

void ReplayBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_toStart->setIcon(icon(QStringLiteral("first"), theme));
    m_back->setIcon(icon(QStringLiteral("back"), theme));
    m_playing->setIcon(
        icon(isPlaying() ? QStringLiteral("freeze") : QStringLiteral("play"), theme));
    m_forward->setIcon(icon(QStringLiteral("forward"), theme));
    m_toEnd->setIcon(icon(QStringLiteral("last"), theme));
    m_live->setIcon(icon(QStringLiteral("live"), theme));
}

void ReplayBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_sign->setVisible(width() >= kWide);
    m_speed->setVisible(width() >= kWide);
}

} // namespace forefetch
