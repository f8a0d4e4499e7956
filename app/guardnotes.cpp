// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/guardnotes.h"

namespace forefetch {

void GuardNotes::look(const GuardFigures &figures)
{
    for (const GuardEvent &event : figures.events) {
        if (event.number <= m_told)
            continue;
        m_told = event.number;
        m_console.note("Guard: " + event.reason, "guard");
    }
}

} // namespace forefetch
