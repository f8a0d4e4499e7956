// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/snapshot.h"

namespace forefetch {

namespace {

double ratio(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

double Snapshot::extraLoad() const
{
    const std::uint64_t served = prefetch[PrefetchState::Used] + prefetch[PrefetchState::Late];
    return ratio(prefetch.attempts, demand.originRequests + served);
}

double Snapshot::coverage() const
{
    const std::uint64_t served = prefetch[PrefetchState::Used] + prefetch[PrefetchState::Late];
    return ratio(served, served + demand.misses);
}

} // namespace forefetch
