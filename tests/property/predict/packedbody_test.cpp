// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/packedbody.h"
#include "tests/unit/trace/packing.h"

#include <QtTest>

#include <rapidcheck.h>

using namespace forefetch;

namespace {

constexpr std::size_t kMost = 4096;

std::string packed(unsigned how, const std::string &text)
{
    switch (how) {
    case 0:
        return gzipped(text);
    case 1:
        return zlibPacked(text);
    case 2:
        return bareDeflated(text);
    case 3:
        return brotliPacked(text);
    default:
        return zstdPacked(text);
    }
}

BodyCoding codingOf(unsigned how)
{
    constexpr BodyCoding kCodings[] = {BodyCoding::Gzip, BodyCoding::Deflate, BodyCoding::Deflate,
                                       BodyCoding::Brotli, BodyCoding::Zstd};
    return kCodings[how];
}

// A few bytes changed, taken out or put in, as numbers that shrink well.
void damage(std::string &bytes)
{
    const auto times = *rc::gen::inRange(1, 5);
    for (int i = 0; i < times && !bytes.empty(); ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
        const auto length = std::min(*rc::gen::inRange<std::size_t>(0, 9), bytes.size() - at);
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << *rc::gen::inRange(0, 8)));
            break;
        case 1:
            bytes.erase(at, length);
            break;
        case 2:
            bytes.insert(at, bytes.substr(*rc::gen::inRange<std::size_t>(0, at + 1), length));
            break;
        default:
            bytes[at] = *rc::gen::arbitrary<char>();
        }
    }
}

} // namespace

class PackedBodyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // Whatever comes, it takes no more than its budget, and reads the next body as if nothing had
    // been. Of what is damaged, gzip gives out all or nothing.
    void damagedBodiesDoNoHarm()
    {
        QVERIFY(rc::check("damaged bodies", [] {
            PackedBodies bodies;
            for (int i = 0; i < 20; ++i) {
                const auto how = *rc::gen::inRange(0U, 5U);
                const auto text =
                    *rc::gen::scale(8, rc::gen::container<std::string>(rc::gen::inRange('a', 'f')));
                const std::string whole = packed(how, text);
                std::string damaged = whole;
                damage(damaged);
                const std::string_view read = bodies.unpack(codingOf(how), damaged, kMost);
                RC_ASSERT(read.size() <= kMost);
                if (how == 0)
                    RC_ASSERT(read.empty() || read == text);
                RC_ASSERT(bodies.bytes() < 512 * 1024U);
                const std::string_view again = bodies.unpack(codingOf(how), whole, kMost);
                RC_ASSERT(again == (text.size() > kMost ? std::string() : text));
            }
        }));
    }

    void noiseDoesNoHarm()
    {
        QVERIFY(rc::check("noise in place of bodies", [] {
            PackedBodies bodies;
            for (unsigned how = 0; how < 5; ++how) {
                const auto noise = *rc::gen::scale(8, rc::gen::arbitrary<std::string>());
                RC_ASSERT(bodies.unpack(codingOf(how), noise, kMost).size() <= kMost);
                RC_ASSERT(bodies.unpack(codingOf(how), packed(how, "{}"), kMost) == "{}");
            }
        }));
    }
};

QTEST_APPLESS_MAIN(PackedBodyTest)
#include "packedbody_test.moc"
