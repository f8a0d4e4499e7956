// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/liverun.h"
#include "core/metrics/period.h"
#include "core/metrics/report.h"
#include "core/record/recordedrun.h"
#include "ui/charts/timelines.h"
#include "ui/panels/loginquiry.h"
#include "ui/theme/theme.h"
#include "ui/window/attachdialog.h"
#include "ui/window/sourcebar.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QActionGroup;
class QDockWidget;
class QLabel;
class QUndoStack;

namespace forefetch {

class CompareDialog;
class Exporter;
class HelpViewer;
class AttachBar;
class KnobsPanel;
class LogDialog;
class ModelPanel;
class OriginBanner;
class ReplayBar;
class TablesPanel;
class TimelinesPanel;
class TransitionsPanel;
class TunerPanel;
class TunerSteps;
class VerdictStrip;
struct TransitionGraph;

// The window: where the traffic comes from and the verdict on top, the knobs left, the time lines
// in the middle. It owns what runs, polls it ten times a second as long as it can be seen, and
// keeps its history going when it cannot.
//
//     MainWindow window;
//     if (auto begun = window.begin(plan); !begun) ... begun.error().text
//     window.show();
//
// Thread: the GUI's.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Look { System, Light, Dark };
    // What the window is arranged for; each keeps its own layout.
    enum class Perspective { Tune, Present, Investigate };
    static constexpr int kPerspectives = 3;

    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    // Ends what runs and begins this. Where it cannot, nothing runs, and the last figures stay.
    Result<void> begin(RunPlan plan);
    void stop();
    bool isRunning() const { return m_run && m_run->isRunning(); }
    Snapshot snapshot() const;
    Exporter *exporter() const { return m_exporter; }

    void setLook(Look look);
    const Theme &theme() const { return m_theme; }
    void setPerspective(Perspective perspective);
    Perspective perspective() const { return m_perspective; }
    // The whole screen, large type and no menus (F11; Esc leaves).
    void setPresenting(bool on);
    bool isPresenting() const { return m_presenting; }
    // Asks the log what prefetching would have done, in a window beside this one.
    void openLog(LogRequest request);
    // Instead of the file dialog.
    void setLogChooser(std::function<QString()> choose) { m_chooseLog = std::move(choose); }
    // What runs; null before the first begin.
    LiveRun *run() const { return m_run.get(); }
    // Told of each run that has begun, and with null before it goes; for what serves it to others.
    void setRunListener(std::function<void(LiveRun *)> told) { m_runTold = std::move(told); }
    // Shows a recording in place of what runs, which goes on; it begins at its end.
    Result<void> openSession(const QString &path);
    // Back to what runs.
    void closeSession();
    // The recording that is shown; null while there is none.
    RecordedRun *past() const { return m_past.get(); }
    ReplayBar *replayBar() const { return m_replay; }
    // Records what runs, or ends that; the path "" asks for one.
    void setRecording(bool on, const QString &path = {});
    bool isRecording() const { return m_run && m_run->sessionRecorder() != nullptr; }
    // Two recordings side by side, in a window beside this one.
    CompareDialog *compareDialog();
    // Saves what was before the rule began to hold; "": no more.
    Result<void> setAlert(const QString &rule);
    void setSessionChooser(std::function<QString()> choose) { m_chooseSession = std::move(choose); }

