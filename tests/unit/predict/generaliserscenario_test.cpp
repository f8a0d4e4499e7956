// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/generaliser.h"
#include "core/request/interner.h"
#include "tests/unit/predict/plantedapi.h"

#include <QtTest>

#include <array>
#include <set>

using namespace forefetch;

namespace {

constexpr std::array<const char *, PlantedRequest::Kinds> kNames = {
    "none",      "same number",   "same UUID",     "number and step",
    "list item", "relative link", "absolute link", "answer to a POST"};

struct Tally
{
    int bound = 0;
    int hits = 0;
};

struct Run
{
    std::array<Tally, PlantedRequest::Kinds> kinds{};
    int requests = 0;
    int offered = 0; // requests after which something was promised with at least `promise`
    int broken = 0;  // … and neither that nor anything else that was promised came next
};

Run run(const std::vector<PlantedRequest> &traffic, std::size_t warmUp, float promise)
{
    Interner interner;
    Generaliser generaliser(8 << 20);
    generaliser.setOrigins({"https://api.example.com"});
    std::set<std::string, std::less<>> seen;
    std::vector<BoundCandidate> candidates;
    Run result;
    for (std::size_t i = 0; i < traffic.size(); ++i) {
        const PlantedRequest &r = traffic[i];
        const SessionId session{r.session, 1};
        generaliser.predict(session, 8, candidates);
        const auto hit =
            std::find_if(candidates.begin(), candidates.end(),
                         [&](const BoundCandidate &c) { return c.target == r.target; });
        if (i >= warmUp) {
            ++result.requests;
            if (r.binding != PlantedRequest::None && !seen.contains(r.target)) {
                Tally &tally = result.kinds[r.binding];
                ++tally.bound;
                tally.hits += hit - candidates.begin() < 5 && hit != candidates.end() ? 1 : 0;
            }
            // Whether it is one of the few targets that come again is not the question here.
            const bool promised =
                std::any_of(candidates.begin(), candidates.end(), [&](const BoundCandidate &c) {
                    return c.pNext >= promise && !seen.contains(c.target);
                });
            result.offered += promised ? 1 : 0;
            result.broken += promised && hit == candidates.end() ? 1 : 0;
        }
        const ResourceId resource = interner.intern(r.target);
        generaliser.observe(session, resource, r.target, r.method);
        generaliser.answered(session, resource, 200, "application/json", r.body);
        seen.insert(r.target);
    }
    return result;
}

std::vector<PlantedRequest> traffic(std::uint64_t seed, std::uint32_t sessions)
{
    PlantedApi api(seed);
    std::vector<PlantedRequest> all;
    for (std::uint32_t s = 0; s < sessions; ++s) {
        for (PlantedRequest &r : api.session(s))
            all.push_back(std::move(r));
    }
    return all;
}

} // namespace

class GeneraliserScenarioTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsEachKindOfPlantedBinding();
    void findsNoneInShuffledTraffic();
};

void GeneraliserScenarioTest::findsEachKindOfPlantedBinding()
{
    const auto all = traffic(7, 400);
    const Run r = run(all, all.size() / 4, 1);
    Tally sum;
    for (std::size_t kind = 1; kind < PlantedRequest::Kinds; ++kind) {
        const Tally &t = r.kinds[kind];
        qInfo("%-18s %4d of %4d in the top 5", kNames[kind], t.hits, t.bound);
        sum.bound += t.bound;
        sum.hits += t.hits;
        QVERIFY(t.bound > 50);
        QVERIFY2(t.hits >= 0.95 * t.bound, kNames[kind]);
    }
    qInfo("%-18s %.1f %%", "all", 100.0 * sum.hits / sum.bound);
}

void GeneraliserScenarioTest::findsNoneInShuffledTraffic()
{
    auto all = traffic(8, 400);
    Random random(9);
    for (std::size_t i = all.size(); i > 1; --i) { // sessions stay, requests change them
        PlantedRequest &a = all[i - 1];
        PlantedRequest &b = all[random.below(i)];
        std::swap(a, b);
        std::swap(a.session, b.session);
    }
    for (const float promise : {0.01F, 0.02F, 0.05F, 0.1F}) {
        const Run r = run(all, all.size() / 4, promise);
        qInfo("promised with at least %.2f: after %.2f %% of the requests", double(promise),
              100.0 * r.offered / r.requests);
        QVERIFY(r.offered < 0.01 * r.requests);
    }
}

QTEST_GUILESS_MAIN(GeneraliserScenarioTest)
#include "generaliserscenario_test.moc"
