// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Does prefetching harm anybody when something goes wrong? Every fault scenario under every
// built-in profile, in virtual time, with prefetching and without: the same visitors of the demo's
// shop (100 of them, 100 requests/s, 10 minutes), the same seed, the fault from minute 4 to
// minute 7. Demand is looked at from the fault's beginning to 30 s after its end. A cell is out
// when the p95 of demand is above 1.03 times that without prefetching, or 0.1 points more of it get
// an error (5xx, 429, or nothing). "mean" is the ratio of the mean latencies, for one path's answers
// take one time and the p95 often stands on such a step. Ends with 1 when a cell is out.
//
// "brake" is how long it takes, from the first sign on, until two seconds see at most half of the
// prefetches of before. The sign and not the fault's beginning, for a rate limit is not noticed by
// anybody until it is reached (in these runs by bursts of demand, seconds to minutes apart), and a
// cascade not until requests queue up. It is the first 429 of a client, or the first of the bad
// requests where of two seconds' a quarter is bad: has failed, or takes more than twice what it does
// without the fault. Two seconds, for what is over sooner cannot be braked in time. "-" where nothing
// of the kind is seen: the origin bears it, and so there is nothing to brake for.
//
//     faults_bench [--seed N] [--profile NAME] [--faults NAME[,NAME]]
#include "core/demo/pace.h"
#include "core/demo/visitor.h"
#include "core/request/partition.h"
#include "core/settings/builtinprofiles.h"
#include "core/settings/profile.h"
#include "core/simulate/faultyanswers.h"
#include "core/simulate/simulationrun.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <queue>
#include <string>
#include <vector>

using namespace forefetch;

namespace {

constexpr unsigned kUsers = 100;
constexpr double kRate = 100; // requests/s
constexpr double kSpan = 600; // s
constexpr double kBegin = 240, kLength = 180, kAfter = 30;
constexpr double kTrouble = 2;     // s, of which so many requests are bad:
constexpr double kBadShare = 0.25;
constexpr std::ptrdiff_t kFewBad = 4; // at least
constexpr double kMostP95 = 1.03, kMostErrors = 0.1; // times, points

struct Question
{
    std::uint64_t seed = 1;
    std::string profile; // empty: all
    std::vector<PlannedFault> faults;
};

// A place of the demo, as VirtualUsers has it, on a clock of its own and without sockets.
struct Place
{
    std::uint32_t slot = 0;
    std::uint32_t visit = 0;
    std::optional<Visitor> visitor;
    std::optional<VisitorRequest> request;
    double sent = 0; // s
};

// The visits of so many seconds, as a log with the shop's own latencies.
class VisitLog
{
public:
    explicit VisitLog(std::uint64_t seed)
        : m_seed(seed), m_shop({.seed = seed}), m_places(kUsers),
          m_unit(Pace(seed, {.seed = seed}).unitFor(kUsers, kRate)), m_random(seed)
    {
    }

    std::unique_ptr<RecordedTrace> record()
    {
        for (std::uint32_t slot = 0; slot < kUsers; ++slot) {
            m_places[slot].slot = slot;
            arrive(m_places[slot], m_random.uniform() * Pace::kBetweenVisits * m_unit);
        }
        while (!m_due.empty() && m_due.top().first < kSpan) {
            const auto [at, slot] = m_due.top();
            m_due.pop();
            send(m_places[slot], at);
        }
        return m_recorder.finish({}, {});
    }

private:
    void arrive(Place &place, double at)
    {
        const std::uint32_t account = 1 + place.slot + place.visit % 20 * kUsers;
        place.visitor.emplace(Visitor::Who{m_seed, place.slot, place.visit, account});
        place.sent = at;
        proceed(place, at);
    }

    void proceed(Place &place, double now)
    {
        place.request = place.visitor->next();
        if (!place.request) {
            ++place.visit;
            return arrive(place, now + m_random.exponential(Pace::kBetweenVisits) * m_unit);
        }
        const double due = place.request->thought > 0
                               ? std::max(now, place.sent + place.request->thought * m_unit)
                               : now + seconds(place.request->gap);
        m_due.push({due, place.slot});
    }