    // Shows instances elsewhere in place of what runs here, which goes on; the first of them, or
    // the sum of several. At once: who cannot be reached is tried again, and that is said.
    void attach(std::vector<AttachTarget> targets);
    // Back to what runs here; where nothing does, to the demo.
    void detach();
    bool isAttached() const { return m_attached != nullptr; }
    AttachBar *attachBar() const { return m_attachBar; }

public Q_SLOTS:
    void tick();
    void askAttach();
    void startAgain();
    void startDemo();
    void askTarget();
    void askLog();
    // A log, a recording, by what the file is.
    void openFile(const QString &path);

protected:
    void childEvent(QChildEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    // windowactions.cpp
    void makeActions();
    void makeMenus();
    void makeRunMenu();
    void makeViewMenu();
    void makeExporter();
    void makeHelpMenu();
    void showHelp(const QString &topic);
    void showAbout();
    void showActions();
    void copyAddress();
    void showFilter();
    // windowfaults.cpp
    void makeFaultsMenu();
    void setFault(Fault fault, bool on);
    void endFaults();
    void showFaults();
    // windowtuning.cpp
    void makeTunerDock();
    void makeTuneMenu();
    void beginTuning();
    void adoptSteps();
    void refreshTuner();
    void showTuneActions();
    void askTuner(void (LiveTuner::*what)());
    void pushSettings(const std::vector<std::pair<Param, double>> &values, const QString &name);
    void usePoint(const TunePoint &point);
    // windowlog.cpp
    void useSetting(Param param, double value);
    // windowperiod.cpp
    void followPeriod();
    void refreshTimelines();
    void refreshTransitions();
    void showPeriod(const std::optional<Period> &period);
    std::shared_ptr<const TransitionGraph> graphOf(const Period &period);
    void showPoint(Timeline timeline);
    // windowlayout.cpp
    QDockWidget *addDock(const QString &name, const QString &title, Qt::DockWidgetArea area);
    void makeDocks();
    void restoreLayout();
    void saveLayout() const;
    void resetLayout();
    // windowperspectives.cpp
    void makePerspectives();
    void arrange(Perspective perspective);
    QByteArray layoutKept(Perspective perspective) const;
    void keepLayout() const;
    void showPerspective();
    // windowpast.cpp
    RunSource *source() const; // what is shown: a recording, or what runs; null: neither
    Settings &shownSettings() const;
    bool isLive() const { return m_run && !m_past && !m_attached; } // what is done acts here
    void showMoment(std::size_t moment);
    void forgetPanels();
    void leavePast();
    void makeReplayBar();
    SourceBar::Source sourceText() const;
    // windowattach.cpp
    void makeAttachBar();
    RunSource *attachedSource() const;
    Settings &attachedSettings() const;
    QString whyNotTurned() const;
    void showInstance(int instance);
    void forgetAttached();
    void showUndo();
    void tickAttached();
    // windowrecording.cpp
    void makeRecording();
    void showRecording();
    void makeRecordingActions();
    void showAlert();
    void askAlert();
    QString askSessionPath();
    // mainwindow.cpp
    void adopt();
    void adoptRun();
    void refreshPanels();
    Report report() const;
    void showStatus(const Snapshot &snapshot);
    void applyLook();
    void tell(const QString &text);
    void beginOrTell(RunPlan plan);

    Theme m_system; // as the desktop had it at the start
    Theme m_theme;
    Look m_look = Look::System;
    std::unique_ptr<LiveRun> m_run;
    std::unique_ptr<RecordedRun> m_past; // shown in its place
    struct Attached;
    std::shared_ptr<Attached> m_attached; // the same
    QUndoStack *m_undo;
    QTimer m_timer;
    Perspective m_perspective = Perspective::Tune;
    bool m_presenting = false;
    Qt::WindowStates m_statesBefore; // presenting
    Perspective m_perspectiveBefore = Perspective::Tune;

    SourceBar *m_source = nullptr;
    OriginBanner *m_banner;
    VerdictStrip *m_verdict;
    QWidget *m_middle;
    QDockWidget *m_knobsDock = nullptr;
    QDockWidget *m_transitionsDock = nullptr;
    QDockWidget *m_tablesDock = nullptr;
    QDockWidget *m_modelDock = nullptr;
    QDockWidget *m_tunerDock = nullptr;
    TablesPanel *m_tables = nullptr;
    ModelPanel *m_model = nullptr;
    TunerPanel *m_tuner = nullptr;
    std::unique_ptr<TunerSteps> m_steps;                  // of the run
    KnobsPanel *m_knobs = nullptr;                        // of the run
    TimelinesPanel *m_timelines = nullptr;                // of the run
    TransitionsPanel *m_transitions = nullptr;            // of the run
    std::shared_ptr<const TransitionGraph> m_periodGraph; // of the period that is chosen
    ReplayBar *m_replay = nullptr;
    QUndoStack *m_pastUndo;     // of knobs that nobody turns
    QUndoStack *m_attachedUndo; // of the instance that is shown
    AttachBar *m_attachBar = nullptr;
    QLabel *m_recording = nullptr; // "● 1:23 · 3.1 MiB"
    QString m_recordingProblem;    // that was told
    QLabel *m_alert = nullptr;     // "Alert: hit_ratio < 20%"
    std::uint64_t m_alertsTold = 0;
    CompareDialog *m_compare = nullptr; // a window of its own, from the first comparison on
    QLabel *m_state;
    QMenu *m_view = nullptr;
    Exporter *m_exporter = nullptr;
    LogDialog *m_log = nullptr; // a window of its own, from the first log on
    std::function<QString()> m_chooseLog;
    std::function<void(LiveRun *)> m_runTold = [](LiveRun *) {};
    std::function<QString()> m_chooseSession;
    HelpViewer *m_help = nullptr; // a window of its own, from the first F1 on

    struct Actions
    {
        QAction *demo = nullptr;
        QAction *connect = nullptr;
        QAction *openLog = nullptr;
        QAction *attach = nullptr;
        QAction *detach = nullptr;
        QAction *record = nullptr;
        QAction *closeSession = nullptr;
        QAction *compare = nullptr;
        QAction *alert = nullptr;
        QAction *start = nullptr;
        QAction *stop = nullptr;
        QAction *restart = nullptr;
        QAction *copy = nullptr;
        QAction *prefetch = nullptr;
        QAction *filter = nullptr;
        QAction *undo = nullptr;
        QAction *redo = nullptr;
        QActionGroup *looks = nullptr;
        QActionGroup *perspectives = nullptr; // in their order
        QAction *present = nullptr;
        QAction *leave = nullptr;       // presenting, by Esc
        QActionGroup *faults = nullptr; // in the order of the table
        QAction *endFaults = nullptr;
        QActionGroup *tunerModes = nullptr; // off, advise, auto
        QAction *applyAdvice = nullptr;
        QAction *dismissAdvice = nullptr;
        QAction *toAnchor = nullptr;
        QAction *resumeTuner = nullptr;
    } m_do;
};

} // namespace forefetch
