// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/origin.h"
#include "core/fetch/ioloop.h"
#include "core/replay/departures.h"
#include "core/replay/replayfigures.h"
#include "core/request/session.h"
#include "core/time/clock.h"
#include "core/trace/tracereader.h"

#include <memory>
#include <mutex>

namespace forefetch {

// Sends the requests of a trace to a gateway at the trace's own times, an open loop: what is due
// leaves when it is due, however slow the answers are.
//
//     LiveRun run(plan);                          // whose plan.sessionKey is Replay::sessionKey()
//     Replay replay(*Origin::parse(run.gatewayUrl()), *reader, clock, {.speed = {10}});
//     replay.start();
//     ... replay.state().ended ...
//     replay.stop();
//
// A request carries the trace's method, target and agent; a log knows no bodies and no credentials,
// so none are sent. Each session of the trace has a number of its own in the field
// Forefetch-Session, which Connection names, so that it ends at the gateway (RFC 9110, 7.6.1) and
// the target sees nothing of it.
//
// A thread of its own, which reads the trace as well: a source that blocks holds up stop().
// Thread: start, stop: the owner's; state: any. A Qt application object exists.
class Replay
{
public:
    // What the gateway is to tell the sessions apart by.
    static SessionKey sessionKey();

    struct State
    {
        ReplayFigures figures; // as of some hundredths of a second ago, until it has ended
        bool ended = false;    // all was sent and answered
    };

    // Reader and clock outlive it.
    Replay(Origin gateway, TraceReader &reader, const Clock &clock,
           const DepartureOptions &options);
    ~Replay();
    Replay(const Replay &) = delete;
    Replay &operator=(const Replay &) = delete;

    void start();
    // Sends no more, and cuts off what is without an answer.
    void stop();
    State state() const;

private:
    class Client;

    void publish(const ReplayFigures &figures, bool ended);

    const Origin m_gateway;
    TraceReader &m_reader;
    const Clock &m_clock;
    const DepartureOptions m_options;
    mutable std::mutex m_mutex; // guards the one below
    State m_state;
    std::unique_ptr<Client> m_client; // lives and dies in the loop's thread
    IoLoop m_loop;
};

} // namespace forefetch
