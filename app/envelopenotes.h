// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "core/metrics/snapshot.h"

#include <vector>

namespace forefetch {

// Tells people on a terminal that a run leaves what its profile was tested with, and that it is
// back within it: at the start and at each change, once.
//
// Thread: the main thread.
class EnvelopeNotes
{
public:
    explicit EnvelopeNotes(Console &console) : m_console(console) {}

    // From time to time while it runs.
    void look(const Snapshot &snapshot);

private:
    Console &m_console;
    std::vector<OutsideEnvelope> m_told;
};

} // namespace forefetch
