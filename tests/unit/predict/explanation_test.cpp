// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/mixture.h"
#include "core/predict/models.h"

#include <QtTest>

#include <numeric>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Traffic
{
    Interner names{100'000};
    std::unique_ptr<Predictor> predictor;
    TimePoint now{};
    std::string lastBody;

    explicit Traffic(std::string_view model = "mixture")
        : predictor(std::move(makePredictor(model, names, 8 << 20).value()))
    {
    }
    void ask(std::uint32_t session, const std::string &text)
    {
        Exchange e;
        e.session = {session, 1};
        e.resource = names.intern(text);
        e.at = now += 100ms;
        predictor->observe(e);
    }
    // Why this is predicted for the session; nothing where it is not.
    std::optional<Explanation> why(std::uint32_t session, const std::string &text)
    {
        std::vector<Prediction> out;
        predictor->predict({session, 1}, 10, out);
        for (const Prediction &p : out) {
            if (names.text(p.resource) == text)
                return predictor->explain({session, 1}, p);
        }
        return std::nullopt;
    }
};

bool isKind(const Explanation &why, EvidenceKind kind)
{
    return why.reason.kind == kind || why.reason.second == kind;
}

} // namespace

class ExplanationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsComeBack()
    {
        const RouteRule rule{"/a/{number}", "/a/{number}/b", "{number} = same value", 3, 4, 0.5F};
        const RouteRule back = ruleFrom(wordsOf(rule));
        QCOMPARE(back.from, rule.from);
        QCOMPARE(back.to, rule.to);
        QCOMPARE(back.binding, rule.binding);
        QVERIFY(ruleFrom("").to.empty());
        QVERIFY(ruleFrom("/a").to.empty());
    }

    void aContextIsNamed()
    {
        Traffic t;
        for (std::uint32_t session = 1; session <= 80; ++session) {
            t.ask(session, "/home");
            t.ask(session, session % 2 ? "/news" : "/sport");
            t.ask(session, session % 2 ? "/politics" : "/football");
        }
        t.ask(500, "/home");
        t.ask(500, "/news");
        const auto why = t.why(500, "/politics");
        QVERIFY(why);
        QVERIFY(isKind(*why, EvidenceKind::Context) || isKind(*why, EvidenceKind::Soon));
        QCOMPARE(t.names.text(why->reason.recent[0]), std::string("/news"));
        QCOMPARE(t.names.text(why->reason.recent[1]), std::string("/home"));
        QVERIFY(!why->reason.recent[2].valid());
        QVERIFY(std::abs(std::accumulate(why->share.begin(), why->share.end(), 0.0F) - 1) < 1e-3F);
        QVERIFY(why->share[static_cast<std::size_t>(why->reason.kind)] > 0.15F);
    }

    // A request that nobody has made is named by its rule alone.
    void aBindingIsNamedWithItsRule()
    {
        Traffic t;
        for (std::uint32_t user = 1; user <= 60; ++user) {
            t.ask(user, "/users/" + std::to_string(900 + user));
            t.ask(user, "/users/" + std::to_string(900 + user) + "/orders");
        }
        t.ask(500, "/users/4711");
        const auto why = t.why(500, "/users/4711/orders");
        QVERIFY(why);
        QVERIFY(isKind(*why, EvidenceKind::Binding));
        QVERIFY(!isKind(*why, EvidenceKind::Context)); // nobody was there before
        QCOMPARE(why->rule.from, std::string("/users/{number}"));
        QCOMPARE(why->rule.to, std::string("/users/{number}/orders"));
        QCOMPARE(why->rule.binding,
                 std::string("{number} = same value as {number} of GET /users/{number}"));
        QVERIFY(why->rule.count > 50 && why->rule.count <= why->rule.total);
        QVERIFY(why->rule.sure > 0.8F && why->rule.sure <= 1);
    }

    void stepsAreInThePagesOwnWords()
    {
        Traffic t;
        for (std::uint32_t user = 1; user <= 40; ++user) {
            for (std::uint32_t page = 1; page <= 5; ++page)
                t.ask(user, "/items?page=" + std::to_string(10 * user + page));
        }
        const LearntRules learnt = t.predictor->learntRules(50);
        const auto found = std::ranges::find_if(learnt.rules, [](const RouteRule &rule) {
            return rule.binding == "page = page + 1 of GET /items?page={number}";
        });
        QVERIFY(found != learnt.rules.end());
        QCOMPARE(found->to, std::string("/items?page={number}"));
        QVERIFY(found->count > 100);
        QVERIFY(learnt.known >= learnt.rules.size());
        QVERIFY(std::ranges::is_sorted(learnt.rules, std::ranges::greater(), &RouteRule::count));
        // Each is said once.
        std::vector<std::string> said;
        for (const RouteRule &rule : learnt.rules)
            said.push_back(rule.to + rule.binding);
        std::ranges::sort(said);
        QVERIFY(std::ranges::adjacent_find(said) == said.end());
        QCOMPARE(t.predictor->learntRules(1).rules.size(), std::size_t(1));
    }

    // A request is seen as an instance of several routes: the most telling one is named, and the
    // more general one where it says more.
    void theMoreGeneralIsLeftOut()
    {
        Traffic t;
        const auto walk = [&t](const std::string &first, std::uint32_t session) {
            const std::string number = std::to_string(9000 + session);
            t.ask(session, first + number);
            t.ask(session, "/detail/" + number);
        };
        for (std::uint32_t session = 1; session <= 40; ++session)
            walk("/list/", session);
        const auto sources = [&t] {
            std::vector<std::string> from;
            for (const RouteRule &rule : t.predictor->learntRules(100).rules) {
                if (rule.to == "/detail/{number}")
                    from.push_back(rule.from);
            }
            return from;
        };
        std::string named;
        for (const std::string &from : sources())
            named += from + ' ';
        QCOMPARE(named, std::string("/list/{number} "));
        for (std::uint32_t session = 41; session <= 80; ++session)
            walk("/search/", session);
        const std::vector<std::string> both = sources();
        QVERIFY(std::ranges::find(both, "/list/{number}") != both.end());
        QVERIFY(std::ranges::find(both, "/search/{number}") != both.end());
        QVERIFY(std::ranges::find(both, "/{slug}/{number}") != both.end()); // carries over
    }

    // Of what is not there, nothing.
    void nothingIsMadeUp()
    {
        Traffic t;
        t.ask(1, "/a");
        const Explanation why = t.predictor->explain({1, 1}, {});
        QCOMPARE(why.reason.kind, EvidenceKind::None);
        QVERIFY(why.rule.to.empty());
        const Explanation nobody = t.predictor->explain({77, 1}, {});
        QVERIFY(!nobody.reason.recent[0].valid());
    }

    void routesAreLearntOrGuessed()
    {
        Traffic t;
        for (int i = 0; i < 40; ++i)
            t.ask(1, "/by/" + std::string(1 + i, 'x'));
        QCOMPARE(t.predictor->routeOf("/by/anna"), std::string("/by/{slug}"));
        QCOMPARE(t.predictor->routeOf("/by/anna/17"), std::string("/by/{slug}/{number}"));
        QCOMPARE(t.predictor->routeOf("/elsewhere/anna"), std::string("/elsewhere/anna"));
        QCOMPARE(t.predictor->routeOf("POST /cart/7"), std::string("POST /cart/{number}"));
        QCOMPARE(t.predictor->routeOf("/find?q=lamp&page=2"),
                 std::string("/find?q={slug}&page={number}"));
        QCOMPARE(t.predictor->routeOf(""), std::string());
        QVERIFY(t.predictor->learnsRoutes());
        Traffic markov("first-order");
        QVERIFY(!markov.predictor->learnsRoutes());
        QVERIFY(markov.predictor->learntRules(10).rules.empty());
        QCOMPARE(markov.predictor->routeOf("/items/7"), std::string("/items/{id}"));
        markov.ask(1, "/a");
        markov.ask(1, "/b");
        markov.ask(2, "/a");
        const auto why = markov.why(2, "/b");
        QVERIFY(why);
        QCOMPARE(why->reason.kind, EvidenceKind::Context);
        QCOMPARE(markov.names.text(why->reason.recent[0]), std::string("/a"));
    }
};

QTEST_GUILESS_MAIN(ExplanationTest)
#include "explanation_test.moc"
