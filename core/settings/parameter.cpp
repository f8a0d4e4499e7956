// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/parameter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

namespace forefetch {

namespace {

using enum ParamKind;
using enum ParamScale;

constexpr std::array<std::string_view, 2> kSwitch = {"false", "true"};
constexpr std::array<std::string_view, 1> kModels = {"first-order"};
constexpr std::array<std::string_view, 3> kPolicies = {"safe", "rfc", "assume"};
constexpr std::array<std::string_view, 1> kEvictions = {"lru"};
constexpr std::array<std::string_view, 1> kStores = {"memory"};

constexpr std::array<ParamInfo, kParamCount> kTable = {{
    {Param::PrefetchEnabled, "prefetch.enabled", "Prefetch", "", Switch, Linear, 0, 1, 1, kSwitch,
     "Whether anything is prefetched; off, requests are still served, cached and learnt from."},
    {Param::PredictorModel, "predictor.model", "Model", "", Choice, Linear, 0, 0, 0, kModels,
     "The model that predicts the next requests of a session."},
    {Param::PredictorTopK,
     "predictor.top_k",
     "Predictions",
     "predictions",
     Integer,
     Linear,
     1,
     50,
     10,
     {},
     "How many predictions are asked of the model after each request."},
    {Param::PredictorMaxMemory,
     "predictor.max_memory",
     "Model memory",
     "MiB",
     Integer,
     Logarithmic,
     1,
     65'536,
     64,
     {},
     "What the model may take; beyond it the least useful knowledge goes first."},
    {Param::SchedulerMinProbability,
     "scheduler.min_probability",
     "Minimum probability",
     "",
     Real,
     Linear,
     0,
     1,
     0.3,
     {},
     "Predictions below this are not prefetched: lower saves more waiting, higher wastes less."},
    {Param::SchedulerMaxPrefetchPerSchedule,
     "scheduler.max_prefetch_per_schedule",
     "Batch limit",
     "requests",
     Integer,
     Linear,
     0,
     1000,
     10,
     {},
     "At most so many prefetches are scheduled after one request, the most probable first."},
    {Param::SchedulerCacheSpaceThreshold,
     "scheduler.cache_space_threshold",
     "Unproven share",
     "",
     Real,
     Linear,
     0,
     1,
     0.8,
     {},
     "The share of the cache that prefetched entries may hold before they have served anyone."},
    {Param::SchedulerMaxAge,
     "scheduler.max_age",
     "Longest wait",
     "s",
     Real,
     Logarithmic,
     0.1,
     3600,
     30,
     {},
     "A prefetch that has waited longer in the queue is dropped: its moment has passed."},
    {Param::QueueMaxSize,
     "queue.max_size",
     "Queue size",
     "requests",
     Integer,
     Logarithmic,
     1,
     1'000'000,
     1000,
     {},
     "How many prefetches may wait; beyond it the least probable gives way."},
    {Param::WorkersCount,
     "workers.count",
     "Workers",
     "",
     Integer,
     Linear,
     0,
     64,
     2,
     {},
     "How many prefetches are fetched at once; 0 fetches none."},
    {Param::WorkersMaxRequestsPerSecond,
     "workers.max_requests_per_second",
     "Prefetch rate",
     "1/s",
     Real,
     Logarithmic,
     0,
     100'000,
     10,
     {},
     "The most fetches that all workers together start in a second; 0 pauses them."},
    {Param::WorkersMaxRetries,
     "workers.max_retries",
     "Retries",
     "",
     Integer,
     Linear,
     0,
     10,
     2,
     {},
     "How often a prefetch is tried again after a network or server error, at growing intervals."},
    {Param::CacheCapacity,
     "cache.capacity",
     "Cache size",
     "MiB",
     Integer,
     Logarithmic,
     1,
     65'536,
     64,
     {},
     "What the cache may hold; a smaller value evicts at once."},
    {Param::CachePolicy, "cache.policy", "Cache policy", "", Choice, Linear, 0, 2, 0, kPolicies,
     "What may be stored: rfc is RFC 9111 to the letter, safe never shares what sets a cookie, "
     "assume also stores what the origin says nothing about."},
    {Param::CacheDefaultTtl,
     "cache.default_ttl",
     "Assumed freshness",
     "s",
     Real,
     Logarithmic,
     1,
     86'400,
     300,
     {},
     "Under assume, how long a response is fresh about which the origin says nothing."},
    {Param::CacheEviction, "cache.eviction", "Eviction", "", Choice, Linear, 0, 0, 0, kEvictions,
     "Which entry leaves a full cache first."},
    {Param::CacheStore, "cache.store", "Store", "", Choice, Linear, 0, 0, 0, kStores,
     "Where stored responses are kept."},
    {Param::HoldbackShare,
     "holdback.share",
     "Held back",
     "",
     Real,
     Linear,
     0,
     0.5,
     0,
     {},
     "The share of sessions that get no prefetch, to measure what the others gain by it."},
}};

constexpr bool tableIsInOrder()
{
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (static_cast<std::size_t>(kTable[i].param) != i)
            return false;
    }
    return true;
}
static_assert(tableIsInOrder(), "rows stand in the order of the enumeration");

// Ids and choices that are spoken for; they move into the table with the code that makes them act.
constexpr std::array<std::string_view, 10> kNotBuilt = {"predictor.max_order",
                                                        "predictor.horizon_requests",
                                                        "predictor.horizon_seconds",
                                                        "predictor.half_life",
                                                        "guard.max_extra_load",
                                                        "guard.max_error_ratio",
                                                        "tuner.mode",
                                                        "tuner.agent",
                                                        "tuner.waste_weight",
                                                        "tuner.load_weight"};
constexpr std::array<std::pair<Param, std::string_view>, 8> kChoicesNotBuilt = {{
    {Param::PredictorModel, "all-order"},
    {Param::PredictorModel, "ppm"},
    {Param::PredictorModel, "kneser-ney"},
    {Param::PredictorModel, "mixture"},
    {Param::CacheEviction, "s3fifo"},
    {Param::CacheEviction, "wtinylfu"},
    {Param::CacheStore, "disk"},
    {Param::CacheStore, "redis"},
}};

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] != b[j])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string number(double value)
{
    std::array<char, 32> text{};
    const bool whole = value == std::floor(value) && std::fabs(value) < 1e15;
    const auto end =
        whole ? std::to_chars(text.data(), text.data() + text.size(), static_cast<long long>(value))
              : std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

std::string quoted(std::string_view text)
{
    return std::string("\"").append(text).append("\"");
}

std::string rangeText(const ParamInfo &row)
{
    std::string range = number(row.minimum) + " to " + number(row.maximum);
    return row.unit.empty() ? range : range.append(" ").append(row.unit);
}

Error badChoice(const ParamInfo &row, std::string_view text)
{
    const std::string what = std::string(row.id) + ": " + quoted(text);
    for (const auto &[param, name] : kChoicesNotBuilt) {
        if (param == row.param && name == text)
            return {ErrorCode::Unsupported, what + " is known, but not built yet"};
    }
    std::string all;
    for (const std::string_view choice : row.choices)
        all.append(all.empty() ? "" : ", ").append(choice);
    return invalid(what + " is not one of: " + all);
}

} // namespace

