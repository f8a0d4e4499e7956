// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What runs is recorded into a file, by a person's wish.
#include "ui/charts/scale.h"
#include "ui/models/rowtexts.h"
#include "ui/window/comparedialog.h"
#include "ui/window/mainwindow.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QStandardPaths>
#include <QStatusBar>

namespace forefetch {

namespace {

// Where recordings go, unless a person says otherwise.
QString sessionsFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                           QStringLiteral("/sessions");
    QDir().mkpath(folder);
    return folder;
}

} // namespace

void MainWindow::makeRecordingActions()
{
    m_do.record = new QAction(tr("&Record session…"), this);
    m_do.record->setShortcut(tr("F9"));
    m_do.record->setCheckable(true);
    m_do.record->setToolTip(tr("Record all that the window shows into a file (F9)"));
    connect(m_do.record, &QAction::triggered, this, [this](bool on) { setRecording(on); });
    m_do.alert = new QAction(tr("&Alert…"), this);
    m_do.alert->setToolTip(tr("Save the last minute when the figures begin to say so"));
    connect(m_do.alert, &QAction::triggered, this, &MainWindow::askAlert);
    m_do.compare = new QAction(tr("&Compare recordings…"), this);
    m_do.compare->setShortcut(tr("Ctrl+Shift+D"));
    m_do.compare->setToolTip(tr("Two recordings side by side (Ctrl+Shift+D)"));
    connect(m_do.compare, &QAction::triggered, this, [this] {
        compareDialog()->show();
        compareDialog()->raise();
        compareDialog()->activateWindow();
    });
}

CompareDialog *MainWindow::compareDialog()
{
    if (!m_compare) {
        m_compare = new CompareDialog(m_theme, this);
        if (m_chooseLog)
            m_compare->setChooser(m_chooseLog);
    }
    return m_compare;
}

void MainWindow::makeRecording()
{
    m_alert = new QLabel(this);
    m_alert->setObjectName(QStringLiteral("alert"));
    m_alert->hide();
    statusBar()->addPermanentWidget(m_alert);
    m_recording = new QLabel(this);
    m_recording->setObjectName(QStringLiteral("recording"));
    m_recording->hide();
    statusBar()->addPermanentWidget(m_recording);
}

// In the folder for it, named by the time.
QString MainWindow::askSessionPath()
{
    if (m_chooseSession)
        return m_chooseSession();
    const QString folder = sessionsFolder();
    const auto now = QDateTime::fromMSecsSinceEpoch(
        m_run->session().clock().wallNow().time_since_epoch().count());
    const QString name = now.toString(QStringLiteral("'forefetch-'yyyy-MM-dd-HHmmss'.ffsession'"));
    QString path = QFileDialog::getSaveFileName(
        this, tr("Record the run into"), folder + u'/' + name, tr("Recordings (*.ffsession)"));
    if (!path.isEmpty() && !path.endsWith(QStringLiteral(".ffsession")))
        path += QStringLiteral(".ffsession");
    return path;
}

void MainWindow::setRecording(bool on, const QString &path)
{
    if (!isLive())
        return;
    if (!on && isRecording()) {
        const QString where = QString::fromStdString(m_run->sessionRecorder()->path());
        m_run->endRecording();
        tell(tr("Recorded in %1").arg(where));
    }
    const QString into = !on ? QString() : path.isEmpty() ? askSessionPath() : path;
    if (!into.isEmpty()) {
        if (const auto begun = m_run->beginRecording(into.toStdString()); !begun)
            QMessageBox::warning(this, tr("Could not record"),
                                 QString::fromStdString(begun.error().text));
    }
    m_recordingProblem.clear();
    showRecording();
}

Result<void> MainWindow::setAlert(const QString &rule)
{
    if (!m_run)
        return invalid("nothing runs");
    std::optional<AlertRule> made;
    if (!rule.isEmpty()) {
        const QString folder = sessionsFolder();
        made = AlertRule{.text = rule.toStdString(), .folder = folder.toStdString()};
    }
    const Result<void> set = m_run->setAlert(made);
    m_alertsTold = 0;
    showAlert();
    return set;
}

void MainWindow::askAlert()
{
    const SessionAlert *alert = m_run ? m_run->alert() : nullptr;
    QString rule = alert ? QString::fromStdString(alert->rule().text) : QString();
    for (;;) {
        bool isMeant = false;
        rule = QInputDialog::getText(this, tr("Alert"),
                                     tr("Save the last minute into a recording when this begins "
                                        "to hold, such as queue.size > 500; nothing: no alert"),
                                     QLineEdit::Normal, rule, &isMeant);
        if (!isMeant)
            return;
        const Result<void> set = setAlert(rule.trimmed());
        if (set)
            return;
        QMessageBox::warning(this, tr("Alert"), QString::fromStdString(set.error().text));
    }
}

void MainWindow::showAlert()
{
    const SessionAlert *alert = m_run ? m_run->alert() : nullptr;
    m_alert->setVisible(alert != nullptr);
    if (!alert)
        return;
    const SessionAlert::Figures figures = alert->figures();
    const QString rule = QString::fromStdString(alert->rule().text);
    m_alert->setText(figures.fired == 0 ? tr("Alert: %1").arg(rule)
                                        : tr("Alert: %1 (%2 times)").arg(rule).arg(figures.fired));
    m_alert->setToolTip(figures.file.empty()
                            ? tr("Saves the last minute when that begins to hold")
                            : tr("Saved last: %1").arg(QString::fromStdString(figures.file)));
    if (std::exchange(m_alertsTold, figures.fired) == figures.fired)
        return;
    const QString why = QString::fromStdString(figures.why);
    tell(figures.problem.empty()
             ? tr("%1. What was before it: %2").arg(why, QString::fromStdString(figures.file))
             : tr("%1. It could not be saved: %2")
                   .arg(why, QString::fromStdString(figures.problem)));
}

// Ten times a second; also what the command line began.
void MainWindow::showRecording()
{
    showAlert();
    const SessionRecorder *recorder = m_run ? m_run->sessionRecorder() : nullptr;
    m_do.record->setChecked(recorder != nullptr);
    m_recording->setVisible(recorder != nullptr);
    if (!recorder)
        return;
    const SessionRecorder::Figures figures = recorder->figures();
    const QString problem = QString::fromStdString(figures.problem);
    if (problem.isEmpty()) {
        m_recording->setText(tr("● Recording %1 · %2")
                                 .arg(spanText(seconds(figures.length)), sizeText(figures.bytes)));
        m_recording->setToolTip(
            tr("Into %1. %2 ends it.")
                .arg(QString::fromStdString(recorder->path()), m_do.record->shortcut().toString()));
        return;
    }
    m_recording->setText(tr("Recording ended"));
    m_recording->setToolTip(problem);
    if (std::exchange(m_recordingProblem, problem) != problem)
        tell(problem);
}

} // namespace forefetch
