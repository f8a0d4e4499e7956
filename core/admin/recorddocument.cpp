// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/recorddocument.h"

#include "core/admin/modeldocument.h"
#include "core/metrics/isotime.h"
#include "core/request/redact.h"

#include <boost/json/array.hpp>

#include <chrono>

namespace forefetch {

namespace {

namespace json = boost::json;

double milliseconds(Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace

std::string sessionText(SessionId session)
{
    return session ? std::to_string(session.index) + '-' + std::to_string(session.generation)
                   : std::string();
}

std::string_view nameOf(DemandResult result)
{
    switch (result) {
    case DemandResult::Hit:
        return "hit";
    case DemandResult::Miss:
        return "miss";
    case DemandResult::Late:
        return "late";
    case DemandResult::Bypassed:
        return "bypassed";
    case DemandResult::Error:
        break;
    }
    return "error";
}

json::value RecordWriter::at(TimePoint moment) const
{
    if (moment == TimePoint{} || moment == kNever)
        return nullptr;
    return json::value(
        isoTime(m_wallNow - std::chrono::duration_cast<WallTime::duration>(m_now - moment)));
}

json::value RecordWriter::target(ResourceId resource) const
{
    const std::string text = m_pipeline.interner().text(resource);
    return text.empty() ? json::value() : json::value(redacted(text));
}

json::object RecordWriter::request(const RequestRecord &record) const
{
    json::object object{{"number", record.number},
                        {"at", at(record.at)},
                        {"method", nameOf(record.method)},
                        {"target", target(record.resource)},
                        {"session", sessionText(record.session)},
                        {"held_back", record.heldBack},
                        {"result", nameOf(record.end.result)},
                        {"status", record.end.status},
                        {"latency_ms", milliseconds(record.end.latency)},
                        {"bytes", record.end.bytes},
                        {"sent_to_origin", record.end.sentToOrigin},
                        {"assumed_freshness", record.end.assumedFreshness}};
    if (record.miss.reason != MissReason::None)
        object["miss_reason"] = nameOf(record.miss.reason);
    if (record.prefetch != PrefetchId::None)
        object["prefetch"] = static_cast<std::uint64_t>(record.prefetch);
    return object;
}

json::object RecordWriter::cause(const PrefetchCause &cause) const
{
    json::array recent;
    for (const ResourceId resource : cause.reason.recent)
        if (json::value text = target(resource); !text.is_null())
            recent.push_back(std::move(text));
    json::object object{{"session", sessionText(cause.session)},
                        {"context", target(cause.edge.context)},
                        {"count", cause.edge.count},
                        {"total", cause.edge.total},
                        {"order", cause.edge.order},
                        {"p_next", cause.pNext},
                        {"p_used", cause.pUsed},
                        {"threshold", cause.threshold},
                        {"revision", cause.revision},
                        {"evidence", nameOf(cause.reason.kind)},
                        {"evidence_second", nameOf(cause.reason.second)},
                        {"recent", recent}};
    if (const RouteRule rule = m_pipeline.ruleOf(cause.reason.rule); !rule.to.empty())
        object["rule"] = json::object{{"from", redacted(rule.from)},
                                      {"to", redacted(rule.to)},
                                      {"binding", redacted(rule.binding)}};
    return object;
}

json::object RecordWriter::prefetch(const PrefetchRecord &record) const
{
    return {{"id", static_cast<std::uint64_t>(record.id)},
            {"target", target(record.key.resource)},
            {"partition", record.key.partition.isPublic() ? "public" : "private"},
            {"state", nameOf(record.state)},
            {"scheduled_at", at(record.scheduledAt)},
            {"started_at", at(record.startedAt)},
            {"ready_at", at(record.readyAt)},
            {"ended_at", at(record.endedAt)},
            {"held_up_by", nameOf(record.heldUp)},
            {"status", record.status},
            {"attempts", record.attempts},
            {"bytes", record.bytes},
            {"cause", cause(record.cause)}};
}

json::object RecordWriter::queued(const PrefetchRequest &request) const
{
    return {{"id", static_cast<std::uint64_t>(request.id)},
            {"target", target(request.key.resource)},
            {"partition", request.key.partition.isPublic() ? "public" : "private"},
            {"priority", request.priority},
            {"created_at", at(request.createdAt)},
            {"age_seconds", seconds(request.age(m_now))},
            {"max_age_seconds", seconds(request.maxAge)}};
}

} // namespace forefetch
