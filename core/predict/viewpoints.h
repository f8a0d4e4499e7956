// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/routetree.h"
#include "core/predict/targetparts.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace forefetch {

// One way to see a request as an instance of a route: which pieces of its text are values, and a
// number that is the same for all requests which differ in those values alone. Whatever follows a
// request is learnt under each of its viewpoints, so that it carries over at once to a request
// with other values.
//
//     /users/77/orders  by Kinds      /users/{number}/orders
//     /users/ann        by Last       /users/{slug} (also before the word was seen to vary)
//     /users/ann/orders by BeforeLast /users/{slug}/orders
//     /a/b/mission-b.html by Directory  {directory}mission-{parent}.html, however deep it stands
//     /search?q=lamp    by Query      /search?q={slug}
//
// Thread: a value.
struct Viewpoint
{
    enum class Way : std::uint8_t { Kinds, Directory, Last, BeforeLast, Query };
    static constexpr std::size_t kMostValues = 6;

    struct Value
    {
        TextSpan span;
        ValueKind kind = ValueKind::Slug;
    };

    std::uint64_t route = 0; // 0: there is no such view of this request
    Way way = Way::Kinds;
    std::uint8_t count = 0;
    std::array<Value, kMostValues> values{};

    bool exists() const { return route != 0; }
    void add(TextSpan span, ValueKind kind)
    {
        if (count < kMostValues)
            values[count++] = {span, kind};
    }
};

// All views of one request, the most specific first; what would be the same twice is absent.
struct Viewpoints
{
    static constexpr std::size_t kWays = 5;
    std::array<Viewpoint, kWays> ways{};

    const Viewpoint &kinds() const { return ways[0]; }
    // `method` is a part of the route: "" for GET and HEAD.
    void of(const TargetParts &parts, std::string_view method, const RouteTree &tree);
};

// The place in the tree of what stands behind that segment, which itself stands in `above`.
std::uint64_t placeBefore(const TargetParts &parts, std::size_t segment, const RouteTree &tree,
                          std::uint64_t above);
// Counts the words of the path. True when a place has become a parameter.
bool countWords(RouteTree &tree, const TargetParts &parts);

// The route of a view as people write it: "/users/{number}/orders".
std::string routeText(Viewpoint::Way way, std::span<const Viewpoint::Value> values,
                      std::string_view text, std::string_view method);

} // namespace forefetch
