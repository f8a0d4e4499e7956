// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/random.h"
#include "core/tune/replayagent.h"
#include "core/tune/tuner.h"

#include <QTest>

#include <cmath>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

// A world in which the reward at a point is known: hits grow with what is prefetched, and so does
// waste, with the best threshold at `best`.
struct World
{
    double best = 0.6;
    double lie = 0; // hits a prefetch that a replay promises and that do not come

    OutcomeGroups at(const TunePoint &point, double lied) const
    {
        OutcomeGroups groups{};
        const double off = point.minProbability - best;
        const double hits = point.prefetches() ? 0.5 - off * off : 0.3;
        const double attempts = point.prefetches() ? 1 - point.minProbability : 0;
        for (std::size_t i = 0; i < kOutcomeGroups; ++i) {
            Outcome &group = groups[i];
            group.cacheable = 100 + static_cast<double>(i % 3);
            group.attempts = attempts * group.cacheable;
            group.hits = (hits + lied * attempts) * group.cacheable;
        }
        return groups;
    }

    WhatIf whatIf() const
    {
        return [this](std::span<const TunePoint> points, unsigned) {
            std::vector<Replayed> replays;
            for (const TunePoint &point : points)
                replays.push_back({point, at(point, lie)});
            return replays;
        };
    }

    TuneWindow window(const TunePoint &point) const { return {.at = point, .outcome = at(point, 0)}; }
};

} // namespace

class TunerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rewardIsWhatItSays();
    void aDifferenceOfTheSameTrafficHasNoChance();
    void gridsStayInTheirEnvelope();
    void theEvidenceOfAProfileIsTheEnvelope();
    void aStepIsBoundedAndAWayOutIsNot();
    void replayFindsTheBestPoint();
    void replayLearnsThatItsModelLies();
    void goodNewsGoesOnlySoFar();
    void whatNobodyHasSeenYetIsNoGain();
    void moreLoadHasToBeMoreThanChance();
    void adviceMovesNothing();
    void adviceIsFollowedAndScored();
    void aDismissedSuggestionIsGone();
    void automaticStepsStayInBounds();
    void brokenPromisesStopIt();
    void aPersonsMoveIsTheNewAnchor();
    void anUndoneStepIsHeldBack();
    void stepsThatAreUndoneTogetherAreAllHeldBack();
    void hillClimbComesBackFromWhatIsWorse();
    void qLearningTriesOnlyItsActions();
};

void TunerTest::rewardIsWhatItSays()
{
    Outcome outcome{.cacheable = 200, .hits = 100, .sent = 90, .attempts = 30, .served = 10,
                    .wasted = 20};
    QCOMPARE(outcome.hitRatio(), 0.5);
    QCOMPARE(outcome.extraLoad(), 0.3);
    QVERIFY(std::abs(outcome.reward({.waste = 0.5, .load = 0.1}) - (0.5 - 0.05 - 0.03)) < 1e-12);
    outcome.count(DemandEnd{.result = DemandResult::Bypassed, .sentToOrigin = true});
    QCOMPARE(outcome.cacheable, 200.0);
    QCOMPARE(outcome.sent, 91.0);
    PrefetchRecord record;
    record.attempts = 2;
    record.state = PrefetchState::WastedEvicted;
    outcome.count(record);
    QCOMPARE(outcome.attempts, 32.0);
    QCOMPARE(outcome.wasted, 21.0);
}

void TunerTest::aDifferenceOfTheSameTrafficHasNoChance()
{
    OutcomeGroups a{};
    Random random(1);
    for (Outcome &group : a) {
        group.cacheable = 100;
        group.hits = static_cast<double>(random.below(100));
    }
    OutcomeGroups b = a;
    QCOMPARE(rewardDifference(a, b, {}).error, 0.0);
    QVERIFY(rewardOf(a, {}).error > 0.01);
    for (Outcome &group : b)
        group.hits += 5; // the same everywhere: a sure gain of five points
    const Estimate gain = rewardDifference(b, a, {});
    QVERIFY(std::abs(gain.value - 0.05) < 1e-12);
    QVERIFY(gain.error < 1e-9);
}

