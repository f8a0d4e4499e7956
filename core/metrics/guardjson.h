// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/guardfigures.h"
#include "core/result.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace forefetch {

// The guard's interventions in a document for programs: an array, the oldest first, of
// {"number", "taken_at", "action", "reason", "measured", "limit"}.
//
// Thread: any.
boost::json::array guardEventsJson(const std::vector<GuardEvent> &events);
// The reverse; the moments on the pipeline's own time line are not in the document.
Result<std::vector<GuardEvent>> guardEventsFrom(const boost::json::value &value);

} // namespace forefetch
