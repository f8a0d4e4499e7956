// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The admin API over loopback, in front of a running demo.
#include "core/admin/adminhandler.h"
#include "core/admin/openapi.h"
#include "core/metrics/snapshotjson.h"

#include "tests/integration/adminfixture.h"

#include <QJsonArray>
#include <QSet>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

class AdminTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<AdminFixture> m_fixture;

    AdminFixture &api() { return *m_fixture; }
    Settings &settings() { return m_fixture->run.session().settings(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_fixture = std::make_unique<AdminFixture>();
        QVERIFY(api().port != 0);
        QVERIFY(!api().token.empty());
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void theDescriptionHasTheRoutesThatThereAre();
    void everyReadingRouteAnswers_data();
    void everyReadingRouteAnswers();
    void theSnapshotIsTheRunsOwn();
    void everyParameterCanBeSet();
    void severalChangeTogetherOrNotAtAll();
    void anOldRevisionIsRefused();
    void changesAreListedAndUndone();
    void rulesAreReplaced();
    void theCacheIsLookedUpAndPurged();
    void aPrefetchTellsWhy();
    void faultsComeAndGo();
    void metricsComeInBothForms();
    void whoMayNotIsRefused();
    void oddRequestsAreProblems_data();
    void oddRequestsAreProblems();
    void aBodyThatIsTooLargeIsRefused();
    void aSlowBodyIsGivenUp();
    void manySlowClientsLeaveTheGatewayAlone();
    void eventsTellWhatHappens();
    void readOnlyRefusesEveryChange();
    void beyondLoopbackItWantsAToken();
    void drainingIsNotReady();
};

void AdminTest::theDescriptionHasTheRoutesThatThereAre()
{
    const std::string_view text = openApiText();
    const QJsonObject document =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<int>(text.size()))).object();
    const QJsonObject paths = document[QLatin1String("paths")].toObject();
    QSet<QString> described, there, secured, changing;
    for (const QString &path : paths.keys()) {
        const QJsonObject item = paths[path].toObject();
        for (const QString &method : item.keys()) {
            described << method.toUpper() + u' ' + path;
            if (item[method].toObject().contains(QLatin1String("security")))
                secured << method.toUpper() + u' ' + path;
        }
    }
    for (const AdminRoute &route : adminRoutes()) {
        const QString row =
            QString::fromStdString(std::string(route.method) + ' ' + std::string(route.path));
        there << row;
        if (route.need == AdminNeed::Change)
            changing << row;
    }
    QCOMPARE(described, there);
    QCOMPARE(secured, changing);
}

void AdminTest::everyReadingRouteAnswers_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const AdminRoute &route : adminRoutes())
        if (route.method == "GET" && route.answer != nullptr &&
            route.path.find('{') == std::string_view::npos)
            QTest::newRow(std::string(route.path).c_str()) << QByteArray::fromStdString(
                std::string(route.path) + (route.path == "/api/v1/cache" ? "?url=/" : ""));
}

void AdminTest::everyReadingRouteAnswers()
{
    QFETCH(QByteArray, path);
    const AdminAnswer answer = api().get(path.toStdString());
    QVERIFY2(answer.status == 200, (answer.head + answer.body).c_str());
    QVERIFY(answer.has("Cache-Control: no-store"));
    QVERIFY(answer.has("X-Content-Type-Options: nosniff"));
    if (answer.has("application/json"))
        QVERIFY2(!answer.json().isEmpty(), answer.body.c_str());
    QVERIFY(answer.body.find(api().token) == std::string::npos);
    // HEAD has the same head and no body.
    const AdminAnswer head = api().ask("HEAD", path.toStdString());
    QCOMPARE(head.status, 200);
    QCOMPARE(head.body, std::string());
}

void AdminTest::theSnapshotIsTheRunsOwn()
{
    const Result<Snapshot> told = snapshotFromJson(api().get("/api/v1/snapshot").body);
    QVERIFY2(told.ok(), told ? "" : told.error().text.c_str());
    const Snapshot own = api().run.session().snapshot();
    QCOMPARE(told->source, std::string("demo"));
    QVERIFY(told->settings == own.settings);
    QVERIFY(told->prefetch.balances());
    QVERIFY(told->demand.requests <= own.demand.requests);
    QVERIFY(told->uptime <= own.uptime);
}

