// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the admin API says of the figures and of what has been learnt.
#include "core/admin/adminroutes.h"
#include "core/admin/modeldocument.h"
#include "core/live/livesession.h"
#include "core/metrics/snapshotjson.h"
#include "core/pipeline/transitiongraphtext.h"

namespace forefetch::answers {

namespace {

constexpr const char *kJson = "application/json";

} // namespace

AdminReply snapshot(const AdminCall &call)
{
    return AdminReply::text(toJson(call.session().snapshot()), kJson);
}

// While nobody asks none is made, so that the first who asks waits for it.
AdminReply graph(const AdminCall &call)
{
    const auto graph = call.session().pipeline().transitionGraph();
    if (!graph || !call.isRecent(graph->at))
        return AdminReply::notReady();
    if (call.parameter("as") == "dot")
        return AdminReply::text(toDot(*graph), "text/vnd.graphviz");
    return AdminReply::text(toJson(*graph), kJson);
}

AdminReply model(const AdminCall &call)
{
    const auto view = call.session().pipeline().modelView();
    if (!view || !call.isRecent(view->at))
        return AdminReply::notReady();
    return AdminReply::json(modelJson(*view));
}

// What --save-model would write now.
AdminReply modelFile(const AdminCall &call)
{
    const auto saved = call.session().pipeline().savedModel();
    if (!saved || !call.isRecent(saved->at))
        return AdminReply::notReady();
    if (saved->bytes.empty())
        return AdminReply::problem(409, saved->problem);
    AdminReply reply = AdminReply::text(saved->bytes, "application/octet-stream");
    reply.fields.add("Content-Disposition", "attachment; filename=\"forefetch.model\"");
    return reply;
}

} // namespace forefetch::answers
