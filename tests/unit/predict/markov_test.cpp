// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/markov.h"

#include <QtTest>

#include <vector>

using namespace forefetch;

namespace {

ResourceId resource(std::uint32_t index, std::uint32_t generation = 1)
{
    return {index, generation};
}

SessionId session(std::uint32_t index)
{
    return {index, 1};
}

// A model and short words to drive it with.
struct Fixture
{
    MarkovPredictor predictor{64 << 20};
    std::vector<Prediction> out;

    void arrive(std::uint32_t who, std::uint32_t what, Method method = Method::Get)
    {
        arrive(who, resource(what), method);
    }
    void arrive(std::uint32_t who, ResourceId what, Method method = Method::Get)
    {
        Exchange exchange;
        exchange.session = session(who);
        exchange.resource = what;
        exchange.method = method;
        predictor.observe(exchange);
    }
    void answer(std::uint32_t what, int status, Method method = Method::Get)
    {
        Exchange exchange;
        exchange.session = session(1);
        exchange.resource = resource(what);
        exchange.method = method;
        exchange.status = static_cast<std::int16_t>(status);
        predictor.answered(exchange);
    }
    const std::vector<Prediction> &predict(std::uint32_t who, std::size_t k = 10)
    {
        predictor.predict(session(who), k, out);
        return out;
    }
    const Prediction *find(std::uint32_t who, std::uint32_t what)
    {
        predict(who, 50);
        for (const Prediction &p : out) {
            if (p.resource == resource(what))
                return &p;
        }
        return nullptr;
    }
};

} // namespace

class MarkovTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void probabilitiesAreCountsOverTotal();
    void unknownContextGetsTheMostFrequentNextRequests();
    void fewerThanKAreFilledFromOrderZeroWithHonestProbability();
    void amongEqualsTheOneCountedLastIsFirst();
    void otherMethodsAreContextAndNeverPredicted();
    void headCountsAsGet();
    void theFirstRequestOfASessionIsNotScored();
    void anAnswerThatIsNoUseLeavesTheResourceOut_data();
    void anAnswerThatIsNoUseLeavesTheResourceOut();
    void aServerErrorCountsOnlyTwiceInARow();
    void aReusedIndexDoesNotInheritKnowledge();
    void forgetEndsTheHistoryAlone();
    void theOldestSessionMakesRoom();
    void fitLearnsAsObserveDoesAndScoresNothing();
    void strongestAreByCount();
    void aHubKeepsItsFrequentSuccessors();

    // Named after the defects of other implementations that they would catch.
    void oneHistorySharedByAllUsers();
    void onlineLearningCountsATransitionUpToFourTimes();
    void predictionTakesTimeProportionalToTheModel();
    void outcomesOfPredictionsAreNeverRecorded();
};

void MarkovTest::probabilitiesAreCountsOverTotal()
{
    Fixture f;
    for (const std::uint32_t next : {2, 3, 2, 2}) {
        f.arrive(1, 1);
        f.arrive(1, next);
    }
    f.arrive(1, 1);
    const auto &out = f.predict(1, 2);
    QCOMPARE(out.size(), 2u);
    QCOMPARE(out[0].resource, resource(2));
    QCOMPARE(out[0].pNext, 0.75f);
    QCOMPARE(out[0].pUsed, 0.75f);
    QCOMPARE(out[0].cause.context, resource(1));
    QCOMPARE(out[0].cause.count, 3u);
    QCOMPARE(out[0].cause.total, 4u);
    QCOMPARE(int(out[0].cause.order), 1);
    QCOMPARE(out[1].resource, resource(3));
    QCOMPARE(out[1].pNext, 0.25f);
}

void MarkovTest::unknownContextGetsTheMostFrequentNextRequests()
{
    Fixture f;
    QVERIFY(f.predict(1).empty()); // nothing is known at all
    for (const std::uint32_t what : {1, 5, 1, 5, 1, 6})
        f.arrive(1, what);
    const auto &out = f.predict(2, 2); // a session never seen; next were 5 1 5 1 6
    QCOMPARE(out.size(), 2u);
    QCOMPARE(out[0].resource, resource(1)); // twice, as 5, and later
    QCOMPARE(out[1].resource, resource(5));
    QCOMPARE(out[0].pNext, 0.4f);
    QCOMPARE(out[0].cause.count, 2u);
    QCOMPARE(out[0].cause.total, 5u);
    QCOMPARE(int(out[0].cause.order), 0);
    QVERIFY(!out[0].cause.context.valid());

    f.arrive(3, 99); // a context never seen
    f.predict(3, 1);
    QCOMPARE(f.out[0].pNext, 0.4f);
    QCOMPARE(f.out[0].cause.context, resource(99));
}