void TunerTest::gridsStayInTheirEnvelope()
{
    const TuneEnvelope envelope{0.2, 0.5, 4};
    const auto points = gridOver(envelope);
    QVERIFY(!points.front().prefetches());
    for (const TunePoint &point : points)
        QVERIFY2(envelope.holds(point), textOf(point).c_str());
    for (const TunePoint &point : neighboursOf({0.21, 4}, envelope))
        QVERIFY2(envelope.holds(point), textOf(point).c_str());
    QVERIFY(neighboursOf({0.3, 0}, envelope).empty());
}

void TunerTest::theEvidenceOfAProfileIsTheEnvelope()
{
    QCOMPARE(envelopeOf(std::nullopt), TuneEnvelope());
    ProfileEvidence evidence;
    QCOMPARE(envelopeOf(evidence), TuneEnvelope());
    evidence.envelope = {{Param::SchedulerMinProbability, {0.2, 0.6}},
                         {Param::SchedulerMaxPrefetchPerSchedule, {1, 4}},
                         {Param::WorkersCount, {1, 64}}};
    QCOMPARE(envelopeOf(evidence), (TuneEnvelope{0.2, 0.6, 4}));
}

void TunerTest::aStepIsBoundedAndAWayOutIsNot()
{
    const TuneStepLimit limit{0.1, 2};
    QCOMPARE(stepTowards({0.9, 2}, {0.3, 10}, limit), (TunePoint{0.8, 4}));
    QCOMPARE(stepTowards({0.3, 8}, {0.25, 1}, limit), (TunePoint{0.25, 1}));
    QCOMPARE(stepTowards({0.3, 8}, {0.9, 10}, limit), (TunePoint{0.9, 10}));
    QCOMPARE(stepTowards({0.3, 8}, {0.9, 0}, limit), (TunePoint{0.3, 0}));
    QCOMPARE(stepTowards({0.3, 0}, {0.3, 10}, limit), (TunePoint{0.3, 2}));
}

void TunerTest::replayFindsTheBestPoint()
{
    const World world;
    ReplayAgent agent(1);
    const auto proposal = agent.propose(world.window({0.3, 10}), world.whatIf());
    QVERIFY(proposal);
    QCOMPARE(proposal->to.minProbability, 0.6);
    QVERIFY(std::abs(proposal->gain.value - 0.09) < 1e-3);
    QVERIFY(QString::fromStdString(proposal->reason).contains(u"scheduler.min_probability 0.6"));
    QVERIFY(!agent.propose(world.window(proposal->to), world.whatIf()));
}

// Every prefetch that a replay counts as a hit comes late in truth: seen once, it is believed no
// more.
void TunerTest::replayLearnsThatItsModelLies()
{
    const World honest;
    World liar;
    liar.lie = 0.5;
    ReplayAgent agent(1);
    for (int i = 0; i < 12; ++i)
        agent.propose(honest.window({0.4, 10}), liar.whatIf());
    QVERIFY2(agent.correction() < -0.4, qPrintable(QString::number(agent.correction())));
    QVERIFY(agent.isTrusted());
    const auto proposal = agent.propose(honest.window({0.4, 10}), liar.whatIf());
    QVERIFY(proposal);
    QVERIFY2(std::abs(proposal->to.minProbability - 0.6) < 0.051, textOf(proposal->to).c_str());
}

// A replay that says too little of every prefetch: the agent comes to where it is best, but by steps
// over what it has seen.
void TunerTest::goodNewsGoesOnlySoFar()
{
    World world;
    world.best = 0.3;
    World pessimist = world;
    pessimist.lie = -0.5;
    ReplayAgent agent(1);
    TunePoint at{0.7, 10};
    for (int i = 0; i < 40; ++i) {
        const auto proposal = agent.propose(world.window(at), pessimist.whatIf());
        if (!proposal || !agent.isTrusted())
            continue;
        QVERIFY2(1 - proposal->to.minProbability < 1.8 * (1 - at.minProbability),
                 textOf(proposal->to).c_str());
        at = proposal->to;
    }
    QVERIFY2(at.minProbability < 0.45, textOf(at).c_str());
}

