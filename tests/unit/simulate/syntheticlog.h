// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/recordedtrace.h"
#include "core/time/random.h"
#include "core/trace/ownedevent.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace forefetch {

// A log of visitors who read page after page of a book, beginning anywhere: what comes next can be
// learnt. Whole seconds, no durations, so that every format can carry it.
struct SyntheticLog
{
    std::uint64_t seed = 1;
    std::uint32_t visitors = 40;
    std::uint32_t pages = 60;
    std::size_t requests = 3000;
    double jumps = 0.2; // share of steps to any page
    bool withStatus = true;

    std::vector<OwnedEvent> events() const
    {
        Random random(seed);
        std::vector<std::uint64_t> page(visitors);
        for (std::uint64_t &p : page)
            p = random.below(pages);
        std::vector<OwnedEvent> all;
        std::int64_t second = 1'700'000'000;
        for (std::size_t i = 0; i < requests; ++i) {
            second += static_cast<std::int64_t>(random.below(4));
            const auto v = static_cast<std::uint32_t>(random.below(visitors));
            page[v] = random.uniform() < jumps ? random.below(pages) : (page[v] + 1) % pages;
            const std::string client = "10.0.0." + std::to_string(v);
            const std::string target = "/book/" + std::to_string(page[v]);
            TraceEvent event;
            event.at = WallTime(std::chrono::seconds(second));
            event.session = {v, 1};
            event.status = !withStatus ? 0 : page[v] % 17 == 16 ? 404 : 200;
            event.bytes = 500 + static_cast<std::int64_t>(page[v]);
            event.number = i + 1;
            event.method = "GET";
            event.target = target;
            event.client = client;
            event.agent = "reader";
            all.emplace_back(event);
        }
        return all;
    }

    std::unique_ptr<RecordedTrace> trace(const OriginOptions &options = {}) const
    {
        TraceRecorder recorder;
        for (const OwnedEvent &event : events())
            recorder.add(event.event());
        return recorder.finish(options);
    }
};

} // namespace forefetch
