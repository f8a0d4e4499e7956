// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"

#include <cstdint>

namespace forefetch {

class LiveRun;
class SessionRecorder;

// Tells people of the recording of a run, where there is one: at once when its file takes no more,
// and at the end what is in it; and of alerts.
//
// Thread: the main thread.
class RecordingWatch
{
public:
    RecordingWatch(LiveRun &run, Console &console) : m_run(run), m_console(console) {}

    // From time to time while it runs; everything else goes on.
    void look();
    // Once, after the run's end; false when the file is not whole.
    bool report();

private:
    void tellAlerts();
    void reportSession(const SessionRecorder &recorder);

    LiveRun &m_run;
    Console &m_console;
    bool m_failed = false;
    std::uint64_t m_alerts = 0; // that were told of
};

} // namespace forefetch
