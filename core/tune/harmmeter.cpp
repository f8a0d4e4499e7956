// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/harmmeter.h"

#include "core/metrics/comparison.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace forefetch {

namespace {

std::string fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals).toStdString();
}

// By how much a ratio of the treated is surely beyond `times` that of the held back and `more`.
bool isBeyond(const RatioSums &treated, const RatioSums &heldBack, double times, double more)
{
    const auto sessions = static_cast<double>(std::min(treated.sessions, heldBack.sessions));
    const double error = std::hypot(treated.error(), times * heldBack.error());
    const double beyond = treated.ratio() - times * heldBack.ratio() - more;
    return beyond > errorsAtAnyTime(sessions) * error;
}

} // namespace

std::optional<Harm> harmOf(const HarmSums &treated, const HarmSums &heldBack)
{
    if (std::min(treated.wait.sessions, heldBack.wait.sessions) < kLeastHarmed)
        return std::nullopt;
    if (isBeyond(treated.wait, heldBack.wait, kMostWaitRatio, kMostWaitMore)) {
        const double with = treated.wait.ratio(), without = heldBack.wait.ratio();
        return Harm{"with prefetching requests wait " + fixed(with, 1) +
                        " ms on average, without " + fixed(without, 1) + " ms",
                    with, kMostWaitRatio * without + kMostWaitMore};
    }
    if (isBeyond(treated.errors, heldBack.errors, 1, kMostErrorsMore)) {
        const double with = treated.errors.ratio(), without = heldBack.errors.ratio();
        return Harm{"with prefetching " + fixed(100 * with, 2) +
                        " % of the requests fail, without " + fixed(100 * without, 2) + " %",
                    with, without + kMostErrorsMore};
    }
    return std::nullopt;
}

} // namespace forefetch
