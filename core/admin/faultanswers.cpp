// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The demo's faults by the admin API.
#include "core/admin/adminroutes.h"
#include "core/fault/faulttimeline.h"
#include "core/live/livesession.h"

#include <boost/json/array.hpp>

namespace forefetch::answers {

namespace {

namespace json = boost::json;

AdminReply noFaults()
{
    return AdminReply::problem(404, "only a demo can be made to fail");
}

AdminReply withFault(const AdminCall &call, void (FaultBoard::*what)(Fault))
{
    if (call.subject->faults() == nullptr)
        return noFaults();
    const Result<Fault> fault = faultFrom(call.places.front());
    if (!fault)
        return AdminReply::problem(404, fault.error().text);
    (call.subject->faults()->*what)(*fault);
    return faults(call);
}

} // namespace

AdminReply faults(const AdminCall &call)
{
    if (call.subject->faults() == nullptr)
        return noFaults();
    json::array list;
    for (const FaultScenario &scenario : faultScenarios())
        list.push_back(json::object{{"name", scenario.name},
                                    {"on", call.subject->faults()->isOn(scenario.fault)},
                                    {"help", scenario.sentence}});
    return AdminReply::json(json::object{{"schema", 1}, {"faults", list}});
}

AdminReply beginFault(const AdminCall &call)
{
    return withFault(call, &FaultBoard::begin);
}

AdminReply endFault(const AdminCall &call)
{
    return withFault(call, &FaultBoard::end);
}

} // namespace forefetch::answers
