// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/markov.h"
#include "core/predict/modelfile.h"

#include <QtTest>

#include <sstream>

using namespace forefetch;

class ModelFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPayloadComesBack();
    void foreignNewerAndDamagedFilesAreNamedAsSuch();
    void aClaimedLengthAllocatesNothing();
    void readingBeyondTheEndGivesNothing();
    void anInternerThatForgotATextLosesItsStateAlone();
    void aSmallerBudgetKeepsTheStrongest();
};

namespace {

std::string file(std::string_view kind, std::string_view payload)
{
    std::ostringstream out;
    [[maybe_unused]] const bool ok = writeModel(out, kind, payload).ok();
    return out.str();
}

Error refusal(const std::string &bytes)
{
    std::istringstream in(bytes);
    const auto read = readModel(in, "first-order");
    return read ? Error{ErrorCode::Internal, "it was taken"} : read.error();
}

void arrive(MarkovPredictor &predictor, ResourceId resource)
{
    Exchange exchange;
    exchange.session = {1, 1};
    exchange.resource = resource;
    predictor.observe(exchange);
}

} // namespace

void ModelFileTest::aPayloadComesBack()
{
    for (const std::string &payload :
         {std::string(), std::string("\0abc", 4), std::string(3 << 20, 'x')}) {
        std::istringstream in(file("first-order", payload));
        const auto read = readModel(in, "first-order");
        QVERIFY(read.ok());
        QVERIFY(*read == payload);
    }
}

void ModelFileTest::foreignNewerAndDamagedFilesAreNamedAsSuch()
{
    const std::string good = file("first-order", "payload");
    QCOMPARE(refusal("").code, ErrorCode::Corrupt);
    QVERIFY(refusal("\x89PNG and so on").text.find("not a saved model") != std::string::npos);
    const Error other = refusal(file("ppm", "payload"));
    QCOMPARE(other.code, ErrorCode::Unsupported);
    QVERIFY(other.text.find("'ppm'") != std::string::npos);
    std::string newer = good;
    newer[8] = 2;
    QCOMPARE(refusal(newer).code, ErrorCode::Unsupported);
    QVERIFY(refusal(newer).text.find("version 2") != std::string::npos);
    std::string damaged = good;
    damaged[good.size() - 6] ^= 1;
    QVERIFY(refusal(damaged).text.find("checksum") != std::string::npos);
    QVERIFY(refusal(good.substr(0, good.size() - 1)).text.find("cut off") != std::string::npos);
    QVERIFY(refusal(good.substr(0, 20)).text.find("cut off") != std::string::npos);
    QVERIFY(refusal(good + "x").text.find("bytes follow") != std::string::npos);
}

void ModelFileTest::aClaimedLengthAllocatesNothing()
{
    std::string claims = file("first-order", "payload");
    const std::size_t length = 8 + 4 + 4 + 11; // magic, version, kind
    for (std::size_t i = 0; i < 8; ++i)
        claims[length + i] = i < 4 ? '\xff' : '\0';
    claims[length + 3] = '\x7f'; // just under 2 GiB
    QVERIFY(refusal(claims).text.find("11 of 2147483647 bytes") != std::string::npos);
    claims[length + 7] = '\x7f';
    QVERIFY(refusal(claims).text.find("2 GiB") != std::string::npos);
}

void ModelFileTest::readingBeyondTheEndGivesNothing()
{
    ByteWriter writer;
    writer.number(0x01020304, 4);
    writer.text("text");
    ByteReader reader(writer.bytes());
    QCOMPARE(reader.number32(), 0x01020304u);
    QCOMPARE(reader.text(), std::string_view("text"));
    QVERIFY(reader.ok());
    QCOMPARE(reader.number(8), std::uint64_t(0));
    QVERIFY(!reader.ok());
    QVERIFY(reader.text().empty());

    ByteWriter lies;
    lies.number(0xffffffff, 4);
    ByteReader liar(lies.bytes());
    QVERIFY(liar.text().empty());
    QVERIFY(!liar.ok());
}

void ModelFileTest::anInternerThatForgotATextLosesItsStateAlone()
{
    Interner interner, other;
    MarkovPredictor predictor(1 << 20), loaded(1 << 20);
    for (const char *text : {"/a", "/b", "/a", "/b", "/a"})
        arrive(predictor, interner.intern(text));
    arrive(predictor, {4'000'000'000, 1}); // names nothing
    std::stringstream stream;
    QVERIFY(predictor.save(stream, interner).ok());
    QVERIFY(loaded.load(stream, other).ok());
    QCOMPARE(loaded.figures().states, 2u);
    std::vector<Transition> edges;
    loaded.strongest(10, edges);
    QCOMPARE(edges.size(), 2u);
    const Transition &edge = edges[other.text(edges[0].from) == "/a" ? 0 : 1];
    QCOMPARE(other.text(edge.to), std::string("/b"));
    QCOMPARE(edge.count, 2u);
    QCOMPARE(edge.probability, float(2.0 / 3)); // the lost one still counts in the total
}

void ModelFileTest::aSmallerBudgetKeepsTheStrongest()
{
    Interner interner;
    MarkovPredictor large(64 << 20), small(1 << 20);
    for (int round = 0; round < 3; ++round) {
        arrive(large, interner.intern("/home"));
        arrive(large, interner.intern("/list"));
    }
    for (int i = 0; i < 100'000; ++i)
        arrive(large, interner.intern("/once/" + std::to_string(i)));
    std::stringstream stream;
    QVERIFY(large.save(stream, interner).ok());
    QVERIFY(small.load(stream, interner).ok());
    QVERIFY(small.figures().states > 1000);
    QVERIFY(small.figures().states < 100'000);
    QVERIFY(small.figures().memory <= 1 << 20);
    std::vector<Transition> edges;
    small.strongest(1, edges);
    QCOMPARE(interner.text(edges.at(0).from), std::string("/home"));
    QCOMPARE(edges[0].count, 3u);
    large.setMaxMemory(1 << 20);
    QVERIFY(large.figures().memory <= 1 << 20);
    large.strongest(1, edges);
    QCOMPARE(interner.text(edges.at(0).from), std::string("/home"));
}

QTEST_GUILESS_MAIN(ModelFileTest)
#include "modelfile_test.moc"
