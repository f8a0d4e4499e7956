// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What machines ask: whether it lives, whether it is ready, its figures, and what else can be
// asked.
#include "core/admin/adminroutes.h"
#include "core/admin/openapi.h"
#include "core/admin/originprobe.h"
#include "core/live/liverun.h"
#include "core/metrics/isotime.h"
#include "core/metrics/openmetrics.h"
#include "core/metrics/prometheustext.h"

namespace forefetch::answers {

namespace {

constexpr const char *kPlain = "text/plain; charset=utf-8";

} // namespace

AdminReply health(const AdminCall &)
{
    return AdminReply::text("ok\n", kPlain);
}

// What is said names nothing, for everybody may ask. An origin that answers with errors can be
// reached; one that nobody has asked for lately is taken to be there.
AdminReply readiness(const AdminCall &call)
{
    if (call.isDraining || !call.session().isRunning())
        return AdminReply::text("draining\n", kPlain, 503);
    if (!call.session().originHealth().isFailing())
        return AdminReply::text("ready\n", kPlain);
    const std::optional<bool> reachable = call.probe->reachable();
    if (!reachable)
        return AdminReply::notReady();
    return *reachable ? AdminReply::text("ready\n", kPlain)
                      : AdminReply::text("origin unreachable\n", kPlain, 503);
}

AdminReply metrics(const AdminCall &call)
{
    const Snapshot snapshot = call.session().snapshot();
    const auto accept = call.head->headers.joined("accept");
    AdminReply reply = accept && wantsOpenMetrics(*accept)
                           ? AdminReply::text(toOpenMetrics(snapshot), kOpenMetricsType)
                           : AdminReply::text(toPrometheusText(snapshot), kPrometheusTextType);
    reply.fields.add("Vary", "Accept");
    return reply;
}

AdminReply openApi(const AdminCall &)
{
    return AdminReply::text(std::string(openApiText()), "application/json");
}

AdminReply instance(const AdminCall &call)
{
    const Snapshot snapshot = call.session().snapshot();
    boost::json::object object{{"schema", 1},
                               {"instance", call.instance},
                               {"version", FOREFETCH_VERSION},
                               {"source", snapshot.source},
                               {"taken_at", isoTime(snapshot.takenAt)},
                               {"uptime_seconds", snapshot.uptime},
                               {"gateway", call.subject->run.gatewayUrl()},
                               {"origin", call.session().origin().text()},
                               {"may_change", !call.mayChange}};
    if (call.mayChange)
        object["why_not"] = call.mayChange->detail;
    return AdminReply::json(object);
}

} // namespace forefetch::answers
