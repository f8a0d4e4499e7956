// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Large bodies in bounded memory, and many connections.
#include "tests/integration/gatewayfixture.h"

#include <QtTest>

#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace forefetch;

namespace {

constexpr std::size_t kLarge = 100 << 20;
constexpr std::size_t kBlock = 1 << 20;

// kB that the process has ever held since resetPeak().
long peak()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stol(line.substr(6));
    return 0;
}

void resetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

// A block of noise whose pages say where in the body they lie.
std::string block(std::size_t index)
{
    static const std::string noise = [] {
        std::string bytes(kBlock, '\0');
        for (std::size_t i = 0; i < kBlock; ++i)
            bytes[i] = static_cast<char>(mixBits(i) & 0xff);
        return bytes;
    }();
    std::string bytes = noise;
    for (std::size_t page = 0; page < kBlock; page += 4096)
        bytes.replace(
            page, 8,
            QByteArray::number(qulonglong(index * kBlock + page + 10000000)).left(8).toStdString());
    return bytes;
}

// Reads a body of kLarge bytes; false when one is another than it should be.
template <typename Read>
bool readLarge(Read &&read)
{
    for (std::size_t i = 0; i < kLarge / kBlock; ++i)
        if (read(kBlock) != block(i))
            return false;
    return true;
}

template <typename Send>
void sendLarge(Send &&send)
{
    for (std::size_t i = 0; i < kLarge / kBlock; ++i)
        send(block(i));
}

} // namespace

class GatewayBulkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHundredMebibytesBothWays()
    {
        std::atomic<bool> uploadWhole{false};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &head) {
            if (head.starts_with("PUT"))
                uploadWhole = readLarge([&](std::size_t n) { return peer.readBytes(n); });
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: " +
                      std::to_string(kLarge) + "\r\n\r\n");
            sendLarge([&](const std::string &bytes) { peer.send(bytes); });
            return true;
        });
        GatewayFixture g(origin.url());
        ask(g.port, "GET", "/warm"); // what every first request costs once is not the question
        for (const char *method : {"GET", "PUT"}) {
            resetPeak();
            const long before = peak();
            RawClient client(g.port);
            const bool upload = std::string_view(method) == "PUT";
            client.send(
                requestText(method, "/large",
                            upload ? "Content-Length: " + std::to_string(kLarge) + "\r\n" : ""));
            if (upload)
                sendLarge([&](const std::string &bytes) { client.send(bytes); });
            QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200"));
            QThread::msleep(100); // the client is slow: what comes must not pile up
            QVERIFY(readLarge([&](std::size_t n) { return client.readBytes(n); }));
            const long grown = peak() - before;
            qInfo("%s: peak memory grew by %ld kB", method, grown);
#if defined(__SANITIZE_ADDRESS__)
            constexpr long most = 128 * 1024; // what is freed stays in the sanitizer's quarantine
#else
            constexpr long most = 32 * 1024;
#endif
            QVERIFY2(grown < most, qPrintable(QString::number(grown)));
        }
        QVERIFY(uploadWhole);
    }

    void aSlowJoinerHoldsTheOriginBack()
    {
        std::atomic<std::size_t> sent{0};
        RawOrigin origin([&](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked"
                      "\r\n\r\n");
            for (std::size_t i = 0; i < kLarge / kBlock; ++i) {
                peer.send("100000\r\n" + block(i) + "\r\n");
                sent += kBlock;
            }
            peer.send("0\r\n\r\n");
            return true;
        });
        GatewayFixture g(origin.url());
        RawClient slow(g.port);
        slow.send(requestText("GET", "/large"));
        QTRY_VERIFY(sent > 0);
        std::size_t before = 1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, sent.load()) == sent.load(), 10'000);
        QTest::qWait(200);
        QVERIFY2(sent < kLarge / 2, qPrintable(QString::number(sent)));
        const Answer a = readAnswer(slow);
        QVERIFY(a.whole);
        QCOMPARE(a.body.size(), kLarge);
    }

    void aThousandIdleConnectionsAreHeld()
    {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        if (limit.rlim_max < 2500)
            QSKIP("the system allows too few descriptors");
        RawOrigin origin([](RawOrigin::Peer &peer, const std::string &) {
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\n"
                      "ok");
            return true;
        });
        GatewayFixture g(origin.url());
        ask(g.port, "GET", "/");
        std::vector<RawClient> clients;
        for (int i = 0; i < 1000; ++i) {
            clients.emplace_back(g.port);
            QVERIFY(clients.back().isOpen());
        }
        QTRY_COMPARE(g.gateway.figures().connections, std::uint64_t(1000));
        for (RawClient &client : clients)
            QVERIFY(ask(client, "GET", "/").has("; hit;"));
        QCOMPARE(g.gateway.figures().connections, std::uint64_t(1000));
        clients.clear();
        QTRY_COMPARE(g.gateway.figures().connections, std::uint64_t(0));
    }
};

QTEST_GUILESS_MAIN(GatewayBulkTest)
#include "gatewaybulk_test.moc"
