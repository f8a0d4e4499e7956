// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/clock.h"
#include "ui/models/rowtexts.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace forefetch {

// Where a recording stands, and how to move through it: a slider over its moments, steps, playing
// at its own pace or faster, and the way back to what runs.
//
//     bar->begin(moments, clock);         // their times; it stands at the last
//     connect(bar, &ReplayBar::momentAsked, …);
//     bar->setLive(true);                 // there is a run to go back to
//
// Thread: the GUI thread.
class ReplayBar : public QWidget
{
    Q_OBJECT

public:
    explicit ReplayBar(const Theme &theme, QWidget *parent = nullptr);

    void begin(std::vector<TimePoint> moments, const Clock &clock);
    void setMoment(std::size_t moment); // asks for it, where it is another one
    std::size_t moment() const;
    void setLive(bool isThere);
    void setTheme(const Theme &theme);
    bool isPlaying() const { return m_timer.isActive(); }

    QSlider *slider() const { return m_slider; }
    QToolButton *playButton() const { return m_play; }
    QToolButton *liveButton() const { return m_live; }
    QComboBox *speedBox() const { return m_speed; }
    // Back and forward by a moment, and by ten seconds; to the ends.
    QAction *backAction() const { return m_back; }
    QAction *forwardAction() const { return m_forward; }
    QAction *playAction() const { return m_playing; }
    QAction *startAction() const { return m_toStart; }
    QAction *endAction() const { return m_toEnd; }
    QString timeText() const; // "12:03:07 · 1:23 of 10:00"

public Q_SLOTS:
    void setPlaying(bool on);
    void step(int moments);
    // To the moment so many seconds from the one shown.
    void jump(double seconds);

Q_SIGNALS:
    void momentAsked(std::size_t moment);
    void liveAsked();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QAction *addStep(QHBoxLayout &line, const QString &text, const QKeySequence &key);
    void makeSlider(QHBoxLayout &line);
    void makeEnd(QHBoxLayout &line);
    void play();
    void showMoment();
    std::size_t momentAt(double seconds) const;
    double secondsOf(std::size_t moment) const; // since the first

    Theme m_theme;
    std::vector<TimePoint> m_moments;
    WallTimes m_times;
    QAction *m_toStart = nullptr;
    QAction *m_back = nullptr;
    QAction *m_playing = nullptr;
    QAction *m_forward = nullptr;
    QAction *m_toEnd = nullptr;
    QLabel *m_sign = nullptr; // "Recording"
    QToolButton *m_play = nullptr;
    QToolButton *m_live = nullptr;
    QSlider *m_slider = nullptr;
    QLabel *m_time = nullptr;
    QComboBox *m_speed = nullptr;
    std::vector<QToolButton *> m_buttons; // in the order of their actions
    QTimer m_timer;
    double m_played = 0; // s since the first moment: where the playing is
    std::size_t m_shown = 0;
};

} // namespace forefetch
