// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "core/tune/tuner.h"

#include <cstdint>
#include <map>
#include <string>

namespace forefetch {

class LiveRun;

// Tells people on a terminal what the tuner of a run suggests and does, each once: a suggestion, a
// step, what came of it, and why it stopped.
//
// Thread: the main thread.
class TunerNotes
{
public:
    TunerNotes(LiveRun &run, Console &console) : m_run(run), m_console(console) {}

    // From time to time while it runs.
    void look();

private:
    LiveRun &m_run;
    Console &m_console;
    std::map<std::uint32_t, TuneStep::State> m_told; // by step, as many as the journal keeps
    std::string m_stopped;
};

// What there is to say of a step in its state; empty when it is nothing.
std::string noteText(const TuneStep &step);

} // namespace forefetch
