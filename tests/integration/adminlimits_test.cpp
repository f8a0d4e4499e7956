// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the admin API does not let be done to it: too much, too slowly, without leave.
#include "core/admin/adminhandler.h"

#include "tests/integration/adminfixture.h"

#include <QTcpServer>
#include <QtTest>

using namespace forefetch;

class AdminLimitsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_fixture;

    AdminFixture &api() { return *m_fixture; }

private Q_SLOTS:
    void initTestCase()
    {
        m_fixture = std::make_unique<AdminFixture>();
        QVERIFY(api().port != 0);
        QVERIFY(!api().token.empty());
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void aBodyThatIsTooLargeIsRefused();
    void aSlowBodyIsGivenUp();
    void manySlowClientsLeaveTheGatewayAlone();
    void readOnlyRefusesEveryChange();
    void beyondLoopbackItWantsAToken();
    void drainingIsNotReady();
    void readyFollowsTheOrigin();
};

void AdminLimitsTest::aBodyThatIsTooLargeIsRefused()
{
    const std::string huge(AdminHandler::kMostBody + 1, ' ');
    QCOMPARE(api().change("PATCH", "/api/v1/settings", huge).status, 413);
    const std::string head = "PATCH /api/v1/settings HTTP/1.1\r\nHost: " + api().host() +
                             "\r\nContent-Type: application/json\r\n" + api().bearer();
    QCOMPARE(api().send(head + "Content-Length: 99999999999\r\n\r\n").status, 413);
    std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 5; ++i)
        chunked += "4000\r\n" + std::string(0x4000, ' ') + "\r\n";
    QCOMPARE(api().send(chunked + "0\r\n\r\n").status, 413);
    QCOMPARE(api()
                 .ask("PATCH", "/api/v1/settings",
                      api().bearer() + "Content-Type: text/plain\r\nContent-Length: 2\r\n")
                 .status,
             415);
}

void AdminLimitsTest::aSlowBodyIsGivenUp()
{
    RawClient slow(api().port);
    slow.send("PATCH /api/v1/settings HTTP/1.1\r\nHost: " + api().host() +
              "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n" + api().bearer() +
              "\r\n{");
    const std::string answer = slow.readAll(); // within RawClient's own limit
    QVERIFY2(answer.find(" 408 ") != std::string::npos, answer.c_str());
}

// As many as the server holds, each with half a request or an answer that it does not read.
void AdminLimitsTest::manySlowClientsLeaveTheGatewayAlone()
{
    std::vector<RawClient> slow;
    for (int i = 0; i < 80; ++i) {
        slow.emplace_back(api().port);
        if (i % 2 == 0)
            slow.back().send("GET /api/v1/snapsh");
        else
            slow.back().send("GET /api/v1/events HTTP/1.1\r\nHost: " + api().host() + "\r\n\r\n");
    }
    const std::uint64_t before = api().run.session().snapshot().demand.requests;
    QTRY_VERIFY_WITH_TIMEOUT(api().run.session().snapshot().demand.requests > before + 20, 30'000);
    slow.clear();
    QTRY_COMPARE_WITH_TIMEOUT(api().get("/healthz").status, 200, 10'000);
}

void AdminLimitsTest::readOnlyRefusesEveryChange()
{
    AdminFixture readOnly(false);
    QVERIFY(readOnly.port != 0);
    QVERIFY(readOnly.admin->madeTokenFile().empty());
    int changes = 0;
    for (const AdminRoute &route : adminRoutes()) {
        if (route.method == "GET")
            continue;
        ++changes;
        std::string path(route.path);
        for (std::size_t at; (at = path.find('{')) != std::string::npos;)
            path.replace(at, path.find('}') - at + 1, "1");
        const AdminAnswer answer = readOnly.ask(route.method, path, "Authorization: Bearer x\r\n");
        QVERIFY2(answer.status == 403, (path + answer.body).c_str());
        QVERIFY(answer.detail().contains(QLatin1String("--allow-control")));
    }
    QVERIFY(changes >= 7);
    QVERIFY(!readOnly.get("/api/v1/instance").json()[QLatin1String("may_change")].toBool(true));
}

void AdminLimitsTest::beyondLoopbackItWantsAToken()
{
    AdminServer open({api().run}, {.listen = {"0.0.0.0", 0}});
    const auto refused = open.start();
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().text.find("--admin-token-file") != std::string::npos);
    AdminOptions options;
    options.listen = {"0.0.0.0", 0};
    options.tokenFile = api().admin->madeTokenFile();
    AdminServer guarded({api().run}, options);
    const auto bound = guarded.start();
    QVERIFY2(bound.ok(), bound ? "" : bound.error().text.c_str());
    RawClient client(bound->port);
    const std::string host = "Host: 127.0.0.1:" + std::to_string(bound->port) + "\r\n";
    client.send("GET /api/v1/snapshot HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
    QVERIFY(client.readAll().find(" 401 ") != std::string::npos);
    RawClient known(bound->port);
    known.send("GET /api/v1/snapshot HTTP/1.1\r\n" + host + api().bearer() +
               "Connection: close\r\n\r\n");
    QVERIFY(known.readAll().find(" 200 ") != std::string::npos);
    RawClient probe(bound->port);
    probe.send("GET /healthz HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
    QVERIFY(probe.readAll().find(" 200 ") != std::string::npos);
}

void AdminLimitsTest::drainingIsNotReady()
{
    AdminFixture other;
    QCOMPARE(other.get("/readyz").status, 200);
    other.admin->beginDrain();
    QCOMPARE(other.get("/readyz").status, 503);
    QCOMPARE(other.get("/healthz").status, 200);
    const std::string file = other.admin->madeTokenFile();
    other.admin->stop();
    QVERIFY(!QFile::exists(QString::fromStdString(file)));
}

// It has to find out by itself that the origin is back: without traffic nobody else would.
void AdminLimitsTest::readyFollowsTheOrigin()
{
    QTcpServer origin;
    QVERIFY(origin.listen(QHostAddress::LocalHost));
    const quint16 port = origin.serverPort();
    origin.close();
    RunPlan plan;
    plan.isDemo = false;
    plan.target = *Origin::parse("http://127.0.0.1:" + std::to_string(port));
    AdminFixture gateway(false, plan);
    QVERIFY(gateway.port != 0);
    QCOMPARE(gateway.get("/readyz").status, 200); // nobody has asked for anything
    RawClient client(Origin::parse(gateway.run.gatewayUrl())->port);
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QVERIFY(client.readAll().find(" 502 ") != std::string::npos);
    const AdminAnswer unready = gateway.get("/readyz");
    QCOMPARE(unready.status, 503);
    QCOMPARE(unready.body, std::string("origin unreachable\n"));
    QVERIFY(origin.listen(QHostAddress::LocalHost, port));
    QTRY_COMPARE_WITH_TIMEOUT(gateway.get("/readyz").status, 200, 10'000);
}

QTEST_GUILESS_MAIN(AdminLimitsTest)
#include "adminlimits_test.moc"
