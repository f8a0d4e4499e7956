// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/demandmeter.h"

#include <cstdint>
#include <optional>
#include <string>

namespace forefetch {

// Prefetching makes it worse for those who get it.
struct Harm
{
    std::string reason;  // a sentence with the figures
    double measured = 0; // ms a request, or share of errors, of those who get prefetches …
    double limit = 0;    // … and what it may be at most, given those who get none
};

// Compares what the treated sessions had to bear with what the held-back ones had: the mean wait
// may be 3 % and one millisecond more, the share of errors a tenth of a point. Harm is claimed when
// the whole interval lies beyond that. The intervals know that requests of one session are alike
// and that somebody looks every second (errorsAtAnyTime); where there is no effect, fewer than 5 in
// 100 who look for ever see a claim, and with the margin hardly any.
//
//     if (const auto harm = harmOf(meter.harm(Group::Treated), meter.harm(Group::HeldBack)))
//         settings.set(Param::PrefetchEnabled, 0, "guard");
//
// Only what differs between the groups is seen: an origin that prefetching slows down for everybody
// is the brake's business. Without held-back sessions there is nothing to compare.
// Thread: any; a pure function.
std::optional<Harm> harmOf(const HarmSums &treated, const HarmSums &heldBack);

inline constexpr double kMostWaitRatio = 1.03;
inline constexpr double kMostWaitMore = 1;        // ms
inline constexpr double kMostErrorsMore = 0.001;  // share
inline constexpr std::uint64_t kLeastHarmed = 30; // sessions in each group

} // namespace forefetch
