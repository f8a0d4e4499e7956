// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `serve` as a service: a socket that was handed over, what it tells the service manager, a profile
// that is read again, and an end that lets requests under way finish.
#include "tests/integration/commandrun.h"
#include "tests/integration/rawclient.h"
#include "tests/integration/raworigin.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <sys/un.h>

using namespace forefetch;

namespace {

// What sd_notify(3) sends arrives here.
class Manager
{
public:
    explicit Manager(const QString &path) : m_socket(::socket(AF_UNIX, SOCK_DGRAM, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = path.toUtf8();
        std::copy(name.begin(), name.end(), address.sun_path);
        ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
    }
    ~Manager() { ::close(m_socket); }

    // Until a message has this in it; false when none comes.
    bool hears(const QByteArray &what)
    {
        pollfd wait{m_socket, POLLIN, 0};
        char text[4096];
        while (::poll(&wait, 1, RawClient::kTimeout) > 0) {
            const ssize_t n = ::recv(m_socket, text, sizeof text, 0);
            if (n > 0 && QByteArray(text, static_cast<qsizetype>(n)).contains(what))
                return true;
        }
        return false;
    }

private:
    int m_socket;
};

void writeFile(const QTemporaryDir &folder, const char *name, const QByteArray &text)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class ServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aSocketIsTakenAndEachStepTold();
    void aProfileIsReadAgain();
    void requestsUnderWayEnd();

private:
    void start(const QStringList &more);
    QList<QJsonObject> messages() const;
    bool says(const QString &message) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Manager> m_manager;
    std::unique_ptr<RawOrigin> m_origin;
    std::atomic<bool> m_mayAnswer{true};
    std::atomic<bool> m_isAsked{false};
    QProcess m_program;
    int m_listening = -1;
    std::uint16_t m_port = 0;
};

void ServiceTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_manager = std::make_unique<Manager>(m_folder->filePath(QStringLiteral("notify")));
    m_mayAnswer = true;
    m_isAsked = false;
    m_origin = std::make_unique<RawOrigin>([this](RawOrigin::Peer &peer, const std::string &) {
        m_isAsked = true;
        peer.waitFor(m_mayAnswer);
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        return true;
    });
    m_listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(m_listening, reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(m_listening, 16), 0);
    ::getsockname(m_listening, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
}

void ServiceTest::cleanup()
{
    if (m_program.state() != QProcess::NotRunning) {
        m_program.kill();
        m_program.waitForFinished();
    }
    ::close(m_listening);
    m_origin.reset();
}

void ServiceTest::start(const QStringList &more)
{
    const QByteArray notify = m_folder->filePath(QStringLiteral("notify")).toUtf8();
    m_program.setWorkingDirectory(m_folder->path());
    m_program.setStandardErrorFile(m_folder->filePath(QStringLiteral("log")));
    // In the child, for only there is its process id known.
    m_program.setChildProcessModifier([this, notify] {
        ::dup2(m_listening, 3);
        ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        ::setenv("LISTEN_FDS", "1", 1);
        ::setenv("NOTIFY_SOCKET", notify.constData(), 1);
    });
    m_program.start(
        QStringLiteral(FOREFETCHCTL),
        QStringList{QStringLiteral("serve"), QStringLiteral("--log"), QStringLiteral("json"),
                    QStringLiteral("--target"),
                    QStringLiteral("http://127.0.0.1:") + QString::number(m_origin->port())} +
            more);
    QVERIFY(m_program.waitForStarted());
    QVERIFY(m_manager->hears("READY=1"));
}

// Every line that it has written is JSON.
QList<QJsonObject> ServiceTest::messages() const
{
    QList<QJsonObject> found;
    for (const QByteArray &line : contentOf(*m_folder, "log").split('\n'))
        if (!line.isEmpty())
            found << QJsonDocument::fromJson(line).object();
    return found;
}

bool ServiceTest::says(const QString &message) const
{
    for (const QJsonObject &each : messages())
        if (each[QStringLiteral("message")].toString().contains(message))
            return true;
    return false;
}

void ServiceTest::aSocketIsTakenAndEachStepTold()
{
    start({});
    RawClient client(m_port); // which nobody told the program
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n"));
    QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200"));
    m_program.terminate();
    QVERIFY(m_manager->hears("STOPPING=1"));
    QVERIFY(m_program.waitForFinished());
    QCOMPARE(m_program.exitCode(), 130);
    for (const QJsonObject &each : messages()) {
        QVERIFY(!each[QStringLiteral("time")].toString().isEmpty());
        QVERIFY(!each[QStringLiteral("category")].toString().isEmpty());
    }
}

void ServiceTest::aProfileIsReadAgain()
{
    writeFile(*m_folder, "p.toml", "schema = 1\n[workers]\ncount = 2\n");
    start({QStringLiteral("--profile"), QStringLiteral("p.toml")});
    writeFile(*m_folder, "p.toml", "schema = 1\n[workers]\ncount = 8\n");
    ::kill(static_cast<pid_t>(m_program.processId()), SIGHUP);
    QVERIFY(m_manager->hears("RELOADING=1"));
    QVERIFY(m_manager->hears("READY=1"));
    QVERIFY(says(QStringLiteral("Reloaded: workers.count 2 -> 8")));

    writeFile(*m_folder, "p.toml", "schema = 1\n[workers]\ncuont = 9\n");
    ::kill(static_cast<pid_t>(m_program.processId()), SIGHUP);
    QVERIFY(m_manager->hears("READY=1"));
    QVERIFY(says(QStringLiteral("did you mean workers.count?")));
    QCOMPARE(m_program.state(), QProcess::Running); // and goes on as it was
    m_program.terminate();
    QVERIFY(m_program.waitForFinished());
}

void ServiceTest::requestsUnderWayEnd()
{
    start({});
    m_mayAnswer = false;
    RawClient client(m_port);
    QVERIFY(client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    QTRY_VERIFY(m_isAsked);
    m_program.terminate();
    QVERIFY(m_manager->hears("STOPPING=1"));
    m_mayAnswer = true;
    QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200"));
    QVERIFY(m_program.waitForFinished());
}

QTEST_GUILESS_MAIN(ServiceTest)
#include "service_forefetchctl_test.moc"
