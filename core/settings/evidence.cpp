// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/evidence.h"

#include <algorithm>

namespace forefetch {

namespace {

bool isNumber(Param param)
{
    const ParamKind kind = info(param).kind;
    return kind == ParamKind::Integer || kind == ParamKind::Real;
}

std::string testedText(Param param, const std::vector<double> &values)
{
    if (isNumber(param) && values.size() == 2 && values[0] != values[1])
        return formatValue(param, values[0]) + " to " + formatValue(param, values[1]);
    std::string text;
    for (const double value : values) {
        if (text.empty() || value != values.front()) // of a number, the same one twice
            text += (text.empty() ? "" : ", ") + formatValue(param, value);
    }
    return text;
}

} // namespace

bool TestedValues::hold(double value) const
{
    if (values.empty())
        return false;
    if (isNumber(param))
        return value >= std::ranges::min(values) && value <= std::ranges::max(values);
    return std::ranges::find(values, value) != values.end();
}

std::string OutsideEnvelope::text() const
{
    return std::string(info(param).id) + " is " + formatValue(param, value) +
           ", tested: " + testedText(param, tested);
}

std::vector<OutsideEnvelope> outsideOf(const ProfileEvidence &evidence,
                                       const SettingsValues &values)
{
    std::vector<OutsideEnvelope> outside;
    if (values[Param::PrefetchEnabled] == 0 || values[Param::SchedulerMaxPrefetchPerSchedule] == 0)
        return outside;
    for (const TestedValues &tested : evidence.envelope) {
        if (!tested.hold(values[tested.param]))
            outside.push_back({tested.param, values[tested.param], tested.values});
    }
    return outside;
}

std::string outsideText(const std::vector<OutsideEnvelope> &outside)
{
    std::string text;
    for (const OutsideEnvelope &o : outside)
        text += (text.empty() ? "Outside what the profile was tested with: " : "; ") + o.text();
    return text.empty() ? text : text + ".";
}

bool isInEnvelopes(Param param)
{
    switch (param) {
    case Param::PrefetchEnabled:
    case Param::HoldbackShare:
    case Param::TunerMode:
    case Param::TunerAgent:
    case Param::TunerWasteWeight:
    case Param::TunerLoadWeight:
        return false;
    default:
        return true;
    }
}

} // namespace forefetch
