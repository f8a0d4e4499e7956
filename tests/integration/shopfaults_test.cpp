// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The shop's faults as a raw client sees them, and as one behind a gateway does.
#include "core/demo/shopserver.h"

#include "tests/integration/gatewayfixture.h"

#include <QtTest>

#include <cerrno>
#include <set>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

std::string item(std::uint32_t rank, const std::string &part = "")
{
    static const Catalogue goods(1);
    return "/api/items/" + std::to_string(goods.idOfRank(rank)) + part;
}

const std::string kItem = item(7);

// A shop that answers at once when nothing is wrong.
struct FaultyShop
{
    RealClock clock;
    FaultBoard faults{clock};
    ShopServer server;
    std::uint16_t port = 0;

    explicit FaultyShop(double latencyScale = 0, const NormalLoad &normal = {})
        : server({{}, {.seed = 1, .latencyScale = latencyScale}, &faults, normal}, clock)
    {
        if (const auto bound = server.start())
            port = bound->port;
    }
    ~FaultyShop() { server.stop(0s); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port); }
};

// How a connection came to its end.
struct Ending
{
    std::string bytes;
    bool isReset = false;
};

Ending endOf(std::uint16_t port, const std::string &target)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Ending ending;
    if (::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0) {
        const std::string request = requestText("GET", target, "Connection: close\r\n");
        (void)::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
        char buffer[4096];
        ssize_t n = 0;
        while ((n = ::recv(socket, buffer, sizeof buffer, 0)) > 0)
            ending.bytes.append(buffer, static_cast<std::size_t>(n));
        ending.isReset = n < 0 && errno == ECONNRESET;
    }
    ::close(socket);
    return ending;
}

// Asks until something is as wanted: the draw is by the moment.
template <typename Ask>
bool sooner(const Ask &ask, int tries = 100)
{
    for (int i = 0; i < tries; ++i) {
        if (ask())
            return true;
    }
    return false;
}

} // namespace

class ShopFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void latencyIsMultiplied()
    {
        FaultyShop shop(1);
        shop.faults.begin(Fault::LatencyX10);
        const TimePoint asked = shop.clock.now();
        QCOMPARE(ask(shop.port, "GET", kItem).status(), 200);
        QVERIFY(shop.clock.now() - asked >= 200ms); // an item takes 20 ms at least
    }

    void errorsHaveTheirStatus()
    {
        FaultyShop shop;
        shop.faults.begin(Fault::Errors100);
        QCOMPARE(ask(shop.port, "GET", kItem).status(), 503);
        shop.faults.endAll();
        QCOMPARE(ask(shop.port, "GET", kItem).status(), 200);
        shop.faults.begin(Fault::Errors30);
        std::set<int> seen;
        QVERIFY(sooner([&] {
            seen.insert(ask(shop.port, "GET", kItem).status());
            return seen.size() == 2;
        }));
        QVERIFY((seen == std::set<int>{200, 500}));
        QVERIFY(shop.server.figures().faults >= 2);
    }

    void someAreNeverAnswered()
    {
        FaultyShop shop;
        shop.faults.begin(Fault::Timeouts);
        QVERIFY(sooner([&] {
            RawClient client(shop.port);
            client.send(requestText("GET", kItem));
            return client.read(300).empty() && !client.sawEnd();
        }));
    }

    void aResetIsOne()
    {
        FaultyShop shop(0, {.latency = 5ms});
        shop.faults.begin(Fault::Resets);
        QVERIFY(sooner([&] {
            const Ending ending = endOf(shop.port, kItem);
            return ending.isReset && ending.bytes.empty();
        }));
    }

    void aBodyEndsHalfWay()
    {
        FaultyShop shop;
        const Answer whole = ask(shop.port, "GET", kItem);
        shop.faults.begin(Fault::TruncatedBodies);
        Answer cut;
        QVERIFY(sooner([&] {
            cut = ask(shop.port, "GET", kItem);
            return !cut.whole;
        }));
        QCOMPARE(cut.status(), 200);
        QVERIFY(cut.has("Content-Length: " + std::to_string(whole.body.size()) + "\r\n"));
        QCOMPARE(cut.body, whole.body.substr(0, whole.body.size() / 2));
    }

    void tooManyAreTurnedAway()
    {
        FaultyShop shop(0, {.requestsPerSecond = 10});
        shop.faults.begin(Fault::RateLimit);
        RawClient client(shop.port);
        Answer answer;
        QVERIFY(sooner([&] {
            answer = ask(client, "GET", kItem);
            return answer.status() != 200;
        }));
        QCOMPARE(answer.status(), 429);
        QVERIFY(answer.has("Retry-After: 2\r\n"));
        QVERIFY(answer.has("Cache-Control: no-store\r\n"));
    }

    void flappingComesAndGoes()
    {
        FaultyShop shop;
        shop.faults.begin(Fault::Flapping);
        QCOMPARE(ask(shop.port, "GET", kItem).status(), 503);
        QTRY_COMPARE_WITH_TIMEOUT(ask(shop.port, "GET", kItem).status(), 200, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(ask(shop.port, "GET", kItem).status(), 503, 10'000);
    }

    void aBodyComesDropByDrop()
    {
        FaultyShop shop;
        shop.faults.begin(Fault::SlowLoris);
        QVERIFY(sooner([&] {
            RawClient client(shop.port);
            const TimePoint asked = shop.clock.now();
            const Answer answer = ask(client, "GET", kItem);
            return answer.whole && shop.clock.now() - asked > 3s;
        }));
    }

    void loadMakesEverybodyWait()
    {
        FaultyShop shop(1, {.requestsPerSecond = 20, .latency = 50ms}); // one server
        shop.faults.begin(Fault::Cascade);
        std::vector<RawClient> clients;
        for (int i = 0; i < 12; ++i)
            clients.emplace_back(shop.port).send(requestText("GET", kItem));
        const TimePoint asked = shop.clock.now();
        for (RawClient &client : clients)
            QCOMPARE(readAnswer(client).status(), 200);
        // One after the other; side by side they would take no more than 50 ms, or 200 seldom.
        QVERIFY(shop.clock.now() - asked >= 12 * 20ms - 20ms);
    }

    void aHerdsAnswersExpireTogether()
    {
        FaultyShop shop;
        shop.faults.begin(Fault::ThunderingHerd);
        const auto freshFor = [&](const std::string &target) {
            const Answer answer = ask(shop.port, "GET", target);
            const std::size_t at = answer.head.find("max-age=");
            return at == std::string::npos ? -1 : std::stoi(answer.head.substr(at + 8));
        };
        for (const std::string &target :
             {kItem, std::string("/api/catalogue"), item(7, "/related")}) {
            const int left = freshFor(target);
            QVERIFY2(left > 0 && left <= 10, std::to_string(left).c_str());
        }
        QVERIFY(freshFor(item(7, "/stock")) <= 5); // its own is less
    }

    // What goes wrong behind a gateway is told to the client whom it befell, and to nobody else.
    void demandErrorsArePassedOn_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("status");
        QTest::newRow("timeouts") << QStringLiteral("timeouts") << 504;
        QTest::newRow("resets") << QStringLiteral("resets") << 502;
        QTest::newRow("errors") << QStringLiteral("errors-30") << 500;
    }

    void demandErrorsArePassedOn()
    {
        QFETCH(QString, fault);
        QFETCH(int, status);
        FaultyShop shop(0, {.latency = 5ms});
        GatewayOptions options = GatewayFixture::impatient();
        options.proxy.client.firstByteTime = 300ms;
        GatewayFixture gateway(shop.url(), options);
        shop.faults.begin(*faultFrom(fault.toStdString()));
        std::vector<RawClient> clients;
        for (int i = 0; i < 30; ++i)
            clients.emplace_back(gateway.port)
                .send(requestText("GET", item(static_cast<std::uint32_t>(100 + i))));
        std::map<int, int> seen;
        for (RawClient &client : clients)
            ++seen[readAnswer(client).status()];
        QCOMPARE(seen.size(), std::size_t{2}); // those who were hit, and those who were not
        QVERIFY2(seen[status] > 0 && seen[200] > 0,
                 qPrintable(QStringLiteral("%1 and %2").arg(seen[status]).arg(seen[200])));
        shop.faults.endAll();
        QCOMPARE(ask(gateway.port, "GET", item(200)).status(), 200);
    }

    // It has begun with a 200: the gateway can only break off.
    void aCutBodyIsCutForItsClientAlone()
    {
        FaultyShop shop;
        GatewayFixture gateway(shop.url());
        shop.faults.begin(Fault::TruncatedBodies);
        int cut = 0, whole = 0;
        std::uint32_t rank = 300;
        QVERIFY(sooner([&] {
            const Answer answer = ask(gateway.port, "GET", item(rank++));
            ++(answer.whole && answer.status() == 200 ? whole : cut);
            return cut > 0 && whole > 0;
        }));
        shop.faults.endAll();
        for (std::uint32_t i = 300; i < rank; ++i) { // nothing that was cut off has been kept
            const Answer answer = ask(gateway.port, "GET", item(i));
            QVERIFY(answer.whole && answer.status() == 200);
        }
    }
};

QTEST_GUILESS_MAIN(ShopFaultsTest)
#include "shopfaults_test.moc"
