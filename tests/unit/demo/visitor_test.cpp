// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shop.h"
#include "core/demo/visitor.h"

#include <QtTest>

#include <map>
#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

struct Visit
{
    std::vector<std::string> requests;
    std::vector<ShopRoute> routes;
    int refused = 0;
    double thought = 0;
    std::uint64_t digest = 0;
    VisitorKind kind{};
    VisitorTier tier{};
};

// A whole visit, each answer taking as long as `latency` says.
template <typename Latency>
Visit visitShop(Shop &shop, const Visitor::Who &who, TimePoint &now, Latency latency,
                bool drifts = false)
{
    Visitor visitor(who);
    visitor.setDrift(drifts);
    Visit visit;
    while (const auto request = visitor.next()) {
        now += fromSeconds(request->thought) + request->gap;
        const RequestHead head = visitor.head(*request);
        const ShopAnswer answer = shop.answer(head, request->body, now);
        now += latency(answer);
        visit.requests.push_back(request->method + " " + request->target + " " + request->body);
        visit.routes.push_back(answer.route);
        visit.refused += answer.head.status >= 400;
        visit.thought += request->thought;
        visitor.answered(answer.head.status, answer.head.headers, answer.body);
    }
    visit.digest = visitor.digest();
    visit.kind = visitor.kind();
    visit.tier = visitor.tier();
    return visit;
}

Visitor::Who who(std::uint32_t slot, std::uint32_t visit = 0)
{
    return {.seed = 5, .slot = slot, .visit = visit, .account = 1 + slot};
}

} // namespace

class VisitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The promise that makes "with and without" comparable: speed changes nothing.
    void choicesDoNotDependOnLatency()
    {
        Shop fast, slow;
        TimePoint fastNow{}, slowNow(123456s);
        for (std::uint32_t slot = 0; slot < 200; ++slot) {
            const Visit a =
                visitShop(fast, who(slot), fastNow, [](const ShopAnswer &) { return 0ms; });
            const Visit b = visitShop(slow, who(slot), slowNow,
                                      [](const ShopAnswer &answer) { return answer.latency * 7; });
            QCOMPARE(a.requests, b.requests);
            QCOMPARE(a.digest, b.digest);
            QCOMPARE(a.thought, b.thought);
        }
    }

    void whoDriftsTakesOtherWays()
    {
        std::map<std::string, int> usual, drifting;
        for (const bool drifts : {false, true}) {
            Shop shop;
            TimePoint now{};
            auto &seen = drifts ? drifting : usual;
            for (std::uint32_t slot = 0; slot < 100; ++slot)
                for (const std::string &request :
                     visitShop(
                         shop, who(slot), now, [](const ShopAnswer &) { return 0ms; }, drifts)
                         .requests)
                    ++seen[request];
        }
        int common = 0, all = 0;
        for (const auto &[request, count] : usual) {
            all += count;
            const auto found = drifting.find(request);
            common += found == drifting.end() ? 0 : std::min(count, found->second);
        }
        QVERIFY(all > 1000);
        QVERIFY2(common < all / 2, qPrintable(QStringLiteral("%1 of %2").arg(common).arg(all)));
    }

    // Nor on who else is there: the visits of another order are the same visits.
    void choicesDoNotDependOnOthers()
    {
        Shop one, two;
        TimePoint now{};
        const auto none = [](const ShopAnswer &) { return 0ms; };
        std::map<std::uint32_t, std::uint64_t> digests;
        for (std::uint32_t slot = 0; slot < 100; ++slot)
            digests[slot] = visitShop(one, who(slot), now, none).digest;
        for (std::uint32_t slot = 100; slot-- > 0;)
            QCOMPARE(visitShop(two, who(slot), now, none).digest, digests[slot]);
    }

    void theyDiffer()
    {
        Shop shop;
        TimePoint now{};
        std::set<std::uint64_t> digests;
        std::map<VisitorKind, int> kinds;
        std::map<VisitorTier, int> tiers;
        std::map<ShopRoute, int> routes;
        int requests = 0, refused = 0;
        double thought = 0;
        for (std::uint32_t slot = 0; slot < 400; ++slot) {
            for (std::uint32_t visit = 0; visit < 2; ++visit) {
                const Visit v = visitShop(shop, who(slot, visit), now,
                                          [](const ShopAnswer &a) { return a.latency; });
                digests.insert(v.digest);
                ++kinds[v.kind];
                ++tiers[v.tier];
                for (const ShopRoute route : v.routes)
                    ++routes[route];
                requests += static_cast<int>(v.requests.size());
                refused += v.refused;
                thought += v.thought;
                QVERIFY(!v.requests.empty() && v.requests.size() <= 500);
            }
        }
        QCOMPARE(digests.size(), std::size_t{800});
        QCOMPARE(refused, 0); // whoever follows links is never refused
        QCOMPARE(kinds.size(), std::size_t{4});
        QVERIFY(std::abs(kinds[VisitorKind::Browse] - 400) < 80);
        QCOMPARE(tiers.size(), std::size_t{3});
        for (const ShopRouteTraits &traits : shopRoutes()) {
            if (traits.route != ShopRoute::Unknown)
                QVERIFY2(routes[traits.route] > 20, std::string(traits.name).c_str());
        }
        QCOMPARE(routes[ShopRoute::Unknown], 0);
        QVERIFY(requests > 800 * 8 && requests < 800 * 60);
        QVERIFY(thought > 0.2 * requests && thought < requests);
    }

    void givesUpWhereNothingWorks()
    {
        for (const int status : {0, 500, 401}) {
            Visitor visitor(who(1));
            int requests = 0;
            while (visitor.next()) {
                visitor.answered(status, {}, "");
                ++requests;
            }
            QCOMPARE(requests, 3);
        }
        // Garbage counts as a failure, too.
        Visitor visitor(who(2));
        int requests = 0;
        for (; visitor.next(); ++requests)
            visitor.answered(200, {}, requests % 2 == 0 ? "<html>" : "[1");
        QCOMPARE(requests, 3);
    }

    void endsWhateverItIsTold()
    {
        // Objects without anything in them lead nowhere, but they are answers.
        Visitor visitor(who(3));
        int requests = 0;
        for (; visitor.next(); ++requests)
            visitor.answered(200, {}, "{}");
        QVERIFY(requests > 0 && requests <= 500);
    }

    void keepsTheCookieThatItGot()
    {
        Visitor visitor(who(4));
        const auto request = visitor.next();
        QVERIFY(request.has_value());
        QVERIFY(!visitor.head(*request).headers.has("Cookie"));
        Headers answer;
        answer.add("Set-Cookie", "other=1; Path=/");
        answer.add("Set-Cookie", "sid=abc; Path=/; HttpOnly");
        visitor.answered(200, answer, "{}");
        const RequestHead head = visitor.head(*request);
        QCOMPARE(head.headers.value("Cookie"), std::string_view("sid=abc"));
        QVERIFY(head.headers.has("X-Device-Id"));
    }
};

QTEST_APPLESS_MAIN(VisitorTest)
#include "visitor_test.moc"
