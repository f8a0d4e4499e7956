// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/declinedroutes.h"
#include "core/time/clock.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace forefetch {

// Has the share of something grown from p0 to p1? Evidence is added up as log-likelihood ratios and
// never falls below 0 (the cumulative sum of E. S. Page, Biometrika 41, 1954), so that a change is
// noticed after the fewest observations that a given rate of false alarms allows (Lorden 1971). An
// alarm lasts until half of the evidence has gone.
class Cusum
{
public:
    explicit Cusum(double alarmAt) : m_alarmAt(alarmAt) {}
    void setAlarmAt(double evidence) { m_alarmAt = evidence; }

    // So often it happened, and so often it did not, in no order.
    void add(double happened, double didNot, double p0, double p1)
    {
        m_evidence += happened * std::log(p1 / p0) + didNot * std::log((1 - p1) / (1 - p0));
        settle();
    }
    // Nothing was observed for a while: what is known grows old.
    void fade(double by)
    {
        m_evidence -= by;
        settle();
    }
    bool isAlarmed() const { return m_alarmed; }

private:
    void settle()
    {
        m_evidence = std::clamp(m_evidence, 0.0, m_alarmAt + 2);
        if (m_evidence >= m_alarmAt)
            m_alarmed = true;
        else if (m_evidence < m_alarmAt / 2)
            m_alarmed = false;
    }

    double m_alarmAt;
    double m_evidence = 0;
    bool m_alarmed = false;
};

// Does the origin suffer? Told of every answer, of demand and of prefetch, it notices within a few
// of them that they have become slow or fail; it judges at each tick what came since the last.
//
// Slow is an answer that takes more than twice the usual of its kind, so that a change of what is
// asked for is not mistaken for a change of the origin. The usual is a running median that moves
// by 1.4 % an answer, at most by 6 % a second, and a seventh of that during an alarm: a fault does
// not become normal while it lasts, and what stays does in some two minutes. How often answers are
// slow in good times is learnt as well, and an alarm is raised when many more are. The more answers
// a second there are, the more evidence it takes, so that false alarms stay as rare in time. The
// idea is that of TCP Vegas (Brakmo and Peterson 1995) and of the gradient in Netflix's
// concurrency-limits: the time that it takes now against the time that it took.
//
//     trend.answered(Caller::Demand, kind, 50ms);
//     trend.failed();
//     trend.tick(250ms, 0.05);
//     trend.isSlow(), trend.isFailing()
//
// Thread: its owner's.
class OriginTrend
{
public:
    enum class Caller : std::uint8_t { Demand, Prefetch }; // whose times are not alike
    static constexpr double kSlow = 2;                     // times the usual
    static constexpr Duration kSlowAtLeast = std::chrono::milliseconds(5); // and this much more

    void answered(Caller caller, KindSlot kind, Duration latency);
    void succeeded() { ++m_now.good; } // an answer whose time says nothing (an upload)
    void failed() { ++m_now.errors; }
    // Not answered yet, after so long, which counts as a slow answer. False: that is not long.
    bool overdue(KindSlot kind, Duration age);
    // Called at regular intervals; with nothing observed since the last time, evidence fades.
    void tick(Duration since, double maxErrorRatio);

    bool isSlow() const { return m_slow.isAlarmed(); }
    bool isFailing() const { return m_failing.isAlarmed(); }
    // The latest answers against their usual; 1 when nothing is known.
    double timesSlower() const { return std::exp2(m_ratio); }
    double errorShare() const { return m_errors; }

private:
    struct Usual
    {
        float log2 = 0;            // of the median, in ns
        std::uint32_t answers = 0; // at most kLearning
    };
    static constexpr std::uint32_t kLearning = 8;   // answers before a kind is judged
    static constexpr double kSlowEvidence = 7;      // four slow answers in a row, as a rule
    static constexpr double kFailingEvidence = 3.5; // three errors, close together

    // What came since the last tick.
    struct Count
    {
        std::uint32_t slow = 0, quick = 0; // of those that can be judged
        std::uint32_t good = 0, errors = 0;
    };

    void judge(bool slow, double ratio);
    void weighTimes();
    void weighErrors(double maxErrorRatio);

    std::array<std::array<Usual, kKindSlots>, 2> m_usual{};
    double m_slowShare = 0.1; // in good times
    double m_judged = 20;     // answers that it rests on; the first ones count as a guess
    double m_ratio = 0;       // log2, of the latest
    double m_errors = 0;      // share, of the latest
    double m_perSecond = 0;   // answers, lately
    Count m_now;
    Cusum m_slow{kSlowEvidence};
    Cusum m_failing{kFailingEvidence};
};

} // namespace forefetch
