// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/markov.h"
#include "core/predict/modelfile.h"
#include "core/time/random.h"

#include <QtTest>

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <vector>

using namespace forefetch;

namespace {

// The same model by maps of maps and sorting at each question.
class Twin
{
public:
    struct Answer
    {
        std::uint32_t resource;
        std::uint32_t count;
        double pNext;
        int order;
    };

    void observe(std::uint32_t session, std::uint32_t resource, Method method)
    {
        const bool get = method == Method::Get || method == Method::Head;
        const auto last = m_last.find(session);
        if (last != m_last.end()) {
            if (get)
                score(session, resource);
            ++m_total[last->second];
            if (get) {
                ++m_now;
                m_next[last->second][resource].add(m_now);
                m_popular[resource].add(m_now);
                ++m_popularTotal;
            }
        }
        m_last[session] = resource;
    }
    void forget(std::uint32_t session) { m_last.erase(session); }
    void leaveOut(std::uint32_t resource, bool out)
    {
        if (out)
            m_leftOut.insert(resource);
        else
            m_leftOut.erase(resource);
    }

    std::vector<Answer> predict(std::uint32_t session, std::size_t k) const
    {
        std::vector<Answer> answers;
        const auto last = m_last.find(session);
        const Counts none;
        const Counts *next = &none;
        double total = 0;
        if (last != m_last.end()) {
            if (const auto found = m_next.find(last->second); found != m_next.end())
                next = &found->second;
            if (const auto found = m_total.find(last->second); found != m_total.end())
                total = found->second;
        }
        for (const auto &[resource, count] : sorted(*next))
            add(answers, {resource, count, count / total, 1}, k);
        for (const auto &[resource, count] : sorted(m_popular)) {
            if (!next->contains(resource)) {
                const double share = count / static_cast<double>(m_popularTotal);
                add(answers, {resource, count, share / (total + 1), 0}, k);
            }
        }
        return answers;
    }

    double scored = 0;
    double first = 0;
    double firstFive = 0;

private:
    struct Count
    {
        std::uint32_t count = 0;
        std::uint64_t at = 0;
        void add(std::uint64_t now)
        {
            ++count;
            at = now;
        }
    };
    using Counts = std::map<std::uint32_t, Count>;

    static std::vector<std::pair<std::uint32_t, std::uint32_t>> sorted(const Counts &counts)
    {
        std::vector<std::pair<std::uint32_t, Count>> all(counts.begin(), counts.end());
        std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
            return std::pair(a.second.count, a.second.at) > std::pair(b.second.count, b.second.at);
        });
        std::vector<std::pair<std::uint32_t, std::uint32_t>> result;
        for (const auto &[resource, count] : all)
            result.emplace_back(resource, count.count);
        return result;
    }
    void add(std::vector<Answer> &answers, const Answer &answer, std::size_t k) const
    {
        if (answers.size() < k && !m_leftOut.contains(answer.resource))
            answers.push_back(answer);
    }
    void score(std::uint32_t session, std::uint32_t resource)
    {
        const auto answers = predict(session, 5);
        ++scored;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            first += i == 0 && answers[i].resource == resource ? 1 : 0;
            firstFive += answers[i].resource == resource ? 1 : 0;
        }
    }

    std::map<std::uint32_t, std::uint32_t> m_last;
    std::map<std::uint32_t, Counts> m_next;
    std::map<std::uint32_t, std::uint32_t> m_total;
    Counts m_popular;
    std::uint64_t m_popularTotal = 0;
    std::uint64_t m_now = 0;
    std::set<std::uint32_t> m_leftOut;
};

Exchange exchange(std::uint32_t session, ResourceId resource, Method method = Method::Get)
{
    Exchange e;
    e.session = {session, 1};
    e.resource = resource;
    e.method = method;
    return e;
}

void compare(MarkovPredictor &predictor, const Twin &twin, std::uint32_t session, std::size_t k)
{
    std::vector<Prediction> answers;
    predictor.predict({session, 1}, k, answers);
    const auto expected = twin.predict(session, k);
    RC_ASSERT(answers.size() == expected.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        RC_ASSERT(answers[i].resource.index == expected[i].resource);
        RC_ASSERT(answers[i].cause.count == expected[i].count);
        RC_ASSERT(int(answers[i].cause.order) == expected[i].order);
        RC_ASSERT(std::abs(answers[i].pNext - expected[i].pNext) < 1e-6);
    }
}

