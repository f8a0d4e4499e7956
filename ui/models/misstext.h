// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/recentrequests.h"
#include "ui/models/whytext.h"

#include <QString>

namespace forefetch {

// Why requests were no hits, in words: for the tables, and for "Why?" beside them.
//
//     missText(MissReason::BelowThreshold) == "below the threshold"
//
// Thread: the GUI thread.

QString missText(MissReason reason);      // "below the threshold"
QString missSentence(const Miss &miss);   // "It was predicted with P(used) 0.25, and 0.30 …"
QString missRemedy(const Miss &miss);     // what would have made it a hit, the cheapest first
QString missHelp(MissReason reason);      // the same of all misses with this reason
QString shortWhy(const RequestRecord &r); // a cell: "below the threshold by 0.05"

// Where what the sentences name is found.
struct RequestSources
{
    QString target; // redacted
    WhySources prefetches;
    std::function<std::optional<PrefetchRecord>(PrefetchId)> prefetch;
};

WhyText whyOf(const RequestRecord &request, const RequestSources &sources);

} // namespace forefetch
