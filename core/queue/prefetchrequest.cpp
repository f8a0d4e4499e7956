// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/prefetchrequest.h"

#include <array>
#include <charconv>

namespace forefetch {

namespace {

std::string asText(double value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

// Written so that what is not a number is outside, too.
bool isProbability(double value)
{
    return value >= 0 && value <= 1;
}

Error refused(std::string_view endpoint, std::string_view what)
{
    std::string text = "prefetch of \"";
    text.append(endpoint).append("\": ").append(what);
    return invalid(std::move(text));
}

} // namespace

Result<PrefetchRequest> PrefetchRequest::create(Interner &interner, const PrefetchSpec &spec)
{
    if (!isProbability(spec.priority))
        return refused(spec.endpoint,
                       "priority is " + asText(spec.priority) + "; give one from 0 to 1");
    if (!isProbability(spec.sourcePrediction))
        return refused(spec.endpoint, "source prediction is " + asText(spec.sourcePrediction) +
                                          "; give a probability from 0 to 1");
    if (!(spec.maxAge > 0))
        return refused(spec.endpoint,
                       "max age is " + asText(spec.maxAge) + " s; give more than 0 seconds");
    const std::string target = targetOf(spec.endpoint, spec.params);
    if (const Result<void> valid = validateTarget(target); !valid)
        return refused(spec.endpoint, valid.error().text);

    PrefetchRequest request;
    request.key = {interner.intern(target), spec.partition};
    request.createdAt = spec.createdAt;
    request.maxAge = fromSeconds(spec.maxAge);
    request.priority = static_cast<float>(spec.priority);
    request.sourcePrediction = static_cast<float>(spec.sourcePrediction);
    return request;
}

std::string PrefetchRequest::target(const Interner &interner) const
{
    return interner.text(key.resource);
}

std::string PrefetchRequest::endpoint(const Interner &interner) const
{
    return std::string(pathOf(target(interner)));
}

Params PrefetchRequest::params(const Interner &interner) const
{
    return paramsOf(target(interner));
}

std::string PrefetchRequest::cacheKey(const Interner &interner) const
{
    const std::string text = target(interner);
    if (text.empty())
        return {};
    // Sixteen digits always, so that where the target begins is never in doubt.
    std::string out(16, '0');
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), key.partition.value, 16).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    out.replace(out.size() - count, count, digits.data(), count);
    return out.append(1, ' ').append(text);
}

} // namespace forefetch
