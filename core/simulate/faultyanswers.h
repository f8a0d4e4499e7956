// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fault/faultact.h"
#include "core/simulate/originmodel.h"
#include "core/simulate/recordedtrace.h"

#include <cstdint>
#include <memory>
#include <span>

namespace forefetch {

// What an origin answers while faults are there, in virtual time: later, with an error, not at all,
// and, where it is a queue with few servers, later for everybody the more it is asked. Demand and
// prefetches come to the same origin, so that a prefetch really takes a server from demand.
//
//     OriginModel origin(clock, faultyAnswers(clock, fixedAnswers(50ms, 1024), faults, 1, {}));
//
// Thread: one, which also moves the clock.
OriginAnswers faultyAnswers(const Clock &clock, OriginAnswers own,
                            std::shared_ptr<const FaultTimeline> faults, std::uint64_t seed,
                            const NormalLoad &normal);

// What the origin of a log had to do on average, if nothing was cached.
NormalLoad normalLoadOf(const RecordedTrace &trace);

// The faults of a log's users, as changes of the log itself. While traffic drifts, each thing that
// is asked for gives way to another one of its route, always the same one; a thing alone in its
// route, to another such. A herd are the sessions that begin while it is there: all at once, asking
// faster. Both for the time of a schedule that counts from the log's beginning.
//
// Thread: the owner's of the trace.
void bendTraffic(RecordedTrace &trace, std::span<const PlannedFault> faults, std::uint64_t seed);

} // namespace forefetch
