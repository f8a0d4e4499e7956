// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/modeldocument.h"

#include "core/request/redact.h"

#include <boost/json/array.hpp>

#include <array>
#include <string_view>

namespace forefetch {

namespace {

namespace json = boost::json;

json::object ruleObject(const RouteRule &rule)
{
    return {{"from", redacted(rule.from)},
            {"to", redacted(rule.to)},
            {"binding", redacted(rule.binding)},
            {"count", rule.count},
            {"total", rule.total},
            {"sure", rule.sure}};
}

json::object reliabilityObject(const Reliability &reliability)
{
    json::array bins;
    for (const Reliability::Bin &bin : reliability.bins())
        bins.push_back(json::object{{"count", bin.count}, {"said", bin.said}, {"came", bin.came}});
    return {{"count", reliability.count()},
            {"error", reliability.error()},
            {"floor", reliability.floor()},
            {"bins", bins}};
}

json::object predictionObject(const ExplainedPrediction &said)
{
    json::object evidence;
    for (std::size_t i = 1; i < kEvidenceKinds; ++i)
        if (said.why.share[i] > 0)
            evidence[nameOf(static_cast<EvidenceKind>(i))] = said.why.share[i];
    json::object object{{"target", redacted(said.target)},
                        {"p_next", said.pNext},
                        {"p_used", said.pUsed},
                        {"count", said.cause.count},
                        {"total", said.cause.total},
                        {"order", said.cause.order},
                        {"evidence", evidence}};
    if (!said.why.rule.to.empty())
        object["rule"] = ruleObject(said.why.rule);
    return object;
}

} // namespace

std::string_view nameOf(EvidenceKind kind)
{
    static constexpr std::array<std::string_view, kEvidenceKinds> names{
        "none", "context", "skip", "soon", "client", "session", "place", "popular", "binding"};
    return names[static_cast<std::size_t>(kind)];
}

json::object modelJson(const ModelView &view)
{
    json::array routes, recent, predictions;
    for (const LearntRoute &route : view.routes) {
        json::object object{{"route", redacted(route.route)},
                            {"traffic", route.traffic},
                            {"members", route.members}};
        if (!route.rule.to.empty())
            object["rule"] = ruleObject(route.rule);
        routes.push_back(std::move(object));
    }
    for (const std::string &target : view.recent)
        recent.emplace_back(redacted(target));
    for (const ExplainedPrediction &said : view.predictions)
        predictions.push_back(predictionObject(said));
    return {{"schema", 1},
            {"model", view.model},
            {"learns_routes", view.learnsRoutes},
            {"horizon_requests", view.horizon.requests},
            {"horizon_seconds", seconds(view.horizon.time)},
            {"threshold", view.threshold},
            {"prefetching", view.prefetching},
            {"watched_seconds", seconds(view.watched)},
            {"reliability_next", reliabilityObject(view.next)},
            {"reliability_used", reliabilityObject(view.used)},
            {"routes_known", view.routesKnown},
            {"routes", routes},
            {"latest_session", json::object{{"recent", recent}, {"predictions", predictions}}}};
}

} // namespace forefetch
