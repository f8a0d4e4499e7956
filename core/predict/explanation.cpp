// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/explanation.h"

#include "core/predict/predictor.h"
#include "core/request/routetemplate.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr char kBetween = '\n'; // in no text of a request

} // namespace

std::string wordsOf(const RouteRule &rule)
{
    return rule.from + kBetween + rule.to + kBetween + rule.binding;
}

RouteRule ruleFrom(std::string_view words)
{
    RouteRule rule;
    const auto take = [&words] {
        const std::size_t end = std::min(words.find(kBetween), words.size());
        const std::string part(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
        return part;
    };
    rule.from = take();
    rule.to = take();
    rule.binding = take();
    return rule;
}

// All that a model of contexts alone has to say.
Explanation Predictor::explain(SessionId, const Prediction &prediction) const
{
    Explanation why;
    why.reason.recent[0] = prediction.cause.context;
    why.reason.kind = prediction.cause.order > 0 ? EvidenceKind::Context : EvidenceKind::Popular;
    why.share[static_cast<std::size_t>(why.reason.kind)] = 1;
    return why;
}

std::string Predictor::routeOf(std::string_view text) const
{
    return routeTemplate(text);
}

} // namespace forefetch
