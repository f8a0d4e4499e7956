// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulate/faultyanswers.h"

#include <chrono>
#include <map>
#include <string>
#include <utility>

namespace forefetch {

namespace {

constexpr Duration kRefusalTime = std::chrono::milliseconds(1); // of an error that costs no work
constexpr std::uint32_t kRefusalBytes = 64;

class FaultyAnswers
{
public:
    FaultyAnswers(const Clock &clock, OriginAnswers own,
                  std::shared_ptr<const FaultTimeline> faults, std::uint64_t seed,
                  const NormalLoad &normal)
        : m_clock(clock), m_own(std::move(own)), m_faults(std::move(faults)), m_origin(seed, normal)
    {
    }

    OriginAnswer answer(const Key &key)
    {
        const TimePoint now = m_clock.now();
        // By the resource's index alone: its generation depends on what went before.
        const FaultAct act = m_origin.arrive(m_faults->at(now), now,
                                             mixBits(key.resource.index ^ key.partition.value));
        OriginAnswer answer = m_own(key);
        if (act.isNone())
            return answer;
        answer.isSilent = act.end == FaultAct::End::Silence;
        if (!answer.isSilent && act.status != 0 && act.end == FaultAct::End::Answer)
            return refusal(act);
        answer.latency = m_origin.work(act, now, answer.latency) + act.drip;
        if (act.end != FaultAct::End::Answer)
            answer.status = 0;
        else if (act.freshFor && answer.status == 200)
            answer.head = freshHead(answer.head, *act.freshFor);
        return answer;
    }

private:
    OriginAnswer refusal(const FaultAct &act)
    {
        OriginAnswer answer{kRefusalTime, kRefusalBytes, act.status};
        if (act.retryAfter <= Duration::zero())
            return answer;
        const auto wait = std::chrono::ceil<std::chrono::seconds>(act.retryAfter).count();
        answer.head = &headWith(act.status, "Retry-After", std::to_string(wait));
        return answer;
    }

    // The origin's own, or one that it does not have, fresh for so long at most.
    const ResponseHead *freshHead(const ResponseHead *own, Duration most)
    {
        const auto left = std::chrono::ceil<std::chrono::seconds>(most).count();
        std::string control =
            own ? std::string(own->headers.value("Cache-Control")) : std::string("max-age=0");
        const std::size_t at = control.find("max-age=");
        if (at == std::string::npos)
            return own; // no-store, and the like
        const std::size_t from = at + 8;
        const std::size_t end =
            std::min(control.find_first_not_of("0123456789", from), control.size());
        const std::string digits = control.substr(from, end - from);
        const bool isShort = own && !digits.empty() && std::stoll(digits) <= left;
        if (!isShort)
            control.replace(from, end - from, std::to_string(left));
        return &headWith(200, "Cache-Control", control);
    }

    const ResponseHead &headWith(std::int16_t status, std::string_view name,
                                 const std::string &value)
    {
        ResponseHead &head = m_heads[{status, value}];
        if (head.status != status) {
            head.status = status;
            head.headers.add(std::string(name), value);
        }
        return head;
    }

    const Clock &m_clock;
    OriginAnswers m_own;
    std::shared_ptr<const FaultTimeline> m_faults;
    FaultyOrigin m_origin;
    std::map<std::pair<std::int16_t, std::string>, ResponseHead> m_heads; // stay where they are
};

} // namespace

OriginAnswers faultyAnswers(const Clock &clock, OriginAnswers own,
                            std::shared_ptr<const FaultTimeline> faults, std::uint64_t seed,
                            const NormalLoad &normal)
{
    auto answers =
        std::make_shared<FaultyAnswers>(clock, std::move(own), std::move(faults), seed, normal);
    return [answers](const Key &key) { return answers->answer(key); };
}

NormalLoad normalLoadOf(const RecordedTrace &trace)
{
    NormalLoad normal;
    if (trace.steps.empty())
        return normal;
    const auto count = static_cast<double>(trace.steps.size());
    double latency = 0;
    for (const TraceStep &step : trace.steps)
        latency += seconds(trace.answerTo(step.resource).latency);
    normal.latency = fromSeconds(latency / count);
    normal.requestsPerSecond = count / std::max(1.0, seconds(trace.span()));
    return normal;
}

} // namespace forefetch
