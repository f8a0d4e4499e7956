// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A log that is opened or dropped, and what is taken over from it.
#include "core/record/sessionformat.h"
#include "ui/controls/settingcommand.h"
#include "ui/models/coretexts.h"
#include "ui/panels/answerpane.h"
#include "ui/window/logdialog.h"
#include "ui/window/mainwindow.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QUndoStack>

namespace forefetch {

namespace {

// The one local file that is dragged, or none.
QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

} // namespace

void MainWindow::askLog()
{
    const QString key = QStringLiteral("log/folder");
    const QString folder = QSettings().value(key).toString();
    const QString path =
        m_chooseLog ? m_chooseLog()
                    : QFileDialog::getOpenFileName(
                          this, tr("Open a log or a recording"), folder,
                          tr("Logs and recordings (*.log *.log.* *.gz *.zst *.json *.jsonl *.har "
                             "*.csv *.tsv *.ffsession)") +
                              QStringLiteral(";;") + tr("All files (*)"));
    if (path.isEmpty())
        return;
    QSettings().setValue(key, QFileInfo(path).absolutePath());
    openFile(path);
}

void MainWindow::openFile(const QString &path)
{
    if (isSessionPath(path.toStdString())) {
        if (const auto opened = openSession(path); !opened)
            QMessageBox::warning(this, tr("Could not open the recording"),
                                 QString::fromStdString(opened.error().text));
        return;
    }
    LogRequest request;
    request.path = path.toStdString();
    openLog(std::move(request));
}

void MainWindow::openLog(LogRequest request)
{
    if (!m_log) {
        const auto settings = [this] {
            return source() ? shownSettings().values() : SettingsValues();
        };
        m_log = new LogDialog(m_theme, settings, this);
        m_log->addActions({m_do.undo, m_do.redo});
        connect(m_log, &LogDialog::openAsked, this, &MainWindow::askLog);
        connect(m_log, &LogDialog::useAsked, this, &MainWindow::useSetting);
    }
    if (m_run)
        request.reading.dropParameters = m_run->plan().profile.dropParameters;
    m_log->answerPane()->setUseProblem(
        isLive() ? QString()
                 : tr("Nothing runs whose knobs could be set: start the demo or connect"));
    m_log->openLog(request);
}

void MainWindow::useSetting(Param param, double value)
{
    if (!isLive())
        return;
    adoptSteps();
    Settings &settings = m_run->session().settings();
    m_undo->push(new SettingCommand(settings, param, value, 0));
    const bool off = !settings.enabled(Param::PrefetchEnabled);
    const QString set =
        tr("%1 is %2 now; Ctrl+Z takes it back.").arg(labelText(param), valueText(param, value));
    m_log->tell(off ? tr("%1 Prefetching is off: Ctrl+P switches it on.").arg(set) : set);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path);
}

} // namespace forefetch
