// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fleetfetcher.h"

namespace forefetch {

void FleetFetcher::start(const FetchRequest &request, FetchSink &sink)
{
    if (!m_claim)
        return m_inner.start(request, sink);
    {
        const std::lock_guard lock(m_mutex);
        m_asking.emplace(request.id, &sink);
    }
    m_claim(request.key, [this, request, &sink](bool isOurs) { claimed(request, sink, isOurs); });
}

void FleetFetcher::claimed(const FetchRequest &request, FetchSink &sink, bool isOurs)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_asking.erase(request.id) == 0)
            return; // cancelled meanwhile
        if (isOurs)
            return m_inner.start(request, sink);
    }
    sink.onEnd(request.id, {FetchStatus::Cancelled, "another gateway fetches it, or has it", 0});
}

void FleetFetcher::cancel(PrefetchId id)
{
    FetchSink *asking = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_asking.find(id); found != m_asking.end()) {
            asking = found->second;
            m_asking.erase(found);
        } else {
            m_inner.cancel(id);
        }
    }
    if (asking != nullptr)
        asking->onEnd(id, {FetchStatus::Cancelled, "cancelled before it was sent", 0});
}

} // namespace forefetch