    void send(Place &place, double at)
    {
        const RequestHead head = place.visitor->head(*place.request);
        const TimePoint now{fromSeconds(at)};
        const ShopAnswer answer = m_shop.answer(head, place.request->body, now);
        TraceEvent event;
        event.at = WallTime(std::chrono::milliseconds(std::int64_t(1e3 * at)));
        event.exactTime = true;
        event.duration = answer.latency;
        event.session = {place.slot + kUsers * place.visit, 1};
        event.status = answer.head.status;
        event.bytes = static_cast<std::int64_t>(answer.body.size());
        event.method = head.method;
        event.target = head.target;
        event.cacheControl = answer.head.headers.value("Cache-Control");
        if (traitsOf(answer.route).isPrivate)
            event.partition = event.session.packed();
        m_recorder.add(event);
        place.sent = at;
        place.visitor->answered(answer.head.status, answer.head.headers, answer.body);
        proceed(place, at + seconds(answer.latency));
    }

    std::uint64_t m_seed;
    Shop m_shop;
    std::vector<Place> m_places;
    double m_unit;
    Random m_random;
    using Due = std::pair<double, std::uint32_t>;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    TraceRecorder m_recorder;
};

// What demand had of a run, and when prefetches were sent.
struct Outcome
{
    std::vector<double> latencies; // ms
    double errors = 0;             // points
    std::vector<double> sent;      // s from the trace's beginning
    std::vector<std::pair<double, bool>> signs; // of each request in the fault: s, whether it is bad
    double limited = kSpan;                     // s: the first 429

