// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Visitors of the demo shop, without sockets: how many of the requests that nobody has made before
// are among the first five that are predicted?
#include "core/demo/shop.h"
#include "core/demo/visitor.h"
#include "core/predict/generaliser.h"
#include "core/request/interner.h"

#include <QtTest>

#include <map>
#include <set>

using namespace forefetch;

namespace {

struct Tally
{
    int fresh = 0;
    int hits = 0;
};

struct Visit
{
    Visitor visitor;
    SessionId session;
    std::string text; // JSON of the answers so far: where a binding could be found
};

class ShopRun
{
public:
    explicit ShopRun(std::uint64_t seed) : m_seed(seed), m_shop({.seed = seed, .latencyScale = 0})
    {
    }

    // Visitors side by side, as many requests as asked for.
    void run(int requests, bool counted)
    {
        for (int i = 0; i < requests; ++i) {
            const std::size_t slot = m_visits.size() < kVisitors
                                         ? m_visits.size()
                                         : static_cast<std::size_t>(i) % kVisitors;
            if (slot == m_visits.size())
                m_visits.push_back(begin(slot));
            auto request = m_visits[slot].visitor.next();
            if (!request) {
                m_visits[slot] = begin(slot);
                request = m_visits[slot].visitor.next();
            }
            if (request)
                step(m_visits[slot], *request, counted);
        }
    }

    std::map<ShopRoute, Tally> tallies;
    Generaliser generaliser{16 << 20};

private:
    static constexpr std::size_t kVisitors = 40;

    Visit begin(std::size_t slot)
    {
        ++m_begun;
        return {Visitor({.seed = m_seed,
                         .slot = static_cast<std::uint32_t>(slot),
                         .visit = m_begun,
                         .account = 1 + m_begun % 500}),
                {m_begun, 1},
                {}};
    }

    void step(Visit &visit, const VisitorRequest &request, bool counted)
    {
        const bool get = request.method == "GET";
        if (get && counted && !m_seen.contains(request.target))
            score(visit, request.target);
        const std::string text = get ? request.target : request.method + " " + request.target;
        const ResourceId resource = m_interner.intern(text);
        m_now += std::chrono::milliseconds(50);
        generaliser.observe(visit.session, resource, text, methodFrom(request.method));
        const ShopAnswer answer = m_shop.answer(visit.visitor.head(request), request.body, m_now);
        generaliser.answered(visit.session, resource, answer.head.status, "application/json",
                             answer.body);
        visit.visitor.answered(answer.head.status, answer.head.headers, answer.body);
        visit.text += text + "\n" + answer.body + "\n";
        if (get)
            m_seen.insert(request.target);
    }

    // Learnable is what a client can only know from the answers and requests of its session; what
    // somebody types (a search) is not.
    void score(const Visit &visit, const std::string &target)
    {
        const std::string owner = target.substr(0, target.rfind('/'));
        if (visit.text.find("\"" + target + "\"") == std::string::npos &&
            visit.text.find(owner + "\n") == std::string::npos)
            return;
        generaliser.predict(visit.session, 5, m_candidates);
        Tally &tally = tallies[Shop::routeOf(target)];
        ++tally.fresh;
        for (const BoundCandidate &c : m_candidates)
            tally.hits += c.target == target ? 1 : 0;
    }

    std::uint64_t m_seed;
    Shop m_shop;
    Interner m_interner;
    std::vector<Visit> m_visits;
    std::vector<BoundCandidate> m_candidates;
    std::set<std::string> m_seen;
    TimePoint m_now{};
    std::uint32_t m_begun = 0;
};

} // namespace

class GeneraliserShopTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void predictsRequestsThatNobodyHasMade();
};

void GeneraliserShopTest::predictsRequestsThatNobodyHasMade()
{
    ShopRun shop(5);
    shop.run(2000, false);
    shop.run(4000, true);
    Tally all;
    for (const auto &[route, tally] : shop.tallies) {
        qInfo("%-10s %4d of %4d", std::string(traitsOf(route).name).c_str(), tally.hits,
              tally.fresh);
        all.fresh += tally.fresh;
        all.hits += tally.hits;
    }
    qInfo("never asked for before: %d, in the top 5: %.1f %%", all.fresh,
          100.0 * all.hits / all.fresh);
    for (const RouteRule &rule : shop.generaliser.strongest(12).rules)
        qInfo("%4u of %4u  %s -> %s (%s)", rule.count, rule.total, rule.from.c_str(),
              rule.to.c_str(), rule.binding.c_str());
    QVERIFY(all.fresh > 500);
    QVERIFY(all.hits >= 0.6 * all.fresh);
}

QTEST_GUILESS_MAIN(GeneraliserShopTest)
#include "generalisershop_test.moc"
