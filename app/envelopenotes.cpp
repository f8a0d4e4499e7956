// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/envelopenotes.h"

namespace forefetch {

void EnvelopeNotes::look(const Snapshot &snapshot)
{
    if (snapshot.tuner.outside == m_told)
        return;
    m_told = snapshot.tuner.outside;
    if (m_told.empty())
        m_console.note("Within what the profile was tested with again", "tuner");
    else
        m_console.warning(outsideText(m_told), "tuner");
}

} // namespace forefetch
