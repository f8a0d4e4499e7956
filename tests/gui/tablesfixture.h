// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulate/virtualdrive.h"

#include <chrono>
#include <string>

namespace forefetch {

// A pipeline in virtual time, for tables to read from: sessions that walk from a list to an item,
// so that the second is prefetched.
struct TablesWorld
{
    TablesWorld() : origin(clock, fixedAnswers(std::chrono::milliseconds(50), 1000))
    {
        set(Param::WorkersMaxRequestsPerSecond, 1000);
        set(Param::WorkersCount, 8);
        set(Param::CachePolicy, static_cast<double>(CachePolicy::Assume));
        [[maybe_unused]] const bool started = pipeline.start().ok();
    }
    void set(Param p, double value)
    {
        [[maybe_unused]] const bool done = settings.set(p, value, "test").ok();
    }
    void request(const std::string &target, Method method = Method::Get)
    {
        Exchange e;
        at += std::chrono::milliseconds(200);
        e.at = at;
        e.session = {session, 1};
        e.resource = pipeline.interner().intern(target);
        e.method = method;
        drive.request(e);
        drive.runUntil(at + std::chrono::milliseconds(100));
    }
    // A session of its own: /list, then /items/N; from the second on the item is prefetched.
    void visit(int item)
    {
        ++session;
        request("/list/" + std::to_string(item));
        request("/items/" + std::to_string(item));
    }
    std::uint64_t requests() { return pipeline.snapshot().demand.requests; }

    ManualClock clock;
    Settings settings{clock};
    OriginModel origin;
    Pipeline pipeline{settings, clock, origin, {}};
    VirtualDrive drive{pipeline, clock, origin};
    TimePoint at{};
    std::uint32_t session = 0;
};

} // namespace forefetch