// Nothing has been evicted yet, so that prefetching more costs nothing that could be seen.
void TunerTest::whatNobodyHasSeenYetIsNoGain()
{
    Replayed replayed;
    for (Outcome &group : replayed.outcome) {
        group.cacheable = 100;
        group.served = 10;
        group.wasted = 5;
    }
    QCOMPARE(sumOf(replayed.settled()).wasted, 80.0);
    replayed.unsettled.fill(5); // of 20 a group, half were served
    QCOMPARE(sumOf(replayed.settled()).wasted, 80.0 + 0.5 * 80);
    QCOMPARE(sumOf(replayed.outcome).wasted, 80.0);
    replayed.unsettled.fill(-5); // fewer than before
    QCOMPARE(sumOf(replayed.settled()).wasted, 80.0);
}

// A gain of 1.3 points that differs by more than that between groups of sessions: a reason to send
// less, but none to send more.
void TunerTest::moreLoadHasToBeMoreThanChance()
{
    const auto whatIf = [](double better) {
        return [better](std::span<const TunePoint> points, unsigned) {
            std::vector<Replayed> replays;
            for (const TunePoint &point : points) {
                Replayed &r = replays.emplace_back(Replayed{point, {}, {}});
                for (std::size_t i = 0; i < kOutcomeGroups; ++i) {
                    r.outcome[i].cacheable = 100;
                    r.outcome[i].attempts = 100 * (1 - point.minProbability);
                    r.outcome[i].hits = 40;
                    if (point.minProbability == better)
                        r.outcome[i].hits += i % 2 == 0 ? 5 : -2.4;
                }
            }
            return replays;
        };
    };
    TuneWindow window{.at = {0.5, 10}};
    window.outcome = whatIf(0)(std::span(&window.at, 1), 1).front().outcome;
    ReplayAgent more(1), less(1);
    QVERIFY(!more.propose(window, whatIf(0.2)));
    const auto proposal = less.propose(window, whatIf(0.8));
    QVERIFY(proposal);
    QCOMPARE(proposal->to.minProbability, 0.8);
}

void TunerTest::adviceMovesNothing()
{
    const World world;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        Tuner tuner(seed);
        tuner.setMode(TunerMode::Advise, static_cast<TunerAgent>(seed % 3));
        for (int i = 0; i < 10; ++i) {
            const TunePoint at{static_cast<double>(random.below(19) + 1) / 20,
                               static_cast<double>(random.below(11))};
            QVERIFY(!tuner.windowEnded(world.window(at), world.whatIf(), TimePoint{}));
        }
        QCOMPARE(tuner.figures().steps, std::uint64_t{0});
    }
}

void TunerTest::adviceIsFollowedAndScored()
{
    const World world;
    Tuner tuner(1);
    tuner.setMode(TunerMode::Advise, TunerAgent::Replay);
    tuner.windowEnded(world.window({0.3, 10}), world.whatIf(), TimePoint{});
    QVERIFY(tuner.suggestion());
    const auto to = tuner.apply(TimePoint{});
    QVERIFY(to);
    QVERIFY(!tuner.suggestion());
    QCOMPARE(tuner.anchor(), (TunePoint{0.3, 10}));
    for (int i = 0; i < 2; ++i)
        tuner.windowEnded(world.window(*to), world.whatIf(), TimePoint{});
    const TuneStep &step = tuner.journal().front();
    QCOMPARE(step.state, TuneStep::State::Kept);
    QVERIFY(step.byPerson);
    QVERIFY(std::abs(step.came->value - 0.09) < 1e-3);
    QVERIFY(QString::fromStdString(scoreText(step)).startsWith(u"promised +9.0 points, got +9.0"));
}

