// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/originhealth.h"

namespace forefetch {

void OriginHealth::answered(int status, TimePoint now)
{
    if (status >= 500) {
        failed("answers with status " + std::to_string(status), now);
        return;
    }
    if (!m_failing.load(std::memory_order_relaxed))
        return;
    const std::lock_guard lock(m_mutex);
    m_state = {};
    m_failing.store(false, std::memory_order_relaxed);
}

void OriginHealth::failed(std::string_view what, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    if (m_state.failuresInARow++ == 0)
        m_state.since = now;
    m_state.newest = now;
    m_state.what = what;
    m_failing.store(true, std::memory_order_relaxed);
}

OriginHealth::State OriginHealth::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

} // namespace forefetch
