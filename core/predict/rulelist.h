// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/explanation.h"

#include <cstddef>
#include <vector>

namespace forefetch {

// Learnt rules as people want to read them. A request is seen as an instance of several routes, and
// what follows it is learnt under each of them; here each thing is said once:
//
// - rules that differ only in the words of a query are one ("/find?q={slug}"), where there are
//   three of them or more;
// - of two that name the same by the same values the more specific one stays, unless the other was
//   right clearly more often.
//
//     LearntRules learnt = tidied(described, described.size(), 300);
//
// `known`: as many as there are altogether; what is left out because it says nothing new counts no
// more. Thread: any.
LearntRules tidied(std::vector<RouteRule> rules, std::size_t known, std::size_t most);

} // namespace forefetch
