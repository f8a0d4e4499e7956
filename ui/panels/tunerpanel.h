// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "core/time/clock.h"
#include "ui/models/tunertext.h"
#include "ui/models/whatiffigures.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <memory>

class QLabel;
class QSettings;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace forefetch {

class JournalTable;
class LiveTable;
class RowView;
class TunerControls;
class WhatIfPane;
class WhatIfTable;
class WhyPane;

// The tuner and its what-if: what it suggests, does and has done, with why; the curve and the map
// of what other settings would come to now; and the same in figures.
//
//     panel->begin(session.clock());                    // another run
//     session.tuner().setWatched(panel->isLooking());   // at 10 Hz
//     panel->update({tuner.view(), settings.values(), …});
//     panel->follow(settings.values());                 // at once, while a knob moves
//
// It changes nothing itself: it says what is asked for.
// Thread: the GUI thread.
class TunerPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Advice, Curve, Figures };
    static constexpr int kTabs = 3;

    struct Frame
    {
        std::shared_ptr<const TunerView> view;
        SettingsValues values;
        bool isRunning = false;
        std::uint64_t requests = 0; // of the window that runs
        TimePoint now{};
        double cpuShare = 0.05; // the most that the tuner takes, of one core
    };

    explicit TunerPanel(const Theme &theme, QWidget *parent = nullptr);

    void begin(const Clock &clock);
    using QWidget::update;
    void update(const Frame &frame);
    void follow(const SettingsValues &values);
    void setTheme(const Theme &theme);
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    // Somebody can see it, so that the what-if is worth its time.
    bool isLooking() const;
    const TunerView &view() const { return *m_frame.view; }

    Tab tab() const;
    void setTab(Tab tab);
    QTabBar *tabBar() const { return m_tabs; }
    TunerControls *controls() const { return m_controls; }
    RowView *journal() const { return m_journalView; }
    WhyPane *why() const { return m_why; }
    WhatIfPane *whatIf() const { return m_whatIf; }
    RowView *figures() const { return m_figuresView; }
    QString stateText() const;

Q_SIGNALS:
    void changeAsked(Param param, double value);
    void useAsked(const TunePoint &point);
    void applyAsked();
    void dismissAsked();
    void resumeAsked();
    void anchorAsked();
    void copied(int rows);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeBar();
    void makeAdvice();
    void makeFigures();
    RowView *makeView(LiveTable &table, const QString &name, const QString &object);
    RowView *rowView() const; // of the tab; null where it has none
    void turn(int by);
    void askWhy();
    void showWhy();
    void closeWhy();
    const TuneStep *selectedStep() const;
    void chooseRow(const std::optional<TunePoint> &point);
    void showState();
    QString basisText() const;
    void place();

    Theme m_theme;
    Frame m_frame;
    std::shared_ptr<const WhatIfFigures> m_whatIfFigures;
    std::shared_ptr<const TunerView> m_shown; // whose figures these are
    JournalTable *m_journal;
    WhatIfTable *m_table;
    bool m_isWhyAsked = false; // by the button
    QTabBar *m_tabs = nullptr;
    QLabel *m_state = nullptr;
    QToolButton *m_copy = nullptr;
    QStackedWidget *m_stack = nullptr;
    TunerControls *m_controls = nullptr;
    RowView *m_journalView = nullptr;
    WhyPane *m_why = nullptr;
    WhatIfPane *m_whatIf = nullptr;
    RowView *m_figuresView = nullptr;
};

} // namespace forefetch