std::span<const ParamInfo> parameterTable()
{
    return kTable;
}

const ParamInfo &info(Param param)
{
    return kTable[static_cast<std::size_t>(param)];
}

std::string_view nearestTo(std::string_view text, std::span<const std::string_view> candidates)
{
    std::string_view nearest;
    std::size_t least = ~std::size_t{0};
    // What people type is bounded here, so that nonsense costs nothing.
    text = text.substr(0, 200);
    for (const std::string_view candidate : candidates) {
        const std::size_t edits = editDistance(text, candidate);
        if (edits < least) {
            least = edits;
            nearest = candidate;
        }
    }
    return nearest;
}

Result<Param> findParameter(std::string_view id)
{
    for (const ParamInfo &row : kTable) {
        if (row.id == id)
            return row.param;
    }
    if (std::find(kNotBuilt.begin(), kNotBuilt.end(), id) != kNotBuilt.end())
        return Error{ErrorCode::Unsupported,
                     "parameter " + std::string(id) + " is known, but not built yet"};
    std::array<std::string_view, kParamCount> ids;
    std::transform(kTable.begin(), kTable.end(), ids.begin(),
                   [](const ParamInfo &row) { return row.id; });
    std::string_view nearest = nearestTo(id, ids);
    // The name without its group, as in "min_probability", means the one that ends so.
    for (const std::string_view known : ids) {
        if (!id.empty() && known.substr(known.find('.') + 1) == id)
            nearest = known;
    }
    return invalid("there is no parameter " + quoted(id) + "; did you mean " +
                   std::string(nearest) + "?");
}

Result<void> checkValue(Param param, double value)
{
    const ParamInfo &row = info(param);
    const std::string name(row.id);
    if (std::isnan(value))
        return invalid(name + " must be a number, " + rangeText(row));
    if (value < row.minimum || value > row.maximum)
        return invalid(name + ": " + number(value) + " is out of range, " + rangeText(row));
    if (row.kind != Real && value != std::floor(value))
        return invalid(name + ": " + number(value) + " is not a whole number, " + rangeText(row));
    return {};
}

Result<double> parseValue(Param param, std::string_view text)
{
    const ParamInfo &row = info(param);
    if (row.kind == Switch || row.kind == Choice) {
        const auto at = std::find(row.choices.begin(), row.choices.end(), text);
        if (at == row.choices.end())
            return badChoice(row, text);
        return static_cast<double>(at - row.choices.begin());
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return invalid(std::string(row.id) + ": " + quoted(text) + " is not a number, " +
                       rangeText(row));
    if (const auto checked = checkValue(param, value); !checked)
        return checked.error();
    return value == 0 ? 0.0 : value; // no negative zero
}

std::string formatValue(Param param, double value)
{
    const ParamInfo &row = info(param);
    if (row.kind != Switch && row.kind != Choice)
        return number(value);
    const auto last = static_cast<double>(row.choices.size() - 1);
    return std::string(row.choices[static_cast<std::size_t>(std::clamp(value, 0.0, last))]);
}

} // namespace forefetch
