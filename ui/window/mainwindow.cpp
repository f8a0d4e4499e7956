// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/controls/rulesbutton.h"
#include "ui/controls/tunersteps.h"
#include "ui/panels/exporter.h"
#include "ui/panels/helpviewer.h"
#include "ui/panels/knobspanel.h"
#include "ui/panels/modelpanel.h"
#include "ui/panels/replaybar.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/transitionspanel.h"
#include "ui/panels/tunerpanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/comparedialog.h"
#include "ui/window/connectdialog.h"
#include "ui/window/logdialog.h"
#include "ui/window/originbanner.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QSettings>
#include <QStatusBar>
#include <QUndoStack>
#include <QVBoxLayout>

#include <utility>

namespace forefetch {

namespace {

constexpr Duration kStopTime = std::chrono::milliseconds(300); // longer would be felt
constexpr int kRecentTargets = 8;
constexpr double kPresentingScale = 1.35; // read from the last row of a room

QString toText(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent), m_system(Theme::fromSystem(QApplication::palette())), m_theme(m_system),
      m_undo(new QUndoStack(this)), m_banner(new OriginBanner(this)),
      m_verdict(new VerdictStrip(this)), m_middle(new QWidget(this)),
      m_pastUndo(new QUndoStack(this)), m_state(new QLabel(this))
{
    setWindowTitle(tr("Forefetch"));
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(m_middle);
    column->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    column->setSpacing(space::medium);
    makeReplayBar();
    column->addWidget(m_replay);
    column->addWidget(m_banner);
    setCentralWidget(m_middle);
    makeActions();
    makeDocks();
    makeMenus();
    makeRecording();
    statusBar()->addPermanentWidget(m_state);
    restoreLayout();
    applyLook();
    connect(&m_timer, &QTimer::timeout, this, &MainWindow::tick);
    showActions();
}

MainWindow::~MainWindow()
{
    // What can be undone, and the panels, look at the run.
    disconnect(m_undo, nullptr, this, nullptr);
    m_undo->clear();
    forgetPanels();
}

Result<void> MainWindow::begin(RunPlan plan)
{
    stop();
    auto run = std::make_unique<LiveRun>(std::move(plan));
    if (auto begun = run->begin(); !begun) {
        showActions();
        return begun;
    }
    forgetPanels();
    m_steps.reset();
    m_undo->clear();
    leavePast();
    m_run = std::move(run);
    m_steps = std::make_unique<TunerSteps>(m_run->session().settings(), *m_undo);
    adopt();
    m_timer.start(std::chrono::milliseconds(100));
    tick();
    return {};
}

// Panels for what is shown from now on.
void MainWindow::adopt()
{
    const Clock &clock = source()->clock();
    m_knobs = new KnobsPanel(shownSettings(), isLive() ? *m_undo : *m_pastUndo, this);
    m_knobsDock->setWidget(m_knobs);
    m_timelines = new TimelinesPanel(m_theme, this);
    m_timelines->freezeAction()->setShortcutContext(Qt::WindowShortcut);
    m_timelines->liveAction()->setShortcutContext(Qt::WindowShortcut);
    m_middle->layout()->addWidget(m_timelines);
    static_cast<QVBoxLayout *>(m_middle->layout())->setStretchFactor(m_timelines, 1);
    m_transitions = new TransitionsPanel(m_theme, this);
    m_transitionsDock->setWidget(m_transitions);
    if (isLive())
        adoptRun();
    m_knobs->setEnabled(isLive());
    m_transitions->rules()->setEnabled(isLive());
    m_timelines->follow(clock);
    followPeriod();
    m_tables->begin(clock);
    m_model->begin();
    beginTuning();
    m_timelines->link(m_model->chart(), Timeline::Foresight);
    connect(m_timelines, &TimelinesPanel::frozenChanged, m_model, &ModelPanel::setFrozen);
    connect(m_timelines, &TimelinesPanel::frozenChanged, m_tables, &TablesPanel::setFrozen);
    connect(m_transitions, &TransitionsPanel::edgeSelected, m_tables, &TablesPanel::filterByEdge);
    connect(m_transitions, &TransitionsPanel::nodeSelected, m_tables, &TablesPanel::filterByNode);
    connect(m_transitions, &TransitionsPanel::selectionCleared, m_tables, &TablesPanel::clearEdge);
    m_knobs->setTheme(m_theme);
    makeViewMenu();
    showActions();
}

// What can be done to a run, and not to a recording.
void MainWindow::adoptRun()
{
    m_knobs->setProfile(m_run->plan().profile);
    m_knobs->setRules(&m_run->session().pipeline().rules());
    connect(m_knobs, &KnobsPanel::changing, this, &MainWindow::adoptSteps);
    connect(m_transitions->rules(), &RulesButton::chosen, this,
            [this](const PrefetchRuleList &rules, const QString &what) {
                m_undo->push(new RulesCommand(m_run->session().pipeline().rules(), rules, what));
            });
}

void MainWindow::stop()
{
    if (isRunning())
        m_run->end(kStopTime);
    showActions();
}

Snapshot MainWindow::snapshot() const
{
    return source() ? source()->snapshot() : Snapshot();
}

Report MainWindow::report() const
{
    const RunSource *shown = source();
    if (!shown)
        return {};
    Report report{shown->snapshot(), shown->sessions(Group::Treated),
                  shown->sessions(Group::HeldBack)};
    const RunAbout about = shown->about();
    report.title = m_source->source().title.toStdString();
    report.gateway = about.gateway;
    report.target = about.target;
    report.seed = about.seed;
    report.changes = datedChanges(shown->changes(), shown->clock().now(), report.snapshot.takenAt);
    return report;
}

void MainWindow::startAgain()
{
    if (!m_run)
        return;
    RunPlan plan = m_run->plan();
    plan.profile.values = m_run->session().settings().values();
    plan.profile.rules = *m_run->session().pipeline().rules().list();
    beginOrTell(std::move(plan));
}

void MainWindow::startDemo()
{
    RunPlan plan;
    plan.profile.values = demoSettings();
    plan.profile.values[Param::PrefetchEnabled] = 0; // to be switched on while one looks
    beginOrTell(std::move(plan));
}

void MainWindow::askTarget()
{
    const QString key = QStringLiteral("recentTargets");
    auto *dialog = new ConnectDialog(QSettings().value(key).toStringList(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, key] {
        const RunPlan plan = dialog->plan();
        QStringList recent = QSettings().value(key).toStringList();
        const QString target = toText(plan.target.text());
        recent.removeAll(target);
        recent.prepend(target);
        QSettings().setValue(key, QStringList(recent.mid(0, kRecentTargets)));
        beginOrTell(plan);
    });
    dialog->open();
}

void MainWindow::beginOrTell(RunPlan plan)
{
    if (const auto begun = begin(std::move(plan)); !begun)
        QMessageBox::warning(this, tr("Could not start"), toText(begun.error().text));
}

void MainWindow::tick()
{
    if (m_run) {
        m_run->session().tick();
        adoptSteps();
        showRecording();
    }
    if (source() && isVisible() && !isMinimized())
        refreshPanels();
    if (m_run && (!isLive() || !isVisible() || isMinimized()))
        m_run->session().tuner().setWatched(false);
}

void MainWindow::refreshPanels()
{
    RunSource &shown = *source();
    const Snapshot now = shown.snapshot();
    m_verdict->update(now, shown.sessions(Group::Treated), shown.sessions(Group::HeldBack));
    m_knobs->refresh();
    refreshTimelines();
    showFaults();
    m_banner->update(shown.originHealth(), toText(shown.about().target), shown.clock().now());
    m_transitions->rules()->setRules(std::make_shared<const PrefetchRuleList>(shown.rules()));
    refreshTransitions();
    m_tables->update(shown.rows(), shown.clock());
    if (!m_model->visibleRegion().isEmpty())
        m_model->update(shown.modelView());
    refreshTuner();
    showStatus(now);
}

void MainWindow::showStatus(const Snapshot &snapshot)
{
    m_state->setText(tr("%L1 requests  ·  %L2 prefetches  ·  settings revision %3")
                         .arg(snapshot.demand.requests)
                         .arg(snapshot.prefetch.scheduled)
                         .arg(snapshot.revision));
    const bool on = shownSettings().enabled(Param::PrefetchEnabled);
    if (m_do.prefetch->isChecked() != on)
        m_do.prefetch->setChecked(on);
}

void MainWindow::setLook(Look look)
{
    m_look = look;
    applyLook();
}

void MainWindow::applyLook()
{
    m_theme = m_look == Look::System  ? m_system
              : m_look == Look::Light ? Theme::light()
                                      : Theme::dark();
    m_theme.typeScale = m_presenting ? kPresentingScale : 1;
    applyTheme(*qApp, m_theme);
    m_source->setTheme(m_theme);
    m_banner->setTheme(m_theme);
    m_replay->setTheme(m_theme);
    m_exporter->setTheme(m_theme);
    m_verdict->setTheme(m_theme);
    m_tables->setTheme(m_theme);
    m_model->setTheme(m_theme);
    m_tuner->setTheme(m_theme);
    if (m_knobs)
        m_knobs->setTheme(m_theme);
    if (m_timelines)
        m_timelines->setTheme(m_theme);
    if (m_transitions)
        m_transitions->setTheme(m_theme);
    if (m_log)
        m_log->setTheme(m_theme);
    if (m_compare)
        m_compare->setTheme(m_theme);
    if (m_help)
        m_help->setTheme(m_theme);
    showActions();
}

void MainWindow::tell(const QString &text)
{
    statusBar()->showMessage(text, 6000);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    setPresenting(false); // what is kept is the window as it was before
    saveLayout();
    if (m_log)
        m_log->hide();
    stop();
    QMainWindow::closeEvent(event);
}

} // namespace forefetch
