// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cache/ranges.h"

#include "core/cache/httpdate.h"
#include "core/cache/validation.h"
#include "core/request/outerspace.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace forefetch {

namespace {

// Digits alone; what is too large is as large as can be, which a range may be (14.1.2).
std::optional<std::uint64_t> position(std::string_view text)
{
    const bool digits = !text.empty() && std::all_of(text.begin(), text.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        return std::nullopt;
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() ? value : UINT64_MAX;
}

struct Range
{
    std::uint64_t first = 0;
    std::uint64_t last = 0; // inclusive; less than first: it cannot be satisfied
};

constexpr Range kUnsatisfiable{1, 0};

// The one range of a Range field, within `size` bytes; nothing when the field is to be ignored.
std::optional<Range> oneRange(std::string_view field, std::uint64_t size)
{
    constexpr std::string_view unit = "bytes=";
    if (!equalsIgnoringCase(field.substr(0, unit.size()), unit))
        return std::nullopt;
    const std::string_view spec = withoutOuterSpace(field.substr(unit.size()));
    const std::size_t dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos)
        return std::nullopt;
    const std::string_view from = spec.substr(0, dash);
    const std::string_view to = spec.substr(dash + 1);
    if (from.empty()) { // the last so many bytes
        const auto count = position(to);
        if (!count)
            return std::nullopt;
        if (*count == 0 || size == 0)
            return kUnsatisfiable;
        return Range{size - std::min(*count, size), size - 1};
    }
    const auto first = position(from);
    const auto last = to.empty() ? std::optional<std::uint64_t>(UINT64_MAX) : position(to);
    if (!first || !last || *last < *first)
        return std::nullopt;
    if (*first >= size)
        return kUnsatisfiable;
    return Range{*first, std::min(*last, size - 1)};
}

// RFC 9110, 13.1.5: by strong comparison, or the very date. One that is not there always holds.
bool ifRangeHolds(const Headers &stored, const Headers &request)
{
    if (!request.has("If-Range"))
        return true;
    std::string_view condition = request.value("If-Range");
    const auto tag = takeEntityTag(condition);
    if (!tag) {
        // A date is a strong validator only when it is well before Date (8.8.2.2).
        const auto modified = parseHttpDate(stored.value("Last-Modified"));
        const auto made = parseHttpDate(stored.value("Date"));
        return modified && made && *modified + std::chrono::seconds(1) <= *made &&
               request.value("If-Range") == stored.value("Last-Modified");
    }
    return condition.empty() && !tag->weak && tag->opaque == stored.value("ETag");
}

} // namespace

std::optional<RangeAnswer> rangeAnswer(const CacheEntry &entry, const Headers &request)
{
    const auto fields = request.values("Range");
    if (fields.size() != 1 || !entry.head || entry.head->status != 200 || !entry.body)
        return std::nullopt;
    if (!ifRangeHolds(entry.head->headers, request))
        return std::nullopt;
    const std::uint64_t size = entry.body->size();
    const auto range = oneRange(withoutOuterSpace(fields.front()), size);
    if (!range)
        return std::nullopt;
    RangeAnswer answer;
    const std::string whole = std::to_string(size);
    if (range->last < range->first) {
        answer.head = {416, "Range Not Satisfiable", {}};
        answer.head.headers.add("Content-Range", "bytes */" + whole);
        return answer;
    }
    answer.offset = range->first;
    answer.length = range->last - range->first + 1;
    answer.head = {206, "Partial Content", entry.head->headers};
    answer.head.headers.remove("Content-Length");
    answer.head.headers.set("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                                 std::to_string(range->last) + "/" + whole);
    return answer;
}

} // namespace forefetch