void AdminTest::everyParameterCanBeSet()
{
    const SettingsValues before = settings().values();
    for (const ParamInfo &row : parameterTable()) {
        for (const double value : {row.maximum, row.minimum, row.standard}) {
            if (row.param == Param::CacheStore && value != row.standard)
                continue; // other stores are chosen at the start
            const bool isText = row.kind == ParamKind::Choice;
            const std::string text =
                isText ? '"' + formatValue(row.param, value) + '"' : formatValue(row.param, value);
            const AdminAnswer answer = api().change(
                "PATCH", "/api/v1/settings", "{\"" + std::string(row.id) + "\":" + text + '}');
            QVERIFY2(answer.status == 200, (text + answer.body).c_str());
            QVERIFY2(settings().number(row.param) == value, std::string(row.id).c_str());
        }
        for (const SettingsChange &change : settings().changes())
            QCOMPARE(change.source, std::string("api"));
    }
    QVERIFY(settings().apply(before, "test").ok());
    const QJsonArray rows =
        api().get("/api/v1/settings").json()[QLatin1String("settings")].toArray();
    QCOMPARE(rows.size(), qsizetype(kParamCount));
    for (const QJsonValue &row : rows)
        for (const char *member : {"id", "label", "value", "default", "unit", "kind", "help"})
            QVERIFY2(row.toObject().contains(QLatin1String(member)), member);
}

void AdminTest::severalChangeTogetherOrNotAtAll()
{
    const std::uint32_t before = settings().revision();
    const AdminAnswer bad = api().change("PATCH", "/api/v1/settings",
                                         R"({"workers.count": 3, "scheduler.min_probability": 7})");
    QCOMPARE(bad.status, 422);
    QVERIFY(bad.has("application/problem+json"));
    QVERIFY2(bad.detail().contains(QLatin1String("scheduler.min_probability")),
             qPrintable(bad.detail()));
    QCOMPARE(settings().revision(), before);
    const AdminAnswer unknown =
        api().change("PATCH", "/api/v1/settings", R"({"workers.cuont": 3})");
    QCOMPARE(unknown.status, 422);
    QVERIFY2(unknown.detail().contains(QLatin1String("workers.count")),
             qPrintable(unknown.detail()));
    const AdminAnswer good = api().change(
        "PATCH", "/api/v1/settings", R"({"workers.count": 3, "scheduler.min_probability": 0.55})");
    QCOMPARE(good.status, 200);
    QCOMPARE(settings().revision(), before + 1);
    QCOMPARE(settings().number(Param::WorkersCount), 3.0);
    QCOMPARE(good.json()[QLatin1String("changes")].toArray().size(), 2);
}

void AdminTest::anOldRevisionIsRefused()
{
    const std::string now = std::to_string(settings().revision());
    const auto change = [&](const std::string &revision, const char *body) {
        return api().ask("PATCH", "/api/v1/settings",
                         api().bearer() + "If-Match: \"" + revision + "\"\r\n", body);
    };
    QCOMPARE(change(now, R"({"workers.count": 5})").status, 200);
    QCOMPARE(change(now, R"({"workers.count": 6})").status, 412);
    QCOMPARE(settings().number(Param::WorkersCount), 5.0);
    QCOMPARE(change("shoe", R"({"workers.count": 6})").status, 400);
}

