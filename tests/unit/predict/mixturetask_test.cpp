// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mixture.h"

#include <QtTest>

#include <sstream>

using namespace forefetch;

// The mixture as a learner of "which request follows these?", without sessions.
class MixtureTaskTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void askingLearnsNothing();
    void theContextDecides();
    void trainingMovesWeightsAndNoCounts();
    void anyOfSeveralIsRight();
    void whatNobodyKnowsIsNoHindrance();
    void forgottenCountsLeaveTheWeights();

private:
    std::vector<ResourceId> items(const char *text)
    {
        std::vector<ResourceId> all;
        std::istringstream in(text);
        for (std::string item; in >> item;)
            all.push_back(m_names.intern(item));
        return all;
    }
    std::string first(const char *context) { return text(answers(context, 1)); }
    std::vector<Prediction> answers(const char *context, std::size_t k)
    {
        std::vector<Prediction> out;
        m_model->predictAfter(items(context), k, out);
        return out;
    }
    std::string text(const std::vector<Prediction> &answers) const
    {
        return answers.empty() ? "" : m_names.text(answers[0].resource);
    }
    float p(const char *context, const char *item)
    {
        for (const Prediction &answer : answers(context, 48)) {
            if (m_names.text(answer.resource) == item)
                return answer.pNext;
        }
        return 0;
    }
    std::string saved() const
    {
        std::ostringstream out;
        return m_model->save(out, m_names).ok() ? out.str() : "";
    }

    Interner m_names;
    std::unique_ptr<MixturePredictor> m_model;
};

void MixtureTaskTest::init()
{
    m_model = std::make_unique<MixturePredictor>(m_names, 8 << 20);
    const std::vector<std::vector<ResourceId>> sessions(20, items("a b c a b c d b e"));
    m_model->fit(sessions);
}

void MixtureTaskTest::askingLearnsNothing()
{
    const std::string before = saved();
    QVERIFY(!before.empty());
    const auto once = answers("a b", 5);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(text(answers("a b", 5)), text(once));
    QCOMPARE(answers("a b", 5)[0].pNext, once[0].pNext);
    QVERIFY(saved() == before);
    QCOMPARE(m_model->figures().observations, std::uint64_t(20 * 9));
}

void MixtureTaskTest::theContextDecides()
{
    QCOMPARE(first("a b"), std::string("c"));
    QCOMPARE(first("d b"), std::string("e"));
    float sum = 0;
    const auto all = answers("d b", 48);
    for (std::size_t i = 0; i < all.size(); ++i) {
        sum += all[i].pNext;
        QVERIFY(i == 0 || all[i - 1].pNext >= all[i].pNext);
    }
    QVERIFY(sum <= 1.001F);
    QCOMPARE(answers("d b", 2).size(), std::size_t(2));
}

// The task is the end of a session, which is not as its middle: what never ends one is unlearnt.
void MixtureTaskTest::trainingMovesWeightsAndNoCounts()
{
    const float before = p("x y b", "e");
    const auto transitions = m_model->figures().transitions;
    for (int i = 0; i < 60; ++i)
        m_model->trainAfter(items("x y b"), items("e"));
    QVERIFY(p("x y b", "e") > before);
    QCOMPARE(m_model->figures().transitions, transitions);
    QCOMPARE(m_model->figures().observations, std::uint64_t(20 * 9));
    QVERIFY(m_model->isConsistent());
}

void MixtureTaskTest::anyOfSeveralIsRight()
{
    const float before = p("b", "c") + p("b", "e");
    const float other = p("b", "a");
    for (int i = 0; i < 60; ++i)
        m_model->trainAfter(items("b"), items("c e c"));
    QVERIFY(p("b", "c") + p("b", "e") > before);
    QVERIFY(p("b", "a") < other);
}

void MixtureTaskTest::whatNobodyKnowsIsNoHindrance()
{
    QVERIFY(!answers("", 3).empty()); // the popular ones
    QVERIFY(!answers("never seen", 3).empty());
    QCOMPARE(first("never b"), first("b"));
    m_model->trainAfter(items("never seen"), items("unheard of"));
    m_model->trainAfter({}, {});
    QCOMPARE(first("d b"), std::string("e"));
}

void MixtureTaskTest::forgottenCountsLeaveTheWeights()
{
    const std::vector<std::vector<ResourceId>> other(20, items("a b c a b c d b e"));
    for (int i = 0; i < 200; ++i)
        m_model->trainAfter(items("x y b"), items("e"));
    const float trained = p("x y b", "e");
    m_model->forgetCounts();
    QVERIFY(answers("a b", 5).empty());
    m_model->fit(other);
    QVERIFY(std::abs(p("x y b", "e") - trained) < 1e-4F);
}

QTEST_GUILESS_MAIN(MixtureTaskTest)
#include "mixturetask_test.moc"