void MarkovTest::fewerThanKAreFilledFromOrderZeroWithHonestProbability()
{
    Fixture f;
    for (const std::uint32_t what : {1, 2, 1, 2, 1, 3, 4, 1})
        f.arrive(1, what);
    f.predict(1, 10); // after 1: 2 twice, 3 once
    QCOMPARE(f.out.size(), 4u);
    QCOMPARE(f.out[0].resource, resource(2));
    QCOMPARE(f.out[1].resource, resource(3));
    QCOMPARE(f.out[2].resource, resource(1)); // next 3 times of 7, never after 1 in 3
    QCOMPARE(f.out[2].pNext, float(3.0 / 7 / 4));
    QCOMPARE(int(f.out[2].cause.order), 0);
    QCOMPARE(f.out[3].resource, resource(4));
    for (std::size_t i = 1; i < f.out.size(); ++i)
        QVERIFY(f.out[i].pNext <= f.out[i - 1].pNext);
}

void MarkovTest::amongEqualsTheOneCountedLastIsFirst()
{
    Fixture f;
    for (const std::uint32_t next : {2, 3, 4, 3, 2}) {
        f.arrive(1, 1);
        f.arrive(1, next);
    }
    f.arrive(1, 1);
    f.predict(1, 3);
    QCOMPARE(f.out[0].resource, resource(2));
    QCOMPARE(f.out[1].resource, resource(3));
    QCOMPARE(f.out[2].resource, resource(4));
}

void MarkovTest::otherMethodsAreContextAndNeverPredicted()
{
    Fixture f;
    for (int i = 0; i < 3; ++i) {
        f.arrive(1, 1);
        f.arrive(1, 2, Method::Post);
        f.arrive(1, 3);
    }
    QVERIFY(f.find(1, 2) == nullptr);
    f.arrive(1, 1);
    QVERIFY(f.find(1, 2) == nullptr);
    f.arrive(1, 2, Method::Delete);
    const Prediction *const after = f.find(1, 3);
    QVERIFY(after);
    QCOMPARE(after->pNext, 1.0f);
    QCOMPARE(after->cause.count, 3u);
    // A POST takes its share: of 2 times after 5, once it was a POST.
    f.arrive(2, 5);
    f.arrive(2, 6);
    f.arrive(2, 5);
    f.arrive(2, 7, Method::Post);
    f.arrive(2, 5);
    QCOMPARE(f.find(2, 6)->pNext, 0.5f);
}

void MarkovTest::headCountsAsGet()
{
    Fixture f;
    f.arrive(1, 1, Method::Head);
    f.arrive(1, 2, Method::Head);
    f.arrive(1, 1);
    f.predict(1, 1);
    QCOMPARE(f.out.at(0).resource, resource(2));
}

void MarkovTest::theFirstRequestOfASessionIsNotScored()
{
    Fixture f;
    f.arrive(1, 1);
    f.arrive(1, 2); // scored: missed
    f.arrive(2, 1); // not scored
    f.arrive(2, 2); // scored: right
    const PredictorFigures figures = f.predictor.figures();
    QCOMPARE(figures.accuracyAt1, 0.5);
    QCOMPARE(figures.hitAt5, 0.5);
    QCOMPARE(figures.observations, 4u);
    f.arrive(2, 3, Method::Post); // not scored either
    QCOMPARE(f.predictor.figures().accuracyAt1, 0.5);
}

void MarkovTest::anAnswerThatIsNoUseLeavesTheResourceOut_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("leftOut");
    for (const int status : {101, 301, 302, 307, 308, 400, 404, 405, 410})
        QTest::addRow("%d", status) << status << true;
    for (const int status : {103, 200, 206, 304, 401, 403, 407, 408, 425, 429, 499, 500, 503})
        QTest::addRow("%d", status) << status << false;
}

void MarkovTest::anAnswerThatIsNoUseLeavesTheResourceOut()
{
    QFETCH(int, status);
    QFETCH(bool, leftOut);
    Fixture f;
    for (const std::uint32_t what : {1, 2, 1, 3, 1})
        f.arrive(1, what);
    f.answer(3, status, Method::Head); // says nothing about GET
    QVERIFY(f.find(1, 3));
    f.answer(3, status);
    QCOMPARE(f.find(1, 3) == nullptr, leftOut);
    QVERIFY(f.find(1, 2));
    QVERIFY(f.find(9, 1)); // order 0 as well
    QCOMPARE(f.find(9, 3) == nullptr, leftOut);
    f.answer(3, 200);
    QVERIFY(f.find(1, 3));
    QCOMPARE(f.find(1, 3)->pNext, 0.5f); // it was learnt on meanwhile
}