void AdminTest::changesAreListedAndUndone()
{
    QVERIFY(settings().set(Param::WorkersCount, 2, "user").ok());
    const std::uint32_t before = settings().revision();
    QCOMPARE(api().change("PATCH", "/api/v1/settings", R"({"workers.count": 9})").status, 200);
    const QJsonArray listed = api()
                                  .get("/api/v1/changes?after=" + std::to_string(before))
                                  .json()[QLatin1String("changes")]
                                  .toArray();
    QCOMPARE(listed.size(), 1);
    QCOMPARE(listed[0].toObject()[QLatin1String("source")].toString(), QStringLiteral("api"));
    QCOMPARE(listed[0].toObject()[QLatin1String("from")].toInt(), 2);
    QCOMPARE(listed[0].toObject()[QLatin1String("to")].toInt(), 9);
    const std::string revision = std::to_string(before + 1);
    QCOMPARE(api().change("POST", "/api/v1/changes/" + revision + "/undo").status, 200);
    QCOMPARE(settings().number(Param::WorkersCount), 2.0);
    QCOMPARE(settings().changes().back().source, std::string("undo"));
    QCOMPARE(api().change("POST", "/api/v1/changes/" + revision + "/undo").status, 409);
    QCOMPARE(api().change("POST", "/api/v1/changes/4000000000/undo").status, 404);
    QCOMPARE(api().change("POST", "/api/v1/changes/shoe/undo").status, 400);
    // The newest that is left is the one before.
    QVERIFY(settings().set(Param::WorkersCount, 7, "user").ok());
    QVERIFY(settings().set(Param::WorkersMaxRetries, 5, "user").ok());
    QCOMPARE(api().change("POST", "/api/v1/changes/undo").status, 200);
    QVERIFY(settings().number(Param::WorkersMaxRetries) != 5.0);
    QCOMPARE(api().change("POST", "/api/v1/changes/undo").status, 200);
    QCOMPARE(settings().number(Param::WorkersCount), 2.0);
}

void AdminTest::rulesAreReplaced()
{
    const AdminAnswer put = api().change(
        "PUT", "/api/v1/rules",
        R"({"rules": [{"to": "/items/{number}/stock", "never": true}, {"to": "/a", "from": "/b", "min_probability": 0.9}]})");
    QVERIFY2(put.status == 200, put.body.c_str());
    const auto rules = api().run.session().pipeline().rules().list();
    QCOMPARE(rules->size(), std::size_t(2));
    QVERIFY((*rules)[0].isNever());
    QCOMPARE((*rules)[1].from, std::string("/b"));
    QCOMPARE(api().get("/api/v1/rules").body, put.body);
    for (const char *bad :
         {R"({})", R"({"rules": [{}]})", R"({"rules": [{"to": "/a"}]})",
          R"({"rules": [{"to": "/a", "min_probability": 2}]})", R"({"rules": ["/a"]})"})
        QVERIFY2(api().change("PUT", "/api/v1/rules", bad).status == 422, bad);
    QCOMPARE(api().run.session().pipeline().rules().list()->size(), std::size_t(2));
    QCOMPARE(api().change("PUT", "/api/v1/rules", R"({"rules": []})").status, 200);
}

void AdminTest::theCacheIsLookedUpAndPurged()
{
    CacheManager &cache = api().run.session().pipeline().cache();
    Interner &interner = api().run.session().pipeline().interner();
    const auto put = [&](const char *target) {
        return cache.set({interner.intern(target), {}}, "secret body", 1h) ==
               CacheManager::SetResult::Stored;
    };
    for (const char *target : {"/mine/1", "/mine/2", "/mine/2?page=2", "/mined"})
        QVERIFY(put(target));
    const AdminAnswer found = api().get("/api/v1/cache?url=/mine/1");
    QVERIFY(found.json()[QLatin1String("stored")].toBool());
    QVERIFY(found.body.find("secret") == std::string::npos);
    const std::string whole = api().run.gatewayUrl() + "/mine/2%3Fpage=2";
    QVERIFY(api().get("/api/v1/cache?url=" + whole).json()[QLatin1String("stored")].toBool());
    QVERIFY(!api().get("/api/v1/cache?url=/mine/3").json()[QLatin1String("stored")].toBool());
    QCOMPARE(api().get("/api/v1/cache").status, 400);
    const auto purge = [&](const char *what) {
        return api()
            .change("DELETE", std::string("/api/v1/cache?") + what)
            .json()[QLatin1String("purged")]
            .toInt(-1);
    };
    QCOMPARE(purge("url=/mine/1"), 1);
    QCOMPARE(purge("url=/mine/1"), 0);
    QCOMPARE(purge("prefix=/mine/"), 2);
    QCOMPARE(cache.status({interner.find("/mined"), {}}), KeyStatus::Fresh);
    QCOMPARE(api().change("DELETE", "/api/v1/cache").status, 400);
    QCOMPARE(api().change("DELETE", "/api/v1/cache?url=/a&all=true").status, 400);
    QVERIFY(purge("all=true") >= 1);
    QCOMPARE(cache.status({interner.find("/mined"), {}}), KeyStatus::Absent);
}

