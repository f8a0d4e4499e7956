// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A recording that is shown in place of what runs, and the way through it.
#include "ui/panels/knobspanel.h"
#include "ui/panels/replaybar.h"
#include "ui/panels/tablespanel.h"
#include "ui/panels/timelinespanel.h"
#include "ui/panels/transitionspanel.h"
#include "ui/window/mainwindow.h"

#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>

#include <utility>

namespace forefetch {

void MainWindow::makeReplayBar()
{
    m_replay = new ReplayBar(m_theme, this);
    m_replay->hide();
    connect(m_replay, &ReplayBar::momentAsked, this, &MainWindow::showMoment);
    connect(m_replay, &ReplayBar::liveAsked, this, &MainWindow::closeSession);
    m_do.closeSession = new QAction(tr("&Back to the run"), this);
    m_do.closeSession->setToolTip(tr("Close the recording, and show what runs now"));
    connect(m_do.closeSession, &QAction::triggered, this, &MainWindow::closeSession);
}

RunSource *MainWindow::source() const
{
    if (m_past)
        return m_past.get();
    if (m_attached)
        return attachedSource();
    return m_run ? &m_run->source() : nullptr;
}

Settings &MainWindow::shownSettings() const
{
    if (m_past)
        return m_past->settings();
    return m_attached ? attachedSettings() : m_run->session().settings();
}

// They look at what was shown.
void MainWindow::forgetPanels()
{
    delete std::exchange(m_knobs, nullptr);
    delete std::exchange(m_timelines, nullptr);
    delete std::exchange(m_transitions, nullptr);
}

Result<void> MainWindow::openSession(const QString &path)
{
    auto opened = RecordedRun::open(path.toStdString());
    if (!opened)
        return opened.error();
    forgetPanels();
    m_past = std::move(*opened);
    adopt();
    std::vector<TimePoint> moments;
    for (std::size_t i = 0; i < m_past->moments(); ++i)
        moments.push_back(m_past->timeOf(i));
    m_replay->begin(std::move(moments), m_past->clock());
    m_replay->setLive(m_run || m_attached);
    m_replay->show();
    m_timer.start(std::chrono::milliseconds(100));
    tick();
    return {};
}

void MainWindow::leavePast()
{
    m_replay->setPlaying(false);
    m_replay->hide();
    m_past.reset();
}

void MainWindow::closeSession()
{
    if (!m_past || (!m_run && !m_attached))
        return;
    forgetPanels();
    leavePast();
    adopt();
    tick();
}

void MainWindow::showMoment(std::size_t moment)
{
    if (!m_past)
        return;
    if (const auto moved = m_past->moveTo(moment); !moved) {
        m_replay->setPlaying(false);
        tell(QString::fromStdString(moved.error().text));
        return;
    }
    m_tables->moved(m_past->clock());
    m_timelines->moved();
    refreshPanels();
}

SourceBar::Source MainWindow::sourceText() const
{
    SourceBar::Source text;
    const RunSource *shown = source();
    if (!shown)
        return text;
    const RunAbout about = shown->about();
    text.targetUrl = QString::fromStdString(about.target);
    if (!m_past) {
        text.title = !about.title.empty() ? QString::fromStdString(about.title)
                     : about.isDemo       ? tr("Demo shop · simulated traffic")
                                          : tr("Gateway");
        text.gatewayUrl = QString::fromStdString(about.gateway);
        if (m_attached)
            text.note = tr("→ %1, runs elsewhere").arg(text.targetUrl);
        return text;
    }
    text.title =
        tr("Recording %1").arg(QFileInfo(QString::fromStdString(m_past->path())).fileName());
    const auto began =
        QDateTime::fromMSecsSinceEpoch(m_past->wallOf(m_past->began()).time_since_epoch().count());
    text.note = tr("%1, recorded %2")
                    .arg(about.isDemo ? tr("Demo shop") : text.targetUrl,
                         QLocale().toString(began, QLocale::ShortFormat));
    return text;
}

} // namespace forefetch
