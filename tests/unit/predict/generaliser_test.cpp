// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/generaliser.h"
#include "core/predict/generaliserfile.h"
#include "core/predict/modelfile.h"
#include "core/request/interner.h"

#include <QtTest>

using namespace forefetch;

namespace {

// Sessions that ask, and what is predicted for them.
struct Traffic
{
    Interner interner;
    Generaliser generaliser{4 << 20};
    std::vector<BoundCandidate> candidates;

    void ask(std::uint32_t session, const std::string &text, Method method = Method::Get)
    {
        generaliser.observe({session, 1}, interner.intern(text), text, method);
    }
    // What is predicted after the last request of the session.
    const std::vector<BoundCandidate> &predicted(std::uint32_t session)
    {
        generaliser.predict({session, 1}, 8, candidates);
        return candidates;
    }
    const BoundCandidate *candidate(std::uint32_t session, std::string_view target)
    {
        for (const BoundCandidate &c : predicted(session)) {
            if (c.target == target)
                return &c;
        }
        return nullptr;
    }
};

} // namespace

class GeneraliserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void predictsForAUserNeverSeen();
    void predictsForANameNeverSeen();
    void predictsTheNextPage();
    void whatIsNoGetIsContextAlone();
    void neverPredictsWhatActs();
    void neverPredictsWhatWasSeenToAct();
    void neverLearnsCredentials();
    void onceIsNoHabit();
    void saysWhyInWords();
    void oneClientDoesNotDecideForOthers();
    void aClientAloneIsHeard();
    void oldHabitsFade();
    void aViewThatGoesLeavesNoRouteWithoutAName();
};

void GeneraliserTest::predictsForAUserNeverSeen()
{
    Traffic t;
    for (std::uint32_t user = 1; user <= 5; ++user) {
        t.ask(user, "/users/" + std::to_string(70 + user));
        t.ask(user, "/users/" + std::to_string(70 + user) + "/orders");
    }
    t.ask(9, "/users/1234");
    const BoundCandidate *orders = t.candidate(9, "/users/1234/orders");
    QVERIFY(orders);
    QVERIFY(orders->pNext > 0.7 && orders->pNext < 1);
    QVERIFY(orders->pUsed >= orders->pNext);
    QCOMPARE(orders->count, 5U);
    QCOMPARE(orders->total, 5U);
}

void GeneraliserTest::predictsForANameNeverSeen()
{
    Traffic t;
    std::uint32_t session = 0;
    for (const char *name : {"ann", "bob", "cleo"}) {
        t.ask(++session, std::string("/users/") + name + "/profile");
        t.ask(session, std::string("/avatars/") + name + ".png");
    }
    t.ask(9, "/users/zoe/profile");
    QVERIFY(t.candidate(9, "/avatars/zoe.png"));
}

void GeneraliserTest::predictsTheNextPage()
{
    Traffic t;
    for (int page = 1; page <= 4; ++page)
        t.ask(1, "/list?page=" + std::to_string(page) + "&size=20");
    t.ask(2, "/list?page=17&size=20");
    QVERIFY(t.candidate(2, "/list?page=18&size=20"));
    for (int block = 0; block <= 4; ++block)
        t.ask(3, "/volume/7/blocks/00" + std::to_string(10 + 8 * block));
    t.ask(4, "/volume/8/blocks/0090");
    QVERIFY(t.candidate(4, "/volume/8/blocks/0098"));
}

void GeneraliserTest::whatIsNoGetIsContextAlone()
{
    Traffic t;
    for (std::uint32_t user = 1; user <= 4; ++user) {
        t.ask(user, "/start");
        t.ask(user, "POST /login", Method::Post);
        t.ask(user, "/profile");
    }
    t.ask(9, "/start");
    for (const BoundCandidate &c : t.predicted(9))
        QVERIFY(!c.target.starts_with("POST") && c.target != "/login");
    t.ask(9, "POST /login", Method::Post);
    const BoundCandidate *profile = t.candidate(9, "/profile");
    QVERIFY(profile && profile->pNext > 0.6);
}

void GeneraliserTest::neverPredictsWhatActs()
{
    Traffic t;
    for (std::uint32_t user = 1; user <= 4; ++user) {
        t.ask(user, "/items/" + std::to_string(user));
        t.ask(user, "/items/" + std::to_string(user) + "/delete");
        t.ask(user, "/items/" + std::to_string(user) + "?action=archive");
        t.ask(user, "/logout");
    }
    t.ask(9, "/items/99");
    QVERIFY(t.predicted(9).empty());
}

void GeneraliserTest::neverPredictsWhatWasSeenToAct()
{
    Traffic t;
    int quantity = 0;
    const auto cart = [&](std::uint32_t session) {
        t.ask(session, "/cart");
        t.generaliser.answered({session, 1}, t.interner.intern("/cart"), 200, "application/json",
                               R"({"quantity":)" + std::to_string(quantity) + "}");
    };
    for (std::uint32_t user = 1; user <= 8; ++user) {
        cart(user);
        cart(user);
        t.ask(user, "/items/" + std::to_string(100 + user));
        cart(user);
        t.ask(user, "/more/" + std::to_string(100 + user)); // which one is not told by its name
        ++quantity;
        cart(user);
    }
    t.ask(9, "/items/777");
    t.ask(9, "/cart");
    QVERIFY(t.candidate(9, "/cart"));
    QVERIFY(!t.candidate(9, "/more/777"));
}