// Random requests of random sessions, with some structure to be learnt.
void traffic(MarkovPredictor &predictor, std::uint64_t seed, int requests, std::uint32_t resources,
             const std::function<ResourceId(std::uint32_t)> &id)
{
    Random random(seed);
    std::vector<std::uint32_t> at(20, 0);
    for (int i = 0; i < requests; ++i) {
        const auto session = static_cast<std::uint32_t>(random.below(at.size()));
        std::uint32_t &now = at[session];
        const double u = random.uniform();
        now = static_cast<std::uint32_t>(u < 0.5 ? (now * 7 + 1) % resources
                                                 : static_cast<double>(resources) * u * u);
        predictor.observe(exchange(session, id(now)));
    }
}

std::string saved(const MarkovPredictor &predictor, const Interner &interner)
{
    std::ostringstream out;
    RC_ASSERT(predictor.save(out, interner).ok());
    return out.str();
}

// What each of the texts would be followed by, as texts.
std::vector<std::string> answersFor(MarkovPredictor &predictor, Interner &interner,
                                    std::uint32_t resources)
{
    std::vector<std::string> answers;
    std::vector<Prediction> out;
    for (std::uint32_t i = 0; i < resources; ++i) {
        const SessionId session{1000, 1};
        predictor.forget(session);
        Exchange e = exchange(1000, interner.intern("/" + std::to_string(i)));
        predictor.observe(e);
        predictor.predict(session, 10, out);
        for (const Prediction &p : out) {
            answers.push_back(interner.text(p.resource) + ' ' + std::to_string(p.pNext) + ' ' +
                              std::to_string(p.cause.count) + '/' + std::to_string(p.cause.total));
        }
    }
    return answers;
}

} // namespace

class MarkovPropertyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithMapsOfMaps();
    void staysWithinItsMemory();
    void predictsTheSameAfterSaveAndLoad();
    void refusesAlteredFilesAndKeepsTheModel();
    void survivesHostileFilesWithARightChecksum();
};

void MarkovPropertyTest::agreesWithMapsOfMaps()
{
    QVERIFY(rc::check("agrees with maps of maps", [](std::uint64_t seed) {
        Random random(seed);
        const auto sessions = 1 + random.below(5);
        const auto resources = 2 + random.below(40);
        MarkovPredictor predictor(64 << 20);
        Twin twin;
        for (int i = 0; i < 300; ++i) {
            const auto session = static_cast<std::uint32_t>(random.below(sessions));
            const auto resource = static_cast<std::uint32_t>(random.below(resources));
            const double u = random.uniform();
            if (u < 0.03) {
                predictor.forget({session, 1});
                twin.forget(session);
            } else if (u < 0.08) {
                const int status = u < 0.05 ? 404 : 200;
                Exchange e = exchange(session, {resource, 1});
                e.status = static_cast<std::int16_t>(status);
                if (predictor.knows(e.resource)) {
                    predictor.answered(e);
                    twin.leaveOut(resource, status == 404);
                }
            } else {
                const Method method = u < 0.15  ? Method::Post
                                      : u < 0.2 ? Method::Head
                                                : Method::Get;
                predictor.observe(exchange(session, {resource, 1}, method));
                twin.observe(session, resource, method);
            }
            compare(predictor, twin, session, random.below(12));
        }
        const PredictorFigures figures = predictor.figures();
        if (twin.scored > 0) {
            RC_ASSERT(figures.accuracyAt1 == twin.first / twin.scored);
            RC_ASSERT(figures.hitAt5 == twin.firstFive / twin.scored);
        }
    }));
}