void MarkovTest::aServerErrorCountsOnlyTwiceInARow()
{
    Fixture f;
    for (const std::uint32_t what : {1, 2, 1})
        f.arrive(1, what);
    f.answer(2, 500);
    QVERIFY(f.find(1, 2));
    f.answer(2, 200);
    f.answer(2, 502);
    QVERIFY(f.find(1, 2));
    f.answer(2, 503);
    QVERIFY(!f.find(1, 2));
    f.answer(2, 304);
    QVERIFY(f.find(1, 2));
}

void MarkovTest::aReusedIndexDoesNotInheritKnowledge()
{
    Fixture f;
    for (const std::uint32_t what : {1, 2, 1, 2, 3})
        f.arrive(1, what);
    f.arrive(2, resource(2, 2)); // another text now has index 2
    f.predict(2, 10);
    for (const Prediction &p : f.out) {
        QCOMPARE(int(p.cause.order), 0); // nothing is known of what follows it
        QVERIFY(p.resource != resource(2));
    }
    f.arrive(1, 1);
    QVERIFY(!f.find(1, 2)); // the old text is gone
    f.arrive(1, resource(2, 2));
    f.arrive(1, 1);
    f.predict(1, 1);
    QCOMPARE(f.out[0].resource, resource(2, 2));
    QCOMPARE(f.out[0].cause.count, 1u);
    f.arrive(3, 1);
    f.arrive(3, resource(2, 1)); // an id that was kept too long: ignored
    f.arrive(1, 1);
    QVERIFY(!f.find(1, 2));
}

void MarkovTest::forgetEndsTheHistoryAlone()
{
    Fixture f;
    for (const std::uint32_t what : {1, 2, 1})
        f.arrive(1, what);
    f.predictor.forget(session(1));
    f.predict(1, 1);
    QCOMPARE(int(f.out.at(0).cause.order), 0);
    const auto before = f.predictor.figures().transitions;
    f.arrive(1, 7); // the first of a new session: no transition 1 → 7
    QCOMPARE(f.predictor.figures().transitions, before);
    f.arrive(2, 1);
    QCOMPARE(f.find(2, 2)->pNext, 1.0f); // what was learnt stays
}

void MarkovTest::theOldestSessionMakesRoom()
{
    MarkovPredictor predictor(64 << 20, 2);
    std::vector<Prediction> out;
    const auto arrive = [&](std::uint32_t who, std::uint32_t what) {
        Exchange exchange;
        exchange.session = session(who);
        exchange.resource = resource(what);
        predictor.observe(exchange);
    };
    arrive(1, 1);
    arrive(2, 2);
    arrive(1, 3); // 2 is the oldest now
    arrive(3, 4);
    predictor.predict(session(2), 1, out);
    QCOMPARE(int(out.at(0).cause.order), 0);
    QVERIFY(!out.at(0).cause.context.valid());
    predictor.predict(session(1), 1, out);
    QCOMPARE(out.at(0).cause.context, resource(3));
}

void MarkovTest::fitLearnsAsObserveDoesAndScoresNothing()
{
    Fixture taught, lived;
    const std::vector<std::vector<ResourceId>> sessions{
        {resource(1), resource(2), resource(3)}, {resource(1), resource(2)}, {resource(4)}, {}};
    taught.predictor.fit(sessions);
    std::uint32_t who = 1;
    for (const auto &one : sessions) {
        for (const ResourceId what : one)
            lived.arrive(who, what);
        ++who;
    }
    QCOMPARE(taught.predictor.figures().transitions, lived.predictor.figures().transitions);
    QCOMPARE(taught.predictor.figures().states, 4u);
    QCOMPARE(taught.predictor.figures().hitAt5, 0.0);
    QVERIFY(lived.predictor.figures().hitAt5 > 0);
    taught.arrive(9, 1);
    lived.arrive(9, 1);
    QCOMPARE(taught.predict(9).size(), lived.predict(9).size());
    for (std::size_t i = 0; i < taught.out.size(); ++i) {
        QCOMPARE(taught.out[i].resource, lived.out[i].resource);
        QCOMPARE(taught.out[i].pNext, lived.out[i].pNext);
    }
}