void TunerTest::aDismissedSuggestionIsGone()
{
    const World world;
    Tuner tuner(1);
    tuner.setMode(TunerMode::Advise, TunerAgent::Replay);
    tuner.windowEnded(world.window({0.3, 10}), world.whatIf(), TimePoint{});
    tuner.dismiss();
    QVERIFY(!tuner.suggestion());
    QCOMPARE(tuner.journal().front().state, TuneStep::State::Dismissed);
    QVERIFY(!tuner.apply(TimePoint{}));
}

void TunerTest::automaticStepsStayInBounds()
{
    for (const double best : {0.1, 0.45, 0.85}) {
        World world;
        world.best = best;
        Tuner tuner(1, {.envelope = {0.2, 0.7, 8}, .limit = {0.1, 2}});
        tuner.setMode(TunerMode::Auto, TunerAgent::Replay);
        TunePoint at{0.45, 4};
        unsigned sinceStep = 100;
        for (int i = 0; i < 40; ++i, ++sinceStep) {
            const auto to = tuner.windowEnded(world.window(at), world.whatIf(), TimePoint{});
            if (!to)
                continue;
            QVERIFY(sinceStep > tuner.options().dwell);
            QVERIFY(to->minProbability > at.minProbability - 0.1 - 1e-9);
            QVERIFY(to->batch <= 2 * at.batch);
            QVERIFY(tuner.options().envelope.holds(*to));
            at = *to;
            sinceStep = 0;
        }
        QVERIFY2(std::abs(at.minProbability - std::clamp(best, 0.2, 0.7)) < 0.051,
                 textOf(at).c_str());
        QCOMPARE(tuner.anchor(), (TunePoint{0.45, 4}));
        QCOMPARE(tuner.restoreAnchor(TimePoint{}), (TunePoint{0.45, 4}));
    }
}

// Right about where it is, and wrong about everywhere else: what a model may be that nobody has seen
// prefetch there.
void TunerTest::brokenPromisesStopIt()
{
    const World truth;
    TunePoint at{0.6, 4};
    const WhatIf whatIf = [&](std::span<const TunePoint> points, unsigned) {
        std::vector<Replayed> replays;
        for (const TunePoint &point : points)
            replays.push_back({point, truth.at(point, point == at ? 0 : 0.3)});
        return replays;
    };
    Tuner tuner(1, {.limit = {0.05, 2}});
    tuner.setMode(TunerMode::Auto, TunerAgent::Replay);
    for (int i = 0; i < 40 && !tuner.isStopped(); ++i) {
        if (const auto to = tuner.windowEnded(truth.window(at), whatIf, TimePoint{}))
            at = *to;
    }
    QVERIFY(tuner.isStopped());
    QCOMPARE(tuner.figures().broken, std::uint64_t{3});
    QVERIFY(QString::fromStdString(tuner.stopped()).contains(u"promised"));
    QVERIFY(!tuner.windowEnded(truth.window(at), whatIf, TimePoint{}));
    QCOMPARE(tuner.restoreAnchor(TimePoint{}), (TunePoint{0.6, 4}));
    tuner.resume();
    QVERIFY(!tuner.isStopped());
}

void TunerTest::aPersonsMoveIsTheNewAnchor()
{
    const World world;
    Tuner tuner(1);
    tuner.setMode(TunerMode::Auto, TunerAgent::Replay);
    const auto to = tuner.windowEnded(world.window({0.3, 10}), world.whatIf(), TimePoint{});
    QVERIFY(to);
    QCOMPARE(tuner.anchor(), (TunePoint{0.3, 10}));
    tuner.windowEnded(world.window({0.8, 3}), world.whatIf(), TimePoint{});
    QCOMPARE(tuner.anchor(), (TunePoint{0.8, 3}));
    QCOMPARE(tuner.journal().front().state, TuneStep::State::Left);
}

