// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/traceanswers.h"

#include "core/request/routetemplate.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <limits>

namespace forefetch {

namespace {

constexpr std::uint32_t kAssumedBytes = 4096;
constexpr Duration kAssumedLatency = std::chrono::milliseconds(50);
constexpr double kLatencySigma = 0.5; // of the logarithm

// The lower median; `values` is not empty, and in another order afterwards.
std::int64_t median(std::vector<std::int64_t> &values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::uint32_t saturated(std::int64_t bytes)
{
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(bytes, 1, std::numeric_limits<std::uint32_t>::max()));
}

// The answers of the log, grouped by target.
class AnswersByTarget
{
public:
    AnswersByTarget(const std::vector<LoggedAnswer> &logged, std::size_t targets)
        : m_ends(targets + 1), m_order(logged.size())
    {
        for (const LoggedAnswer &answer : logged)
            ++m_ends[answer.target + 1];
        for (std::size_t i = 1; i < m_ends.size(); ++i)
            m_ends[i] += m_ends[i - 1];
        std::vector<std::size_t> next(m_ends.begin(), m_ends.end() - 1);
        for (const LoggedAnswer &answer : logged)
            m_order[next[answer.target]++] = &answer;
    }

    // Calls visit(answer) for those of one target.
    template <typename Visit>
    void forEach(std::size_t target, const Visit &visit) const
    {
        for (std::size_t i = m_ends[target]; i < m_ends[target + 1]; ++i)
            visit(*m_order[i]);
    }

private:
    std::vector<std::size_t> m_ends;
    std::vector<const LoggedAnswer *> m_order;
};

// The most frequent one, of the lower number among equals; 200 where none is known.
std::int16_t statusOf(const AnswersByTarget &answers, std::size_t target,
                      std::vector<std::int16_t> &statuses)
{
    statuses.clear();
    answers.forEach(target, [&](const LoggedAnswer &a) {
        if (a.status > 0)
            statuses.push_back(a.status);
    });
    std::sort(statuses.begin(), statuses.end());
    std::int16_t best = 200;
    std::size_t most = 0;
    for (std::size_t from = 0, to = 0; from < statuses.size(); from = to) {
        while (to < statuses.size() && statuses[to] == statuses[from])
            ++to;
        if (to - from > most) {
            most = to - from;
            best = statuses[from];
        }
    }
    return best;
}

// Of all answers; what the trace does not tell at all stays as assumed.
OriginAnswer typicalOf(const std::vector<LoggedAnswer> &logged, bool &hasLatency)
{
    std::vector<std::int64_t> latencies;
    std::vector<std::int64_t> sizes;
    for (const LoggedAnswer &answer : logged) {
        if (answer.latency.count() >= 0)
            latencies.push_back(answer.latency.count());
        if (answer.bytes >= 0 && (answer.status == 200 || answer.status == 0))
            sizes.push_back(answer.bytes);
    }
    hasLatency = !latencies.empty();
    return {hasLatency ? Duration(median(latencies)) : kAssumedLatency,
            sizes.empty() ? kAssumedBytes : saturated(median(sizes)), 200};
}

class Settlement
{
public:
    Settlement(RecordedTrace &trace, const std::vector<LoggedAnswer> &logged,
               const OriginOptions &options)
        : m_trace(trace), m_options(options), m_answers(logged, trace.targets.size()),
          m_drawn(spreadAnswers({.medianLatency = kAssumedLatency, .latencySigma = kLatencySigma},
                                options.seed))
    {
    }

    OriginAnswer answerOf(std::size_t target)
    {
        OriginAnswer answer = m_trace.typical;
        answer.status = statusOf(m_answers, target, m_statuses);
        answer.latency = latencyOf(target);
        collect(target, [&](const LoggedAnswer &a) {
            return a.status == answer.status || a.status == 0 ? a.bytes : -1;
        });
        if (!m_values.empty())
            answer.bytes = saturated(median(m_values));
        return answer;
    }

private:
    Duration latencyOf(std::size_t target)
    {
        if (m_trace.latency == LatencySource::Assumed) {
            const std::string route = routeTemplate(m_trace.targets[target]);
            const auto number = static_cast<std::uint32_t>(textHash(route, m_options.seed));
            return m_drawn({{number, 1}, {}}).latency;
        }
        if (m_trace.latency == LatencySource::Trace) {
            collect(target, [](const LoggedAnswer &a) { return a.latency.count(); });
            if (!m_values.empty())
                return Duration(median(m_values));
        }
        return m_trace.typical.latency;
    }

    // Those that are not negative.
    template <typename Value>
    void collect(std::size_t target, const Value &value)
    {
        m_values.clear();
        m_answers.forEach(target, [&](const LoggedAnswer &answer) {
            if (const std::int64_t v = value(answer); v >= 0)
                m_values.push_back(v);
        });
    }

    const RecordedTrace &m_trace;
    const OriginOptions &m_options;
    AnswersByTarget m_answers;
    OriginAnswers m_drawn;
    std::vector<std::int64_t> m_values;
    std::vector<std::int16_t> m_statuses;
};

} // namespace

void settleAnswers(RecordedTrace &trace, const std::vector<LoggedAnswer> &logged,
                   const OriginOptions &options)
{
    bool hasLatency = false;
    trace.typical = typicalOf(logged, hasLatency);
    trace.latency = options.latency ? LatencySource::Given
                    : hasLatency    ? LatencySource::Trace
                                    : LatencySource::Assumed;
    if (options.latency)
        trace.typical.latency = *options.latency;
    Settlement settlement(trace, logged, options);
    for (std::size_t target = 0; target < trace.targets.size(); ++target) {
        const std::size_t index = trace.resources[target].index;
        if (index >= trace.answers.size())
            trace.answers.resize(index + 1, trace.typical);
        trace.answers[index] = settlement.answerOf(target);
    }
}

} // namespace forefetch
