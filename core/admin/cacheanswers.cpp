// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the admin API says of the cache, and how it empties it. Never a body, nor a field of one.
#include "core/admin/adminroutes.h"
#include "core/admin/recorddocument.h"
#include "core/cache/cachestore.h"
#include "core/live/liverun.h"

#include <boost/json/array.hpp>

#include <functional>

namespace forefetch::answers {

namespace {

namespace json = boost::json;

// Slots that one look holds a lock for: some 10 µs.
constexpr std::size_t kAtATime = 1024;

std::vector<Key> keysWhere(const CacheManager &cache,
                           const std::function<bool(const Key &)> &isMeant)
{
    std::vector<Key> meant, some;
    for (std::uint64_t place = 0; place != CacheStore::kAllKeys;) {
        some.clear();
        place = cache.keys(place, kAtATime, some);
        std::ranges::copy_if(some, std::back_inserter(meant), isMeant);
    }
    return meant;
}

// "/items/7" of "/items/7", and of a whole address at the origin or at the gateway.
std::string targetIn(const AdminCall &call, std::string url)
{
    std::vector<std::string> beginnings = call.session().origin().linkTexts();
    if (!call.subject->run.gatewayUrl().empty())
        beginnings.push_back(call.subject->run.gatewayUrl());
    for (const std::string &beginning : beginnings)
        if (url.starts_with(beginning + '/'))
            return url.substr(beginning.size());
    return url;
}

Result<std::string> targetFrom(const AdminCall &call, std::string_view name)
{
    const std::string target = targetIn(call, call.parameter(name).value_or(""));
    if (auto valid = validateTarget(target); !valid)
        return invalid(std::string(name) + ": " + valid.error().text);
    return target;
}

json::object entryObject(const Key &key, const CacheEntry &entry, TimePoint now,
                         const RecordWriter &writer)
{
    json::object object{{"partition", key.partition.isPublic() ? "public" : "other"},
                        {"fresh", entry.freshUntil > now},
                        {"stored_at", writer.at(entry.storedAt)},
                        {"fresh_until", writer.at(entry.freshUntil)},
                        {"assumed_freshness", entry.assumedFreshness},
                        {"bytes", chargeOf(entry)}};
    if (entry.head) {
        object["status"] = entry.head->status;
        object["content_type"] = entry.head->headers.value("content-type");
    }
    if (entry.body)
        object["body_bytes"] = entry.body->size();
    if (entry.prefetch != PrefetchId::None) {
        object["prefetch"] = static_cast<std::uint64_t>(entry.prefetch);
        object["probability"] = entry.probability;
    }
    json::array vary;
    for (const auto &[name, value] : entry.vary)
        vary.emplace_back(name);
    object["vary"] = std::move(vary);
    return object;
}

AdminReply purged(std::size_t entries)
{
    return AdminReply::json(json::object{{"schema", 1}, {"purged", entries}});
}

AdminReply purgeOne(const AdminCall &call)
{
    const Result<std::string> target = targetFrom(call, "url");
    if (!target)
        return AdminReply::problem(400, target.error().text);
    Pipeline &pipeline = call.session().pipeline();
    const ResourceId resource = pipeline.interner().find(*target);
    if (!resource)
        return purged(0);
    const std::size_t entries = keysWhere(pipeline.cache(), [resource](const Key &key) {
                                    return key.resource == resource;
                                }).size();
    pipeline.invalidate(*target);
    return purged(entries);
}

AdminReply purgeBelow(const AdminCall &call)
{
    const Result<std::string> prefix = targetFrom(call, "prefix");
    if (!prefix)
        return AdminReply::problem(400, prefix.error().text);
    Pipeline &pipeline = call.session().pipeline();
    std::size_t entries = 0;
    std::string text;
    const auto isBelow = [&](const Key &key) {
        return pipeline.interner().read(key.resource, text) && text.starts_with(*prefix);
    };
    for (const Key &key : keysWhere(pipeline.cache(), isBelow))
        entries += pipeline.cache().erase(key) ? 1 : 0;
    return purged(entries);
}

} // namespace

AdminReply lookUp(const AdminCall &call)
{
    const Result<std::string> target = targetFrom(call, "url");
    if (!target)
        return AdminReply::problem(400, target.error().text);
    const Pipeline &pipeline = call.session().pipeline();
    CacheManager &cache = call.session().pipeline().cache();
    const TimePoint now = call.session().clock().now();
    const RecordWriter writer(pipeline, call.session().clock());
    json::array entries;
    if (const ResourceId resource = pipeline.interner().find(*target)) {
        const auto isOfIt = [resource](const Key &key) { return key.resource == resource; };
        for (const Key &key : keysWhere(cache, isOfIt))
            if (const CacheEntryPtr entry = cache.peek(key))
                entries.push_back(entryObject(key, *entry, now, writer));
    }
    return AdminReply::json(
        json::object{{"schema", 1}, {"stored", !entries.empty()}, {"entries", entries}});
}

// What is stored for one address, for all that begin so, or everything.
AdminReply purge(const AdminCall &call)
{
    const bool isAll = call.parameter("all") == "true";
    const bool isOne = call.parameter("url").has_value();
    const bool isPrefix = call.parameter("prefix").has_value();
    if (isAll + isOne + isPrefix != 1)
        return AdminReply::problem(400, "say what is to go: ?url=/items/7, ?prefix=/items/ or "
                                        "?all=true");
    if (isOne)
        return purgeOne(call);
    if (isPrefix)
        return purgeBelow(call);
    CacheManager &cache = call.session().pipeline().cache();
    const std::uint64_t entries = cache.metrics().entries;
    cache.clear();
    return purged(entries);
}

} // namespace forefetch::answers