void MarkovTest::strongestAreByCount()
{
    Fixture f;
    for (std::uint32_t from = 1; from <= 20; ++from) {
        for (std::uint32_t i = 0; i < from; ++i) {
            f.arrive(1, 100 + from);
            f.arrive(1, from);
            f.predictor.forget(session(1));
        }
    }
    std::vector<Transition> out;
    f.predictor.strongest(5, out);
    QCOMPARE(out.size(), 5u);
    for (std::uint32_t i = 0; i < 5; ++i) {
        QCOMPARE(out[i].from, resource(120 - i));
        QCOMPARE(out[i].to, resource(20 - i));
        QCOMPARE(out[i].count, 20 - i);
        QCOMPARE(out[i].probability, 1.0f);
    }
    f.predictor.strongest(0, out);
    QVERIFY(out.empty());
    f.predictor.strongest(1000, out);
    QCOMPARE(out.size(), f.predictor.figures().transitions);
}

void MarkovTest::aHubKeepsItsFrequentSuccessors()
{
    Fixture f;
    for (std::uint32_t i = 0; i < 3000; ++i) { // 2,000 that come once; two that come often
        f.arrive(1, 1);
        f.arrive(1, i % 3 == 0 ? 2 + (i & 1) : 1000 + i);
    }
    f.arrive(1, 1);
    f.predict(1, 2);
    QCOMPARE(f.out[0].resource.index + f.out[1].resource.index, 5u);
    QCOMPARE(f.out[0].cause.count, 500u);
    QCOMPARE(f.out[0].cause.total, 3000u); // what is not kept is in the total
    QVERIFY(f.predictor.figures().transitions <= 255 + 2500);
}

void MarkovTest::oneHistorySharedByAllUsers()
{
    Fixture f;
    for (int i = 0; i < 100; ++i) { // two users' steps, interleaved
        f.arrive(1, i % 2 == 0 ? 1 : 2);
        f.arrive(2, i % 2 == 0 ? 11 : 12);
    }
    f.arrive(1, 1);
    QCOMPARE(f.predict(1, 1)[0].resource, resource(2));
    QCOMPARE(f.out[0].pNext, 1.0f);
    std::vector<Transition> edges;
    f.predictor.strongest(100, edges);
    for (const Transition &edge : edges)
        QVERIFY2((edge.from.index < 10) == (edge.to.index < 10), "an edge between two users");
}

void MarkovTest::onlineLearningCountsATransitionUpToFourTimes()
{
    Fixture f;
    for (std::uint32_t what = 1; what <= 6; ++what) {
        f.arrive(1, what);
        f.predict(1);        // asking learns nothing
        f.answer(what, 200); // nor does the answer
    }
    std::vector<Transition> edges;
    f.predictor.strongest(100, edges);
    QCOMPARE(edges.size(), 5u);
    for (const Transition &edge : edges) {
        QCOMPARE(edge.count, 1u);
        QCOMPARE(edge.probability, 1.0f);
    }
    QCOMPARE(f.predictor.figures().observations, 6u);
}

void MarkovTest::predictionTakesTimeProportionalToTheModel()
{
    std::uint64_t most[2] = {0, 0};
    for (int large = 0; large < 2; ++large) {
        const std::uint32_t states = large ? 100'000 : 100;
        Fixture f;
        for (std::uint32_t i = 0; i < states * 4; ++i) // four successors each, then the next state
            f.arrive(1, i % 2 == 0 ? i / 8 : (i / 2 * 7919 + i % 8) % states);
        for (std::uint32_t i = 0; i < 100; ++i) {
            f.arrive(2, i * (states / 100));
            const std::uint64_t before = f.predictor.entriesLookedAt();
            f.predict(2, 10);
            most[large] = std::max(most[large], f.predictor.entriesLookedAt() - before);
        }
    }
    QVERIFY(most[0] >= 10);
    QVERIFY2(most[1] <= 10 + 255, qPrintable(QString::number(most[1])));
    QVERIFY2(
        most[1] <= 2 * most[0],
        qPrintable(
            QStringLiteral("%1 entries at 100 states, %2 at 100,000").arg(most[0]).arg(most[1])));
}

void MarkovTest::outcomesOfPredictionsAreNeverRecorded()
{
    Fixture f;
    QCOMPARE(f.predictor.figures().accuracyAt1, 0.0);
    for (int i = 0; i < 10; ++i) {
        f.arrive(1, 1);
        f.arrive(1, 2);
    }
    // 19 scored; 1 → 2 and 2 → 1 were each unknown once. The second transition was a miss at 1
    // and at 5: of order 0, only 2 had come next.
    QCOMPARE(f.predictor.figures().accuracyAt1, 17.0 / 19);
    QCOMPARE(f.predictor.figures().hitAt5, 17.0 / 19);
    f.arrive(1, 3); // never seen: scored as missed
    QCOMPARE(f.predictor.figures().accuracyAt1, 17.0 / 20);
}

QTEST_GUILESS_MAIN(MarkovTest)
#include "markov_test.moc"
