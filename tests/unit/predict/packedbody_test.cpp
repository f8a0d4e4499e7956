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

struct Packer
{
    const char *name; // of the coding
    BodyCoding coding;
    std::string (*pack)(std::string_view);
    bool isSummed; // carries a sum of what it holds
};

const Packer kPackers[] = {
    {"gzip", BodyCoding::Gzip, gzipped, true},
    {"deflate", BodyCoding::Deflate, zlibPacked, true},
    {"deflate", BodyCoding::Deflate, bareDeflated, false},
    {"br", BodyCoding::Brotli, [](std::string_view text) { return brotliPacked(text); }, false},
    {"zstd", BodyCoding::Zstd, zstdPacked, false}};

// A list of one item, whose first is asked for next, of ever other items, as often as `visits`.
// Whether the model names the last one's item before it was ever asked for.
bool learnsFromBodies(int visits, const std::string &coding,
                      const std::function<std::string(std::string_view)> &packed)
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
    void aLargeWindowTakesNoMore();
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
    QCOMPARE(bodyCodingOf("deflate"), BodyCoding::Deflate);
    QCOMPARE(bodyCodingOf("br"), BodyCoding::Brotli);
    QCOMPARE(bodyCodingOf("Zstd"), BodyCoding::Zstd);
    for (const char *other : {"compress", "gzip, br", "dcb", "b"})
        QCOMPARE(bodyCodingOf(other), BodyCoding::Unread);
}

void PackedBodyTest::unpacks()
{
    PackedBodies bodies;
    for (const std::size_t size : {0, 1, 200, 16'384, 16'385, 100'000}) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i)
            text += static_cast<char>('a' + i * i % 23);
        for (const Packer &p : kPackers)
            QCOMPARE(bodies.unpack(p.coding, p.pack(text), kMost), std::string_view(text));
    }
    // Members one behind the other are one text (RFC 1952, 2.2), as frames are (RFC 8878, 3.1).
    for (const Packer &p : {kPackers[0], kPackers[4]})
        QCOMPARE(bodies.unpack(p.coding, p.pack("[1,") + p.pack("2]"), kMost),
                 std::string_view("[1,2]"));
    QVERIFY(
        bodies.unpack(BodyCoding::Deflate, zlibPacked("[1,") + zlibPacked("2]"), kMost).empty());
}

// 64 MiB of nothing in some KiB; and what is just at the budget is read.
void PackedBodyTest::aBombIsLeftAlone()
{
    const std::string nothing(64 << 20, ' ');
    for (const Packer &p : kPackers) {
        PackedBodies bodies;
        const std::string bomb = p.pack(nothing);
        QVERIFY2(bomb.size() < kMost, qPrintable(QString::number(bomb.size())));
        QVERIFY(bodies.unpack(p.coding, bomb, kMost).empty());
        QVERIFY2(bodies.bytes() < 2 * kMost, qPrintable(QString::number(bodies.bytes())));
        QVERIFY(bodies.unpack(p.coding, p.pack(std::string(kMost + 1, ' ')), kMost).empty());
        QCOMPARE(bodies.unpack(p.coding, p.pack(std::string(kMost, ' ')), kMost).size(), kMost);
        QVERIFY(bodies.unpack(p.coding, std::string(kMost + 1, '\0'), kMost).empty());
    }
    for (const Packer &p : {kPackers[0], kPackers[4]}) {
        PackedBodies bodies;
        std::string members; // each is small
        for (int i = 0; i < 20; ++i)
            members += p.pack(std::string(kMost / 10, ' '));
        QVERIFY(bodies.unpack(p.coding, members, kMost).empty());
    }
}

// Brotli's largest window is 16 MiB: a text that does not fill it does not take it.
void PackedBodyTest::aLargeWindowTakesNoMore()
{
    std::string text;
    for (std::uint32_t i = 0; text.size() < 40'000; ++i)
        text += std::to_string(i * 2654435761U);
    PackedBodies bodies;
    QCOMPARE(bodies.unpack(BodyCoding::Brotli, brotliPacked(text, 24), kMost),
             std::string_view(text));
    QVERIFY(bodies.unpack(BodyCoding::Brotli, brotliPacked(text, 24), 1'000).empty());
}

void PackedBodyTest::whatEndsEarlyIsLeftAlone()
{
    PackedBodies bodies;
    const std::string text = R"({"items":[{"id":7},{"id":8},{"id":9}]})";
    for (const Packer &p : kPackers) {
        const std::string whole = p.pack(text);
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY2(
                bodies.unpack(p.coding, std::string_view(whole).substr(0, size), kMost).empty(),
                qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(p.name)).arg(size)));
        QCOMPARE(bodies.unpack(p.coding, whole, kMost), std::string_view(text)); // it still can
    }
}

void PackedBodyTest::whatIsDamagedIsLeftAlone()
{
    PackedBodies bodies;
    const std::string text = R"({"items":[{"id":7},{"id":8},{"id":9}]})";
    for (const Packer &p : kPackers) {
        const std::string whole = p.pack(text);
        QVERIFY(bodies.unpack(p.coding, whole + "behind", kMost).empty());
        QVERIFY(bodies.unpack(p.coding, text, kMost).empty()); // says that it is packed, and is not
        // Behind the header, which has spare bits.
        for (std::size_t at = 10; at < whole.size() && p.isSummed; ++at) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
            QVERIFY2(bodies.unpack(p.coding, damaged, kMost).empty(),
                     qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(p.name)).arg(at)));
        }
    }
}

void PackedBodyTest::theModelLearnsFromPackedBodies()
{
    const auto plain = [](std::string_view text) { return std::string(text); };
    const auto cut = [](std::string_view text) {
        const std::string whole = gzipped(text);
        return whole.substr(0, whole.size() - 4); // all of the text comes out of it
    };
    QVERIFY(learnsFromBodies(20, "", plain));
    for (const Packer &p : kPackers)
        QVERIFY(learnsFromBodies(20, p.name, p.pack));
    QVERIFY(!learnsFromBodies(20, "gzip", cut));
    QVERIFY(!learnsFromBodies(20, "br", plain));
}

QTEST_GUILESS_MAIN(PackedBodyTest)
#include "packedbody_test.moc"
