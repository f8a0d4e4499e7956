// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/responserecord.h"

#include "core/predict/modelfile.h"

#include <limits>
#include <memory>
#include <utility>

namespace forefetch {

namespace {

constexpr int kFormat = 1;
constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kMostFields = 10'000; // of a head, or of Vary

enum Flag : unsigned { Proven = 1, AssumedFreshness = 2, Unproven = 4 };

std::int64_t saturatedSum(std::int64_t a, std::int64_t b)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return b > 0 ? kLatest : std::numeric_limits<std::int64_t>::min();
    return sum;
}

std::int64_t saturatedDifference(std::int64_t a, std::int64_t b)
{
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference))
        return b < 0 ? kLatest : std::numeric_limits<std::int64_t>::min();
    return difference;
}

void writeDuration(ByteWriter &out, Duration d)
{
    out.number(static_cast<std::uint64_t>(d.count()), 8);
}

Duration readDuration(ByteReader &in)
{
    return Duration(static_cast<Duration::rep>(in.number(8)));
}

Headers readHeaders(ByteReader &in)
{
    Headers headers;
    const std::uint32_t count = in.number32();
    for (std::uint32_t i = 0; i < count && count <= kMostFields && in.ok(); ++i) {
        std::string name(in.text());
        headers.add(std::move(name), std::string(in.text()));
    }
    return headers;
}

} // namespace

std::int64_t StoreTime::stored(TimePoint t) const
{
    if (t == kNever)
        return kLatest;
    return saturatedSum(
        base, saturatedDifference(t.time_since_epoch().count(), at.time_since_epoch().count()));
}

TimePoint StoreTime::local(std::int64_t stored) const
{
    if (stored == kLatest)
        return kNever;
    return TimePoint(
        Duration(saturatedSum(at.time_since_epoch().count(), saturatedDifference(stored, base))));
}

std::string encodeResponse(const ResponseRecord &record, const StoreTime &time)
{
    const CacheEntry &e = *record.entry;
    ByteWriter out;
    out.number(kFormat, 1);
    const bool isUnproven = e.prefetch != PrefetchId::None && !e.proven;
    out.number((e.proven ? Proven : 0U) | (e.assumedFreshness ? AssumedFreshness : 0U) |
                   (isUnproven ? Unproven : 0U),
               1);
    out.number(record.partition.value, 8);
    out.text(record.target);
    for (const TimePoint t : {e.storedAt, e.freshUntil, e.keepUntil})
        out.number(static_cast<std::uint64_t>(time.stored(t)), 8);
    for (const Duration d :
         {e.stale.whileRevalidating, e.stale.ifError, e.stale.ifUnreachable, e.ageWhenStored})
        writeDuration(out, d);
    out.number(e.vary.size(), 4);
    for (const auto &[name, value] : e.vary) {
        out.text(name);
        out.text(value);
    }
    out.number(static_cast<std::uint64_t>(e.head->status), 2);
    out.text(e.head->reason);
    out.number(e.head->headers.size(), 4);
    for (const HeaderField &field : e.head->headers) {
        out.text(field.name);
        out.text(field.value);
    }
    out.text(*e.body);
    return out.bytes();
}

Result<ResponseRecord> decodeResponse(std::string_view bytes, const StoreTime &time)
{
    ByteReader in(bytes);
    const auto odd = [](const char *what) {
        return Error{ErrorCode::Corrupt, std::string("a stored response ") + what};
    };
    if (in.number(1) != kFormat)
        return odd("of another format");
    ResponseRecord record;
    const auto flags = static_cast<unsigned>(in.number(1));
    record.partition.value = in.number(8);
    record.target = in.text();
    auto entry = std::make_shared<CacheEntry>();
    for (TimePoint *t : {&entry->storedAt, &entry->freshUntil, &entry->keepUntil})
        *t = time.local(static_cast<std::int64_t>(in.number(8)));
    entry->stale.whileRevalidating = readDuration(in);
    entry->stale.ifError = readDuration(in);
    entry->stale.ifUnreachable = readDuration(in);
    entry->ageWhenStored = readDuration(in);
    const std::uint32_t varies = in.number32();
    for (std::uint32_t i = 0; i < varies && varies <= kMostFields && in.ok(); ++i) {
        std::string name(in.text());
        entry->vary.emplace_back(std::move(name), std::string(in.text()));
    }
    ResponseHead head;
    head.status = static_cast<int>(in.number(2));
    head.reason = in.text();
    head.headers = readHeaders(in);
    entry->body = std::make_shared<const std::string>(in.text());
    entry->proven = (flags & Proven) != 0;
    record.isUnproven = (flags & Unproven) != 0;
    entry->assumedFreshness = (flags & AssumedFreshness) != 0;
    if (!in.ok() || in.left() != 0)
        return odd("that is cut off or too long");
    if (record.target.empty() || head.status < 200 || head.status > 599)
        return odd("that answers nothing");
    entry->head = std::make_shared<const ResponseHead>(std::move(head));
    record.entry = std::move(entry);
    return record;
}

} // namespace forefetch