void MarkovPropertyTest::staysWithinItsMemory()
{
    QVERIFY(rc::check("stays within its memory", [](std::uint64_t seed) {
        Random random(seed);
        std::size_t budget = 320 << 10;
        MarkovPredictor predictor(budget);
        std::vector<Prediction> out;
        for (int part = 0; part < 3; ++part) {
            const auto resources = static_cast<std::uint32_t>(10 + random.below(50'000));
            // Now and then an index is given to another text.
            const std::uint32_t generation = 1 + static_cast<std::uint32_t>(random.below(2)) + part;
            traffic(predictor, random(), 3000, resources, [&](std::uint32_t i) {
                RC_ASSERT(predictor.figures().memory <= budget);
                return ResourceId{i, generation};
            });
            for (std::uint32_t session = 0; session < 20; ++session) {
                predictor.predict({session, 1}, 10, out);
                float sum = 0;
                for (std::size_t i = 0; i < out.size(); ++i) {
                    RC_ASSERT(out[i].resource.valid());
                    RC_ASSERT((i == 0 || out[i].pNext <= out[i - 1].pNext));
                    sum += out[i].cause.order == 1 ? out[i].pNext : 0;
                }
                RC_ASSERT(sum <= 1.0001f);
            }
            budget = (320 << 10) + random.below(1 << 20);
            predictor.setMaxMemory(budget);
            RC_ASSERT(predictor.figures().memory <= budget);
        }
        RC_ASSERT(predictor.isConsistent());
    }));
}

void MarkovPropertyTest::predictsTheSameAfterSaveAndLoad()
{
    QVERIFY(rc::check("predicts the same after save and load", [](std::uint64_t seed) {
        const std::uint32_t resources = 60;
        Interner interner, other;
        MarkovPredictor predictor(8 << 20), loaded(8 << 20);
        other.intern("/something/else"); // ids need not agree
        traffic(predictor, seed, 500, resources,
                [&](std::uint32_t i) { return interner.intern("/" + std::to_string(i)); });
        Exchange gone = exchange(1, interner.find("/1"));
        gone.status = 404;
        predictor.answered(gone);
        const std::string file = saved(predictor, interner);
        std::istringstream in(file);
        const Result<void> result = loaded.load(in, other);
        RC_ASSERT(result.ok());
        RC_ASSERT(saved(loaded, other) == file);
        RC_ASSERT(loaded.figures().transitions == predictor.figures().transitions);
        RC_ASSERT(answersFor(loaded, other, resources) ==
                  answersFor(predictor, interner, resources));
    }));
}

void MarkovPropertyTest::refusesAlteredFilesAndKeepsTheModel()
{
    Interner interner;
    MarkovPredictor predictor(8 << 20);
    traffic(predictor, 1, 500, 30,
            [&](std::uint32_t i) { return interner.intern("/" + std::to_string(i)); });
    const std::string file = saved(predictor, interner);
    QVERIFY(rc::check("altered files are refused", [&](std::uint64_t seed) {
        Random random(seed);
        std::string altered = file;
        switch (random.below(4)) {
        case 0:
            altered.resize(random.below(file.size()));
            break;
        case 1:
            altered += std::string(1 + random.below(100), 'x');
            break;
        case 2: // the length and other numbers of the head
            altered[8 + random.below(30)] = static_cast<char>(random());
            break;
        default:
            altered[random.below(file.size())] ^= static_cast<char>(1 << random.below(8));
        }
        if (altered == file)
            return;
        std::istringstream in(altered);
        const Result<void> result = predictor.load(in, interner);
        RC_ASSERT(!result.ok());
        RC_ASSERT(!result.error().text.empty());
        RC_ASSERT(saved(predictor, interner) == file);
    }));
}

void MarkovPropertyTest::survivesHostileFilesWithARightChecksum()
{
    Interner interner;
    MarkovPredictor predictor(8 << 20);
    traffic(predictor, 2, 500, 30,
            [&](std::uint32_t i) { return interner.intern("/" + std::to_string(i)); });
    std::istringstream whole(saved(predictor, interner));
    const std::string payload = readModel(whole, "first-order").value();
    // An altered letter of a text is a model all the same.
    std::string letter = payload;
    letter.at(payload.find("/7") + 1) = 'x';
    std::ostringstream file;
    QVERIFY(writeModel(file, "first-order", letter).ok());
    std::istringstream readable(file.str());
    Interner others;
    QVERIFY(MarkovPredictor(1 << 20).load(readable, others).ok());

    int refused = 0;
    QVERIFY(rc::check("hostile payloads are refused or taken as they are", [&](std::uint64_t seed) {
        Random random(seed);
        std::string altered = payload;
        for (std::uint64_t i = 0; i <= random.below(4); ++i) {
            const auto at = random.below(altered.size());
            altered[at] = random.below(2) ? static_cast<char>(random()) : '\xff';
        }
        if (random.below(4) == 0)
            altered.resize(random.below(altered.size()));
        std::ostringstream out;
        RC_ASSERT(writeModel(out, "first-order", altered).ok());
        std::istringstream in(out.str());
        MarkovPredictor target(1 << 20);
        Interner own;
        refused += target.load(in, own).ok() ? 0 : 1;
        RC_ASSERT(target.isConsistent());
        traffic(target, seed, 100, 30,
                [&](std::uint32_t i) { return own.intern("/" + std::to_string(i)); });
        std::vector<Prediction> answers;
        for (std::uint32_t session = 0; session < 20; ++session) {
            target.predict({session, 1}, 10, answers);
            for (const Prediction &p : answers)
                RC_ASSERT(p.pNext >= 0 && p.pNext <= 1);
        }
    }));
    QVERIFY(refused > 10);
}

QTEST_GUILESS_MAIN(MarkovPropertyTest)
#include "markov_test.moc"
