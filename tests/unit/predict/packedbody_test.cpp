// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/packedbody.h"

#include "core/predict/jsonvalues.h"
#include "core/predict/mixture.h"
#include "tests/unit/trace/packing.h"

#include <QtTest>

using namespace forefetch;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMost = JsonBudget().bytes;

// A list of one item, whose first is asked for next, of ever other items, as often as `visits`.
// Whether the model names the last one's item before it was ever asked for.
bool learnsFromBodies(int visits, const std::string &coding,
                      const std::function<std::string(std::string)> &packed)
{
    Interner names;
    MixturePredictor model(names, 16 << 20);
    TimePoint now{};
    ResponseHead head;
    head.status = 200;
    head.headers.add("Content-Type", "application/json");
    if (!coding.empty())
        head.headers.add("Content-Encoding", coding);
    Exchange e;
    const auto request = [&](const std::string &text, const std::string &body) {
        e = {};
        e.session = {1, 1};
        e.resource = names.intern(text);
        e.at = now += 1s;
        model.observe(e);
        e.status = 200;
        e.head = std::make_shared<const ResponseHead>(head);
        e.body = std::make_shared<const std::string>(body);
        model.answered(e);
    };
    for (int i = 0; i < visits; ++i) {
        const std::string item = std::to_string(4711 + 37 * i * i);
        request("/list", packed(R"({"items":[{"id":)" + item + "}]}"));
        request("/item/" + item, packed("{}"));
    }
    request("/list", packed(R"({"items":[{"id":987654}]})"));
    std::vector<Prediction> out;
    model.predict({1, 1}, 5, out);
    return std::any_of(out.begin(), out.end(), [&](const Prediction &p) {
        return names.text(p.resource) == "/item/987654";
    });
}

} // namespace

class PackedBodyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsCodings();
    void unpacks();
    void aBombIsLeftAlone();
    void whatEndsEarlyIsLeftAlone();
    void whatIsDamagedIsLeftAlone();
    void theModelLearnsFromPackedBodies();
};

void PackedBodyTest::tellsCodings()
{
    for (const char *plain : {"", "identity", "Identity"})
        QCOMPARE(bodyCodingOf(plain), BodyCoding::Plain);
    for (const char *gzip : {"gzip", "GZIP", "x-gzip"})
        QCOMPARE(bodyCodingOf(gzip), BodyCoding::Gzip);
    for (const char *other : {"br", "gzip, br", "deflate", "zstd"})
        QCOMPARE(bodyCodingOf(other), BodyCoding::Unread);
}

void PackedBodyTest::unpacks()
{
    PackedBodies bodies;
    for (const std::size_t size : {0, 1, 200, 16'384, 16'385, 100'000}) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i)
            text += static_cast<char>('a' + i * i % 23);
        QCOMPARE(bodies.unpack(gzipped(text), kMost), std::string_view(text));
    }
    // Members one behind the other are one text (RFC 1952, 2.2).
    QCOMPARE(bodies.unpack(gzipped("[1,") + gzipped("2]"), kMost), std::string_view("[1,2]"));
}

// 64 MiB of nothing in 64 KiB; and what is just at the budget is read.
void PackedBodyTest::aBombIsLeftAlone()
{
    PackedBodies bodies;
    const std::string bomb = gzipped(std::string(64 << 20, ' '));
    QVERIFY2(bomb.size() < kMost, qPrintable(QString::number(bomb.size())));
    QVERIFY(bodies.unpack(bomb, kMost).empty());
    QVERIFY2(bodies.bytes() < 2 * kMost, qPrintable(QString::number(bodies.bytes())));
    QVERIFY(bodies.unpack(gzipped(std::string(kMost + 1, ' ')), kMost).empty());
    QCOMPARE(bodies.unpack(gzipped(std::string(kMost, ' ')), kMost).size(), kMost);
    std::string members; // each is small
    for (int i = 0; i < 20; ++i)
        members += gzipped(std::string(kMost / 10, ' '));
    QVERIFY(bodies.unpack(members, kMost).empty());
    QVERIFY(bodies.unpack(std::string(kMost + 1, '\0'), kMost).empty());
}

void PackedBodyTest::whatEndsEarlyIsLeftAlone()
{
    PackedBodies bodies;
    const std::string text = R"({"items":[{"id":7},{"id":8},{"id":9}]})";
    const std::string whole = gzipped(text);
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY2(bodies.unpack(std::string_view(whole).substr(0, size), kMost).empty(),
                 qPrintable(QString::number(size)));
    QCOMPARE(bodies.unpack(whole, kMost), std::string_view(text)); // it can still read
}

void PackedBodyTest::whatIsDamagedIsLeftAlone()
{
    PackedBodies bodies;
    const std::string text = R"({"items":[{"id":7},{"id":8},{"id":9}]})";
    const std::string whole = gzipped(text);
    for (std::size_t at = 10; at < whole.size(); ++at) { // behind the header, which has spare bits
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        QVERIFY2(bodies.unpack(damaged, kMost).empty(), qPrintable(QString::number(at)));
    }
    QVERIFY(bodies.unpack(text, kMost).empty()); // says that it is packed, and is not
    QVERIFY(bodies.unpack(whole + "behind", kMost).empty());
}

void PackedBodyTest::theModelLearnsFromPackedBodies()
{
    const auto plain = [](std::string text) { return text; };
    const auto packed = [](std::string text) { return gzipped(text); };
    const auto cut = [](std::string text) {
        const std::string whole = gzipped(text);
        return whole.substr(0, whole.size() - 4); // all of the text comes out of it
    };
    QVERIFY(learnsFromBodies(20, "", plain));
    QVERIFY(learnsFromBodies(20, "gzip", packed));
    QVERIFY(!learnsFromBodies(20, "gzip", cut));
    QVERIFY(!learnsFromBodies(20, "br", plain));
}

QTEST_GUILESS_MAIN(PackedBodyTest)
#include "packedbody_test.moc"
