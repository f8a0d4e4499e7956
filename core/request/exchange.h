// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/request/request.h"
#include "core/time/clock.h"

namespace forefetch {

// One demand request as the model sees it. It is told twice of each: when the request arrives
// (status 0, so that prediction loses no time), and when its answer is known.
struct Exchange
{
    SessionId session;
    ResourceId resource;
    Partition partition;
    ContextId context;       // under what a prefetch caused by this request would run
    TimePoint at{};          // arrival
    Revision revision = 0;
    Method method = Method::Get;
    bool heldBack = false;   // the session belongs to the control group
    std::int16_t status = 0; // 0: not answered yet
    std::uint32_t bytes = 0; // of the response body, saturated; 0 when not answered
    ResponseHeadPtr head;    // null when not answered, or in virtual time
    Body body;               // only where a predictor asked for it
};

} // namespace forefetch