void TunerTest::anUndoneStepIsHeldBack()
{
    const World world;
    const TunePoint before{0.3, 10};
    const auto step = [&](Tuner &tuner, const TunePoint &at, Duration when) {
        return tuner.windowEnded(world.window(at), world.whatIf(), TimePoint{when});
    };
    for (const bool byAnchor : {false, true}) {
        Tuner tuner(1);
        tuner.setMode(TunerMode::Auto, TunerAgent::Replay);
        const auto to = step(tuner, before, 0s);
        QVERIFY(to && *to != before);
        if (byAnchor)
            QCOMPARE(tuner.restoreAnchor(TimePoint{10s}), before);
        for (Duration t = 20s; t < 600s; t += 20s) // a person has taken it back
            QVERIFY(!step(tuner, before, t));
        QCOMPARE(tuner.journal().size(), std::size_t{1});
        QCOMPARE(tuner.journal().front().state, TuneStep::State::Undone);
        QVERIFY(QString::fromStdString(scoreText(tuner.journal().front())).endsWith(u"undone"));
        const auto again = step(tuner, before, 640s);
        QVERIFY(again);
        QCOMPARE(*again, *to);
        // Redone, it is wanted.
        QVERIFY(!step(tuner, before, 660s));
        QVERIFY(!step(tuner, *to, 680s));
        QVERIFY(!step(tuner, before, 700s));
        QCOMPARE(tuner.journal().size(), std::size_t{2});
    }
}

void TunerTest::stepsThatAreUndoneTogetherAreAllHeldBack()
{
    World world;
    world.best = 0.1;
    Tuner tuner(1, {.limit = {0.1, 4}});
    tuner.setMode(TunerMode::Auto, TunerAgent::Replay);
    const TunePoint before{0.7, 10};
    TunePoint at = before;
    for (int i = 0; i < 12 && tuner.figures().steps < 2; ++i) {
        if (const auto to = tuner.windowEnded(world.window(at), world.whatIf(), TimePoint{}))
            at = *to;
    }
    QCOMPARE(tuner.figures().steps, std::uint64_t{2});
    for (int i = 0; i < 10; ++i)
        QVERIFY(!tuner.windowEnded(world.window(before), world.whatIf(), TimePoint{i * 20s}));
    QVERIFY(std::ranges::all_of(tuner.journal(), [](const TuneStep &s) {
        return s.state == TuneStep::State::Undone;
    }));
    // The other way it may go.
    world.best = 0.9;
    QVERIFY(tuner.windowEnded(world.window(before), world.whatIf(), TimePoint{300s}));
}

void TunerTest::hillClimbComesBackFromWhatIsWorse()
{
    World world;
    world.best = 0.3;
    auto agent = makeAgent(TunerAgent::HillClimb, 1);
    TunePoint at{0.3, 10};
    double sum = 0;
    for (int i = 0; i < 60; ++i) {
        if (const auto proposal = agent->propose(world.window(at), {}))
            at = proposal->to;
        sum += sumOf(world.at(at, 0)).hitRatio();
    }
    QVERIFY2(sum / 60 > 0.49, qPrintable(QString::number(sum / 60)));
}

void TunerTest::qLearningTriesOnlyItsActions()
{
    const World world;
    auto agent = makeAgent(TunerAgent::QLearning, 1);
    TunePoint at{0.4, 10};
    int moves = 0;
    for (int i = 0; i < 200; ++i) {
        const auto proposal = agent->propose(world.window(at), {});
        if (!proposal)
            continue;
        ++moves;
        at = proposal->to;
        const bool known = at == TunePoint{0.7, 1} || at == TunePoint{0.5, 3} ||
                           at == TunePoint{0.3, 5};
        QVERIFY2(known, textOf(at).c_str());
    }
    QVERIFY(moves > 1);
}

QTEST_APPLESS_MAIN(TunerTest)
#include "tuner_test.moc"
