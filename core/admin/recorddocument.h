// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pipeline/pipeline.h"

#include <boost/json/object.hpp>

#include <string>

namespace forefetch {

// Single requests and prefetches as the admin API writes them. Moments are dated by one on both
// clocks; credentials in targets are written as "…", and sessions are numbers that mean nothing
// elsewhere. Thread: any.
class RecordWriter
{
public:
    RecordWriter(const Pipeline &pipeline, const Clock &clock)
        : m_pipeline(pipeline), m_now(clock.now()), m_wallNow(clock.wallNow())
    {
    }

    boost::json::object request(const RequestRecord &record) const;
    // With where it came from: the edge of the model, the evidence, the rule, the threshold.
    boost::json::object prefetch(const PrefetchRecord &record) const;
    boost::json::object queued(const PrefetchRequest &request) const;

    // ISO 8601; null for a moment that never was.
    boost::json::value at(TimePoint moment) const;
    // Null for what is no longer known.
    boost::json::value target(ResourceId resource) const;

private:
    boost::json::object cause(const PrefetchCause &cause) const;

    const Pipeline &m_pipeline;
    TimePoint m_now;
    WallTime m_wallNow;
};

// "17-2": unlike any other session's in the process.
std::string sessionText(SessionId session);
// "hit", "miss", "late", "bypassed", "error"
std::string_view nameOf(DemandResult result);

} // namespace forefetch