void AdminTest::aPrefetchTellsWhy()
{
    QVERIFY(settings().set(Param::PrefetchEnabled, 1, "test").ok());
    QVERIFY(settings().set(Param::SchedulerMinProbability, 0.05, "test").ok());
    QTRY_VERIFY_WITH_TIMEOUT(api().run.session().snapshot().prefetch.scheduled > 3, 30'000);
    const QJsonObject list = api().get("/api/v1/prefetches?limit=2").json();
    const QJsonArray rows = list[QLatin1String("prefetches")].toArray();
    QVERIFY(!rows.isEmpty() && rows.size() <= 2);
    const QJsonObject first = rows[0].toObject();
    const QString id = QString::number(first[QLatin1String("id")].toInteger());
    const QJsonObject one = api().get("/api/v1/prefetches/" + id.toStdString()).json();
    QCOMPARE(one[QLatin1String("target")], first[QLatin1String("target")]);
    const QJsonObject cause = one[QLatin1String("cause")].toObject();
    QVERIFY(cause[QLatin1String("p_used")].toDouble() >= 0.05F);
    QVERIFY(!cause[QLatin1String("context")].toString().isEmpty());
    QCOMPARE(api().get("/api/v1/prefetches/1").status, 404);
    QCOMPARE(api().get("/api/v1/prefetches/shoe").status, 400);
    // Who has seen all of it gets nothing twice.
    const qint64 newest = api().get("/api/v1/requests").json()[QLatin1String("newest")].toInteger();
    const QJsonArray news = api()
                                .get("/api/v1/requests?after=" + std::to_string(newest))
                                .json()[QLatin1String("requests")]
                                .toArray();
    for (const QJsonValue &row : news)
        QVERIFY(row.toObject()[QLatin1String("number")].toInteger() > newest);
    QCOMPARE(api().get("/api/v1/requests?limit=99999").status, 400);
}

void AdminTest::faultsComeAndGo()
{
    FaultBoard &board = api().run.cast()->faults();
    QCOMPARE(api().change("PUT", "/api/v1/faults/errors-30").status, 200);
    QVERIFY(board.isOn(Fault::Errors30));
    QCOMPARE(api().change("DELETE", "/api/v1/faults/errors-30").status, 200);
    QVERIFY(!board.isOn(Fault::Errors30));
    QCOMPARE(api().change("PUT", "/api/v1/faults/shoe").status, 404);
}

void AdminTest::metricsComeInBothForms()
{
    const AdminAnswer plain = api().get("/metrics");
    QVERIFY(plain.has("text/plain; version=0.0.4"));
    QVERIFY(plain.body.find("# TYPE forefetch_requests_total counter") != std::string::npos);
    const AdminAnswer open =
        api().get("/metrics", "Accept: application/openmetrics-text;version=1.0.0\r\n");
    QVERIFY(open.has("application/openmetrics-text; version=1.0.0"));
    QVERIFY(open.body.ends_with("# EOF\n"));
}

void AdminTest::whoMayNotIsRefused()
{
    const std::string body = R"({"workers.count": 8})";
    const double before = settings().number(Param::WorkersCount);
    const auto patch = [&](const std::string &fields) {
        return api().ask("PATCH", "/api/v1/settings", fields, body);
    };
    const AdminAnswer without = patch("");
    QCOMPARE(without.status, 401);
    QVERIFY(without.has("WWW-Authenticate: Bearer"));
    QCOMPARE(patch("Authorization: Bearer " + std::string(64, '0') + "\r\n").status, 401);
    QCOMPARE(patch(api().bearer() + "Origin: http://evil.example\r\n").status, 403);
    QCOMPARE(patch(api().bearer() + "Sec-Fetch-Site: cross-site\r\n").status, 403);
    const AdminAnswer foreign = api().send(
        "GET /api/v1/snapshot HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    QCOMPARE(foreign.status, 421);
    QVERIFY(foreign.body.find("demand") == std::string::npos);
    QCOMPARE(api().get("/api/v1/snapshot", "Origin: http://evil.example\r\n").status, 403);
    QVERIFY(!api().get("/api/v1/snapshot").has("Access-Control-Allow"));
    QCOMPARE(settings().number(Param::WorkersCount), before);
}

void AdminTest::oddRequestsAreProblems_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *method, const char *target, const QByteArray &body,
                        int status) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2 %3")
                                     .arg(QLatin1String(method), QLatin1String(target),
                                          QString::fromUtf8(body.left(20)))))
            << QByteArray(method) << QByteArray(target) << body << status;
    };
    row("GET", "/", {}, 404);
    row("GET", "/api/v1/settings/", {}, 404);
    row("GET", "/api/v2/snapshot", {}, 404);
    row("GET", "/api/v1/prefetches/", {}, 404);
    row("GET", "/api/v1/../v1/snapshot", {}, 404);
    row("DELETE", "/api/v1/snapshot", {}, 405);
    row("OPTIONS", "/api/v1/settings", {}, 405);
    row("PATCH", "/api/v1/settings", "{", 400);
    row("PATCH", "/api/v1/settings", "[]", 400);
    row("PATCH", "/api/v1/settings", "{}", 422);
    row("PATCH", "/api/v1/settings", R"({"workers.count": null})", 422);
    row("PATCH", "/api/v1/settings", R"({"workers.count": [3]})", 422);
    row("PATCH", "/api/v1/settings", R"({"workers.count": 1e400})", 422);
    row("PATCH", "/api/v1/settings", R"({"cache.policy": "loose"})", 422);
    row("PATCH", "/api/v1/settings", QByteArray(200, '['), 400);
    row("GET", "/api/v1/requests?after=-1", {}, 400);
    row("GET", "/api/v1/requests?limit=%00", {}, 400);
    row("GET", "/api/v1/cache?url=http://elsewhere/", {}, 400);
}

