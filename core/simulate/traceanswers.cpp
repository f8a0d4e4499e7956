// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/traceanswers.h"

#include "core/request/routetemplate.h"
#include "core/request/texthash.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

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

// The most frequent one, of the lower number among equals. Sorts them.
template <typename Number>
Number mostFrequent(std::vector<Number> &numbers, Number otherwise)
{
    std::sort(numbers.begin(), numbers.end());
    Number best = otherwise;
    std::size_t most = 0;
    for (std::size_t from = 0, to = 0; from < numbers.size(); from = to) {
        while (to < numbers.size() && numbers[to] == numbers[from])
            ++to;
        if (to - from > most) {
            most = to - from;
            best = numbers[from];
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
               const std::vector<std::string> &cacheControls, const OriginOptions &options)
        : m_trace(trace), m_cacheControls(cacheControls), m_options(options),
          m_answers(logged, trace.targets.size()),
          m_drawn(spreadAnswers({.medianLatency = kAssumedLatency, .latencySigma = kLatencySigma},
                                options.seed))
    {
    }

    // What nothing is known of is as fresh as most good answers are: a route that no client has
    // ever asked for, which a model makes up, would else be kept on an assumption alone.
    void settleTypical()
    {
        m_numbers.clear();
        for (std::size_t target = 0; target < m_trace.targets.size(); ++target)
            m_answers.forEach(target, [&](const LoggedAnswer &a) {
                if (a.status == 200)
                    m_numbers.push_back(a.cacheControl);
            });
        m_trace.typical.head = headWith(m_trace.typical.status, mostFrequent(m_numbers, 0U));
    }

    OriginAnswer answerOf(std::size_t target)
    {
        OriginAnswer answer = m_trace.typical;
        m_numbers.clear();
        m_answers.forEach(target, [&](const LoggedAnswer &a) {
            if (a.status > 0)
                m_numbers.push_back(static_cast<std::uint32_t>(a.status));
        });
        answer.status = static_cast<std::int16_t>(mostFrequent(m_numbers, 200U));
        answer.latency = latencyOf(target);
        collect(target, [&](const LoggedAnswer &a) {
            return a.status == answer.status || a.status == 0 ? a.bytes : -1;
        });
        if (!m_values.empty())
            answer.bytes = saturated(median(m_values));
        answer.head = headOf(target, answer.status);
        return answer;
    }

    // Of a log that says what a cache did: those by route, and the latencies of resources that
    // the cache alone has answered.
    void settleRoutes()
    {
        std::unordered_map<std::string, std::vector<std::size_t>> byRoute;
        for (std::size_t target = 0; target < m_trace.targets.size(); ++target)
            byRoute[routeTemplate(m_trace.targets[target])].push_back(target);
        for (auto &[route, targets] : byRoute) {
            const OriginAnswer answer = answerOfRoute(targets);
            for (const std::size_t target : targets)
                if (!knowsLatency(target))
                    m_trace.answers[m_trace.resources[target].index].latency = answer.latency;
            m_trace.routes.emplace(route, answer);
        }
    }

private:
    OriginAnswer answerOfRoute(const std::vector<std::size_t> &targets)
    {
        std::vector<std::int64_t> latencies;
        std::vector<std::int64_t> sizes;
        std::vector<std::uint32_t> controls;
        for (const std::size_t target : targets) {
            m_answers.forEach(target, [&](const LoggedAnswer &a) {
                if (a.latency.count() >= 0)
                    latencies.push_back(a.latency.count());
                if (a.status == 200)
                    controls.push_back(a.cacheControl);
                if (a.status == 200 && a.bytes >= 0)
                    sizes.push_back(a.bytes);
            });
        }
        OriginAnswer answer = m_trace.typical;
        if (m_trace.latency == LatencySource::Trace && !latencies.empty())
            answer.latency = Duration(median(latencies));
        if (!sizes.empty())
            answer.bytes = saturated(median(sizes));
        answer.head = headWith(answer.status, mostFrequent(controls, 0U));
        return answer;
    }

    bool knowsLatency(std::size_t target) const
    {
        bool known = m_trace.latency != LatencySource::Trace;
        m_answers.forEach(target, [&](const LoggedAnswer &a) { known |= a.latency.count() >= 0; });
        return known;
    }

    // Of the answers with that status, which is the most frequent one.
    const ResponseHead *headOf(std::size_t target, std::int16_t status)
    {
        m_numbers.clear();
        m_answers.forEach(target, [&](const LoggedAnswer &a) {
            if (a.status == status)
                m_numbers.push_back(a.cacheControl);
        });
        return headWith(status, mostFrequent(m_numbers, 0U));
    }

    const ResponseHead *headWith(std::int16_t status, std::uint32_t cacheControl)
    {
        if (cacheControl == 0)
            return nullptr;
        const ResponseHead *&head = m_heads[{status, cacheControl}];
        if (head == nullptr) {
            Headers headers;
            headers.add("Cache-Control", m_cacheControls[cacheControl]);
            head = &m_trace.heads.emplace_back(ResponseHead{status, {}, std::move(headers)});
        }
        return head;
    }

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

    RecordedTrace &m_trace;
    const std::vector<std::string> &m_cacheControls;
    const OriginOptions &m_options;
    AnswersByTarget m_answers;
    OriginAnswers m_drawn;
    std::vector<std::int64_t> m_values;
    std::vector<std::uint32_t> m_numbers;
    std::map<std::pair<std::int16_t, std::uint32_t>, const ResponseHead *> m_heads;
};

} // namespace

void settleAnswers(RecordedTrace &trace, const std::vector<LoggedAnswer> &logged,
                   const std::vector<std::string> &cacheControls, const OriginOptions &options)
{
    bool hasLatency = false;
    trace.typical = typicalOf(logged, hasLatency);
    trace.latency = options.latency ? LatencySource::Given
                    : hasLatency    ? LatencySource::Trace
                                    : LatencySource::Assumed;
    if (options.latency)
        trace.typical.latency = *options.latency;
    Settlement settlement(trace, logged, cacheControls, options);
    if (trace.saysFreshness)
        settlement.settleTypical();
    for (std::size_t target = 0; target < trace.targets.size(); ++target) {
        const std::size_t index = trace.resources[target].index;
        if (index >= trace.answers.size())
            trace.answers.resize(index + 1, trace.typical);
        trace.answers[index] = settlement.answerOf(target);
    }
    if (trace.saysCache)
        settlement.settleRoutes();
}

} // namespace forefetch
