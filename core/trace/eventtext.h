// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/traceevent.h"
#include "core/trace/tracereader.h"

#include <string>
#include <string_view>

namespace forefetch {

// Stands in a HAR for a host that is not known (RFC 6761: .invalid never resolves).
inline constexpr std::string_view kHarWithoutHost = "trace.invalid";

// An event as one format has it, appended to `out`; and what stands around all of them (a header
// line, the frame of a HAR). Between two entries of a HAR the caller puts a comma.
void appendEvent(std::string &out, TraceFormat format, const TraceEvent &event);
std::string_view eventsBegin(TraceFormat format);
std::string_view eventsEnd(TraceFormat format);

} // namespace forefetch
