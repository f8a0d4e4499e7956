// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of what attackers send (tests/data/http/payloads.txt): none of it stalls the gateway, and
// whatever reaches the origin is sound by a reader that is stricter than any server, and holds no
// request that nobody had sent as one.
#include "tests/integration/gatewayfixture.h"

#include <QFile>
#include <QtTest>

#include <algorithm>
#include <sstream>

using namespace forefetch;

namespace {

const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

std::string unescaped(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
            continue;
        }
        const char c = text[++i];
        if (c == 'x') {
            bytes += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            constexpr std::string_view names = "rnt0\\";
            bytes += std::string_view("\r\n\t\0\\", 5)[names.find(c)];
        }
    }
    return bytes;
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    });
    return text;
}

bool isToken(const std::string &text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) !=
                   std::string_view::npos;
    });
}

// What is wrong with a head that the origin got; empty: nothing.
std::string objectionTo(const std::string &head)
{
    std::istringstream lines(head);
    std::string line;
    std::vector<std::string> names;
    for (bool first = true; std::getline(lines, line) && line != "\r"; first = false) {
        if (line.empty() || line.back() != '\r')
            return "a line that ends in LF alone";
        line.pop_back();
        if (std::any_of(line.begin(), line.end(),
                        [](unsigned char c) { return c < ' ' || c == 0x7f; }))
            return "a control character";
        if (first) {
            std::istringstream words(line);
            std::string method;
            std::string target;
            std::string version;
            words >> method >> target >> version;
            if (line != method + " " + target + " " + version || !isToken(method) ||
                target.front() != '/' || target.find('#') != std::string::npos ||
                version != "HTTP/1.1")
                return "the request line";
            continue;
        }
        const std::size_t colon = line.find(':');
        const std::string name = lowered(line.substr(0, colon));
        if (colon == std::string::npos || !isToken(name) || name.find('_') != std::string::npos)
            return "a field's name";
        if (name == "transfer-encoding" && line.substr(colon) != ": chunked")
            return "the coding";
        if (name == "content-length" && line.find_first_not_of("0123456789", colon + 2) !=
                                            std::string::npos)
            return "the length";
        if (name == "host" && !line.substr(colon).starts_with(": 127.0.0.1:"))
            return "Host is not the origin's";
        names.push_back(name);
    }
    const auto count = [&](const char *name) { return std::count(names.begin(), names.end(), name); };
    if (count("host") != 1)
        return "not one Host";
    if (count("content-length") + count("transfer-encoding") > 1)
        return "framed twice";
    for (const char *hop : {"connection", "keep-alive", "proxy-connection", "proxy-authorization",
                            "te", "trailer", "upgrade"})
        if (count(hop) > 0)
            return std::string("a hop-by-hop field: ") + hop;
    return {};
}

// Reads the body as its head says, and answers.
bool serve(RawOrigin::Peer &peer, const std::string &head)
{
    if (const std::size_t at = head.find("Content-Length: "); at != std::string::npos)
        peer.readBytes(std::stoull(head.substr(at + 16)));
    while (head.find("chunked") != std::string::npos) {
        const std::string line = peer.readUntil("\r\n");
        if (line.empty())
            return false;
        const std::size_t size = std::stoull(line, nullptr, 16);
        peer.readBytes(size + 2);
        if (size == 0)
            break;
    }
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    return true;
}

} // namespace

class GatewayPayloadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsLarge()
    {
        QVERIFY(rows().size() >= 120);
    }

    void becomesWhatItMust_data()
    {
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QByteArray>("payload");
        for (const QByteArrayList &row : rows())
            QTest::newRow((row[0].split(' ')[0] + ": " + row[1]).constData())
                << QString::fromLatin1(row[0]) << row[2];
    }

    void becomesWhatItMust()
    {
        QFETCH(QString, verdict);
        QFETCH(QByteArray, payload);
        const bool refused =
            verdict == QStringLiteral("refuse") || verdict == QStringLiteral("body");
        RawOrigin origin(serve);
        GatewayFixture g(origin.url());
        RawClient client(g.port);
        client.send(unescaped(payload.toStdString()) + (refused ? kSmuggled : std::string()));
        if (refused) {
            const std::string all = client.readAll();
            QVERIFY2(client.sawEnd(), "the connection stayed open");
            const int status = all.size() > 12 ? std::stoi(all.substr(9, 3)) : 0;
            QVERIFY2(status >= 400 && status < 600, all.substr(0, 300).c_str());
            QCOMPARE(all.find("HTTP/1.1", 1), std::string::npos); // one answer, no second
        } else {
            Answer answer = readAnswer(client);
            if (answer.status() == 100)
                answer = readAnswer(client);
            QVERIFY2(answer.status() == 200, answer.head.c_str());
        }
        if (verdict == QStringLiteral("refuse"))
            QCOMPARE(origin.requests(), 0);
        for (const std::string &head : origin.heads()) {
            QVERIFY2(objectionTo(head).empty(), (objectionTo(head) + "\n" + head).c_str());
            QVERIFY2(head.find("smuggled") == std::string::npos, head.c_str());
            if (verdict.startsWith(QStringLiteral("drop ")))
                QVERIFY2(lowered(head).find("\n" + lowered(verdict.mid(5).toStdString()) + ":") ==
                             std::string::npos,
                         head.c_str());
        }
    }

private:
    // Verdict, name, escaped bytes.
    static QList<QByteArrayList> rows()
    {
        QFile file(QStringLiteral(FOREFETCH_SOURCE_DIR "/tests/data/http/payloads.txt"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QByteArrayList> found;
        for (const QByteArray &line : file.readAll().split('\n'))
            if (!line.isEmpty() && !line.startsWith('#'))
                found.append(line.split('\t'));
        return found;
    }
};

QTEST_GUILESS_MAIN(GatewayPayloadsTest)
#include "gatewaypayloads_test.moc"
