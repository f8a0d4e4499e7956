// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tune/origintrend.h"

namespace forefetch {

namespace {

constexpr double kStep = 0.02;         // log2 of the usual, an answer
constexpr double kStepInAlarm = 0.003; // a fault must not become the usual
constexpr double kBusy = 4;            // answers a second from which on they are smaller
constexpr double kShareRate = 0.005;   // of the slow share in good times, once it is known
// Share. Much less would be what a mixture of quick and slow answers has on good days, before that
// share is learnt; and an alarm that is its own cause would never end.
constexpr double kSlowInTrouble = 0.75;
constexpr double kRatioRate = 0.25;    // the last eight answers or so
constexpr double kErrorRate = 0.1;     // the last twenty
constexpr double kPaceRate = 0.1;      // the last two or three seconds
constexpr double kFadePerSecond = 0.5;

double log2Of(Duration latency)
{
    return std::log2(static_cast<double>(std::max<Duration::rep>(latency.count(), 1)));
}

bool isSlowAgainst(double log2, Duration latency)
{
    const double usual = std::exp2(log2);
    const auto took = static_cast<double>(latency.count());
    return took > OriginTrend::kSlow * usual &&
           took > usual + static_cast<double>(OriginTrend::kSlowAtLeast.count());
}

} // namespace

void OriginTrend::answered(Caller caller, KindSlot kind, Duration latency)
{
    ++m_now.good;
    Usual &usual = m_usual[static_cast<std::size_t>(caller)][kind];
    const double took = log2Of(latency);
    if (usual.answers < kLearning) {
        ++usual.answers;
        usual.log2 += static_cast<float>((took - usual.log2) / usual.answers);
        return;
    }
    judge(isSlowAgainst(usual.log2, latency), took - usual.log2);
    const double often = std::min(1.0, kBusy / std::max(m_perSecond, kBusy));
    const double step = often * (isSlow() || isFailing() ? kStepInAlarm : kStep);
    usual.log2 += static_cast<float>(took > usual.log2 ? step : -step);
}

bool OriginTrend::overdue(KindSlot kind, Duration age)
{
    const Usual &usual = m_usual[static_cast<std::size_t>(Caller::Demand)][kind];
    if (usual.answers < kLearning || !isSlowAgainst(usual.log2, age))
        return false;
    judge(true, log2Of(age) - usual.log2);
    return true;
}

void OriginTrend::judge(bool slow, double ratio)
{
    ++(slow ? m_now.slow : m_now.quick);
    m_ratio += kRatioRate * (ratio - m_ratio);
}

void OriginTrend::weighTimes()
{
    const double judged = m_now.slow + m_now.quick;
    if (judged == 0)
        return;
    const double p0 = std::clamp(m_slowShare, 0.02, 0.5);
    m_slow.setAlarmAt(kSlowEvidence + 1.2 * std::log(std::max(1.0, m_perSecond / kBusy)));
    m_slow.add(m_now.slow, m_now.quick, p0, std::max(kSlowInTrouble, p0 + 0.35));
    if (isSlow())
        return;
    m_judged = std::min(m_judged + judged, 1 / kShareRate);
    m_slowShare += std::min(0.2, judged / m_judged) * (m_now.slow / judged - m_slowShare);
}

// Twice the ratio that is put up with would be the same to a test of few answers; 20 % is not.
void OriginTrend::weighErrors(double maxErrorRatio)
{
    const double answers = m_now.good + m_now.errors;
    if (answers == 0)
        return;
    m_errors += std::min(0.5, kErrorRate * answers) * (m_now.errors / answers - m_errors);
    if (maxErrorRatio >= 1)
        return m_failing.fade(kFailingEvidence);
    const double p0 = std::max(maxErrorRatio, 0.001);
    const double p1 = std::max(0.2, 4 * p0);
    m_failing.setAlarmAt(kFailingEvidence + 1.5 * std::log(std::max(1.0, m_perSecond / 10)));
    m_failing.add(m_now.errors, m_now.good, p0, p1 < 0.9 ? p1 : (1 + p0) / 2);
}

void OriginTrend::tick(Duration since, double maxErrorRatio)
{
    const double heard = m_now.slow + m_now.quick + m_now.good + m_now.errors;
    m_perSecond +=
        kPaceRate * ((m_now.good + m_now.errors) / std::max(seconds(since), 0.001) - m_perSecond);
    weighTimes();
    weighErrors(maxErrorRatio);
    m_now = {};
    if (heard > 0)
        return;
    m_slow.fade(kFadePerSecond * seconds(since));
    m_failing.fade(kFadePerSecond * seconds(since));
}

} // namespace forefetch
