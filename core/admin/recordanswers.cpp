// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the admin API says of single requests and prefetches. Who asks again and again says what it
// has seen (`after`) and gets what is new.
#include "core/admin/adminroutes.h"
#include "core/admin/recorddocument.h"
#include "core/fetch/httpmessage.h"
#include "core/live/livesession.h"

#include <boost/json/array.hpp>

namespace forefetch::answers {

namespace {

namespace json = boost::json;

constexpr std::uint64_t kUsually = 100; // rows
constexpr std::uint64_t kMost = 2000;   // some 1 MB

AdminReply badNumber(const Result<std::uint64_t> &a, const Result<std::uint64_t> &b)
{
    return AdminReply::problem(400, (a ? b : a).error().text);
}

} // namespace

AdminReply queue(const AdminCall &call)
{
    const auto limit = call.number("limit", kUsually, kMost);
    if (!limit)
        return AdminReply::problem(400, limit.error().text);
    Pipeline &pipeline = call.session().pipeline();
    const RecordWriter writer(pipeline, call.session().clock());
    json::array rows;
    for (const PrefetchRequest &request : pipeline.queue().ranked(*limit))
        rows.push_back(writer.queued(request));
    return AdminReply::json(
        json::object{{"schema", 1}, {"size", pipeline.queue().size()}, {"queue", rows}});
}

AdminReply prefetches(const AdminCall &call)
{
    const auto limit = call.number("limit", kUsually, kMost);
    const auto after = call.number("after", 0, UINT64_MAX);
    if (!limit || !after)
        return badNumber(limit, after);
    Pipeline &pipeline = call.session().pipeline();
    std::vector<PrefetchRecord> records;
    const PrefetchChanges changes = pipeline.ledger().changedSince(*after, *limit, records);
    const RecordWriter writer(pipeline, call.session().clock());
    json::array rows;
    for (const PrefetchRecord &record : records)
        rows.push_back(writer.prefetch(record));
    return AdminReply::json(json::object{{"schema", 1},
                                         {"newest", changes.newest},
                                         {"complete", changes.complete},
                                         {"prefetches", rows}});
}

AdminReply prefetch(const AdminCall &call)
{
    std::uint64_t id = 0;
    if (!parseDecimal(call.places.front(), id))
        return AdminReply::problem(400, "the id of a prefetch is a whole number");
    const auto record = call.session().pipeline().ledger().find(static_cast<PrefetchId>(id));
    if (!record)
        return AdminReply::problem(404, "no prefetch " + std::to_string(id) +
                                            " is kept; the open ones and the newest 10000 are");
    const RecordWriter writer(call.session().pipeline(), call.session().clock());
    return AdminReply::json(writer.prefetch(*record));
}

AdminReply requests(const AdminCall &call)
{
    const auto limit = call.number("limit", kUsually, kMost);
    const auto after = call.number("after", 0, UINT64_MAX);
    if (!limit || !after)
        return badNumber(limit, after);
    Pipeline &pipeline = call.session().pipeline();
    std::vector<RequestRecord> records;
    pipeline.recentRequests().read(*after, *limit, records);
    const RecordWriter writer(pipeline, call.session().clock());
    json::array rows;
    for (const RequestRecord &record : records)
        rows.push_back(writer.request(record));
    const std::uint64_t newest = records.empty() ? *after : records.back().number;
    return AdminReply::json(json::object{{"schema", 1}, {"newest", newest}, {"requests", rows}});
}

} // namespace forefetch::answers
