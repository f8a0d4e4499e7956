// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/logquestion.h"

#include "core/metrics/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace forefetch {

namespace {

constexpr int kSuggested = 8; // steps over a range

// 1, 2 or 5 times a power of ten, or nearly: what people would try.
double roundedToTwoDigits(double value)
{
    if (value == 0)
        return 0;
    const double power = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
    return std::round(value / power) * power;
}

std::string joined(Param param, const std::vector<double> &values)
{
    std::string text;
    for (const double value : values)
        text += (text.empty() ? "" : ",") + formatValue(param, value);
    return text;
}

// Evenly over the slider: by ratio where its scale is logarithmic, which begins at 1 where the
// range begins at 0.
std::vector<double> overTheRange(const ParamInfo &row)
{
    const bool byRatio = row.scale == ParamScale::Logarithmic;
    const double from = byRatio && row.minimum <= 0 ? std::min(1.0, row.maximum) : row.minimum;
    std::vector<double> values;
    for (int i = 0; i <= kSuggested; ++i) {
        const double share = static_cast<double>(i) / kSuggested;
        double value = byRatio ? from * std::pow(row.maximum / from, share)
                               : from + (row.maximum - from) * share;
        value = i == 0 ? from : i == kSuggested ? row.maximum : roundedToTwoDigits(value);
        if (row.kind == ParamKind::Integer)
            value = std::round(value);
        if (values.empty() || value > values.back())
            values.push_back(value);
    }
    return values;
}

} // namespace

bool assumeFreshness(SettingsValues &values)
{
    const double before =
        std::exchange(values[Param::CachePolicy], static_cast<double>(CachePolicy::Assume));
    return before != values[Param::CachePolicy];
}

Result<SimulationPlan> planSweep(const SettingsValues &base, const std::vector<std::string> &sweeps,
                                 std::uint64_t seed)
{
    SimulationPlan plan;
    plan.base = base;
    plan.seed = seed;
    assumeFreshness(plan.base);
    for (const std::string &text : sweeps) {
        Result<SweepAxis> axis = SweepAxis::parse(text);
        if (!axis)
            return axis.error();
        if (axis->param == Param::CachePolicy)
            return invalid("--sweep " + text + ": a log tells no cache policy from another");
        plan.axes.push_back(std::move(*axis));
    }
    Result<std::vector<SettingsValues>> variants = variantsOf(plan.base, plan.axes);
    if (!variants)
        return variants.error();
    plan.variants = std::move(*variants);
    return plan;
}

std::string suggestedValues(Param param)
{
    const ParamInfo &row = info(param);
    if (param == Param::SchedulerMinProbability)
        return "0.05:0.95:0.05";
    if (row.kind == ParamKind::Switch)
        return joined(param, {0, 1});
    if (row.kind != ParamKind::Choice)
        return joined(param, overTheRange(row));
    std::vector<double> all;
    for (std::size_t i = 0; i < row.choices.size(); ++i)
        all.push_back(static_cast<double>(i));
    return joined(param, all);
}

Result<std::optional<Duration>> originLatencyFrom(const std::string &text)
{
    if (text == "from-trace")
        return std::optional<Duration>();
    double ms = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !(ms >= 0) || ms > 1e7)
        return invalid("\"" + text +
                       "\" is neither from-trace nor milliseconds from 0 to 10,000,000");
    return std::optional<Duration>(fromSeconds(ms / 1000));
}

Result<void> checkUsable(const RecordedTrace &trace, std::string_view name)
{
    if (trace.steps.empty())
        return Error{ErrorCode::Corrupt, std::string(name) + " holds no request that can be used"};
    if (std::ranges::none_of(trace.steps,
                             [](const TraceStep &step) { return step.method == Method::Get; }))
        return Error{ErrorCode::Corrupt, std::string(name) +
                                             " holds no GET request, and nothing else can be "
                                             "fetched beforehand"};
    return {};
}

Result<LogPreview> previewLog(const std::string &path, const TraceOptions &options,
                              std::size_t most)
{
    Result<std::unique_ptr<TraceReader>> reader = openTrace(path, options);
    if (!reader)
        return reader.error();
    LogPreview preview;
    TraceEvent event;
    while (preview.events.size() < most && (*reader)->next(event))
        preview.events.emplace_back(event);
    preview.report = (*reader)->report();
    return preview;
}

std::vector<std::string_view> rolesIn(const LogPreview &preview)
{
    std::array<bool, kFieldRoles> there{};
    const auto note = [&there](FieldRole role, bool isThere) {
        there[static_cast<std::size_t>(role)] |= isThere;
    };
    for (const OwnedEvent &kept : preview.events) {
        const TraceEvent event = kept.event();
        note(FieldRole::Time, true);
        note(FieldRole::Method, !event.method.empty());
        note(FieldRole::Url, true);
        note(FieldRole::Took, event.hasDuration());
        note(FieldRole::Status, event.status != 0);
        note(FieldRole::Bytes, event.bytes >= 0);
        note(FieldRole::Client, !event.client.empty());
        note(FieldRole::Agent, !event.agent.empty());
        note(FieldRole::User, !event.user.empty());
        note(FieldRole::Type, !event.mimeType.empty());
        note(FieldRole::Host, !event.host.empty());
    }
    std::vector<std::string_view> names;
    for (std::size_t role = 0; role < there.size(); ++role) {
        if (there[role])
            names.push_back(nameOf(static_cast<FieldRole>(role)));
    }
    return names;
}

double shareDone(const SimulationProgress &progress)
{
    if (progress.all == 0)
        return 0;
    return std::min(1.0, static_cast<double>(progress.done) / static_cast<double>(progress.all));
}

std::string progressText(const SimulationProgress &progress, double elapsed)
{
    const double share = shareDone(progress);
    std::string text = "simulating " + decimalText(100 * share, 0) + " %";
    if (share > 0.02 && elapsed > 1) {
        const double left = elapsed * (1 - share) / share;
        text += ", about " + (left < 60 ? decimalText(left, 0) + " s" : spanText(left)) + " left";
    }
    return text;
}

} // namespace forefetch
