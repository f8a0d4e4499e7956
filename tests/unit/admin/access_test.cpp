// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/admin/access.h"

#include <QtTest>

using namespace forefetch;

namespace {

constexpr const char *kToken = "0123456789abcdef0123456789abcdef";

AdminAccess at(const char *host, bool allowControl = false)
{
    return {{host, 9464}, {"gateway.internal"}, kToken, allowControl};
}

RequestHead from(const QByteArray &host, const QByteArray &field = {}, const QByteArray &value = {})
{
    RequestHead head;
    head.headers.add("Host", host.toStdString());
    if (!field.isEmpty())
        head.headers.add(field.toStdString(), value.toStdString());
    return head;
}

int statusOf(const std::optional<AdminRefusal> &refusal)
{
    return refusal ? refusal->status : 200;
}

} // namespace

class AdminAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsHosts_data();
    void knowsItsHosts();
    void refusesOtherSites_data();
    void refusesOtherSites();
    void asksForTheToken_data();
    void asksForTheToken();
};

void AdminAccessTest::knowsItsHosts_data()
{
    QTest::addColumn<QByteArray>("bound");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char *bound, const char *host, int status) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 at %2").arg(QLatin1String(host), QLatin1String(bound))))
            << QByteArray(bound) << QByteArray(host) << status;
    };
    for (const char *host : {"127.0.0.1:9464", "localhost:9464", "LocalHost:9464", "[::1]:9464",
                             "127.0.0.2:9464", "gateway.internal:9464"})
        row("127.0.0.1", host, 200);
    for (const char *host : {"127.0.0.1", "127.0.0.1:80", "127.0.0.1:94640", "evil.example:9464",
                             "evil.example", "localhost.evil.example:9464", "10.0.0.1:9464",
                             "[::1:9464", "127.0.0.1:9464:1", "", "0x7f000001.evil:9464"})
        row("127.0.0.1", host, 421);
    row("10.0.0.5", "10.0.0.5:9464", 200);
    row("10.0.0.5", "gateway.internal:9464", 200);
    row("10.0.0.5", "localhost:9464", 421);
    row("10.0.0.5", "10.0.0.6:9464", 421);
    row("10.0.0.5", "evil.example:9464", 421);
    row("0.0.0.0", "10.0.0.6:9464", 200);
    row("0.0.0.0", "localhost:9464", 200);
    row("0.0.0.0", "evil.example:9464", 421);
    row("::", "[fe80::1]:9464", 200);
    row("::1", "[::1]:9464", 200);
}

void AdminAccessTest::knowsItsHosts()
{
    QFETCH(QByteArray, bound);
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    QCOMPARE(statusOf(checkCaller(from(host), at(bound.constData()))), status);
}

void AdminAccessTest::refusesOtherSites_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    const auto row = [](const char *field, const char *value, int status) {
        QTest::newRow(qPrintable(QLatin1String(field) + QLatin1String(value)))
            << QByteArray(field) << QByteArray(value) << status;
    };
    row("Origin", "http://127.0.0.1:9464", 200);
    row("Origin", "http://localhost:9464", 200);
    row("Origin", "http://127.0.0.1:8080", 403);
    row("Origin", "http://evil.example", 403);
    row("Origin", "https://127.0.0.1:9464", 403);
    row("Origin", "null", 403);
    row("Origin", "", 403);
    row("Sec-Fetch-Site", "same-origin", 200);
    row("Sec-Fetch-Site", "none", 200);
    row("Sec-Fetch-Site", "same-site", 403);
    row("Sec-Fetch-Site", "cross-site", 403);
}

void AdminAccessTest::refusesOtherSites()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QCOMPARE(statusOf(checkCaller(from("127.0.0.1:9464", field, value), at("127.0.0.1"))), status);
}

void AdminAccessTest::asksForTheToken_data()
{
    QTest::addColumn<QByteArray>("bound");
    QTest::addColumn<bool>("allowControl");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<int>("probe");
    QTest::addColumn<int>("read");
    QTest::addColumn<int>("change");
    const QByteArray right = QByteArray("Bearer ") + kToken;
    QTest::newRow("loopback") << QByteArray("127.0.0.1") << false << QByteArray() << 200 << 200
                              << 403;
    QTest::newRow("loopback, read-only, token")
        << QByteArray("127.0.0.1") << false << right << 200 << 200 << 403;
    QTest::newRow("loopback, control")
        << QByteArray("127.0.0.1") << true << QByteArray() << 200 << 200 << 401;
    QTest::newRow("loopback, control, token")
        << QByteArray("127.0.0.1") << true << right << 200 << 200 << 200;
    QTest::newRow("lower case") << QByteArray("127.0.0.1") << true << QByteArray("bearer ") + kToken
                                << 200 << 200 << 200;
    QTest::newRow("wrong") << QByteArray("127.0.0.1") << true << right + 'x' << 200 << 200 << 401;
    QTest::newRow("short") << QByteArray("127.0.0.1") << true << right.chopped(1) << 200 << 200
                           << 401;
    QTest::newRow("another scheme")
        << QByteArray("127.0.0.1") << true << QByteArray("Basic ") + kToken << 200 << 200 << 401;
    QTest::newRow("beyond") << QByteArray("10.0.0.5") << true << QByteArray() << 200 << 401 << 401;
    QTest::newRow("beyond, token") << QByteArray("10.0.0.5") << true << right << 200 << 200 << 200;
    QTest::newRow("beyond, read-only, token")
        << QByteArray("10.0.0.5") << false << right << 200 << 200 << 403;
}

void AdminAccessTest::asksForTheToken()
{
    QFETCH(QByteArray, bound);
    QFETCH(bool, allowControl);
    QFETCH(QByteArray, authorization);
    const RequestHead head = from(
        bound + ":9464", authorization.isEmpty() ? QByteArray() : "Authorization", authorization);
    const AdminAccess access = at(bound.constData(), allowControl);
    QTEST(statusOf(checkNeed(head, access, AdminNeed::Nothing)), "probe");
    QTEST(statusOf(checkNeed(head, access, AdminNeed::Read)), "read");
    QTEST(statusOf(checkNeed(head, access, AdminNeed::Change)), "change");
    // Where there is no token, nothing opens what needs one.
    AdminAccess without = access;
    without.token.clear();
    if (allowControl)
        QCOMPARE(statusOf(checkNeed(head, without, AdminNeed::Change)), 401);
}

QTEST_GUILESS_MAIN(AdminAccessTest)
#include "access_test.moc"
