// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/shop.h"
#include "core/request/partition.h"

#include <QtTest>

#include <boost/json/parse.hpp>

#include <set>

using namespace forefetch;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

class Client
{
public:
    explicit Client(Shop &shop) : m_shop(shop) {}

    ShopAnswer send(std::string method, std::string target, std::string body = {},
                    TimePoint now = {})
    {
        RequestHead head{std::move(method), std::move(target), {}};
        if (!cookie.empty())
            head.headers.add("Cookie", cookie);
        ShopAnswer answer = m_shop.answer(head, body, now);
        const std::string_view set = answer.head.headers.value("Set-Cookie");
        if (!set.empty())
            cookie = set.substr(0, set.find(';'));
        return answer;
    }
    ShopAnswer get(std::string target) { return send("GET", std::move(target)); }
    json::object read(std::string target) { return json::parse(get(target).body).as_object(); }
    ShopAnswer signIn(int account)
    {
        return send("POST", "/api/login",
                    "{\"account\":" + std::to_string(account) + ",\"password\":\"let me in\"}");
    }

    std::string cookie;

private:
    Shop &m_shop;
};

std::string textOf(const json::value &value)
{
    return std::string(value.as_string());
}

} // namespace

class ShopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksLeadSomewhere()
    {
        Shop shop;
        Client client(shop);
        std::set<std::string> seen;
        std::vector<std::string> open = {"/api/catalogue"};
        // Breadth first along every address in every answer.
        for (std::size_t at = 0; at < open.size() && at < 600; ++at) {
            const ShopAnswer answer = client.get(open[at]);
            QVERIFY2(answer.head.status == 200, open[at].c_str());
            std::size_t from = 0;
            while ((from = answer.body.find("\"/api/", from)) != std::string::npos) {
                const std::size_t to = answer.body.find('"', from + 1);
                const std::string url = answer.body.substr(from + 1, to - from - 1);
                if (seen.insert(url).second)
                    open.push_back(url);
                from = to;
            }
        }
        QVERIFY(open.size() > 1000);
    }

    void hasAFewHundredThousandAddresses()
    {
        const Catalogue goods(1);
        std::size_t reviewPages = 0;
        std::set<std::uint32_t> ids;
        for (std::uint32_t rank = 0; rank < goods.size(); ++rank) {
            const auto item = goods.item(goods.idOfRank(rank));
            QVERIFY(item.has_value());
            ids.insert(item->id);
            reviewPages += 1 + item->reviews / Catalogue::kReviewPageSize;
        }
        QCOMPARE(ids.size(), std::size_t{goods.size()}); // no two ranks share a number
        const std::size_t all = ids.size() * 3 + reviewPages;
        QVERIFY2(all > 200'000 && all < 1'000'000, std::to_string(all).c_str());
    }

    void numbersOfItemsAreNoSequence()
    {
        const Catalogue goods(1);
        const auto page = goods.page(std::nullopt, 0);
        QCOMPARE(page.size(), std::size_t{20});
        QVERIFY(!std::is_sorted(page.begin(), page.end()));
        int missing = 0;
        for (std::uint32_t id = 0; id < 1000; ++id)
            missing += !goods.item(id).has_value();
        QVERIFY(missing > 900);
        QVERIFY(!goods.item(~0U).has_value());
    }

    void searchFindsWhatIsNamedSo()
    {
        const Catalogue goods(1);
        const auto found = goods.search("Red  lamp");
        QVERIFY(found.size() > 5);
        for (const std::uint32_t id : found)
            QCOMPARE(goods.item(id)->name, std::string("red lamp"));
        QCOMPARE(goods.search("lamp").size(), std::size_t{1000});
        QVERIFY(goods.search("").empty());
        QVERIFY(goods.search("lamp chair").empty());
        QVERIFY(goods.search("unicorn lamp").empty());
    }

    void answersAreTheSameForTheSame()
    {
        Shop one({.seed = 3}), two({.seed = 3}), other({.seed = 4});
        Client a(one), b(two), c(other);
        for (const char *target :
             {"/api/catalogue?category=lamp&page=2", "/api/search?q=red%20lamp",
              "/api/items/120011", "/api/items/120011/reviews", "/api/items/120011/stock",
              "/api/items/120011/related"}) {
            const ShopAnswer first = a.get(target);
            QCOMPARE(first.body, b.get(target).body);
            QCOMPARE(first.body, a.get(target).body);
            QCOMPARE(first.head.status, 200);
        }
        QVERIFY(a.get("/api/items/120011").body != c.get("/api/items/120011").body);
    }

    void saysHowLongItIsFresh_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("cacheControl");
        QTest::newRow("catalogue") << "/api/catalogue"
                                   << "public, max-age=300";
        QTest::newRow("search") << "/api/search?q=lamp"
                                << "public, max-age=60";
        QTest::newRow("item") << "/api/items/120011"
                              << "public, max-age=60";
        QTest::newRow("reviews") << "/api/items/120011/reviews"
                                 << "public, max-age=120";
        QTest::newRow("stock") << "/api/items/120011/stock"
                               << "public, max-age=5";
        QTest::newRow("related") << "/api/items/120011/related"
                                 << "public, max-age=300";
        QTest::newRow("profile") << "/api/profile"
                                 << "private, max-age=60";
        QTest::newRow("orders") << "/api/orders"
                                << "private, max-age=30";
        QTest::newRow("cart") << "/api/cart"
                              << "no-store";
        QTest::newRow("nothing") << "/api/nothing"
                                 << "public, max-age=60";
    }

    void saysHowLongItIsFresh()
    {
        QFETCH(QString, target);
        QFETCH(QString, cacheControl);
        Shop shop;
        Client client(shop);
        client.signIn(7);
        const ShopAnswer answer = client.get(target.toStdString());
        QCOMPARE(std::string(answer.head.headers.value("Cache-Control")),
                 cacheControl.toStdString());
        const bool isPrivate = cacheControl.startsWith(QStringLiteral("private"));
        QCOMPARE(answer.head.headers.value("Vary") == "Cookie", isPrivate);
        QCOMPARE(answer.head.headers.has("ETag"),
                 answer.head.status == 200 && cacheControl != QStringLiteral("no-store"));
    }

    void answersConditionsAndHead()
    {
        Shop shop;
        RequestHead request{"GET", "/api/items/120011", {}};
        const ShopAnswer full = shop.answer(request, "", {});
        const std::string etag(full.head.headers.value("ETag"));
        request.headers.add("If-None-Match", "\"x\", W/" + etag);
        const ShopAnswer same = shop.answer(request, "", {});
        QCOMPARE(same.head.status, 304);
        QVERIFY(same.body.empty());
        QCOMPARE(same.head.headers.value("ETag"), std::string_view(etag));
        request.headers.set("If-None-Match", "\"x\"");
        QCOMPARE(shop.answer(request, "", {}).head.status, 200);
        const ShopAnswer head = shop.answer({"HEAD", "/api/items/120011", {}}, "", {});
        QCOMPARE(head.body, full.body);
        QCOMPARE(head.head.headers.value("ETag"), std::string_view(etag));
    }

    void stockMovesWithTime()
    {
        Shop shop;
        Client client(shop);
        const auto at = [&](Duration t) {
            return client.send("GET", "/api/items/120011/stock", {}, TimePoint(t)).body;
        };
        QCOMPARE(at(1s), at(4s));
        std::set<std::string> bodies;
        for (int i = 0; i < 10; ++i)
            bodies.insert(at(5s * i));
        QVERIFY(bodies.size() > 5);
    }

    void privatePagesNeedASession()
    {
        Shop shop;
        Client guest(shop), one(shop), two(shop);
        for (const char *target : {"/api/profile", "/api/orders", "/api/orders/7000"}) {
            const ShopAnswer answer = guest.get(target);
            QCOMPARE(answer.head.status, 401);
            QCOMPARE(answer.head.headers.value("Cache-Control"), std::string_view("no-store"));
        }
        QCOMPARE(guest.send("POST", "/api/checkout", "{}").head.status, 401);
        QCOMPARE(guest.send("POST", "/api/login", "{\"account\":7}").head.status, 401);
        QCOMPARE(guest.send("POST", "/api/login", "nonsense").head.status, 401);
        QCOMPARE(one.signIn(7).head.status, 200);
        QCOMPARE(two.signIn(8).head.status, 200);
        QVERIFY(one.cookie != two.cookie);
        QCOMPARE(one.read("/api/profile").at("account").to_number<int>(), 7);
        QVERIFY(one.get("/api/profile").body != two.get("/api/profile").body);
        one.cookie = "sid=made-up";
        QCOMPARE(one.get("/api/profile").head.status, 401);
    }

    void buysFromCartToPayment()
    {
        Shop shop;
        Client client(shop);
        QCOMPARE(client.send("POST", "/api/cart", "{\"item\":120011,\"quantity\":2}").head.status,
                 201);
        const std::string asGuest = client.cookie;
        QVERIFY(!asGuest.empty());
        client.signIn(9);
        QVERIFY(client.cookie != asGuest); // and the cart came along
        QCOMPARE(client.read("/api/cart").at("lines").as_array().size(), std::size_t{1});
        const std::size_t before = client.read("/api/orders").at("orders").as_array().size();
        const ShopAnswer placed = client.send("POST", "/api/checkout", "{}");
        QCOMPARE(placed.head.status, 201);
        const std::string order(placed.head.headers.value("Location"));
        const auto number = json::parse(placed.body).at("order").to_number<std::uint64_t>();
        QCOMPARE(textOf(client.read(order).at("status")), std::string("awaiting payment"));
        const std::string pay = "{\"order\":" + std::to_string(number) + "}";
        QCOMPARE(client.send("POST", "/api/payment", pay).head.status, 200);
        QCOMPARE(client.send("POST", "/api/payment", pay).head.status, 409);
        QCOMPARE(textOf(client.read(order).at("status")), std::string("paid"));
        QCOMPARE(client.read("/api/orders").at("orders").as_array().size(), before + 1);
        QCOMPARE(client.send("POST", "/api/checkout", "{}").head.status, 409); // empty by now
        Client other(shop);
        other.signIn(10);
        QCOMPARE(other.get(order).head.status, 404);
        QCOMPARE(other.send("POST", "/api/payment", pay).head.status, 409);
    }

    void refusesWhatMakesNoSense()
    {
        Shop shop;
        Client client(shop);
        client.signIn(1);
        for (const char *target :
             {"/", "/api", "/api/items/", "/api/items/x", "/api/items/1e3", "/api/items/120011/",
              "/api/items/120011/x", "/api/items/99999999999999999999", "/api/items/4294967296",
              "/api/catalogue?page=0", "/api/catalogue?page=-1", "/api/catalogue?page=9999999",
              "/api/catalogue?category=unicorn", "/api/search?q=lamp&page=51",
              "/api/items/120011/reviews?page=100", "/api/orders/", "/api/orders/1x"})
            QVERIFY2(client.get(target).head.status == 404, target);
        for (const char *body :
             {"", "[]", "{}", "{\"item\":1,\"quantity\":1}", "{\"item\":120011,\"quantity\":0}",
              "{\"item\":120011,\"quantity\":1e2}", "{\"item\":-5,\"quantity\":1}",
              "{\"item\":\"120011\",\"quantity\":1}"})
            QVERIFY2(client.send("POST", "/api/cart", body).head.status == 400, body);
        QCOMPARE(client.send("DELETE", "/api/items/120011").head.status, 405);
        QCOMPARE(client.get("/api/login").head.headers.value("Allow"), std::string_view("POST"));
        QCOMPARE(client.send("POST", "/api/payment", "{\"order\":5}").head.status, 409);
    }

    void carriesNoMoreThanItsLimits()
    {
        Shop shop({.maxSessions = 10});
        Client first(shop);
        first.signIn(1);
        for (int i = 2; i < 12; ++i) {
            Client next(shop);
            next.signIn(i);
        }
        QCOMPARE(first.get("/api/profile").head.status, 401); // the oldest session made room
        Client full(shop);
        const std::string add = "{\"item\":120011,\"quantity\":1}";
        for (std::size_t i = 0; i < ShopPeople::kMaxCartLines; ++i)
            QCOMPARE(full.send("POST", "/api/cart", add).head.status, 201);
        QCOMPARE(full.send("POST", "/api/cart", add).head.status, 409);
    }

    void takesItsTime()
    {
        Shop shop;
        for (const ShopRouteTraits &traits : shopRoutes()) {
            QCOMPARE(traitsOf(traits.route).name, traits.name);
            if (!traits.path.empty() && traits.path.find('{') == std::string_view::npos)
                QCOMPARE(Shop::routeOf(traits.path), traits.route);
        }
        double sum = 0;
        constexpr int times = 2000;
        for (int i = 0; i < times; ++i) {
            const double ms =
                1000 * seconds(shop.answer({"GET", "/api/items/120011", {}}, "", {}).latency);
            QVERIFY(ms >= 20 && ms <= 200);
            sum += ms;
        }
        // 35 on average, and 2 % of them 2.5 times as long: 36.05 ± 0.3.
        QVERIFY(std::abs(sum / times - 36.05) < 2);
        Shop instant({.latencyScale = 0});
        QCOMPARE(instant.answer({"GET", "/api/catalogue", {}}, "", {}).latency, Duration(0));
    }
};

QTEST_APPLESS_MAIN(ShopTest)
#include "shop_test.moc"
