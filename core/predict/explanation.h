// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"
#include "core/request/prediction.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

// One learnt rule in words, for display.
struct RouteRule
{
    std::string from;        // the route that it follows: "/users/{number}", "POST /login"
    std::string to;          // what it names: "/users/{number}/orders"
    std::string binding;     // "{number} = same value as {number} of GET /users/{number}"
    std::uint32_t count = 0; // times that it was right, lately ...
    std::uint32_t total = 0; // ... of the times that its route was followed by anything
    float sure = 0;          // P(used) by it alone: discounted where evidence is scarce
};

// The learnt rules that were right most often, the first first.
struct LearntRules
{
    std::vector<RouteRule> rules;
    std::size_t known = 0; // as many as `rules` where none had to be left out
};

// A rule's words as one text, so that a table of texts can keep them, and back.
//
//     const ResourceId id = words.intern(wordsOf(rule));
//     const RouteRule rule = ruleFrom(words.text(id));     // from, to and binding; no counts
//
// Thread: any.
std::string wordsOf(const RouteRule &rule);
RouteRule ruleFrom(std::string_view words);

// Why a model says what it says of a session's next request. Longer than PredictionReason, which is
// what stays of it with a prefetch.
struct Explanation
{
    PredictionReason reason;
    // What each kind of evidence added to the score, against the mean of all candidates, as a share
    // of all that spoke for it; 0 where it spoke against.
    std::array<float, kEvidenceKinds> share{};
    RouteRule rule; // of a binding; empty where none names the request
};

} // namespace forefetch
