// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/admin/access.h"
#include "core/request/request.h"
#include "core/request/target.h"
#include "core/result.h"
#include "core/time/clock.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

class FaultBoard;
class LiveRun;
class LiveSession;
class OriginProbe;

// What the admin API speaks of: a run from its begin() on, which outlives the server.
struct AdminSubject
{
    LiveRun &run;

    LiveSession &session() const;
    FaultBoard *faults() const; // of a demo; null elsewhere
};

// One request as its route sees it: checked, and its body read.
struct AdminCall
{
    const AdminSubject *subject = nullptr;
    const RequestHead *head = nullptr;
    std::string_view instance;             // of this start of the server, unlike any other
    std::optional<AdminRefusal> mayChange; // why the caller may not change anything; nothing: may
    std::vector<std::string> places;       // what stood in the braces of the route's path
    Params query;                          // decoded
    std::string body;
    OriginProbe *probe = nullptr; // of the server's thread
    bool isDraining = false;
    TimePoint arrivedAt{};
    bool isLate = false; // it has waited long enough for what is made on demand

    // Whether what was made at that moment tells how it is now, or will have to do.
    bool isRecent(TimePoint madeAt) const
    {
        return isLate || madeAt >= arrivedAt - std::chrono::seconds(1);
    }

    LiveSession &session() const { return subject->session(); }
    // Nothing where it is absent.
    std::optional<std::string> parameter(std::string_view name) const;
    // A whole number up to `most`; the error names the parameter.
    Result<std::uint64_t> number(std::string_view name, std::uint64_t standard,
                                 std::uint64_t most) const;
    // The body as a JSON object; the error says what it is instead.
    Result<boost::json::object> object() const;
};

} // namespace forefetch
