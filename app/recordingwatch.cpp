// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recordingwatch.h"

#include "core/live/liverun.h"
#include "core/metrics/quantity.h"

namespace forefetch {

void RecordingWatch::look()
{
    if (m_failed || m_run.recorder() == nullptr)
        return;
    const std::string problem = m_run.recorder()->figures().problem;
    m_failed = !problem.empty();
    if (m_failed)
        m_console.error(problem);
}

bool RecordingWatch::report()
{
    look();
    if (m_run.recorder() == nullptr)
        return true;
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

} // namespace forefetch
