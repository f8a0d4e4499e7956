// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faulttimeline.h"
#include "core/settings/settings.h"

#include <QTimer>

#include <functional>

namespace forefetch {

class TrafficRecorder;
class VirtualUsers;

// Plays those faults that are not the shop's: its users' and the cache's, and tells the recording
// which are there. The shop looks at the board by itself.
//
//     FaultConductor conductor(board, users, settings, recorder, 25);
//     board.begin(Fault::CacheResize);    // acts within 50 ms
//
// When the last of them is gone everything is as before; what somebody else has set meanwhile
// stays.
//
// Thread: the main thread, which runs an event loop. What it is given outlives it.
class FaultConductor
{
public:
    // `recorder` null: nothing is recorded. `rate` is the users' usual one.
    FaultConductor(const FaultBoard &board, VirtualUsers &users, Settings &settings,
                   TrafficRecorder *recorder, double rate);
    ~FaultConductor();
    FaultConductor(const FaultConductor &) = delete;
    FaultConductor &operator=(const FaultConductor &) = delete;

    // What has come or gone since the last call acts now; the timer calls it.
    void look();

private:
    void setHerd(bool on);
    void setSmallCache(bool on);

    const FaultBoard &m_board;
    VirtualUsers &m_users;
    Settings &m_settings;
    TrafficRecorder *m_recorder;
    double m_rate;
    bool m_herd = false;
    bool m_drift = false;
    bool m_smallCache = false;
    double m_before = 0; // the capacity, MiB
    double m_cutTo = 0;  // what it was cut to
    std::string m_known; // as the recording knows them
    QTimer m_timer;
};

} // namespace forefetch
