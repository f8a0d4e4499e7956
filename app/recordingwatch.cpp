// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recordingwatch.h"

#include "core/live/liverun.h"
#include "core/metrics/quantity.h"

namespace forefetch {

void RecordingWatch::tellAlerts()
{
    const SessionAlert::Figures figures =
        m_run.alert() ? m_run.alert()->figures() : SessionAlert::Figures();
    if (figures.fired == m_alerts)
        return;
    m_alerts = figures.fired;
    const std::string why = "Alert: " + figures.why;
    if (!figures.problem.empty())
        m_console.error(why + "; what was before it is lost: " + figures.problem);
    else if (!figures.file.empty())
        m_console.note(why + "; what was before it is in " + figures.file);
}

void RecordingWatch::look()
{
    tellAlerts();
    if (m_failed)
        return;
    std::string problem;
    if (m_run.recorder() != nullptr)
        problem = m_run.recorder()->figures().problem;
    else if (m_run.sessionRecorder() != nullptr)
        problem = m_run.sessionRecorder()->figures().problem;
    m_failed = !problem.empty();
    if (m_failed)
        m_console.error(problem);
}

bool RecordingWatch::report()
{
    look();
    if (m_run.sessionRecorder() != nullptr)
        reportSession(*m_run.sessionRecorder());
    if (m_run.recorder() == nullptr)
        return !m_failed;
    const TrafficRecorder::Figures figures = m_run.recorder()->figures();
    if (figures.dropped > 0)
        m_console.warning(groupedText(figures.dropped) + " requests are not in the recording");
    if (figures.bodiesLeftOut > 0)
        m_console.warning(groupedText(figures.bodiesLeftOut) +
                          " bodies are not in the recording: the disk is too slow for them");
    m_console.note(groupedText(figures.written) + " requests recorded in " +
                   m_run.recorder()->path());
    return !m_failed;
}

void RecordingWatch::reportSession(const SessionRecorder &recorder)
{
    const SessionRecorder::Figures figures = recorder.figures();
    if (figures.leftOut > 0)
        m_console.warning(groupedText(figures.leftOut) +
                          " requests are not in the recording: too many came at a time");
    if (figures.moments == 0)
        return; // why, is told
    m_console.note(spanText(seconds(figures.length)) + " recorded in " + recorder.path() + " (" +
                   bytesText(static_cast<double>(figures.bytes)) + "); forefetch opens it");
}

} // namespace forefetch
