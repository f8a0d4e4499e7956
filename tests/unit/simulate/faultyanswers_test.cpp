// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An origin of virtual time that goes wrong.
#include "core/simulate/faultyanswers.h"

#include "core/simulate/simulationrun.h"
#include "syntheticlog.h"

#include <QtTest>

#include <map>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A fault from the beginning of the clock on.
struct FaultyModel
{
    explicit FaultyModel(Fault fault, const NormalLoad &normal = {})
    {
        const PlannedFault planned{fault, {.begin = 0s, .length = 1h}};
        auto faults = std::make_shared<FaultTimeline>();
        faults->plan({&planned, 1}, clock.now());
        answers = faultyAnswers(clock, fixedAnswers(100ms, 1000), std::move(faults), 1, normal);
    }
    OriginAnswer ask(std::uint32_t resource = 7) { return answers({{resource, 1}, {}}); }
    // The first that is not as ever.
    OriginAnswer askUntilHit()
    {
        for (int i = 0; i < 1000; ++i) {
            clock.advance(10ms);
            const OriginAnswer answer = ask();
            if (answer.isSilent || answer.status != 200 || answer.latency != 100ms)
                return answer;
        }
        return {};
    }

    ManualClock clock;
    OriginAnswers answers;
};

// The shares of demand that got an error, by the third of the log.
std::array<double, 3> errorsByThird(const RecordedTrace &trace, std::vector<PlannedFault> planned,
                                    bool prefetch)
{
    SettingsValues values;
    values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
    values[Param::PrefetchEnabled] = prefetch ? 1 : 0;
    auto faults = std::make_shared<FaultTimeline>();
    faults->plan(planned, RecordedTrace::kBegin);
    std::array<double, 3> errors{}, all{};
    RunOptions options;
    options.faults = std::move(faults);
    options.normal = normalLoadOf(trace);
    options.onEnd = [&](const Exchange &exchange, const DemandEnd &end, TimePoint) {
        const auto third =
            std::min<std::int64_t>(2, 3 * (exchange.at - RecordedTrace::kBegin) / trace.span());
        ++all[static_cast<std::size_t>(third)];
        errors[static_cast<std::size_t>(third)] += end.status >= 500 || end.status == 429;
    };
    (void)simulate(trace, recordPredictions(trace, values, {}), values, options);
    for (std::size_t i = 0; i < 3; ++i)
        errors[i] /= all[i];
    return errors;
}

} // namespace

class FaultyAnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachScenarioHasItsAnswer()
    {
        QVERIFY(FaultyModel(Fault::LatencyX5).ask().latency == 500ms);
        QVERIFY(FaultyModel(Fault::LatencyX10).ask().latency == 1s);
        QCOMPARE(FaultyModel(Fault::Errors30).askUntilHit().status, std::int16_t{500});
        QCOMPARE(FaultyModel(Fault::Errors100).ask().status, std::int16_t{503});
        QVERIFY(FaultyModel(Fault::Timeouts).askUntilHit().isSilent);
        QCOMPARE(FaultyModel(Fault::Resets).askUntilHit().status, std::int16_t{0});
        QCOMPARE(FaultyModel(Fault::TruncatedBodies).askUntilHit().status, std::int16_t{0});
        QVERIFY(FaultyModel(Fault::SlowLoris).askUntilHit().latency == 4100ms);
    }

    void tooMuchIsToldWhenToComeBack()
    {
        FaultyModel model(Fault::RateLimit, {.requestsPerSecond = 5});
        for (int i = 0; i < 5; ++i)
            QCOMPARE(model.ask().status, std::int16_t{200});
        const OriginAnswer answer = model.ask();
        QCOMPARE(answer.status, std::int16_t{429});
        QVERIFY(answer.head && answer.head->headers.value("Retry-After") == "2");
        model.clock.advance(1s);
        QCOMPARE(model.ask().status, std::int16_t{200});
    }

    void whatIsFreshExpiresTogether()
    {
        FaultyModel model(Fault::ThunderingHerd);
        QVERIFY(model.ask(1).head->headers.value("Cache-Control") == "max-age=10");
        model.clock.advance(7s);
        QVERIFY(model.ask(2).head->headers.value("Cache-Control") == "max-age=3");
    }

    // What a prefetch takes, demand waits for.
    void aQueueIsSharedByAll()
    {
        FaultyModel model(Fault::Cascade, {.requestsPerSecond = 20, .latency = 100ms});
        QVERIFY(model.ask().latency == 100ms);
        QVERIFY(model.ask().latency == 100ms); // the second of two servers
        QVERIFY(model.ask().latency == 200ms);
        model.clock.advance(150ms);
        QVERIFY(model.ask().latency == 100ms);
    }

    void nothingIsWrongOutsideOfTheSchedule()
    {
        const auto trace = SyntheticLog{.withStatus = false}.trace();
        const PlannedFault middle{Fault::Errors100, {trace->span() / 3, trace->span() / 3, {}}};
        for (const bool prefetch : {false, true}) {
            const auto errors = errorsByThird(*trace, {middle}, prefetch);
            QCOMPARE(errors[0], 0.0);
            QVERIFY2(errors[1] > 0.1, std::to_string(errors[1]).c_str());
            QCOMPARE(errors[2], 0.0);
        }
        const auto none = errorsByThird(*trace, {}, true);
        QVERIFY((none == std::array<double, 3>{}));
    }

    void whoIsNotAnsweredGivesUp()
    {
        const auto trace = SyntheticLog{.withStatus = false}.trace();
        const PlannedFault always{Fault::Timeouts, {}};
        const auto errors = errorsByThird(*trace, {always}, false);
        QVERIFY(errors[0] > 0.05);
    }

    void aCutCacheComesBack()
    {
        const auto trace = SyntheticLog{.withStatus = false}.trace();
        SettingsValues values;
        values[Param::PredictorModel] = *parseValue(Param::PredictorModel, "first-order");
        const PlannedFault middle{Fault::CacheResize, {trace->span() / 3, trace->span() / 3, {}}};
        auto faults = std::make_shared<FaultTimeline>();
        faults->plan({&middle, 1}, RecordedTrace::kBegin);
        RunOptions options;
        options.faults = std::move(faults);
        const auto run = simulate(*trace, recordPredictions(*trace, values, {}), values, options);
        QCOMPARE(run->snapshot.revision, 2U);
        QCOMPARE(run->snapshot.settings[Param::CacheCapacity], values[Param::CacheCapacity]);
    }

    void driftGivesPlacesToOthers()
    {
        const auto before = SyntheticLog().trace(), after = SyntheticLog().trace();
        const PlannedFault drift{Fault::TrafficDrift, {after->span() / 2, after->span(), {}}};
        bendTraffic(*after, {&drift, 1}, 3);
        std::map<std::uint32_t, std::uint32_t> other;
        for (std::size_t i = 0; i < before->steps.size(); ++i) {
            const TraceStep &a = before->steps[i], &b = after->steps[i];
            QVERIFY(a.at == b.at && a.session == b.session);
            if (a.at - RecordedTrace::kBegin < after->span() / 2) {
                QVERIFY(a.resource == b.resource);
                continue;
            }
            QVERIFY(a.resource != b.resource);
            const auto known = other.try_emplace(a.resource.index, b.resource.index).first;
            QCOMPARE(known->second, b.resource.index); // always the same one
        }
        QVERIFY(other.size() > 50);
    }

    void aHerdBeginsAtOnce()
    {
        const auto trace = SyntheticLog{.visitors = 400, .requests = 4000}.trace();
        std::map<std::uint32_t, TimePoint> before, after;
        for (const TraceStep &step : trace->steps)
            before.try_emplace(step.session, step.at);
        const Duration begin = 200s, length = 300s;
        const PlannedFault herd{Fault::ThunderingHerd, {begin, length, {}}};
        bendTraffic(*trace, {&herd, 1}, 3);
        QVERIFY(std::ranges::is_sorted(trace->steps, {}, &TraceStep::at));
        QCOMPARE(trace->steps.size(), std::size_t{4000});
        for (const TraceStep &step : trace->steps)
            after.try_emplace(step.session, step.at);
        int came = 0;
        for (const auto &[session, at] : before) {
            const Duration since = at - RecordedTrace::kBegin;
            if (since < begin || since >= begin + length) {
                QVERIFY(after[session] == at);
                continue;
            }
            ++came;
            QVERIFY(after[session] >= RecordedTrace::kBegin + begin &&
                    after[session] <= RecordedTrace::kBegin + begin + 1s);
        }
        QVERIFY(came > 20);
    }
};

QTEST_APPLESS_MAIN(FaultyAnswersTest)
#include "faultyanswers_test.moc"
