// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Demand to an origin that speaks TLS: whom it trusts, and what the origin is told. The
// certificates are in tests/data/tls: an authority made for these tests, and what it has signed.
#include "core/fetch/httpclient.h"

#include <QFile>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

QString path(const char *name)
{
    return QStringLiteral(FOREFETCH_SOURCE_DIR "/tests/data/tls/") + QString::fromLatin1(name);
}

struct Sink final : HttpCallListener
{
    void onHead(ResponseHead &&head, std::optional<std::uint64_t>) override
    {
        status = head.status;
    }
    void onData(std::string_view bytes) override { body += bytes; }
    void onEnd() override { done = true; }
    void onFailure(const HttpFailure &f) override
    {
        failure = f;
        done = true;
    }
    int status = 0;
    std::string body;
    std::optional<HttpFailure> failure;
    bool done = false;
    std::unique_ptr<HttpCall> call; // last: its end needs the others
};

// An origin that shows this certificate, and answers whoever gets through.
class TlsOrigin
{
public:
    explicit TlsOrigin(const char *certificate, const char *key = "localhost.key")
    {
        QSslConfiguration tls;
        tls.setLocalCertificateChain(QSslCertificate::fromPath(path(certificate)));
        QFile file(path(key));
        if (file.open(QIODevice::ReadOnly))
            tls.setPrivateKey(QSslKey(&file, QSsl::Ec));
        m_server.setSslConfiguration(tls);
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    if (!socket->readAll().endsWith("\r\n\r\n"))
                        return;
                    ++requests;
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        });
    }
    std::string url() const { return "https://localhost:" + std::to_string(m_server.serverPort()); }

    int requests = 0;

private:
    QSslServer m_server;
};

} // namespace

class GatewayTlsTest : public QObject
{
    Q_OBJECT

    RealClock m_clock;

    static HttpClientOptions trusting()
    {
        HttpClientOptions options;
        options.caFile = path("ca.pem").toStdString();
        return options;
    }
    std::unique_ptr<Sink> ask(HttpClient &client)
    {
        auto sink = std::make_unique<Sink>();
        sink->call = client.send({"GET", "/", {}}, Framing::none(), *sink);
        (void)QTest::qWaitFor([&] { return sink->done; }, 8000); // the caller looks
        sink->call.reset();
        return sink;
    }

private Q_SLOTS:
    void whatAnAuthorityHasSignedIsAskedAndItsConnectionKept()
    {
        TlsOrigin origin("localhost.pem");
        HttpClient client(*Origin::parse(origin.url()), m_clock, trusting());
        for (int i = 0; i < 3; ++i) {
            const auto got = ask(client);
            QVERIFY2(got->status == 200, got->failure ? got->failure->text.c_str() : "");
            QCOMPARE(got->body, std::string("ok"));
        }
        QCOMPARE(origin.requests, 3);
        QCOMPARE(client.opened(), std::uint64_t(1));
    }

    void whatNobodyVouchesForIsNotAsked_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("trusts");
        const QByteArray key = "localhost.key";
        QTest::newRow("an authority that is not trusted")
            << QByteArray("localhost.pem") << key << false;
        QTest::newRow("of another host")
            << QByteArray("elsewhere.test.pem") << QByteArray("elsewhere.test.key") << true;
        QTest::newRow("expired") << QByteArray("expired.pem") << key << true;
    }

    void whatNobodyVouchesForIsNotAsked()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(bool, trusts);
        TlsOrigin origin(certificate.constData(), key.constData());
        HttpClient client(*Origin::parse(origin.url()), m_clock,
                          trusts ? trusting() : HttpClientOptions());
        const auto got = ask(client);
        QVERIFY(got->done && got->failure);
        QCOMPARE(got->failure->status, FetchStatus::Network);
        QVERIFY2(got->failure->text.find("certificate") != std::string::npos ||
                     got->failure->text.find("host name") != std::string::npos,
                 got->failure->text.c_str());
        QCOMPARE(origin.requests, 0);
        QCOMPARE(client.connections(), std::size_t(0));
    }

    // In the clear, in the first message: by it an origin with many names knows which is meant.
    void theOriginIsToldItsName()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        HttpClientOptions options;
        options.connectTime = 300ms;
        HttpClient client(
            *Origin::parse("https://localhost:" + std::to_string(server.serverPort())), m_clock,
            options);
        Sink sink;
        sink.call = client.send({"GET", "/", {}}, Framing::none(), sink);
        QVERIFY(QTest::qWaitFor([&] { return server.hasPendingConnections(); }, 8000));
        QTcpSocket *socket = server.nextPendingConnection();
        QTRY_VERIFY(socket->bytesAvailable() > 0);
        const QByteArray hello = socket->readAll();
        QCOMPARE(hello.front(), '\x16');
        QVERIFY(hello.contains("localhost"));
        // Who never answers it is given up within the time for connecting.
        QTRY_VERIFY(sink.done);
        QCOMPARE(sink.failure->status, FetchStatus::TimedOut);
    }
};

QTEST_GUILESS_MAIN(GatewayTlsTest)
#include "gatewaytls_test.moc"