void GeneraliserTest::neverLearnsCredentials()
{
    Traffic t;
    for (std::uint32_t user = 1; user <= 4; ++user) {
        const std::string secret = "access_token=s3cr3t" + std::to_string(user);
        t.ask(user, "/home?" + secret);
        t.ask(user, "/feed?" + secret);
        t.ask(user, "/public");
    }
    t.ask(9, "/home?access_token=s3cr3tX");
    for (const BoundCandidate &c : t.predicted(9))
        QVERIFY(c.target.find("s3cr3t") == std::string_view::npos);
    for (const RouteRule &rule : t.generaliser.strongest(1000).rules) {
        QVERIFY(rule.from.find("s3cr3t") == std::string::npos);
        QVERIFY(rule.to.find("s3cr3t") == std::string::npos);
    }
}

void GeneraliserTest::onceIsNoHabit()
{
    Traffic t;
    t.ask(1, "/users/71");
    t.ask(1, "/users/71/orders");
    t.ask(9, "/users/1234");
    const BoundCandidate *orders = t.candidate(9, "/users/1234/orders");
    QVERIFY(!orders || orders->pNext < 0.5);
}

void GeneraliserTest::saysWhyInWords()
{
    Traffic t;
    for (std::uint32_t user = 1; user <= 5; ++user) {
        t.ask(user, "/users/" + std::to_string(70 + user));
        t.ask(user, "/users/" + std::to_string(70 + user) + "/orders");
    }
    t.ask(9, "/users/1234");
    const BoundCandidate *orders = t.candidate(9, "/users/1234/orders");
    QVERIFY(orders);
    const RouteRule rule = t.generaliser.describe(orders->route, orders->rule);
    QCOMPARE(rule.from, std::string("/users/{number}"));
    QCOMPARE(rule.to, std::string("/users/{number}/orders"));
    QCOMPARE(rule.binding, std::string("{number} = same value as {number} of GET /users/{number}"));
    QVERIFY(!t.generaliser.strongest(3).rules.empty());
}

// After "/users/<n>" most clients ask for orders; one asks for something else, again and again.
void GeneraliserTest::oneClientDoesNotDecideForOthers()
{
    Traffic t;
    for (std::uint32_t user = 1; user <= 20; ++user) {
        t.ask(user, "/users/" + std::to_string(70 + user));
        t.ask(user, "/users/" + std::to_string(70 + user) + "/orders");
    }
    for (std::uint32_t i = 0; i < 500; ++i) {
        t.ask(77, "/users/" + std::to_string(1000 + i));
        t.ask(77, "/users/" + std::to_string(1000 + i) + "/evil");
    }
    t.ask(99, "/users/5");
    const BoundCandidate *orders = t.candidate(99, "/users/5/orders");
    QVERIFY(orders && orders->pNext > 0.4F);
    const BoundCandidate *evil = t.candidate(99, "/users/5/evil");
    QVERIFY(!evil || evil->pNext <= 0.6F);
}

void GeneraliserTest::aClientAloneIsHeard()
{
    Traffic t;
    for (std::uint32_t i = 0; i < 100; ++i) {
        t.ask(1, "/users/" + std::to_string(i));
        t.ask(1, "/users/" + std::to_string(i) + "/orders");
    }
    t.ask(1, "/users/500");
    const BoundCandidate *orders = t.candidate(1, "/users/500/orders");
    QVERIFY(orders && orders->count > 50);
    // What it said while it was alone does not outweigh for long what others say.
    for (std::uint32_t user = 2; user < 20; ++user) {
        t.ask(user, "/users/" + std::to_string(user));
        t.ask(user, "/users/" + std::to_string(user) + "/basket");
    }
    t.ask(99, "/users/501");
    const BoundCandidate *basket = t.candidate(99, "/users/501/basket");
    QVERIFY(basket && basket->pNext > 0.5F);
}

void GeneraliserTest::oldHabitsFade()
{
    const auto afterChange = [](double halfLife) {
        Traffic t;
        t.generaliser.setHalfLife(halfLife);
        for (std::uint32_t user = 0; user < 100; ++user) {
            t.ask(user, "/users/" + std::to_string(user));
            t.ask(user, "/users/" + std::to_string(user) + (user < 70 ? "/orders" : "/basket"));
        }
        t.ask(500, "/users/500");
        const BoundCandidate *basket = t.candidate(500, "/users/500/basket");
        return basket ? basket->pNext : 0.0F;
    };
    QVERIFY(afterChange(0) < 0.4F);
    QVERIFY(afterChange(40) > 0.55F);
}

// What followed a name is counted by the view of names, which is gone when names have become a
// parameter of the path; a route without a name would make the saved model unreadable.
void GeneraliserTest::aViewThatGoesLeavesNoRouteWithoutAName()
{
    Traffic t;
    for (std::uint32_t i = 0; i < 40; ++i) {
        const std::string name = "/people/name" + std::string(1, static_cast<char>('a' + i % 26)) +
                                 std::string(1, static_cast<char>('a' + i / 26));
        t.ask(1, name);
        t.ask(1, "/b");
        for (std::uint32_t other = 0; other < 20; ++other)
            t.ask(100 + other, "/people/" + std::string(1, static_cast<char>('a' + other)) + "x");
        t.ask(2, name); // looked at anew
        t.ask(1, "/c");
    }
    ByteWriter out;
    t.generaliser.save(out);
    ByteReader in(out.bytes());
    SavedBindings saved;
    QVERIFY(saved.read(in));
    QCOMPARE(in.left(), std::size_t(0));
    QCOMPARE(saved.routes().size(), t.generaliser.routes());
}

QTEST_GUILESS_MAIN(GeneraliserTest)
#include "generaliser_test.moc"