    double p95()
    {
        if (latencies.empty())
            return 0;
        const auto at = latencies.begin() + std::ptrdiff_t(0.95 * double(latencies.size()));
        std::nth_element(latencies.begin(), at, latencies.end());
        return *at;
    }
    double mean() const
    {
        double sum = 0;
        for (const double latency : latencies)
            sum += latency;
        return sum / std::max<double>(1, double(latencies.size()));
    }
    double sentIn(double from, double length) const
    {
        const auto first = std::lower_bound(sent.begin(), sent.end(), from);
        return double(std::lower_bound(first, sent.end(), from + length) - first);
    }
    // s; the trace's end: there is none.
    double sign()
    {
        std::ranges::sort(signs);
        const auto isBad = [](const auto &sign) { return sign.second; };
        for (auto at = signs.begin(); (at = std::find_if(at, signs.end(), isBad)) != signs.end();
             ++at) {
            const auto end = std::ranges::lower_bound(signs, std::pair(at->first + kTrouble, false));
            const auto bad = std::count_if(at, end, isBad);
            if (bad >= kFewBad && double(bad) >= kBadShare * double(end - at))
                return std::min(limited, at->first);
        }
        return limited;
    }
    std::string brake()
    {
        const double from = sign();
        if (from >= kBegin + kLength)
            return "-";
        const double half = std::max(1.0, sentIn(kBegin - 60, 60) / 60); // of two seconds
        for (double t = 0; from + t + 2 <= kBegin + kLength; t += 0.05) {
            if (sentIn(from + t, 2) <= half) {
                char text[16];
                std::snprintf(text, sizeof text, "%.2f", t);
                return text;
            }
        }
        return "never";
    }
};

Outcome run(const RecordedTrace &trace, const std::shared_ptr<const PredictionTape> &tape,
            SettingsValues values, std::span<const PlannedFault> faults, std::uint64_t seed,
            bool on)
{
    values[Param::PrefetchEnabled] = on ? 1 : 0;
    values[Param::HoldbackShare] = 0;
    auto timeline = std::make_shared<FaultTimeline>();
    timeline->plan(faults, RecordedTrace::kBegin);
    const auto since = [](TimePoint at) { return seconds(at - RecordedTrace::kBegin); };
    Outcome outcome;
    std::size_t failed = 0;
    RunOptions options;
    options.seed = seed;
    options.faults = timeline;
    options.normal = normalLoadOf(trace);
    options.onEnd = [&](const Exchange &exchange, const DemandEnd &end, TimePoint) {
        const double at = since(exchange.at);
        if (at < kBegin || at >= kBegin + kLength + kAfter)
            return;
        outcome.latencies.push_back(1e3 * seconds(end.latency));
        const bool isError = end.status == 429 || end.status >= 500 || end.status == 0;
        failed += isError;
        if (!end.sentToOrigin || at >= kBegin + kLength)
            return;
        const double now = at + seconds(end.latency);
        const double patience = 2 * seconds(trace.answerTo(exchange.resource).latency) + 0.005;
        const bool isSlow = seconds(end.latency) > patience;
        outcome.signs.emplace_back(isSlow ? at + patience : now, isSlow || isError);
        if (end.status == 429)
            outcome.limited = std::min(outcome.limited, now);
    };
    options.onPrefetch = [&](TimePoint now) { outcome.sent.push_back(since(now)); };
    (void)simulate(trace, tape, values, options);
    outcome.errors =
        outcome.latencies.empty() ? 0 : 100.0 * double(failed) / double(outcome.latencies.size());
    return outcome;
}

// What the models say of one trace, each asked once.
class Tapes
{
public:
    std::shared_ptr<const PredictionTape> of(const RecordedTrace &trace,
                                             const SettingsValues &values)
    {
        for (const auto &[settings, tape] : m_tapes) {
            if (predictAlike(settings, values))
                return tape;
        }
        return m_tapes
            .emplace_back(values, recordPredictions(trace, values, {.minProbability = 0.05F}))
            .second;
    }

private:
    std::vector<std::pair<SettingsValues, std::shared_ptr<const PredictionTape>>> m_tapes;
};

// Prints a cell; true when it is within the line.
bool compare(std::string_view profile, const FaultScenario &scenario, Outcome &without,
             Outcome &with)
{
    const double off = without.p95(), on = with.p95();
    const double ratio = off > 0 ? on / off : 1;
    const double more = with.errors - without.errors;
    const bool fine = ratio <= kMostP95 && more <= kMostErrors;
    std::printf("%-17s %-17s %9.1f %9.1f %7.3f %7.3f %8.2f %8.2f %+7.2f %7.1f %7.1f %7s  %s\n",
                std::string(scenario.name).c_str(), std::string(profile).c_str(), off, on, ratio,
                with.mean() / std::max(1e-9, without.mean()), without.errors, with.errors, more,
                with.sentIn(kBegin - 60, 60) / 60, with.sentIn(kBegin, kLength) / kLength,
                with.brake().c_str(),
                fine ? "" : "OUT");
    std::fflush(stdout);
    return fine;
}

// The cells of one scenario; returns how many are out.
int judge(const RecordedTrace &whole, const PlannedFault &fault, const Question &question)
{
    const auto trace = VisitLog(question.seed).record();
    bendTraffic(*trace, {&fault, 1}, question.seed);
    const bool bends = trace->fingerprint() != whole.fingerprint();
    static Tapes usual;
    Tapes own;
    Tapes &tapes = bends ? own : usual;
    int out = 0;
    for (const BuiltInProfile &builtIn : kBuiltInProfiles) {
        const Result<Profile> profile = loadProfile(builtIn.name);
        if (!profile || (!question.profile.empty() && builtIn.name != question.profile))
            continue;
        const auto tape = tapes.of(*trace, profile->values);
        const auto side = [&](bool on) {
            return run(*trace, tape, profile->values, {&fault, 1}, question.seed, on);
        };
        auto with = std::async(std::launch::async, side, true);
        Outcome without = side(false);
        Outcome did = with.get();
        out += compare(builtIn.name, scenarioOf(fault.fault), without, did) ? 0 : 1;
    }
    return out;
}

Question questionOf(int argc, char **argv)
{
    Question question;
    std::string names;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string flag = argv[i];
        if (flag == "--seed")
            question.seed = std::strtoull(argv[i + 1], nullptr, 10);
        else if (flag == "--profile")
            question.profile = argv[i + 1];
        else if (flag == "--faults")
            names = argv[i + 1];
    }
    for (const FaultScenario &scenario : faultScenarios()) {
        if (names.empty() ||
            ("," + names + ",").find("," + std::string(scenario.name) + ",") != std::string::npos)
            question.faults.push_back(
                {scenario.fault, {fromSeconds(kBegin), fromSeconds(kLength), {}}});
    }
    return question;
}

} // namespace

int main(int argc, char **argv)
{
    const Question question = questionOf(argc, argv);
    const auto whole = VisitLog(question.seed).record();
    const NormalLoad normal = normalLoadOf(*whole);
    std::printf("%zu requests, %u sessions, %.1f requests/s, %.1f ms on average; seed %llu\n",
                whole->steps.size(), whole->sessions, normal.requestsPerSecond,
                1e3 * seconds(normal.latency), static_cast<unsigned long long>(question.seed));
    std::printf("%-17s %-17s %9s %9s %7s %7s %8s %8s %7s %7s %7s %7s\n", "fault", "profile",
                "p95 off", "p95 on", "ratio", "mean", "err% off", "err% on", "more", "pf/s",
                "in it", "brake s");
    int out = 0;
    for (const PlannedFault &fault : question.faults)
        out += judge(*whole, fault, question);
    std::printf("%d cells are out (p95 above %.2f times, or errors above %+.1f points)\n", out,
                kMostP95, kMostErrors);
    return out == 0 ? 0 : 1;
}
