// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cache/storability.h"
#include "core/metrics/demandmeter.h"
#include "core/metrics/ledger.h"
#include "core/request/exchange.h"
#include "core/request/prediction.h"

#include <cstdint>
#include <span>

namespace forefetch {

// Follows the traffic of a pipeline, for who replays it. Whatever it does is paid for by the thread
// that calls: it must be short, and call nothing of the pipeline.
//
// Thread: as said at each.
class TrafficListener
{
public:
    virtual ~TrafficListener() = default;
    // A request has arrived (model thread).
    virtual void arrived(const Exchange &exchange) = 0;
    // What the model says after the newest request of the session; it may speak again when an
    // answer tells it more (model thread).
    virtual void predicted(const Exchange &exchange, std::span<const Prediction> predictions) = 0;
    // The origin answered, to demand or prefetch, and this is what its freshness was judged to be
    // (any thread).
    virtual void judged(ResourceId resource, const StorageVerdict &verdict) = 0;
    // A demand request is over (any thread).
    virtual void finished(const Exchange &exchange, const DemandEnd &end) = 0;
    // A prefetch has ended, as Ledger::addEndListener says (any thread, under the ledger's lock).
    virtual void ended(const PrefetchRecord &record) = 0;
};

} // namespace forefetch
