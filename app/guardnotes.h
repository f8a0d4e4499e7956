// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "core/metrics/guardfigures.h"

#include <cstdint>

namespace forefetch {

// Tells people on a terminal when the guard steps in and back, and why, each time once.
//
// Thread: the main thread.
class GuardNotes
{
public:
    explicit GuardNotes(Console &console) : m_console(console) {}

    // From time to time while it runs, often enough for no event to have left the figures.
    void look(const GuardFigures &figures);

private:
    Console &m_console;
    std::uint64_t m_told = 0; // the newest
};

} // namespace forefetch
