// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/intake.h"
#include "core/trace/linesource.h"
#include "core/trace/ownedevent.h"

#include <memory>
#include <vector>

namespace forefetch {

// HAR 1.2 (har-spec 1.2.md): read to its end before the first event, because its entries are in no
// order; of each, what an event says is kept. Left out with a reason: entries whose JSON is broken,
// data: and other URLs that are not HTTP, entries that the browser's own cache or a service worker
// answered, entries without an answer, and, when no host is asked for, those of all hosts but the
// most frequent. Fields that begin with an underscore are ignored, but for the known ones of
// browsers and "_forefetch", which HarWriter adds.
//
// Fails when it is no HAR at all; a HAR that ends early yields what came before.
//
// Thread: the owner's.
class HarReader final : public TraceReader
{
public:
    // `source` has been read when it returns.
    static Result<std::unique_ptr<TraceReader>> open(LineSource &source, TraceOptions options,
                                                     TraceReport begun);

    bool next(TraceEvent &event) override;
    const TraceReport &report() const override { return m_intake->report(); }

private:
    HarReader() = default;

    std::unique_ptr<TraceIntake> m_intake;
    std::vector<OwnedEvent> m_events; // in the order of their beginnings
    std::size_t m_at = 0;
};

} // namespace forefetch