void AdminTest::oddRequestsAreProblems()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const AdminAnswer answer =
        api().change(method.toStdString(), target.toStdString(), body.toStdString());
    QVERIFY2(answer.status == status, (answer.head + answer.body).c_str());
    QVERIFY(answer.has("application/problem+json"));
    QCOMPARE(answer.json()[QLatin1String("status")].toInt(), status);
    QVERIFY(!answer.detail().isEmpty());
    QCOMPARE(answer.has("Allow: "), status == 405);
}

void AdminTest::aBodyThatIsTooLargeIsRefused()
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

void AdminTest::aSlowBodyIsGivenUp()
{
    RawClient slow(api().port);
    slow.send("PATCH /api/v1/settings HTTP/1.1\r\nHost: " + api().host() +
              "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n" + api().bearer() +
              "\r\n{");
    const std::string answer = slow.readAll(); // within RawClient's own limit
    QVERIFY2(answer.find(" 408 ") != std::string::npos, answer.c_str());
}

// As many as the server holds, each with half a request or an answer that it does not read.
void AdminTest::manySlowClientsLeaveTheGatewayAlone()
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

void AdminTest::eventsTellWhatHappens()
{
    RawClient client(api().port);
    client.send("GET /api/v1/events HTTP/1.1\r\nHost: " + api().host() + "\r\n\r\n");
    QVERIFY(client.readUntil("\r\n\r\n").find("text/event-stream") != std::string::npos);
    QVERIFY(!client.readUntil("event: figures").empty());
    QVERIFY(settings().set(Param::WorkersCount, 11, "user").ok());
    QVERIFY(client.readUntil("event: change").ends_with("event: change"));
    const std::string change = client.readUntil("\n\n");
    QVERIFY2(change.find("\"workers.count\"") != std::string::npos, change.c_str());
    const std::string id = change.substr(change.find("id: "));
    client.close();
    // Who comes back gets what it has missed.
    QVERIFY(settings().set(Param::WorkersCount, 12, "user").ok());
    RawClient again(api().port);
    again.send("GET /api/v1/events HTTP/1.1\r\nHost: " + api().host() +
               "\r\nLast-Event-ID: " + id.substr(4, id.find('\n') - 4) + "\r\n\r\n");
    again.readUntil("event: change");
    const std::string missed = again.readUntil("\n\n");
    QVERIFY2(missed.find("\"to\": 12") != std::string::npos, missed.c_str());
}

void AdminTest::readOnlyRefusesEveryChange()
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

void AdminTest::beyondLoopbackItWantsAToken()
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

void AdminTest::drainingIsNotReady()
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

QTEST_GUILESS_MAIN(AdminTest)
#include "admin_test.moc"
